"""Cases come from pair files with a truth and from CTs; what cannot be used is told."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.control import WorkContext
from xr2ct_core.data.find import ct_by_subject, ct_sources, pair_files, subject_of
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.cases import LEFT_OVER, Case, case_from_ct, case_from_pair, load_cases
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume, write_pair, write_volume
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.units import with_empty_voxels
from xr2ct_core.volume import Volume

MakeCase = Callable[..., Case]
X2CT = BiplanarGeometry.preset("x2ct")


def write_case(case: Case, folder: Path, *, truth: bool = True) -> Path:
    return write_pair(case.pair, folder, truth=case.truth if truth else None)


def test_a_pair_file_brings_its_truth_onto_the_grid(make: MakeCase, tmp_path: Path) -> None:
    case_set = load_cases([write_case(make("ann"), tmp_path / "a")], [], 12, X2CT)
    (case,) = case_set.cases
    assert (case.subject, case.truth.shape_zyx, case_set.grid.spacing_mm) == ("ann", (12, 12, 12), 320 / 12)
    coarse = make("ann").truth.hu.reshape(12, 2, 12, 2, 12, 2).mean(axis=(1, 3, 5))
    np.testing.assert_allclose(case.truth.hu, coarse, atol=0.51)
    assert case.pair.geometry == make("ann").pair.geometry
    assert set(case.inputs_sha256) == {"frontal", "lateral", "truth"}


def test_a_pair_of_a_scan_is_of_its_patient(make: MakeCase, tmp_path: Path) -> None:
    (case,) = load_cases([write_case(make("LIDC-IDRI-0001.20000101.2"), tmp_path / "a")], [], 12, X2CT).cases
    assert case.subject == "LIDC-IDRI-0001"


def test_what_cannot_be_used_is_named_and_the_rest_stays(make: MakeCase, tmp_path: Path) -> None:
    good = write_case(make("ann"), tmp_path / "a")
    blind = write_case(make("bob"), tmp_path / "b", truth=False)
    case_set = load_cases([good, blind, tmp_path / "missing.json"], [], 24, X2CT)
    assert [case.id for case in case_set.cases] == ["ann"]
    assert "names no true CT" in case_set.problems[0].message
    assert "missing.json" in case_set.problems[1].source


def test_nothing_usable_is_an_error_with_its_reason(make: MakeCase, tmp_path: Path) -> None:
    blind = write_case(make("bob"), tmp_path / "b", truth=False)
    with pytest.raises(BadInputError, match="names no true CT"):
        load_cases([blind], [], 24, X2CT)
    with pytest.raises(BadInputError, match="nothing to evaluate"):
        load_cases([], [], 24, X2CT)


def test_two_cases_of_a_patient_have_two_names_and_one_subject(make: MakeCase, tmp_path: Path) -> None:
    paths = [write_case(make("ann", width), tmp_path / str(width)) for width in (0.9, 1.0, 1.1)]
    case_set = load_cases(paths, [], 24, X2CT)
    assert [case.id for case in case_set.cases] == ["ann", "ann (2)", "ann (3)"]
    assert {case.subject for case in case_set.cases} == {"ann"}


def test_a_ct_is_centred_and_projected_from_the_fine_cube(make: MakeCase, tmp_path: Path) -> None:
    grid = WorkingGrid(24)
    away = Affine.axis_aligned((grid.spacing_mm,) * 3, (500.0, -200.0, 80.0))
    path = tmp_path / "patient-7.nii.gz"
    write_volume(Volume(make("ann").truth.hu, away), path)
    case = case_from_ct(path, 16, X2CT)
    assert case.subject == "patient-7"
    assert case.truth.shape_zyx == (16, 16, 16)
    assert case.pair.frontal.shape == (320, 320)
    occupied = np.argwhere(case.body_mask)
    np.testing.assert_allclose((occupied.min(0) + occupied.max(0)) / 2, 7.5, atol=0.51)


def test_a_ct_has_the_same_truth_as_the_pair_that_is_made_of_it(make: MakeCase, tmp_path: Path) -> None:
    """A windpipe of -1000 HU holds nothing, as the air around the body does."""
    hu = make("ann").truth.hu.copy()
    hu[8:16, 11:13, 11:13] = -1000
    path = tmp_path / "ann.nii.gz"
    write_volume(Volume(hu, make("ann").truth.affine), path)
    measured = case_from_ct(path, 24, X2CT)
    pair = write_pair(measured.pair, tmp_path / "pair", truth=measured.finest())
    np.testing.assert_array_equal(measured.truth.hu, case_from_pair(pair, 24).truth.hu)
    assert not np.any((measured.truth.hu > -1024) & (measured.truth.hu < -990))


def test_of_a_prepared_folder_the_cubes_that_its_index_names_are_taken_as_they_are(
    make: MakeCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []
    log = SimpleNamespace(warning=lambda text, *values: warned.append(text % values))
    monkeypatch.setattr("xr2ct_core.evaluation.cases._LOG", log)
    source, prepared, task = tmp_path / "cts", tmp_path / "out", PrepareTask(source_path=str(tmp_path / "cts"))
    away = Affine.axis_aligned((WorkingGrid(24).spacing_mm,) * 3, (500.0, -200.0, 80.0))
    for name, width in (("ann", 0.9), ("bob", 1.0)):
        (source / name).parent.mkdir(exist_ok=True)
        write_volume(Volume(make(name, width).truth.hu, away), source / f"{name}.nii.gz")
    for subjects in ("ann,bob", "ann,ann"):
        first, second = subjects.split(",")
        (source / "subjects.csv").write_text(f"file,subject\nann.nii.gz,{first}\nbob.nii.gz,{second}\n")
        run_prepare_task(task, prepared, WorkContext(), lambda _role, _path: None)
    found = load_cases([], [prepared], 64, X2CT)
    assert [(case.id, case.subject) for case in found.cases] == [("ann", "ann"), ("ann (2)", "ann")]
    assert [(Path(one.source).name, one.message) for one in found.problems] == [("bob.npz", LEFT_OVER)]
    assert ["prepared with 64³ voxels" in text for text in warned] == [True]
    for case, name in zip(found.cases, ("ann.npz", "ann_scan2.npz"), strict=True):
        np.testing.assert_array_equal(case.truth.hu, with_empty_voxels(read_volume(prepared / name).hu))


def test_a_volume_without_a_body_is_no_case(tmp_path: Path, make: MakeCase) -> None:
    case = make("ann")
    empty = Volume.on_grid(np.full((24, 24, 24), -1000, dtype=np.int16), WorkingGrid(24))
    path = write_pair(case.pair, tmp_path / "air", truth=empty)
    with pytest.raises(BadInputError, match="shows no body"):
        load_cases([path], [], 24, X2CT)


@pytest.mark.parametrize(
    ("name", "subject"), [("LIDC-1.nii.gz", "LIDC-1"), ("a.b.NRRD", "a.b"), ("series 7", "series 7"), ("x.mha", "x")]
)
def test_patients_are_named_after_their_files(name: str, subject: str) -> None:
    assert subject_of(Path("/data") / name) == subject


def test_folders_are_searched_for_pairs(make: MakeCase, tmp_path: Path) -> None:
    paths = [write_case(make(name), tmp_path / name) for name in ("ann", "bob")]
    (tmp_path / "table.json").write_text("{}")
    assert pair_files([tmp_path]) == paths
    assert pair_files([paths[1], tmp_path]) == [paths[1], paths[0]]
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInputError, match="no pair file"):
        pair_files([tmp_path / "empty"])


def test_folders_are_searched_for_cts_but_not_for_label_maps(tmp_path: Path) -> None:
    for name in ("b.nii.gz", "a.mha", "a_labels.nii.gz", "notes.txt", "series/1.dcm", "pictures/1.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in ct_sources([tmp_path])] == ["a.mha", "b.nii.gz", "series"]
    assert ct_sources([tmp_path / "series"]) == [tmp_path / "series"]
    assert ct_sources([tmp_path / "a_labels.nii.gz"]) == [tmp_path / "a_labels.nii.gz"]
    with pytest.raises(BadInputError, match=r"no CT in .*pictures\. Put"):
        ct_sources([tmp_path / "pictures"])
    (tmp_path / "pictures" / "masked_007.nii.gz").touch()
    with pytest.raises(BadInputError, match="named label, mask, segmentation counts as labels"):
        ct_sources([tmp_path / "pictures"])


def test_the_first_ct_of_each_patient_stands_for_him_or_her(tmp_path: Path) -> None:
    for name in ("LIDC-IDRI-0442.2.nii.gz", "LIDC-IDRI-0442.1.nii.gz", "ann.mha"):
        (tmp_path / name).touch()
    found = {subject: path.name for subject, path in ct_by_subject(tmp_path).items()}
    assert found == {"ann": "ann.mha", "LIDC-IDRI-0442": "LIDC-IDRI-0442.1.nii.gz"}
