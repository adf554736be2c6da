"""Names that stand for patients: stable here, meaningless elsewhere; and which file names need one."""

import stat
from pathlib import Path

import numpy as np
import pytest
from dicom_factory import write_radiograph
from pydicom.dataset import Dataset

from xr2ct_core.io.deidentify_names import identity_of, kept_name, kept_subject, path_tells, tells
from xr2ct_core.io.installation_key import KEY_FILE
from xr2ct_core.io.pseudonym import pseudonym
from xr2ct_core.paths import data_folder


def _header(**tags: str) -> Dataset:
    header = Dataset()
    for keyword, value in tags.items():
        setattr(header, keyword, value)
    return header


JANE = _header(PatientName="Doe^Jane^M", PatientID="A-12345", StudyInstanceUID="1.2.3.4.5.6", StudyDate="20200110")


def test_one_patient_has_one_name_and_others_have_others() -> None:
    again = _header(PatientName="Doe^Jane^M", PatientID="A-12345", StudyInstanceUID="1.2.9")
    assert pseudonym(JANE) == pseudonym(again) != pseudonym(_header(PatientID="A-12346"))
    assert pseudonym(_header(StudyInstanceUID="1.2.3")) != pseudonym(_header(StudyInstanceUID="1.2.4"))


def test_another_installation_gives_other_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = pseudonym(JANE)
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path / "elsewhere"))
    assert pseudonym(JANE) != here


def test_the_key_is_for_the_user_alone_and_kept() -> None:
    pseudonym(JANE)
    key = data_folder() / KEY_FILE
    assert len(key.read_bytes()) == 32 and stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_damaged_key_is_said(caplog: pytest.LogCaptureFixture) -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    (data_folder() / KEY_FILE).write_bytes(b"short")
    assert pseudonym(JANE) == pseudonym(JANE)
    assert "damaged" in caplog.text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("doe_pa.dcm", True),
        ("JANE.dcm", True),
        ("xx12345yy.dcm", True),
        ("20200110.dcm", True),
        ("1.2.3.4.5.6.dcm", True),
        ("1.2.840.9.8.7.dcm", True),
        ("IM00001.dcm", False),
        ("chest-m.dcm", False),
        ("scan 1.5.dcm", False),
    ],
)
def test_names_that_tell_are_found(name: str, told: bool) -> None:
    assert tells(name, identity_of(JANE)) == told
    assert (kept_name(JANE, Path(name)) != name) == told


@pytest.mark.parametrize(
    ("keyword", "value", "name"),
    [
        ("PatientName", "Doe^Jane", "doe.dcm"),
        ("OtherPatientNames", "Doe^Jane", "doe.dcm"),
        ("PatientBirthName", "Roe^Jane", "roe.dcm"),
        ("PatientMotherBirthName", "Poe^Ann", "poe.dcm"),
        ("ReferringPhysicianName", "Watson^John", "watson.dcm"),
        ("PerformingPhysicianName", "Watson^John", "watson.dcm"),
        ("OperatorsName", "Watson^John", "watson.dcm"),
        ("PatientID", "A-12345", "12345.dcm"),
        ("OtherPatientIDs", "A-12345", "12345.dcm"),
        ("AccessionNumber", "77431", "77431.dcm"),
        ("AdmissionID", "77431", "77431.dcm"),
        ("RequestedProcedureID", "77431", "77431.dcm"),
        ("ScheduledProcedureStepID", "77431", "77431.dcm"),
        ("StudyID", "77431", "77431.dcm"),
        ("PatientBirthDate", "19500302", "1950-03-02.dcm"),
        ("StudyDate", "20200110", "10.01.2020.dcm"),
        ("InstitutionName", "Elmshorn", "elmshorn.dcm"),
        ("StudyInstanceUID", "1.2.34", "1.2.34.dcm"),
        ("SeriesInstanceUID", "1.2.34", "1.2.34.dcm"),
        ("SOPInstanceUID", "1.2.34", "1.2.34.dcm"),
    ],
)
def test_each_attribute_that_leads_to_a_patient_is_looked_for_in_names(keyword: str, value: str, name: str) -> None:
    assert tells(name, identity_of(_header(**{keyword: value})))
    assert not tells(name, identity_of(_header(Modality="DX")))


