"""A benchmark measures only who was not trained on, and its files keep apart what is accuracy and what is not."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.cli import main
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError, CancelledError
from xr2ct_core.evaluation import candidates
from xr2ct_core.evaluation.baselines import BASELINES, MEAN_VOLUME
from xr2ct_core.evaluation.benchmark import run_benchmark_task
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.contenders import checkpoint_folders, contenders, training_samples_per_s
from xr2ct_core.evaluation.held_out import held_out
from xr2ct_core.evaluation.journal import JOURNAL
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.protocol.tasks import BenchmarkTask
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.checkpoint import build_method, write_checkpoint
from xr2ct_core.worker.benchmark_task import run_benchmark
from xr2ct_core.worker.tasks import TASKS

pytestmark = pytest.mark.usefixtures("worker_here")

MakeCase = Callable[..., Case]
PATIENTS = {"ann": 0.9, "bob": 1.1, "cid": 1.0, "dan": 0.95}
PARTS = {"train": ["ann", "bob"], "validation": ["cid"], "test": ["dan"]}


def info(parts: dict[str, list[str]] | None = None, method: str = "u-x2ct-gan", **settings: object) -> CheckpointInfo:
    small = {"width": 0.1, "adversarial_weight": 0.0} if method == "u-x2ct-gan" else {}
    data = {} if parts is None else {"name": "somewhere", "patients": parts}
    return CheckpointInfo(
        method=method,
        method_config={"grid_size": 64, **small, **settings},
        train_config=TrainConfig(),
        step=7,
        data=data,
    )


def network(parts: dict[str, list[str]] | None, name: str = "run") -> Contender:
    return Contender(name, name, name, Path(name), info(parts), 10)


def save(folder: Path, described: CheckpointInfo) -> Path:
    """A checkpoint of a network with its first weights, where a run keeps it."""
    torch.manual_seed(0)
    method = build_method(described.method, described.method_config, "cpu")
    path = folder / "checkpoints" / "00000007"
    path.parent.mkdir(parents=True)
    write_checkpoint(path, described, method.inference_weights(), method, {})
    return path


@pytest.fixture(scope="module")
def data(make: MakeCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    for name, width in PATIENTS.items():
        case = make(name, width)
        write_pair(case.pair, folder / name, case.truth)
    return folder


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    for name, number in (("none", 0), ("one", 1), ("all", -1)):
        save(folder / name, info(PARTS, true_cts=number))
    return folder


@pytest.fixture(scope="module", autouse=True)
def _few_baselines() -> Iterator[None]:
    """Two baselines and a cheap one in place of least squares; that there are all is tested with the candidates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "BASELINES", [one for one in BASELINES if one.id in (MEAN_VOLUME, "all-air")])
        patch.setattr(
            candidates, "BASELINE_METHODS", (("tv", "Least squares", "backprojection", {"algorithm": "mart"}),)
        )
        yield


