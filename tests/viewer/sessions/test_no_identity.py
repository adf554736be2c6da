"""What the program keeps of a DICOM that identifies its patient everywhere: nothing that identifies."""

import logging
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from dicom_factory import write_ct_slice
from dicom_identity import NAME, UID, marks_in, write_identified

from tests.viewer.test_models import make_result
from xr2ct_core.batch.sources import sources_in
from xr2ct_core.data.find import subject_of
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_radiograph, write_dicom, write_pair, write_volume
from xr2ct_core.io.deidentify_names import case_name
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.session_file.arrays import ArrayNames
from xr2ct_viewer.models.session_file.encode import Encoder
from xr2ct_viewer.models.session_file.snapshot import snapshot_of
from xr2ct_viewer.models.session_file.write import write_zip
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.opening import read_study
from xr2ct_viewer.services.sorting import OpenRequest, sort_files

PIXELS = (np.arange(48 * 64, dtype=np.uint16) % 4096).reshape(48, 64)
TAGS = {"RescaleSlope": "1", "RescaleIntercept": "0", "WindowCenter": "2000", "WindowWidth": "3000", "Modality": "DX"}


@pytest.fixture(scope="module")
def identified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A frontal and a lateral whose names, folders and tags say who it is."""
    folder = tmp_path_factory.mktemp("in") / f"{NAME}^JOHN"
    names = {"PA": f"{NAME}_{UID}_PA.dcm", "LL": f"{NAME.lower()}john_lateral.dcm"}
    frontal, lateral = (write_identified(folder / name, PIXELS, ViewPosition=v, **TAGS) for v, name in names.items())
    return frontal, lateral


@pytest.fixture(scope="module")
def study(identified: tuple[Path, Path]) -> Study:
    return read_study(OpenRequest("images", identified))


def test_titles_sources_and_assumptions_do_not_identify(study: Study) -> None:
    assert study.title == study.pair.subject != "" and study.title.startswith("patient-")
    assert study.has_private_paths
    assert [image.source for image in study.pair.radiographs] == ["PA.dcm", "LL.dcm"]
    said = [study.title, study.description, study.pair.subject, *study.pair.frontal.assumptions]
    assert marks_in(" ".join(said).encode()) == []


@pytest.mark.parametrize("copies", ["none", "xrays", "all"])
def test_session_files_do_not_identify_and_hold_their_own_copy(study: Study, tmp_path: Path, copies: str) -> None:
    session = Session()
    session.add(study)
    study.add_result(make_result(study))
    encoder = Encoder(ArrayNames(), copies)
    document = encoder.document(snapshot_of(session, {}, {}))
    write_zip(tmp_path / "case.xr2ct", document, encoder.arrays)
    with zipfile.ZipFile(tmp_path / "case.xr2ct") as archive:
        for name in archive.namelist():
            assert marks_in(name.encode() + archive.read(name)) == []
    assert document.studies[0].has_copy


def test_pair_files_and_exports_do_not_identify(study: Study, tmp_path: Path) -> None:
    write_pair(study.pair, tmp_path / "pair")
    source = " and ".join(image.source for image in study.pair.radiographs)
    result = make_result(study).volume
    provenance = result.provenance.model_copy(update={"source": source, "subject": study.pair.subject})
    volume = replace(result, provenance=provenance)
    for name in ("v.nii", "v.nrrd", "v.mha"):
        write_volume(volume, tmp_path / name)
    write_dicom(volume, tmp_path / "v.dcm")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 7
    for path in files:
        assert marks_in(path.name.encode() + path.read_bytes()) == [], path.name


def test_nothing_is_logged_of_a_file_with_bad_values(identified: tuple[Path, Path], tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    read_radiograph(identified[0])
    (tmp_path / "a.dcm").write_bytes(identified[0].read_bytes()[:-4000])
    with pytest.raises(BadInputError) as refused:
        read_radiograph(tmp_path / "a.dcm")
    assert marks_in(caplog.text.encode()) == []
    assert refused.value.__suppress_context__ and marks_in(str(refused.value).encode()) == []


def test_a_ct_in_a_folder_of_the_patients_name(tmp_path: Path) -> None:
    folder = tmp_path / f"{NAME}_JOHN"
    folder.mkdir()
    stored = np.full((16, 16), 1000, np.uint16)
    for index in range(4):
        place = (0.0, 0.0, 2.0 * index)
        write_ct_slice(folder / f"{index}.dcm", stored, place, PatientName=f"{NAME}^JOHN", PatientID="77123")
    study = read_study(sort_files((folder,)))
    assert study.title == subject_of(folder) == case_name(folder) != "" and study.has_private_paths
    assert study.paths == (folder,), "while it is open, X-rays can be made of it"
    assert marks_in(study.title.encode()) == []
    assert marks_in(study.ct.provenance.model_dump_json().encode()) == []


def test_names_that_do_not_identify_are_kept(identified: tuple[Path, Path], tmp_path: Path) -> None:
    paths = tuple(tmp_path / name for name in ("chest-pa.dcm", "chest-lat.dcm"))
    for path, source in zip(paths, identified, strict=True):
        path.write_bytes(source.read_bytes())
    study = read_study(OpenRequest("images", paths))
    assert study.title == "chest-pa + chest-lat" and not study.has_private_paths
    assert study.paths == paths


def test_a_batch_names_its_cases_by_pseudonyms(identified: tuple[Path, Path]) -> None:
    ((name, _),) = sources_in([identified[0].parent])
    assert name.startswith("patient-") and marks_in(name.encode()) == []


def test_a_private_case_is_not_among_the_recent_ones(open_window, identified: tuple[Path, Path]) -> None:
    window = open_window()
    before = window.settings.data.recent
    window.read.opening.opened.emit(read_study(OpenRequest("images", identified)))
    data = window.settings.data
    assert window.read.session.current.title.startswith("patient-") and data.recent == before
    assert marks_in(data.model_dump_json().encode()) == [] and marks_in(window.windowTitle().encode()) == []


def test_after_another_x_ray_a_session_holds_its_own_copy(study: Study) -> None:
    changed = Study("case", pair=study.pair, paths=(Path("pair.json"),))
    changed.replace_image(study.pair.lateral, is_frontal=False)
    session = Session()
    session.add(changed)
    document = Encoder(ArrayNames(), "none").document(snapshot_of(session, {}, {}))
    assert document.studies[0].has_copy and document.studies[0].paths == ()
