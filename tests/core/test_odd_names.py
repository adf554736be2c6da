"""Names that are not UTF-8: refused in a sentence, and in folders left out or failed while the other cases go on."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.sources import sources_in
from xr2ct_core.batch.state import BatchSettings
from xr2ct_core.cli import main
from xr2ct_core.cli.console import Console
from xr2ct_core.control import WorkContext
from xr2ct_core.data.find import ct_sources, pair_files
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_pair, read_radiograph, read_volume, sniff, write_pair, write_volume
from xr2ct_core.plain_text import holds_odd_text, is_plain, plain
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
ODD = os.fsdecode(b"M\xfcller")
SAID = r"its name or that of its folder is not stored as UTF-8\."


@pytest.fixture
def cts(ball: Volume, tmp_path: Path) -> Path:
    """Two CTs, and one between them whose name is not UTF-8."""
    folder = tmp_path / "cts"
    for number, name in enumerate(("ann", "cleo")):
        write_volume(Volume(ball.hu + number, ball.affine), folder / f"{name}.nii.gz")
    (folder / "cleo.nii.gz").with_name(f"{ODD}.nii.gz").write_bytes((folder / "ann.nii.gz").read_bytes())
    return folder


def said(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict]:
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capfd.readouterr().out)


@pytest.mark.parametrize("read", [read_volume, read_radiograph, read_pair])
def test_a_file_or_folder_with_such_a_name_is_refused(cts: Path, read: Callable[[Path], object]) -> None:
    (cts / ODD).mkdir()
    for path in (cts / f"{ODD}.nii.gz", cts / ODD / "ann.nii.gz"):
        with pytest.raises(BadInputError, match=SAID) as refused:
            read(path)
        assert is_plain(str(refused.value)) and refused.value.hint


def test_what_a_file_is_can_be_told_whatever_its_name(cts: Path) -> None:
    assert sniff(cts / f"{ODD}.nii.gz").is_volume


def test_nothing_is_written_under_such_a_name(ball: Volume, cts: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInputError, match=SAID):
        write_volume(ball, cts / f"{ODD}.nrrd")
    for command in ("export", "info"):
        out = ("--out", cts / f"{ODD}.stl") if command == "export" else ()
        code, answer = said(capfd, command, cts / (f"{ODD}.nii.gz" if command == "info" else "ann.nii.gz"), *out)
        assert code == 2 and answer["error"]["message"].startswith("M\ufffdller.")
    assert len(list(cts.iterdir())) == 3


def test_folders_are_searched_without_them_and_say_so(
    cts: Path, ball_pair: RadiographPair, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pair = write_pair(ball_pair, tmp_path / "pairs" / "ann")
    (tmp_path / "pairs" / ODD).mkdir()
    (tmp_path / "pairs" / ODD / "pair.json").write_bytes(pair.read_bytes())
    assert [path.name for path in ct_sources([cts])] == ["ann.nii.gz", "cleo.nii.gz"]
    assert pair_files([tmp_path / "pairs"]) == [pair]
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    with pytest.raises(BadInputError, match=SAID):
        pair_files([tmp_path / "pairs" / ODD])


def test_a_split_deals_out_the_others(cts: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, answer = said(capfd, "split", cts, "--out", tmp_path / "folds.json", "--folds", 2)
    assert code == 0 and sorted(answer["parts"].values()) == [["ann"], ["cleo"]]
    assert [one["source"] for one in answer["left_out"]] == ["M\ufffdller.nii.gz"]


def test_prepare_names_it_among_the_problems(cts: Path, tmp_path: Path) -> None:
    task = PrepareTask(source_path=str(cts))
    summary = run_prepare_task(task, tmp_path / "out", WorkContext(), lambda _role, _path: None)
    assert summary["cases"] == 2 and summary["reasons"] == {"name not in UTF-8": 1}
    assert summary["problems"][0]["source"] == "M\ufffdller.nii.gz"


def test_a_batch_lists_it_as_failed_and_goes_on(ball_pair: RadiographPair, tmp_path: Path) -> None:
    for name in (ODD, "ben"):
        write_pair(replace(ball_pair, subject="x"), tmp_path / "cases" / name)
    batch = Batch.at(tmp_path / "out", BatchSettings(method="tv", grid_size=32))
    batch.add(sources_in([tmp_path / "cases"]))
    odd, _ = batch.state.items
    with pytest.raises(BadInputError, match=SAID) as refused:
        batch.prepare(odd.name, tmp_path / "scratch")
    batch.fail(odd.name, refused.value)
    batch.prepare("ben", tmp_path / "scratch")
    states = [item.state for item in Batch.open(tmp_path / "out").state.items]
    assert states == ["failed", "running"] and odd.source.pair == str(tmp_path / "cases" / plain(ODD) / "pair.json")


def test_what_is_printed_is_json_and_text_whatever_it_holds(capfd: pytest.CaptureFixture[str]) -> None:
    Console(as_json=True).result({ODD: [Path(ODD), "\ud800", float("nan")]})
    assert json.loads(capfd.readouterr().out) == {"M\ufffdller": ["M\ufffdller", "\ufffd", None]}
    Console().say(ODD)
    assert capfd.readouterr().out.endswith("ller\n")


def test_json_is_searched_to_the_bottom() -> None:
    deep: object = "a\0"
    for _ in range(5000):
        deep = [deep]
    assert holds_odd_text(deep) and holds_odd_text({"\udcfc": 1})
    assert not holds_odd_text({"a": ["\U0001f600", 1, None, {"b": "c"}]})