@pytest.fixture(scope="module")
def out(data: Path, runs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmark") / "out"
    roles: list[str] = []
    told: list[float] = []
    networks = tuple(str(runs / name / "checkpoints") for name in ("none", "one", "all"))
    summary = run_benchmark_task(
        BenchmarkTask(data_path=str(data), checkpoints=networks, methods=("backprojection",)),
        folder,
        WorkContext(on_progress=lambda done, _phase: told.append(done)),
        lambda role, path: roles.append(role),
    )
    assert summary["subjects"] == ["dan"]
    assert roles == ["table_json", "table_csv", "table_md", "picture", "table_html"]
    assert told == sorted(told)
    assert told[-1] == 1.0
    return folder


@pytest.fixture(scope="module")
def document(out: Path) -> dict:
    return json.loads((out / "table.json").read_text())


class Page(HTMLParser):
    """What a page loads, and the text of each of its panels."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.panels: dict[str, str] = {}
        self._panel = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        assert tag not in ("script", "link", "iframe")
        self.loaded += [value or "" for key, value in attributes if key in ("src", "href")]
        if tag == "section":
            self._panel = named["id"] or ""

    def handle_data(self, data: str) -> None:
        self.panels[self._panel] = self.panels.get(self._panel, "") + data


def test_patients_trained_on_are_not_measured(document: dict) -> None:
    assert document["learned_from"] == ["ann", "bob"]
    left_out = {problem["source"]: problem["message"] for problem in document["unusable_cases"]}
    assert {name: "trained on" in text for name, text in left_out.items()} == {"ann": True, "bob": True, "cid": False}
    rows = {row["id"]: row for row in document["rows"]}
    assert rows["mean-volume"]["title"] == "Mean of the patients trained on"


def test_the_mean_volume_is_made_of_the_patients_trained_on_alone(make: MakeCase) -> None:
    cases = CaseSet(tuple(make(name, width) for name, width in PATIENTS.items()), (), WorkingGrid(24))
    measured = held_out(cases, [network({"train": ["ann", "bob"], "validation": []})])
    mean_row = next(candidates.baseline_candidate(one, trained=True) for one in BASELINES if one.id == MEAN_VOLUME)
    found = evaluate(measured, [mean_row]).values(MEAN_VOLUME, "rmse_hu")
    truths = {case.subject: np.clip(case.truth.hu.astype(float), -1024, 1476) for case in cases.cases}
    mean = (truths["ann"] + truths["bob"]) / 2
    assert set(found) == {"cid", "dan"}
    for patient, rmse_hu in found.items():
        assert rmse_hu == pytest.approx(np.sqrt(np.mean((mean - truths[patient]) ** 2)), rel=1e-4)


def test_every_network_is_a_row_with_its_parameters(document: dict) -> None:
    rows = {row["id"]: row for row in document["rows"]}
    assert list(rows)[:4] == ["u-x2ct-gan:none", "u-x2ct-gan:one", "u-x2ct-gan:all", "backprojection"]
    assert rows["u-x2ct-gan:one"]["title"] == "u-X2CT-GAN, true_cts 1"
    assert rows["u-x2ct-gan:one"]["parameters"] > 1000
    assert rows["tv"]["parameters"] == 0
    for name in ("u-x2ct-gan:one", "tv"):
        assert rows[name]["metrics"]["psnr_3d_db"]["n"] == 1
    assert rows["u-x2ct-gan:one"]["verdict"] == "not shown as working"


def test_networks_that_differ_in_one_number_are_plotted_against_it(document: dict, out: Path) -> None:
    (sweep,) = document["benchmark"]["sweeps"]
    assert sweep["setting"] == "true_cts"
    assert [point["label"] for point in sweep["points"]] == ["0", "1", "all"]
    assert "<polyline" in (out / "table.html").read_text()


def test_the_page_is_whole_in_itself_and_keeps_the_two_kinds_of_numbers_apart(out: Path) -> None:
    page = Page((out / "table.html").read_text())
    assert page.loaded
    assert all(address.startswith("data:image/webp;base64,") for address in page.loaded)
    assert SYNTHETIC_BANNER in page.panels[""]
    assert set(page.panels) >= {"panel1", "panel2"}
    assert "panel3" not in page.panels
    for text in ("PSNR-3D (dB)", "not shown as working", "Mean of the patients trained on", "unseen view"):
        assert text in page.panels["panel1"]
    for text in ("None of these is accuracy in 3D", "26.19", "40.15", "No code and no output", "MAX 4095"):
        assert text in page.panels["panel2"]
        assert text not in page.panels["panel1"]


def test_the_csv_has_the_numbers_of_the_seed_report_under_their_own_names(out: Path) -> None:
    with (out / "table.csv").open(newline="") as stream:
        lines = list(csv.DictReader(stream))
    found = next(line for line in lines if (line["row"], line["subject"]) == ("backprojection", "dan"))
    assert float(found["report_psnr_2d_db"]) > float(found["psnr_3d_db"])
    assert float(found["psnr_x2ct"]) == pytest.approx(float(found["psnr_3d_db"]) + 4.286, abs=0.01)


def test_validation_patients_are_measured_only_when_asked_for_and_then_marked(make: MakeCase) -> None:
    cases = CaseSet(tuple(make(name) for name in PATIENTS), (), WorkingGrid(24))
    plain, asked = held_out(cases, [network(PARTS)]), held_out(cases, [network(PARTS)], with_validation=True)
    assert [case.id for case in plain.cases] == ["dan"]
    assert [case.id for case in asked.cases] == ["cid", "dan"]
    assert (plain.chosen_on, asked.chosen_on) == (frozenset(), {"cid"})
    assert [case.id for case in plain.learned_from] == [case.id for case in asked.learned_from] == ["ann", "bob"]


def test_who_any_network_was_trained_on_is_left_out(make: MakeCase) -> None:
    cases = CaseSet(tuple(make(name) for name in PATIENTS), (), WorkingGrid(24))
    other = network({"train": ["dan"], "validation": ["ann"]})
    assert [case.id for case in held_out(cases, [other]).cases] == ["bob", "cid"]
    with pytest.raises(BadInputError, match="none is unknown to all networks"):
        held_out(cases, [network(PARTS), other])
    assert held_out(cases, []) is cases


def test_a_checkpoint_that_does_not_name_its_patients_is_refused(make: MakeCase) -> None:
    cases = CaseSet((make("ann"),), (), WorkingGrid(24))
    with pytest.raises(BadInputError, match="does not say which patients"):
        held_out(cases, [network(None)])


def test_a_method_that_learns_is_measured_only_trained(data: Path, tmp_path: Path) -> None:
    task = BenchmarkTask(data_path=str(data), methods=("x2ct-gan",))
    with pytest.raises(BadConfigError, match="only once trained"):
        run_benchmark_task(task, tmp_path, WorkContext(), lambda role, path: None)


def test_a_cancelled_benchmark_keeps_what_it_measured(data: Path, runs: Path, tmp_path: Path) -> None:
    context = WorkContext()

    def stop(done: float, phase: str) -> None:
        if phase.startswith("dan: tv"):
            context.control.request_stop()

    context.on_progress = stop
    task = BenchmarkTask(
        data_path=str(data), checkpoints=(str(runs / "none" / "checkpoints"),), methods=(), robustness=True
    )
    with pytest.raises(CancelledError):
        run_benchmark_task(task, tmp_path, context, lambda role, path: None)
    document = json.loads((tmp_path / "table.json").read_text())
    assert document["complete"] is False
    assert [(one["row"], one["subject"]) for one in document["outcomes"]] == [("u-x2ct-gan", "dan")]
    assert "partial results" in (tmp_path / "table.html").read_text()


def test_the_same_command_goes_on_where_it_was_stopped(data: Path, runs: Path, tmp_path: Path) -> None:
    task = BenchmarkTask(
        data_path=str(data),
        checkpoints=(str(runs / "none" / "checkpoints"),),
        methods=("backprojection",),
        baselines=False,
        conditions=("turned-5",),
        robustness=True,
    )
    journal = tmp_path / JOURNAL

    def run(until: str = "nothing") -> list[str]:
        context, begun = WorkContext(), dict[str, None]()

        def noted(_done: float, phase: str) -> None:
            begun[phase] = None
            if phase == until:
                context.control.request_stop()

        context.on_progress = noted
        run_benchmark_task(task, tmp_path, context, lambda role, path: None)
        return [phase for phase in begun if "dan: " in phase]

    def written() -> dict:
        return json.loads((tmp_path / "table.json").read_text())

    turned = "lateral turned by 5°: dan: "
    with pytest.raises(CancelledError):
        run(until=turned + "backprojection")
    lines = journal.read_text().splitlines()
    assert len(lines) == 1 + 2 + 1, "a head, two rows of the table, a network under the condition"
    journal.write_text("\n".join([*lines[:-1], lines[-1][:80]]))
    before = written()["outcomes"]
    assert run() == [turned + "u-x2ct-gan", turned + "backprojection"]
    found = written()
    assert found["complete"] and found["benchmark"]["taken_over"] == 2 and not journal.exists()
    assert found["outcomes"] == before
    assert "2 of these reconstructions were measured" in (tmp_path / "table.md").read_text()


def test_a_cancelled_benchmark_leaves_a_whole_table_as_it_was(data: Path, tmp_path: Path) -> None:
    task = BenchmarkTask(data_path=str(data), methods=("tv",), baselines=False)
    run_benchmark_task(task, tmp_path, WorkContext(), lambda role, path: None)
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert json.loads(whole["table.json"])["complete"] is True
    context = WorkContext()
    context.on_progress = lambda done, phase: context.control.request_stop() if ": tv" in phase else None
    with pytest.raises(CancelledError) as stopped:
        run_benchmark_task(task, tmp_path, context, lambda role, path: None)
    assert "cancelled" in stopped.value.hint and "stays" in stopped.value.hint
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == whole
    assert json.loads((tmp_path / "cancelled" / "table.json").read_text())["complete"] is False


def test_the_speed_of_a_training_leaves_out_its_pauses(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    described = info(PARTS).model_copy(update={"train_config": TrainConfig(batch_size=2, accumulate=3)})
    assert training_samples_per_s(run, described) is None
    times = {10: 100.0, 20: 105.0, 30: 400.0, 40: 405.0}
    lines = [json.dumps({"step": step, "time": time, "values": {}}) for step, time in times.items()]
    run.metrics_path.write_text("\n".join(lines) + "\n")
    assert training_samples_per_s(run, described) == pytest.approx(2.0 * 6)


def test_runs_and_checkpoints_are_found_in_folders_and_named_apart(runs: Path, tmp_path: Path) -> None:
    save(tmp_path / "cnn", info(PARTS, "x2ct-gan", grid_size=32, width=0.05, gan=False))
    folders = list(checkpoint_folders([runs / "one" / "checkpoints", tmp_path / "cnn" / "checkpoints" / "00000007"]))
    assert [path.parent.parent.name for path in folders] == ["one", "cnn"]
    first, second = contenders(folders, 64)
    assert (first.id, first.title) == ("u-x2ct-gan", "u-X2CT-GAN")
    assert (second.id, second.title) == ("x2ct-gan", "X2CT-CNN, network 32³")
    with pytest.raises(BadInputError, match="no checkpoint in"):
        list(checkpoint_folders([tmp_path]))


def test_runs_that_are_called_alike_are_rows_of_their_own(tmp_path: Path) -> None:
    described = info(PARTS, "x2ct-gan", grid_size=32, width=0.05, gan=False)
    paths = [save(tmp_path / place, described) for place in ("first/run", "second/run", "second/other")]
    packed = tmp_path / "third" / "run"
    shutil.copytree(paths[0], packed)
    rows = contenders([*paths, packed], 64)
    names = ["first/run", "second/run", "other", "third/run"]
    assert [row.run for row in rows] == names and [row.id for row in rows] == [f"x2ct-gan:{name}" for name in names]
    of_two_methods = contenders([paths[1], save(tmp_path / "fourth" / "run", info(PARTS))], 64)
    assert [row.run for row in of_two_methods] == ["run", "run"]


def test_the_command_reaches_the_worker_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert TASKS["benchmark"].load() is run_benchmark
    assert main(["benchmark", "--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"].startswith("There is no folder")
    assert not (tmp_path / "out").exists()


def test_conditions_and_settings_may_have_spaces_after_their_commas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[BenchmarkTask] = []

    def noted(_name: str, task: BenchmarkTask, *_: object) -> None:
        asked.append(task)
        raise BadInputError("That is all.")

    monkeypatch.setattr("xr2ct_core.cli.benchmark.run_task", noted)
    where = ["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--conditions", "turned-5, shifted"]
    assert main(["benchmark", *where, "--variants", "views=frontal, seed=1"]) == 2
    assert asked[0].conditions == ("turned-5", "shifted") and asked[0].variants == ({"views": "frontal", "seed": 1},)
