"""DICOM that leaves the program: read back by others as it was, judged by another's validator, and without a name."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk  # noqa: N813

import xr2ct_core
from xr2ct_core.affine import Affine
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.io import DicomOptions, read_volume, write_dicom
from xr2ct_core.io.deidentify_names import is_anonymous, kept_name
from xr2ct_core.io.dicom_write_options import SourceImage
from xr2ct_core.provenance import SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume

SUBJECT, FILE = "Doe^Jane-77431", "jane-doe-frontal.dcm"
HASH = "ab" * 32
UNKNOWN_TO_OLD_VALIDATORS = "(0008,001c)"
"""SyntheticData came into the standard in 2022."""


@pytest.fixture
def volume() -> Volume:
    """Uneven in size, spacing and place, with the least and the largest HU that int16 holds in a corner each."""
    hu = np.random.default_rng(3).integers(-1024, 3000, (4, 40, 64)).astype(np.int16)
    hu[0, 0, 0], hu[-1, -1, -1] = -32768, 32767
    provenance = Provenance(
        kind="reconstruction",
        synthetic=True,
        subject=SUBJECT,
        source=FILE,
        method_id="template",
        checkpoint_sha256=HASH,
        inputs_sha256={FILE: "cd" * 32},
    )
    return Volume(hu, Affine.axis_aligned((2.5, 1.25, 1.5), (-40.2, -33.3333333, 100.1)), provenance)


@pytest.fixture(params=["secondary-capture", "ct-series"])
def written(request, volume, tmp_path) -> tuple:
    name = "out.dcm" if request.param == "secondary-capture" else "out"
    return write_dicom(volume, tmp_path / name, DicomOptions(kind=request.param))


def by_simpleitk(files: tuple) -> sitk.Image:
    return sitk.ReadImage([str(path) for path in files]) if len(files) > 1 else sitk.ReadImage(str(files[0]))


def test_another_library_finds_the_same_hu_at_the_same_place(volume, written):
    image = by_simpleitk(written)
    assert np.allclose(image.GetSpacing(), (1.5, 1.25, 2.5))
    assert np.allclose(image.GetOrigin(), volume.affine.origin_lps_mm)
    assert image.GetDirection() == (1, 0, 0, 0, 1, 0, 0, 0, 1)
    assert np.array_equal(sitk.GetArrayFromImage(image)[:, : volume.hu.shape[1]], volume.hu)


def test_every_file_says_that_it_is_derived_and_synthetic(written):
    for path in written:
        data = pydicom.dcmread(path)
        assert list(data.ImageType[:2]) == ["DERIVED", "SECONDARY"]
        assert data[0x0008, 0x001C].value == "YES"
        assert SYNTHETIC_BANNER in data.DerivationDescription and data.ImageComments == SYNTHETIC_BANNER
        (equipment,) = data.ContributingEquipmentSequence
        assert equipment.ManufacturerModelName == "template" and HASH in equipment.ContributionDescription
        assert equipment.SoftwareVersions.startswith("xr2ct ")


@pytest.mark.parametrize(("kind", "synthetic"), [("reconstruction", True), ("phantom", True), ("acquired", False)])
def test_descriptions_that_lists_show_say_the_whole_of_what_it_is(volume, tmp_path, kind: str, synthetic: bool):
    origin = Provenance(kind=kind, synthetic=synthetic)
    (path,) = write_dicom(replace(volume, provenance=origin), tmp_path / "out.dcm")
    data = pydicom.dcmread(path, stop_before_pixels=True)
    first, last = origin.banner.split(" ")[0], "not for diagnosis."
    for text in (data.StudyDescription, data.SeriesDescription):
        assert text.startswith(first) and text.endswith(last) and len(text) <= 64


def test_nothing_tells_whose_the_x_rays_were(written):
    for path in written:
        content = path.read_bytes()
        assert b"Doe" not in content and b"jane" not in content and b"77431" not in content
        data = pydicom.dcmread(path)
        assert data.PatientName == "ANONYMOUS^SYNTHETIC" and data.PatientIdentityRemoved == "YES"
        assert "SourceImageSequence" not in data


def test_a_patient_and_source_images_are_named_only_when_asked_for(volume, tmp_path):
    source = SourceImage("1.2.840.10008.5.1.4.1.1.1", "1.2.3.4")
    options = DicomOptions(patient_id="R-1", patient_name="Reader^Study", sources=(source,))
    (path,) = write_dicom(volume, tmp_path / "named.dcm", options)
    data = pydicom.dcmread(path)
    assert data.PatientID == "R-1" and data.SourceImageSequence[0].ReferencedSOPInstanceUID == "1.2.3.4"


@pytest.mark.parametrize(
    ("named", "removed"),
    [
        ({}, "YES"),
        ({"patient_id": "R-1"}, "NO"),
        ({"patient_name": "Reader^Study"}, "NO"),
        ({"sources": (SourceImage("1.2.840.10008.5.1.4.1.1.1", "1.2.3.4"),)}, "NO"),
    ],
    ids=["nobody", "ID", "name", "sources"],
)
@pytest.mark.parametrize(("kind", "name"), [("secondary-capture", "a.dcm"), ("ct-series", "a")])
def test_the_identity_counts_as_removed_only_where_nothing_leads_to_a_patient(
    volume, tmp_path, kind, name, named, removed
):
    path = write_dicom(volume, tmp_path / name, DicomOptions(kind=kind, **named))[0]
    data = pydicom.dcmread(path, stop_before_pixels=True)
    assert data.PatientIdentityRemoved == removed and ("DeidentificationMethod" in data) == (removed == "YES")
    assert is_anonymous(data) == (removed == "YES") and kept_name(data, Path("synthetic-1")) == "synthetic-1"


def test_no_uid_is_used_twice(volume, tmp_path):
    options = DicomOptions(kind="ct-series")
    files = [*write_dicom(volume, tmp_path / "a", options), *write_dicom(volume, tmp_path / "b", options)]
    headers = [pydicom.dcmread(path, stop_before_pixels=True) for path in files]
    assert len({header.SOPInstanceUID for header in headers}) == len(files) == 8
    assert len({header.SeriesInstanceUID for header in headers}) == 2


def test_the_banner_is_in_the_pixels_of_a_secondary_capture_below_the_slice(volume, tmp_path):
    (path,) = write_dicom(volume, tmp_path / "capture.dcm")
    data = pydicom.dcmread(path)
    strip = data.pixel_array[:, volume.hu.shape[1] :] * float(data.RescaleSlope) + float(data.RescaleIntercept)
    assert strip.shape[1] >= 12 and (strip == strip[0]).all()
    assert (strip[0] > 500).mean() > 0.02 and (strip[0] < -1000).mean() > 0.5


def test_a_secondary_capture_tells_sides_and_heights_of_its_frames_also_to_those_that_read_no_functional_groups(
    volume, tmp_path
):
    (path,) = write_dicom(volume, tmp_path / "capture.dcm", DicomOptions(kind="secondary-capture"))
    data = pydicom.dcmread(path, stop_before_pixels=True)
    assert list(data.PatientOrientation) == ["L", "P"]
    assert data[data.FrameIncrementPointer].value == pytest.approx([100.1, 102.6, 105.1, 107.6])


def test_this_program_reads_its_series_as_synthetic_and_refuses_a_capture_as_ct(volume, tmp_path):
    write_dicom(volume, tmp_path / "series", DicomOptions(kind="ct-series"))
    back = read_volume(tmp_path / "series")
    assert back.affine == volume.affine and np.array_equal(back.hu, np.maximum(volume.hu, -1024))
    assert back.provenance.banner == SYNTHETIC_BANNER
    (capture,) = write_dicom(volume, tmp_path / "capture.dcm")
    with pytest.raises(BadInputError, match="not a CT series"):
        read_volume(capture)


def test_a_series_that_is_read_back_was_made_when_its_files_say(volume, tmp_path):
    files = write_dicom(volume, tmp_path / "series", DicomOptions(kind="ct-series"))
    for path in files:
        data = pydicom.dcmread(path)
        data.ContentDate, data.ContentTime = "20240229", "101112"
        data.save_as(path)
    back = read_volume(tmp_path / "series").provenance
    assert back.created == "2024-02-29T10:11:12+00:00" and back.program == f"xr2ct {xr2ct_core.__version__}"
    for path in files:
        data = pydicom.dcmread(path)
        data.Manufacturer = "somebody"
        data.save_as(path)
    assert read_volume(tmp_path / "series").provenance.created == ""


def test_a_ct_that_was_read_is_not_called_synthetic(volume, tmp_path):
    acquired = replace(volume, provenance=Provenance(kind="acquired", synthetic=False))
    (path,) = write_dicom(acquired, tmp_path / "ct.dcm")
    data = pydicom.dcmread(path, stop_before_pixels=True)
    assert data[0x0008, 0x001C].value == "NO" and list(data.ImageType[:2]) == ["DERIVED", "SECONDARY"]


def test_a_folder_that_holds_files_is_left_alone(volume, tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(BadInputError, match="already holds files"):
        write_dicom(volume, tmp_path, DicomOptions(kind="ct-series"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_stopped_series_leaves_nothing_behind(volume, tmp_path):
    control = ControlToken()
    work = WorkContext(control, on_progress=lambda fraction, _: control.request_stop() if fraction > 0.4 else None)
    with pytest.raises(CancelledError):
        write_dicom(volume, tmp_path / "series", DicomOptions(kind="ct-series"), work)
    assert list(tmp_path.iterdir()) == []


def test_an_independent_validator_finds_no_error(volume, tmp_path):
    if shutil.which("dciodvfy") is None:
        pytest.skip("dciodvfy is not installed (Debian package dicom3tools).")
    source = SourceImage("1.2.840.10008.5.1.4.1.1.1", "1.2.3.4")
    for kind, name in (("secondary-capture", "capture.dcm"), ("ct-series", "series")):
        path = write_dicom(volume, tmp_path / name, DicomOptions(kind=kind, sources=(source,)))[0]
        done = subprocess.run(["dciodvfy", "-new", str(path)], capture_output=True, text=True, timeout=60, check=False)
        said = (done.stdout + done.stderr).splitlines()
        assert any("Image" in line and " " not in line.strip() for line in said), "it did not recognise the kind"
        errors = [line for line in said if line.startswith("Error") and UNKNOWN_TO_OLD_VALIDATORS not in line]
        assert errors == []
