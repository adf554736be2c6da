"""File names that tell who the patient is: found by what the file itself states, and replaced before they are kept.

Names of files get into titles, provenance and sessions. A DICOM file often carries the patient's name, number or UIDs
in its own name or in those of its folders; its header says what they are, so they can be recognised, also where one of
both is spelt without umlauts and accents. Numbers that look like UIDs are taken as such. A file that states that its
identity was removed keeps its name.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pydicom

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.dicom_file import read_header, tag, text
from xr2ct_core.io.facts import guessed_view
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.io.pseudonym import pseudonym

NEUTRAL: Final = "DICOM"
_TELLING: Final = (
    "PatientName",
    "PatientID",
    "OtherPatientIDs",
    "OtherPatientNames",
    "PatientBirthName",
    "PatientMotherBirthName",
    "PatientBirthDate",
    "AccessionNumber",
    "AdmissionID",
    "RequestedProcedureID",
    "ScheduledProcedureStepID",
    "StudyID",
    "StudyDate",
    "ReferringPhysicianName",
    "PerformingPhysicianName",
    "OperatorsName",
    "InstitutionName",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "SOPInstanceUID",
)
_UID: Final = re.compile(r"\d+(?:\.\d+){4,}")
_SHORTEST: Final = 3
"""Shorter words are found everywhere."""
_LONG_WORD: Final = 5
"""Words of this length count also within a longer one, as in `doejohn`."""
_SPELT_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa"}
)
_PLAIN: Final = str.maketrans(
    {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that no accent can be taken from."""


def telling_words(header: pydicom.Dataset) -> frozenset[str]:
    """Words, in all their spellings, by which a header identifies; none where it says that the identity was removed."""
    if is_anonymous(header):
        return frozenset()
    return frozenset(
        word
        for keyword in _TELLING
        for value in _values(header, keyword)
        for spelling in _spellings(value)
        for word in (spelling, *_words(spelling))
        if len(word) >= _SHORTEST
    )


def tells(name: str, telling: frozenset[str]) -> bool:
    """Whether a file or folder name holds a telling word, or a UID."""
    if _UID.search(name):
        return True
    spellings = _spellings(name)
    if any(telling.intersection(_words(spelling)) for spelling in spellings):
        return True
    return any(len(word) >= _LONG_WORD and word in spelling for word in telling for spelling in spellings)


def kept_name(header: pydicom.Dataset, path: Path) -> str:
    """The name of a DICOM file or folder for people to read, or a neutral one that still tells the view."""
    if is_anonymous(header) or not tells(path.name, telling_words(header)):
        return path.name
    view = guessed_view(path.name)
    return f"{view or NEUTRAL}{path.suffix if path.suffix.lower() == '.dcm' else ''}"


def path_tells(path: Path) -> bool:
    """Whether the path of a DICOM file, or of a folder of them, says who the patient is; False for other files."""
    header = _header(path)
    return header is not None and any(tells(part, telling_words(header)) for part in path.absolute().parts)


def kept_subject(path: Path, name: str) -> str:
    """`name`, by which a DICOM file or folder would be called, or a pseudonym if it says who the patient is."""
    header = _header(path)
    return pseudonym(header) if header is not None and tells(name, telling_words(header)) else name


def case_name(path: Path) -> str:
    """The pseudonym of the patient of a DICOM file or folder, a neutral word for other files."""
    header = _header(path)
    return NEUTRAL if header is None else pseudonym(header)


def _header(path: Path) -> pydicom.Dataset | None:
    """The header of a DICOM file, or of the first in a folder, unless it says that the identity was removed."""
    try:
        file = next(_dicom_files(path), None) if path.is_dir() else path
        header = read_header(file) if file is not None and sniff(file) is FileKind.DICOM else None
    except (BadInputError, OSError):
        return None
    return None if header is None or is_anonymous(header) else header


def is_anonymous(header: pydicom.Dataset) -> bool:
    """Whether a file states that its identity was removed."""
    return text(header, "PatientIdentityRemoved").upper() == "YES"


def _dicom_files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and _is_dicom(file))


def _is_dicom(path: Path) -> bool:
    """An empty or unreadable file is none, as a folder may hold anything."""
    try:
        return sniff(path) is FileKind.DICOM
    except BadInputError:
        return False


def _values(header: pydicom.Dataset, keyword: str) -> Iterator[str]:
    value = tag(header, keyword)
    several = isinstance(value, list | tuple | pydicom.multival.MultiValue)
    yield from (str(one).strip() for one in (value if several else [value]) if one not in (None, ""))


def _words(value: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", value) if word]


def _spellings(value: str) -> frozenset[str]:
    """A text in lower case: as it is, with umlauts spelt out, and in letters without accents."""
    lower = unicodedata.normalize("NFC", value).lower()
    return frozenset((lower, _bare(lower.translate(_SPELT_OUT)), _bare(lower.translate(_PLAIN))))


def _bare(value: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", value) if not unicodedata.combining(sign))
