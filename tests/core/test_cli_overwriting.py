"""No command writes over what it reads, whatever the file is called; what earlier commands wrote may be replaced."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.cli import main
from xr2ct_core.cli.overwriting import (
    cases_in,
    is_same_file,
    new_pair_files,
    pair_sources,
    read_volume_files,
    refuse_overwriting,
    volume_files,
)
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import DicomOptions, read_pair, write_dicom, write_pair, write_png, write_volume
from xr2ct_core.provenance import Provenance
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

Run = Callable[..., tuple[int, dict]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with --json in this process; returns the exit code and what it says."""

    def call(*arguments: object) -> tuple[int, dict]:
        code = main([*map(str, arguments), "--json"])
        return code, json.loads(capfd.readouterr().out)

    return call


@pytest.fixture
def here(ball: Volume, ball_pair: RadiographPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs, which is the current one: a pair with its truth, two images, a volume, and a name for it."""
    write_pair(ball_pair, tmp_path / "pair", truth=ball)
    for name, radiograph in zip(("lung_frontal", "side"), ball_pair.radiographs, strict=True):
        write_png(tmp_path / f"{name}.png", np.rint(255 * radiograph.image / radiograph.image.max()).astype(np.uint8))
    made = Provenance(kind="reconstruction", synthetic=True)
    write_volume(Volume(ball.hu, ball.affine, made), tmp_path / "v.nii.gz")
    (tmp_path / "src").mkdir()
    shutil.copy(tmp_path / "v.nii.gz", tmp_path / "src" / "ct.nii.gz")
    shutil.copy(tmp_path / "v.nii.gz", tmp_path / "alternative-2.nii.gz")
    shutil.copy(tmp_path / "v.nii.gz", tmp_path / "views.json")
    (tmp_path / "link").symlink_to(tmp_path / "pair", target_is_directory=True)
    os.link(tmp_path / "v.nii.gz", tmp_path / "same.nii.gz")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "batch.csv").write_text("pair\n../pair/pair.json\n", encoding="utf-8")
    write_dicom(ball, tmp_path / "series", DicomOptions(kind="ct-series"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("xr2ct_core.cli.work.WorkerClient", None)
    return tmp_path


IMAGES = ("--frontal", "lung_frontal.png", "--lateral", "side.png")
HERE = ("--out", ".")
QUICK = ("--method", "backprojection", "--grid", "32")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("project", "src/ct.nii.gz", "--out", "src"), "ct.nii.gz"),
        (("project", "pair/ct.nii.gz", "--out", "link"), "ct.nii.gz"),
        (("views", "views.json", "--out", "."), "views.json"),
        (("reconstruct", *IMAGES, *QUICK, "--out", "new.nrrd", "--preview", "side.png"), "side.png"),
        (("reconstruct", "--pair", "pair/pair.json", *QUICK, "--out", "pair/ct.nii.gz"), "ct.nii.gz"),
        (("reconstruct", "--pair", "pair", *QUICK, "--out", "link/ct.nii.gz"), "ct.nii.gz"),
        (
            ("reconstruct", "--pair", "pair/pair.json", "--out", "n.nrrd", "--uncertainty", "pair/../pair/ct.nii.gz"),
            "ct.nii.gz",
        ),
        (("evidence", "--volume", "v.nii.gz", "--pair", "pair/pair.json", "--out", "same.nii.gz"), "same.nii.gz"),
        (("evidence", "--volume", "v.nii.gz", "--pair", "pair/pair.json", "--out", "pair/ct.nii.gz"), "ct.nii.gz"),
        (
            ("alternatives", "--volume", "alternative-2.nii.gz", "--uncertainty", "v.nii.gz", "--pair", "pair", *HERE),
            "alternative-2.nii.gz",
        ),
        (("lungmask", *IMAGES, "--out", "."), "lung_frontal.png"),
        (("calibrate-geometry", "--pair", "pair/pair.json", "--out", "link"), "pair.json"),
        (("calibrate", "--data", "src", "--checkpoints", ".", "--out", "src/ct.nii.gz"), "ct.nii.gz"),
        (("check", "--learn", "src", "--out", "src/ct.nii.gz"), "ct.nii.gz"),
        (("export", "v.nii.gz", "--out", "v.nii.gz"), "v.nii.gz"),
        (("export", "v.nii.gz", "--out", "same.nii.gz"), "same.nii.gz"),
        (("export", "series", "--out", "series/0003.dcm"), "0003.dcm"),
        (("export", "series/0001.dcm", "--out", "series/0003.dcm"), "0003.dcm"),
        (("export", "v.nii.gz", "--out", "series/0003.dcm", "--sources", "series/0003.dcm"), "0003.dcm"),
        (("batch", "--list", "out/batch.csv", "--out", "out", *QUICK), "batch.csv"),
        (("view", "--headless", "lung_frontal.png", "side.png", "--out", ".", *QUICK[:2]), "lung_frontal.png"),
    ],
)
def test_an_input_is_not_written_over(run: Run, here: Path, arguments: tuple[str, ...], name: str) -> None:
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    code, said = run(*arguments)
    assert code == 2 and said["error"]["message"].endswith(f"{name} would be overwritten.") and said["error"]["hint"]
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


def test_a_batch_does_not_write_a_volume_over_the_truth_of_a_case(run: Run, here: Path) -> None:
    shutil.copytree(here / "pair", here / "out" / "volumes")
    content = json.loads((here / "out" / "volumes" / "pair.json").read_text(encoding="utf-8"))
    shutil.move(here / "out" / "volumes" / "ct.nii.gz", here / "out" / "volumes" / "volumes.nii.gz")
    text = json.dumps({**content, "truth": "volumes.nii.gz"})
    (here / "out" / "volumes" / "pair.json").write_text(text, encoding="utf-8")
    code, said = run("batch", "--pairs", "out/volumes/pair.json", "--out", "out", *QUICK)
    assert code == 2 and said["error"]["message"].endswith("volumes.nii.gz would be overwritten.")


def test_what_an_earlier_command_wrote_is_replaced(run: Run, here: Path) -> None:
    for _ in range(2):
        assert run("export", "v.nii.gz", "--out", "again.nrrd")[0] == 0
    assert run("export", "v.nii.gz", "--out", "src/ct.nii.gz")[0] == 0


@pytest.mark.usefixtures("worker_here")
def test_the_names_of_a_new_pair_are_those_that_project_gives(run: Run, ball: Volume, tmp_path: Path) -> None:
    out = tmp_path / "pair"
    assert run("project", write_volume(ball, tmp_path / "ball.nii.gz"), "--grid", 64, "--out", out)[0] == 0
    assert set(out.iterdir()) == set(new_pair_files(out, with_truth=True))
    assert not set(new_pair_files(out)) & set(volume_files(read_pair(out).truth_path))


def test_a_name_that_is_not_there_yet_is_compared_by_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder", target_is_directory=True)
    assert is_same_file(tmp_path / "link" / "new", tmp_path / "folder" / "." / "new")
    assert not is_same_file(tmp_path / "link" / "new", tmp_path / "folder" / "other")
    refuse_overwriting([tmp_path / "new"], [tmp_path / "folder", tmp_path / "absent"])


@pytest.mark.parametrize("text", ["", "[1]", '{"frontal": 3, "truth": 4}', '{"frontal": {"image": 5}}', '{"a":' * 9999])
def test_a_file_that_is_no_pair_names_nothing_and_is_no_error_here(tmp_path: Path, text: str) -> None:
    (tmp_path / "pair.json").write_text(text, encoding="utf-8")
    assert set(pair_sources(tmp_path / "pair.json", None)) == {tmp_path / "pair.json"}


def test_the_cases_of_a_folder_are_its_cts_with_their_sidecars_and_its_pairs_with_what_they_name(here: Path) -> None:
    names = {path.name for path in cases_in(here / "pair")}
    assert names == {"pair.json", "frontal.npy", "lateral.npy", "ct.nii.gz", "ct.nii.gz.provenance.json"}
    assert cases_in(here / "out") == ()
    with pytest.raises(BadInputError, match="would be overwritten"):
        refuse_overwriting([here / "series" / "0001.dcm"], read_volume_files(here / "series"))


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_names_that_no_file_can_have_are_compared_as_they_are(tmp_path: Path, name: str) -> None:
    text = json.dumps({"format": "xr2ct-pair", "truth": name, "frontal": {"image": name}})
    (tmp_path / "pair.json").write_text(text, encoding="utf-8")
    refuse_overwriting([tmp_path / "new.nii.gz"], pair_sources(tmp_path / "pair.json"))
    assert is_same_file(tmp_path / name, tmp_path / name) and not is_same_file(tmp_path / name, tmp_path / "new")
