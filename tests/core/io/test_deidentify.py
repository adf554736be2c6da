"""De-identification: nothing that tells the patient survives, what the image needs does, in one run consistently."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from dicom_factory import write_radiograph
from dicom_identity import DAY, MARKS, NAME, UID, marks_in, write_identified

from xr2ct_core.cli import main
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.geometry import View
from xr2ct_core.io import read_radiograph
from xr2ct_core.io.deidentify import BURNED_IN, UNKNOWN_BURNED_IN, Deidentifier
from xr2ct_core.io.deidentify_files import FOUND_TEXT, deidentify_files
from xr2ct_core.io.dicom_write_header import code_item
from xr2ct_core.io.radiograph_read import read_facts

PIXELS = (np.arange(48 * 64, dtype=np.uint16) % 4096).reshape(48, 64)
TRUE_TAGS = {
    "Modality": "DX",
    "ViewPosition": "PA",
    "ImagerPixelSpacing": [0.15, 0.15],
    "DistanceSourceToDetector": "1800",
    "WindowCenter": "2000",
    "WindowWidth": "3000",
    "PatientOrientation": ["L", "F"],
    "RescaleSlope": "1",
    "RescaleIntercept": "0",
    "BurnedInAnnotation": "NO",
}


def _everything_below(folder: Path) -> bytes:
    """All names and all bytes of what was written."""
    files = sorted(path for path in folder.rglob("*"))
    names = "\n".join(str(path.relative_to(folder)) for path in files).encode()
    return names + b"".join(path.read_bytes() for path in files if path.is_file())


def test_the_file_it_is_tested_with_identifies_in_every_way(tmp_path: Path) -> None:
    path = write_identified(tmp_path / "a.dcm", PIXELS)
    content = path.read_bytes()
    missing = {NAME.lower().encode(), NAME.encode("utf-16-le")}
    assert {mark for mark in MARKS if mark not in content} <= missing
    assert len(pydicom.dcmread(path)) > 3000


@pytest.mark.parametrize("tags", [{}, TRUE_TAGS])
@pytest.mark.parametrize("dates", ["remove", "shift"])
def test_no_identifier_survives_in_bytes_or_names(tmp_path: Path, tags: dict[str, object], dates: str) -> None:
    write_identified(tmp_path / "in" / NAME / f"{NAME}_{UID}.dcm", PIXELS, **tags)
    report = deidentify_files([tmp_path / "in"], tmp_path / "out", dates)
    assert len(report.written) == 1 and not report.left_out
    assert marks_in(_everything_below(tmp_path / "out")) == []


def test_what_the_image_needs_is_kept(tmp_path: Path) -> None:
    source = write_identified(tmp_path / "a.dcm", PIXELS, **TRUE_TAGS)
    Deidentifier().file(source, tmp_path / "b.dcm")
    before, after = read_radiograph(source), read_radiograph(tmp_path / "b.dcm")
    assert np.array_equal(before.image, after.image) and np.ptp(after.image) > 0.8
    assert (after.view, after.pixel_mm) == (before.view, 0.15)
    new = pydicom.dcmread(tmp_path / "b.dcm")
    assert np.array_equal(new.pixel_array, PIXELS)
    assert (new.PatientIdentityRemoved, new.BurnedInAnnotation, str(new.PatientName)) == ("YES", "NO", "ANONYMOUS^")
    assert new.DeidentificationMethodCodeSequence[0].CodeValue == "113100"


@pytest.mark.parametrize(
    "sizes",
    [
        {"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "GEOMETRY"},
        {"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "FIDUCIAL", "DistanceSourceToDetector": 1800},
        {"ImagerPixelSpacing": [0.15, 0.15], "PixelSpacing": [0.125, 0.125], "PixelSpacingCalibrationType": "GEOMETRY"},
        {"NominalScannedPixelSpacing": [0.2, 0.2], "DistanceSourceToPatient": 1500, "DistanceSourceToDetector": 1800},
        {"PixelSpacing": [0.2, 0.2], "EstimatedRadiographicMagnificationFactor": 1.2},
    ],
)
def test_sizes_and_distances_are_read_as_before(tmp_path: Path, sizes: dict[str, object]) -> None:
    source = write_radiograph(tmp_path / "a.dcm", PIXELS, **sizes)
    Deidentifier().file(source, tmp_path / "b.dcm")
    before, after = read_facts(source), read_facts(tmp_path / "b.dcm")
    assert (after.pixel_mm, after.sad_mm, after.sdd_mm) == (before.pixel_mm, before.sad_mm, before.sdd_mm)
    assert before.pixel_mm is not None and set(before.notes) <= set(after.notes)


def test_every_attribute_that_is_written_is_on_the_list(tmp_path: Path) -> None:
    from xr2ct_core.io import deidentify_rules as rules

    found = Deidentifier("shift").file(write_identified(tmp_path / "a.dcm", PIXELS, **TRUE_TAGS), tmp_path / "b.dcm")
    listed = {*rules.NUMBERS, *rules.CODES, *rules.TABLES, *rules.UIDS, *rules.DATES, *rules.EMPTIED}
    listed |= {keyword for keywords in rules.EMPTY_IF_MISSING.values() for keyword in keywords}
    own = set(
        [
            "SOPClassUID",
            "PatientName",
            "PositionReferenceIndicator",
            "ViewCodeSequence",
            "PatientID",
            "SamplesPerPixel",
            "PhotometricInterpretation",
            "Rows",
            "Columns",
            "BitsAllocated",
            "BitsStored",
            "HighBit",
            "PixelRepresentation",
            "PixelData",
            "PatientIdentityRemoved",
            "DeidentificationMethod",
            "DeidentificationMethodCodeSequence",
            "LongitudinalTemporalInformationModified",
        ]
    )
    assert {element.keyword for element in found.dataset} <= listed | own


def test_lookup_tables_are_kept_without_what_else_is_in_them(tmp_path: Path) -> None:
    tags = {"VOILUT": (-100, 8, list(range(200))), "RescaleIntercept": -100, "RescaleSlope": 1}
    path = write_radiograph(tmp_path / "a.dcm", PIXELS % 256, PatientOrientation=["L", "F"], **tags)
    data = pydicom.dcmread(path)
    data.VOILUTSequence[0].LUTExplanation = NAME
    data.VOILUTSequence[0].PatientName = NAME
    data.save_as(path)
    Deidentifier().file(path, tmp_path / "b.dcm")
    assert np.array_equal(read_radiograph(path).image, read_radiograph(tmp_path / "b.dcm").image)
    assert marks_in((tmp_path / "b.dcm").read_bytes()) == []


def test_text_in_a_compressed_stream_does_not_survive(tmp_path: Path) -> None:
    import io

    from PIL import Image
    from pydicom.encaps import encapsulate
    from pydicom.uid import JPEGBaseline8Bit

    stream = io.BytesIO()
    Image.fromarray((PIXELS // 16).astype(np.uint8)).save(stream, "JPEG", quality=95, comment=NAME)
    path = write_radiograph(tmp_path / "a.dcm", (PIXELS // 16).astype(np.uint8))
    data = pydicom.dcmread(path)
    data.PixelData = encapsulate([stream.getvalue()])
    data["PixelData"].VR = "OB"
    data.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    data.save_as(path)
    assert marks_in(path.read_bytes())
    Deidentifier().file(path, tmp_path / "b.dcm")
    assert marks_in((tmp_path / "b.dcm").read_bytes()) == []
    assert np.array_equal(pydicom.dcmread(tmp_path / "b.dcm").pixel_array, data.pixel_array)


def test_uids_and_patients_stay_together_within_a_run_and_differ_between_runs(tmp_path: Path) -> None:
    tags = {"PatientID": "7", "PatientName": NAME, "StudyInstanceUID": f"{UID}.1", "SeriesInstanceUID": f"{UID}.2"}
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        write_radiograph(tmp_path / "in" / f"{name}.dcm", PIXELS, **tags)
    first = deidentify_files([tmp_path / "in"], tmp_path / "one").written
    second = deidentify_files([tmp_path / "in"], tmp_path / "two").written
    one, same, other = (pydicom.dcmread(image.path) for image in (*first, second[0]))
    for keyword in ("PatientID", "StudyInstanceUID", "SeriesInstanceUID"):
        assert one[keyword].value == same[keyword].value != other[keyword].value
    assert one.SOPInstanceUID != same.SOPInstanceUID
    assert one.SOPInstanceUID == one.file_meta.MediaStorageSOPInstanceUID
    assert [image.path.name for image in first] == ["image-00001.dcm", "image-00002.dcm"]


def test_images_that_name_no_patient_stay_together_by_their_study(tmp_path: Path) -> None:
    deidentifier, patients = Deidentifier(), []
    for number, study in enumerate((1, 1, 2)):
        path = write_radiograph(tmp_path / f"{number}.dcm", PIXELS, StudyInstanceUID=f"{UID}.{study}")
        data = pydicom.dcmread(path)
        data.PatientID = data.PatientName = data.PatientBirthDate = ""
        data.save_as(path)
        patients.append(deidentifier.file(path, tmp_path / f"new-{number}.dcm").patient)
    assert patients[0] == patients[1] != patients[2]


def test_dates_are_gone_or_moved_by_the_same_days(tmp_path: Path) -> None:
    tags = {"PatientID": "7", "StudyTime": "134759"}
    first = write_radiograph(tmp_path / "a.dcm", PIXELS, StudyDate="20200110", **tags)
    second = write_radiograph(tmp_path / "b.dcm", PIXELS, StudyDate="20200301", **tags)
    assert Deidentifier().read(first).dataset.StudyDate == ""
    shifting = Deidentifier("shift")
    moved = [shifting.read(path).dataset for path in (first, second)]
    days = [np.datetime64(f"{one.StudyDate[:4]}-{one.StudyDate[4:6]}-{one.StudyDate[6:]}") for one in moved]
    assert (days[1] - days[0]).astype(int) == 51 and days[0] < np.datetime64("2020-01-10")
    assert all(one.StudyTime == "" and one.LongitudinalTemporalInformationModified == "MODIFIED" for one in moved)


@pytest.mark.parametrize(
    ("tags", "warning", "removed"),
    [
        ({"BurnedInAnnotation": "YES"}, BURNED_IN, "NO"),
        ({"BurnedInAnnotation": "NO"}, None, "YES"),
        ({"Modality": "OT"}, UNKNOWN_BURNED_IN, "YES"),
        ({}, None, "YES"),
    ],
)
def test_text_in_the_pixels_is_warned_of(tmp_path: Path, tags: dict, warning: str | None, removed: str) -> None:
    found = Deidentifier().read(write_radiograph(tmp_path / "a.dcm", PIXELS, **tags))
    assert found.warnings == ((warning,) if warning else ())
    assert found.dataset.PatientIdentityRemoved == removed


def test_command_reports_each_file_it_cannot_use(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    write_identified(folder / "good.dcm", PIXELS, **{**TRUE_TAGS, "BurnedInAnnotation": "YES"})
    (folder / "broken.dcm").write_bytes((folder / "good.dcm").read_bytes()[:5000])
    (folder / "notes.txt").write_text(NAME)
    colour = np.zeros((8, 48), np.uint8)
    write_radiograph(folder / "rgb.dcm", colour, Columns=16, SamplesPerPixel=3, PhotometricInterpretation="RGB")
    code = main(["deidentify", str(folder), "--out", str(tmp_path / "out"), "--json"])
    output = capfd.readouterr()
    said = json.loads(output.out)
    assert code == 1 and len(said["files"]) == 1 and said["warnings"][0]["warnings"] == [BURNED_IN]
    assert sorted(Path(one["path"]).name for one in said["left_out"]) == ["broken.dcm", "notes.txt", "rgb.dcm"]
    assert all(one["message"] for one in said["left_out"])
    assert marks_in((output.out + output.err).encode()) == []
    assert marks_in(_everything_below(tmp_path / "out")) == []


def test_nothing_is_written_over_or_into_what_is_read(tmp_path: Path) -> None:
    write_radiograph(tmp_path / "a.dcm", PIXELS)
    with pytest.raises(BadInputError, match="lies in the folder"):
        deidentify_files([tmp_path], tmp_path / "out")
    with pytest.raises(BadInputError, match="not an empty folder"):
        deidentify_files([tmp_path / "a.dcm"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.dcm"]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_run_that_is_stopped_leaves_nothing_and_can_be_started_again(tmp_path: Path, is_there: bool) -> None:
    for name in ("a", "b", "c"):
        write_radiograph(tmp_path / f"{name}.dcm", PIXELS, PatientID=name)
    sources, out, control = sorted(tmp_path.glob("*.dcm")), tmp_path / "out", ControlToken()
    if is_there:
        out.mkdir()
    before = sorted(tmp_path.rglob("*"))
    work = WorkContext(control, on_progress=lambda fraction, _: control.request_stop() if fraction > 0.5 else None)
    with pytest.raises(CancelledError):
        deidentify_files(sources, out, work=work)
    assert sorted(tmp_path.rglob("*")) == before
    report = deidentify_files(sources, out)
    assert [image.path.relative_to(out).parts[0] for image in report.written] == [
        "patient-001",
        "patient-002",
        "patient-003",
    ]
    assert sorted(path for path in out.rglob("*") if path.is_file()) == [image.path for image in report.written]


def test_an_empty_folder_that_is_given_stays_the_same_one(tmp_path: Path) -> None:
    """It may be a mounted disk, which cannot be replaced, or the folder in which a shell stands."""
    source, out = write_radiograph(tmp_path / "a.dcm", PIXELS), tmp_path / "out"
    out.mkdir()
    before = out.stat().st_ino
    deidentify_files([source], out)
    assert out.stat().st_ino == before and [path.name for path in out.iterdir()] == ["patient-001"]


def test_no_folder_appears_where_no_image_was_written(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(NAME)
    assert len(deidentify_files([tmp_path / "notes.txt"], tmp_path / "out").left_out) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_missing_input_is_said_and_nothing_is_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = write_radiograph(tmp_path / "a.dcm", PIXELS)
    code = main(["deidentify", str(source), str(tmp_path / "nope"), "--out", str(tmp_path / "out")])
    output = capfd.readouterr()
    assert code == 2 and "nope does not exist" in output.err + output.out
    assert "images without identity" not in output.out and not (tmp_path / "out").exists()


def test_hashes_cannot_be_made_again_without_the_salt(tmp_path: Path) -> None:
    path = write_radiograph(tmp_path / "a.dcm", PIXELS, PatientID="7", StudyDate=DAY)
    runs = [Deidentifier().read(path).dataset for _ in range(3)]
    assert len({run.PatientID for run in runs}) == len({run.StudyInstanceUID for run in runs}) == 3
    assert "_salt" not in repr(Deidentifier())


@pytest.mark.parametrize(
    ("value", "scheme", "view"),
    [("272479007", "SCT", View.PA), ("R-10206", "SRT", View.AP), ("R-10232", "SNM3", View.RL)],
)
def test_a_coded_view_is_kept_without_the_words_beside_it(tmp_path: Path, value: str, scheme: str, view: View) -> None:
    path = write_radiograph(tmp_path / "a.dcm", PIXELS)
    data = pydicom.dcmread(path)
    data.ViewCodeSequence = [code_item(value, scheme, NAME)]
    data.save_as(path)
    assert read_facts(path).view is view
    Deidentifier().file(path, tmp_path / "b.dcm")
    assert read_facts(tmp_path / "b.dcm").view is view
    assert marks_in((tmp_path / "b.dcm").read_bytes()) == []


@pytest.mark.parametrize("source", ["xray/RG1_J2KI.dcm", "dicom/LIDC-IDRI-0001"])
def test_an_independent_validator_finds_no_error(shared_data: Path, tmp_path: Path, source: str) -> None:
    if shutil.which("dciodvfy") is None:
        pytest.skip("dciodvfy is not installed (Debian package dicom3tools).")
    path = shared_data / source
    path = sorted(path.iterdir())[0] if path.is_dir() else path
    for dates in ("remove", "shift"):
        Deidentifier(dates).file(path, tmp_path / "b.dcm")
        command = ["dciodvfy", "-new", str(tmp_path / "b.dcm")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        said = (done.stdout + done.stderr).splitlines()
        assert any(line.strip() in ("CRImage", "CTImage") for line in said), "it did not recognise the kind"
        assert [line for line in said if line.startswith("Error")] == []


def test_text_that_shows_in_the_picture_is_warned_of_though_no_tag_says_so(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("I;16", (400, 300), 1000)
    ImageDraw.Draw(picture).text((30, 40), "DOE^JOHN 0045821", fill=4000, font=ImageFont.load_default(24))
    write_identified(tmp_path / "in" / "text.dcm", np.asarray(picture, np.uint16), BurnedInAnnotation="NO")
    write_identified(tmp_path / "in" / "zero.dcm", np.full((300, 400), 1000, np.uint16), BurnedInAnnotation="NO")
    report = deidentify_files([tmp_path / "in"], tmp_path / "out")
    assert [FOUND_TEXT in image.warnings for image in report.written] == [True, False]
