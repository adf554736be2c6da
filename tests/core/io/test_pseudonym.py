"""Names that stand for patients: stable here, meaningless elsewhere; and which file names need one."""

import stat
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from xr2ct_core.io.deidentify_names import kept_name, telling_words, tells
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
    assert tells(name, telling_words(JANE)) == told
    assert (kept_name(JANE, Path(name)) != name) == told


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
    assert tells(name, telling_words(header))
    assert kept_name(header, Path(name)) != name and kept_name(header, Path("IM0001.dcm")) == "IM0001.dcm"


def test_a_neutral_name_still_tells_the_view_and_an_anonymous_file_keeps_its_own() -> None:
    assert kept_name(JANE, Path("doe_lateral.dcm")) == "LL.dcm"
    assert kept_name(JANE, Path("doe")) == "DICOM"
    anonymous = _header(PatientID="LIDC-IDRI-0001", PatientIdentityRemoved="YES")
    assert kept_name(anonymous, Path("LIDC-IDRI-0001")) == "LIDC-IDRI-0001"