@pytest.mark.parametrize(
    ("patient", "name"),
    [
        ("Müller^Hans", "Mueller_pa.dcm"),
        ("Müller^Hans", "MULLER_pa.dcm"),
        ("Müller^Hans", "müller.dcm"),
        ("Müller^Hans", "mu\u0308ller.dcm"),
        ("Mueller^Hans", "Müller_pa.dcm"),
        ("Muller^Hans", "Müller_pa.dcm"),
        ("Mu\u0308ller^Hans", "Mueller_pa.dcm"),
        ("Müller^Hans", "scanMuellerpa.dcm"),
        ("Strauß^Jörg", "strauss.dcm"),
        ("Strauss^Jorg", "Strauß.dcm"),
        ("Doe^Jörg", "joerg-1.dcm"),
        ("Lefèvre^Hélène", "LEFEVRE.dcm"),
        ("Lefevre^Helene", "Hélène.dcm"),
        ("Ångström^Øyvind", "angstrom.dcm"),
        ("Ångström^Øyvind", "aangstroem.dcm"),
        ("Bjørnsen^Æsa", "bjornsen.dcm"),
        ("Wałęsa^Lech", "walesa.dcm"),
    ],
)
def test_a_name_is_found_however_its_umlauts_and_accents_are_spelt(patient: str, name: str) -> None:
    header = _header(PatientName=patient)
    assert tells(name, identity_of(header))
    assert kept_name(header, Path(name)) != name and kept_name(header, Path("IM0001.dcm")) == "IM0001.dcm"


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"PatientName": "Wu^Li"}, "Wu_Li_PA.dcm"),
        ({"PatientName": "Wu^Li"}, "scan Li2020.dcm"),
        ({"PatientName": "Wu^Li"}, "wuli-lat.dcm"),
        ({"PatientName": "WuLi"}, "li_pa.dcm"),
        ({"PatientName": "O'Neil^Al"}, "al.dcm"),
        ({"PatientName": "Pa^Ul"}, "PA.dcm"),
        ({"PatientName": "Doe^Jo"}, "JoDoePA.dcm"),
        ({"PatientName": "Doe^Jo"}, "PADoe.dcm"),
        ({"PatientName": "Doe^Jo"}, "DOEpa.dcm"),
        ({"PatientName": "山田^太郎"}, "山田太郎pa.dcm"),
        ({"PatientName": "山田^太郎"}, "Yamada pa.dcm"),
        ({"PatientName": "Yamada^Tarou=山田^太郎"}, "Yamada pa.dcm"),
        ({"PatientName": "Иванов^Пётр"}, "Ivanov pa.dcm"),
        ({"PatientName": "Иванов^Пётр"}, "ПётрPA.dcm"),
        ({"PatientName": "Mueller^Hans"}, "Мюллер.dcm"),
        ({"PatientID": "1234-5678"}, "12345678_pa.dcm"),
        ({"PatientID": "12345678"}, "pa 1234-5678.dcm"),
        ({"PatientID": "A/12 34.5"}, "a12345.dcm"),
        ({"PatientID": "1-23"}, "im_123.dcm"),
        *(
            ({"PatientBirthDate": "19370412"}, f"PA {day}.dcm")
            for day in ("12.04.1937", "12.4.1937", "1937-04-12", "04-12-1937", "12041937", "04121937", "370412")
        ),
        ({"PatientBirthDate": "19370412"}, "LAT_12_4_37.dcm"),
    ],
)
def test_short_and_joined_names_numbers_and_dates_are_found(tags: dict[str, str], name: str) -> None:
    header = _header(**tags)
    assert tells(name, identity_of(header))
    assert tells(kept_name(header, Path(name)), identity_of(header)) == (name == "PA.dcm")


@pytest.mark.parametrize(
    "name",
    ["PA.dcm", "LL", "xr_AP.dcm", "IM0007.dcm", "chest-lat-2.dcm", "Lila_pa.dcm", "12-345-6789.dcm", "112041937.dcm"],
)
def test_names_that_only_look_like_parts_of_what_identifies_are_kept(name: str) -> None:
    header = _header(PatientName="Paul^Li^A", PatientID="12345678", PatientBirthDate="19370412", StudyDate="")
    assert kept_name(header, Path(name)) == name


@pytest.mark.parametrize("name", ["IM0001.dcm", "IMG_12", "chest-pa.dcm", "Röntgen Thorax 2.dcm", "снимок.dcm"])
def test_common_words_and_own_letters_stay_beside_a_name_in_another_script(name: str) -> None:
    assert kept_name(_header(PatientName="Иванов^Пётр"), Path(name)) == name


def test_a_name_in_other_letters_counts_in_what_a_case_is_called_after_and_not_in_the_folders_above(
    tmp_path: Path,
) -> None:
    pixels = np.arange(128, dtype=np.uint16).reshape(8, 16)
    tags = {"PatientName": "Иванов^Пётр", "SpecificCharacterSet": "ISO_IR 192"}
    told, plain = tmp_path / "Ivanov" / "pa.dcm", tmp_path / "archive" / "study" / "pa.dcm"
    for path in (told, plain):
        path.parent.mkdir(parents=True)
        write_radiograph(path, pixels, **tags)
    assert path_tells(told) and not path_tells(plain)
    assert kept_subject(told, "Ivanov").startswith("patient-") and kept_subject(plain, "study") == "study"


def test_a_neutral_name_still_tells_the_view_and_an_anonymous_file_keeps_its_own() -> None:
    assert kept_name(JANE, Path("doe_lateral.dcm")) == "LL.dcm"
    assert kept_name(JANE, Path("doe")) == "DICOM"
    anonymous = _header(PatientID="LIDC-IDRI-0001", PatientIdentityRemoved="YES")
    assert kept_name(anonymous, Path("LIDC-IDRI-0001")) == "LIDC-IDRI-0001"
