"""CTs in a folder become cached working cubes; the cache is bounded, checked and safe to delete."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from xr2ct_core import io
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data import cache as cache_module
from xr2ct_core.data.cache import CubeCache, cube_key
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.find import ct_sources, subjects_of
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.source import CaseSample, Source, Subset, data_digest
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume

GRID = WorkingGrid(32)
SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)


@pytest.fixture
def folder(make_ct, tmp_path: Path) -> Path:
    for name, width in (("ann.nii.gz", 0.9), ("LIDC-IDRI-0442.1.nrrd", 1.0), ("LIDC-IDRI-0442.2.mha", 1.1)):
        make_ct(tmp_path / "cts" / name, width)
    return tmp_path / "cts"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the volumes really read."""
    names: list[str] = []

    def counted(path: Path) -> object:
        names.append(Path(path).name)
        return read_volume(path)

    monkeypatch.setattr(io, "read_volume", counted, raising=False)
    return names


def test_a_case_is_the_ct_on_the_cube_and_names_its_patient(folder: Path) -> None:
    source: Source = CtFolder([folder], GRID, SMALL)
    assert source.subjects == ("LIDC-IDRI-0442", "LIDC-IDRI-0442", "ann")
    cases = list(source)
    assert len(source) == len(cases) == 3
    expected = ct_to_cube(read_volume(folder / "ann.nii.gz"), GRID).hu
    np.testing.assert_array_equal(cases[2].cube_hu, expected)
    assert (cases[2].subject, cases[2].cube_hu.dtype, cases[2].geometry) == ("ann", np.int16, SMALL)
    with pytest.raises(IndexError):
        source[3]


def test_nothing_is_read_before_it_is_asked_for_and_then_only_once(folder: Path, reads: list[str]) -> None:
    source = CtFolder([folder], GRID, SMALL)
    assert reads == []
    first = source[2].cube_hu
    again = CtFolder([folder], GRID, SMALL)[2].cube_hu
    assert reads == ["ann.nii.gz"]
    assert again.flags.writeable, "torch wraps arrays it may write to"
    np.testing.assert_array_equal(first, again)


