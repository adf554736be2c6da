"""A prepared folder holds every usable case once, with its patient, source and digest, and names the rest."""

import json
from pathlib import Path

import h5py
import numpy as np
import pytest

from xr2ct_core import io
from xr2ct_core.cli import main
from xr2ct_core.control import WorkContext
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.open import open_source
from xr2ct_core.data.pair_folder import PairFolder
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.data.prepared import PreparedFolder, read_index
from xr2ct_core.data.source import Problem, Source, data_digest
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.protocol.tasks import PrepareTask

SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)


def silent(_role: str, _path: Path) -> None:
    return None


def prepare(data: Path, out: Path, context: WorkContext | None = None, **settings: object) -> dict:
    task = PrepareTask(source_path=str(data), **settings)
    return run_prepare_task(task, out, context or WorkContext(), silent)


@pytest.fixture
def folder(make_ct, tmp_path: Path) -> Path:
    """Two scans of one patient, one of another, its copy, and a file that is no CT."""
    data = tmp_path / "cts"
    for name, width in (("LIDC-IDRI-0442.1.nrrd", 0.9), ("LIDC-IDRI-0442.2.mha", 1.1), ("ann.nii.gz", 1.0)):
        make_ct(data / name, width)
    (data / "zcopy.nii.gz").write_bytes((data / "ann.nii.gz").read_bytes())
    (data / "broken.nii.gz").write_bytes(b"nonsense")
    return data


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def counted(path: Path) -> object:
        names.append(path.name)
        return read_volume(path)

    monkeypatch.setattr(io, "read_volume", counted, raising=False)
    return names


def test_every_usable_case_is_there_once_and_the_rest_is_named(folder: Path, tmp_path: Path) -> None:
    summary = prepare(folder, tmp_path / "out")
    assert (summary["cases"], summary["patients"]) == (3, 2)
    assert [problem["source"] for problem in summary["problems"]] == ["broken.nii.gz", "zcopy.nii.gz"]
    assert "same content as ann.nii.gz" in summary["problems"][1]["message"]
    index = read_index(tmp_path / "out")
    assert index.complete and [case.file for case in index.cases] == [
        "LIDC-IDRI-0442.npz", "LIDC-IDRI-0442_scan2.npz", "ann.npz",
    ]  # fmt: skip
    source: Source = PreparedFolder(tmp_path / "out", SMALL)
    assert source.subjects == ("LIDC-IDRI-0442", "LIDC-IDRI-0442", "ann") and source.grid == WorkingGrid(64)
    expected = ct_to_cube(read_volume(folder / "ann.nii.gz"), WorkingGrid(64))
    np.testing.assert_array_equal(source[2].cube_hu, expected.hu)
    assert source[2].geometry == SMALL and source[2].cube_hu.flags.writeable
    stored = read_volume(tmp_path / "out" / "ann.npz")
    assert stored.affine == WorkingGrid(64).affine and stored.provenance.kind == "acquired"


def test_a_second_run_continues_and_makes_only_what_is_missing(folder: Path, tmp_path: Path, reads: list[str]) -> None:
    out = tmp_path / "out"
    prepare(folder, out)
    digest = data_digest(PreparedFolder(out, SMALL))
    reads.clear()
    (out / "ann.npz").write_bytes((out / "ann.npz").read_bytes()[:200])
    (folder / "LIDC-IDRI-0442.1.nrrd").unlink()
    (folder / "broken.nii.gz").unlink()
    summary = prepare(folder, out)
    assert reads == ["ann.nii.gz"] and summary["cases"] == 2
    assert PreparedFolder(out, SMALL)[1].subject == "ann"
    assert data_digest(PreparedFolder(out, SMALL)) != digest