def test_other_content_grid_or_code_makes_another_cube(
    folder: Path, make_ct, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    CtFolder([folder], GRID, SMALL)[2]
    CtFolder([folder], WorkingGrid(16), SMALL)[2]
    make_ct(folder / "ann.nii.gz", 0.8)
    CtFolder([folder], GRID, SMALL)[2]
    monkeypatch.setattr(cache_module, "cube_code_version", lambda: "later")
    CtFolder([folder], GRID, SMALL)[2]
    assert reads == ["ann.nii.gz"] * 4


def test_the_same_content_elsewhere_is_found_in_the_cache(folder: Path, tmp_path: Path, reads: list[str]) -> None:
    CtFolder([folder], GRID, SMALL)[2]
    (tmp_path / "copy").mkdir()
    shutil.copyfile(folder / "ann.nii.gz", tmp_path / "copy" / "bob.nii.gz")
    moved = CtFolder([tmp_path / "copy"], GRID, SMALL)
    assert moved[0].subject == "bob" and reads == ["ann.nii.gz"]


@pytest.mark.parametrize("damage", ["cut", "bit", "empty"])
def test_a_damaged_entry_is_made_again(folder: Path, reads: list[str], damage: str) -> None:
    cache = CubeCache()
    whole = CtFolder([folder], GRID, SMALL, cache)[2].cube_hu
    (entry,) = cache.folder.iterdir()
    content = bytearray(entry.read_bytes())
    content[5000] ^= 1
    entry.write_bytes({"cut": content[:-100], "bit": content, "empty": b""}[damage])
    np.testing.assert_array_equal(CtFolder([folder], GRID, SMALL, cache)[2].cube_hu, whole)
    assert reads == ["ann.nii.gz"] * 2
    CtFolder([folder], GRID, SMALL, cache)[2]
    assert reads == ["ann.nii.gz"] * 2


def test_the_cache_can_be_deleted_at_any_time(folder: Path, reads: list[str]) -> None:
    cache = CubeCache()
    source = CtFolder([folder], GRID, SMALL, cache)
    source[2]
    shutil.rmtree(cache.folder.parent)
    source[2]
    assert reads == ["ann.nii.gz"] * 2


def test_the_cache_stays_within_its_limit_and_drops_what_was_unused_longest(tmp_path: Path) -> None:
    cube = np.zeros(GRID.shape_zyx, dtype=np.int16)
    cache = CubeCache(tmp_path, limit_bytes=3 * (cube.nbytes + 200))
    for age, key in ((40, "a"), (30, "b"), (20, "c")):
        cache.put(key, cube)
        os.utime(tmp_path / f"{key}.cube", (1e9 - age, 1e9 - age))
    assert cache.get("a") is not None
    cache.put("d", cube)
    assert [key for key in "abcd" if cache.get(key) is not None] == ["a", "c", "d"]
    CubeCache(tmp_path, limit_bytes=10).put("e", cube)
    assert [path.name for path in tmp_path.iterdir()] == ["e.cube"]


def test_a_cache_that_cannot_be_written_costs_only_time(folder: Path, tmp_path: Path, reads: list[str]) -> None:
    (tmp_path / "in-the-way").touch()
    source = CtFolder([folder], GRID, SMALL, CubeCache(tmp_path / "in-the-way"))
    assert isinstance(source[2], CaseSample) and isinstance(source[2], CaseSample)
    assert reads == ["ann.nii.gz"] * 2


def test_the_digest_of_the_data_follows_content_and_patients_but_not_order(folder: Path) -> None:
    source = CtFolder([folder], GRID, SMALL)
    digest = data_digest(source)
    assert data_digest(Subset(source, [2, 0, 1])) == digest
    assert data_digest(Subset(source, [0, 1])) != digest
    (folder / "subjects.csv").write_text("file,subject\nann.nii.gz,bob\n")
    renamed = CtFolder([folder], GRID, SMALL)
    assert renamed.subjects == ("LIDC-IDRI-0442", "LIDC-IDRI-0442", "bob")
    assert data_digest(renamed) != digest


def test_a_fingerprint_covers_every_file_of_a_series_and_the_values_beside_a_header(tmp_path: Path) -> None:
    for name in ("s/1.dcm", "s/2.dcm", "v.mhd", "v.raw"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    before = content_sha256(tmp_path / "s"), content_sha256(tmp_path / "v.mhd")
    assert (content_sha256(tmp_path / "s"), content_sha256(tmp_path / "v.mhd")) == before
    for name in ("s/2.dcm", "v.raw"):
        (tmp_path / name).write_text("other values")
    after = content_sha256(tmp_path / "s"), content_sha256(tmp_path / "v.mhd")
    assert before[0] != after[0] and before[1] != after[1]
    with pytest.raises(BadInputError, match="cannot be read"):
        content_sha256(tmp_path / "absent.nii")
    assert cube_key("a", GRID) != cube_key("a", WorkingGrid(32, 300.0)) != cube_key("b", WorkingGrid(32, 300.0))


@pytest.mark.slow
def test_real_cts_become_cubes_of_patients(shared_data: Path) -> None:
    source = CtFolder([shared_data / "ct"], WorkingGrid(64), SMALL)
    assert len(source) == len(set(source.subjects)) == 14
    cube = source[source.subjects.index("LIDC-IDRI-0314")].cube_hu
    assert cube.min() == -1024 and 0.15 < (cube > -300).mean() < 0.7


def test_series_that_state_one_patient_id_are_of_one_patient(tmp_path: Path) -> None:
    for name, patient_id in (
        ("baseline", "P-1"),
        ("followup", "P-1"),
        ("one", "ANONYMOUS"),
        ("other", "P-2"),
        ("two", "ANONYMOUS"),
        ("unknown", ""),
    ):
        header = Dataset()
        header.file_meta = FileMetaDataset()
        header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        header.SOPClassUID, header.SOPInstanceUID = CTImageStorage, f"1.2.{len(name)}"
        header.PatientID, header.PatientIdentityRemoved = patient_id, "YES"
        (tmp_path / name).mkdir()
        header.save_as(tmp_path / name / "1.dcm", enforce_file_format=True)
    (tmp_path / "case.nii.gz").touch()
    assert subjects_of(ct_sources([tmp_path])) == (
        *("baseline", "case", "baseline"),
        *("one", "other", "two", "unknown"),
    )
    (tmp_path / "subjects.csv").write_text("file,subject\nfollowup,somebody\n", encoding="utf-8")
    assert subjects_of([tmp_path / "followup", tmp_path / "baseline"]) == ("somebody", "baseline")