def test_a_cancel_keeps_what_is_done_and_whoever_learns_from_it_is_told(
    folder: Path, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = WorkContext()
    context.on_progress = lambda fraction, _phase: context.control.request_stop() if fraction > 0.3 else None
    with pytest.raises(CancelledError, match="same command continues"):
        prepare(folder, tmp_path / "out", context)
    index = read_index(tmp_path / "out")
    assert not index.complete and len(index.cases) == 2
    warned: list[Problem] = []
    monkeypatch.setattr("xr2ct_core.data.open.warn_of", warned.extend)
    assert len(open_source(str(tmp_path / "out"), WorkingGrid(64), SMALL)) == 2
    assert "preparation of out is not finished: 2 cases are there" in warned[0].message
    done = list(reads)
    assert prepare(folder, tmp_path / "out")["cases"] == 3
    assert len(open_source(str(tmp_path / "out"), WorkingGrid(64), SMALL)) == 3 and len(warned) == 1
    assert set(reads[len(done) :]) == {"ann.nii.gz", "broken.nii.gz"}


def test_a_folder_prepared_otherwise_is_left_alone(folder: Path, tmp_path: Path) -> None:
    prepare(folder, tmp_path / "out")
    with pytest.raises(BadInputError, match=r"already holds data prepared otherwise \(layout ct, 64³ voxels\)"):
        prepare(folder, tmp_path / "out", grid_size=128)


def test_limits_of_a_scan_are_noted(make_ct, tmp_path: Path) -> None:
    make_ct(tmp_path / "cts" / "ann.nii.gz")
    (note,) = prepare(tmp_path / "cts", tmp_path / "out")["notes"]
    assert note == "ann: The slices are 10 mm apart, so detail from head to feet is missing."


def test_nothing_usable_is_an_error_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "cts").mkdir()
    (tmp_path / "cts" / "broken.nii.gz").write_bytes(b"nonsense")
    with pytest.raises(BadInputError, match=r"Nothing could be prepared. broken.nii.gz"):
        prepare(tmp_path / "cts", tmp_path / "out")


@pytest.mark.parametrize("content", ["", "{}", '{"format": "xr2ct-prepared", "version": 2, "layout": "ct"}', "[1"])
def test_a_damaged_index_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(BadInputError):
        PreparedFolder(tmp_path, SMALL)


def test_the_x2ct_layout_becomes_cubes(tmp_path: Path) -> None:
    scan = tmp_path / "data" / "LIDC-IDRI-0442.20000101.1"
    scan.mkdir(parents=True)
    with h5py.File(scan / "ct_xray_data.h5", "w") as file:
        file["ct"] = np.full((32, 32, 32), 1064, dtype=np.int16)
        file["xray1"] = file["xray2"] = np.arange(1024, dtype=np.uint8).reshape(32, 32)
    assert prepare(tmp_path / "data", tmp_path / "out", layout="x2ct")["cases"] == 1
    case = PreparedFolder(tmp_path / "out", SMALL)[0]
    assert case.subject == "LIDC-IDRI-0442" and (case.cube_hu[2:-2, 2:-2, 2:-2] == 40).all()


def test_the_real_indiana_pair_becomes_a_pair_folder(shared_data: Path, tmp_path: Path) -> None:
    summary = prepare(shared_data / "xray", tmp_path / "out", layout="indiana", geometry="x2ct", tone="straight")
    assert summary["cases"] == 1 and any("3193 with an image that is not" in note for note in summary["notes"])
    pairs = PairFolder([tmp_path / "out"])
    assert pairs.subjects == ("CXR54",) and pairs[0].frontal.shape == (320, 320)
    with pytest.raises(BadInputError, match="without a truth"):
        PreparedFolder(tmp_path / "out", SMALL)


def test_the_command_prepares_through_the_worker(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    assert main(["prepare", str(folder), "--out", str(tmp_path / "out"), "--json"]) == 0
    summary = json.loads(capfd.readouterr().out)
    assert summary["cases"] == 3 and Path(summary["index"]).is_file() and len(summary["problems"]) == 2
    assert main(["prepare", str(folder), "--out", str(tmp_path / "out")]) == 0
    said = capfd.readouterr().out
    assert "3 cubes of 2 patients" in said and "not used broken.nii.gz" in said
