"""File names that tell who the patient is: found by what the file itself states, and replaced before they are kept.

Names of files get into titles, provenance and sessions. A DICOM file often carries the patient's name, number, birth
date or UIDs in its own name or in those of its folders; its header says what they are, so they can be recognised, in
other spellings too (`deidentify_words`). Where the header writes the patient in other letters than the file name, no
word of that name can be compared, so it is replaced unless all of them are common. Numbers that look like UIDs are
taken as such. A file that states that its identity was removed keeps its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pydicom

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.deidentify_words import (
    date_pattern,
    joined,
    letter_words,
    number_pattern,
    own_words,
    scripts,
    spellings,
    words,
    words_of_name,
)
from xr2ct_core.io.dicom_file import read_header, tag, text
from xr2ct_core.io.facts import guessed_view
from xr2ct_core.io.file_kind import is_dicom
from xr2ct_core.io.pseudonym import pseudonym

NEUTRAL: Final = "DICOM"
_PATIENT_NAMES: Final = ("PatientName", "OtherPatientNames", "PatientBirthName", "PatientMotherBirthName")
_OTHER_NAMES: Final = ("ReferringPhysicianName", "PerformingPhysicianName", "OperatorsName")
_NUMBERS: Final = (
    "PatientID",
    "OtherPatientIDs",
    "AccessionNumber",
    "AdmissionID",
    "RequestedProcedureID",
    "ScheduledProcedureStepID",
    "StudyID",
)
_DATES: Final = ("PatientBirthDate", "StudyDate")
_OTHERS: Final = ("InstitutionName", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
_TELLING: Final = (*_PATIENT_NAMES, *_OTHER_NAMES, *_NUMBERS, *_DATES, *_OTHERS)
_NOBODY: Final = "ANONYMOUS^"
"""So begins the name in files of this program that carries none."""
_UID: Final = re.compile(r"\d+(?:\.\d+){4,}")
_SHORTEST: Final = 3
"""Shorter words are found everywhere, unless they are the parts of a name."""
_LONG_WORD: Final = 5
"""Words of this length count also within a longer one, as in `doejohn`, and numbers with any separators."""
_LONG_CASELESS: Final = 2
"""The same in scripts without upper and lower case, in which words are short and not separated."""


@dataclass(frozen=True)
class Identity:
    """By what a header identifies: words in all spellings, patterns of numbers and dates, scripts of the name."""

    words: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    scripts: frozenset[str] = frozenset()


def identity_of(header: pydicom.Dataset) -> Identity:
    """What identifies the patient of a header; nothing where it says that the identity was removed."""
    if is_anonymous(header):
        return Identity()
    found = {
        word
        for keyword in _TELLING
        for value in _values(header, keyword)
        for spelling in spellings(value)
        for word in (spelling, *words(spelling))
        if len(word) >= _SHORTEST
    }
    for person in _all_values(header, (*_PATIENT_NAMES, *_OTHER_NAMES)):
        found |= words_of_name(person)
    numbers = {joined(value) for value in _all_values(header, _NUMBERS)}
    found |= {number for number in numbers if len(number) >= _SHORTEST}
    patterns = {number_pattern(number) for number in numbers if len(number) >= _LONG_WORD}
    patterns |= {date_pattern(day) for value in _all_values(header, _DATES) if (day := _day(value)) is not None}
    letters = frozenset[str]().union(*(scripts(person) for person in _all_values(header, _PATIENT_NAMES)))
    return Identity(frozenset(found), tuple(sorted(patterns)), letters)


def tells(name: str, identity: Identity) -> bool:
    """Whether a file or folder name says who it is: by a word, number, date or UID, or a name in other letters."""
    return _is_told(name, identity) or _is_in_other_letters(name, identity)


def _is_told(name: str, identity: Identity) -> bool:
    if _UID.search(name):
        return True
    spelt = spellings(name)
    found = {word for spelling in spelt for word in words(spelling)}
    found.update(spelling for word in letter_words(name) for spelling in spellings(word))
    return (
        not identity.words.isdisjoint(found)
        or any(word in spelling for word in identity.words if _is_long(word) for spelling in spelt)
        or any(re.search(pattern, spelling) for pattern in identity.patterns for spelling in spelt)
    )


def _is_in_other_letters(name: str, identity: Identity) -> bool:
    """Whether a word that may be a name is written in letters that the header writes no name of the patient in."""
    return bool(identity.scripts) and any(scripts(word) - identity.scripts for word in own_words(name))


def _is_long(word: str) -> bool:
    is_caseless = word.isalpha() and word.upper() == word.lower()
    return len(word) >= (_LONG_CASELESS if is_caseless else _LONG_WORD)


def kept_name(header: pydicom.Dataset, path: Path) -> str:
    """The name of a DICOM file or folder for people to read, or a neutral one that still tells the view."""
    if is_anonymous(header) or not tells(path.name, identity_of(header)):
        return path.name
    view = guessed_view(path.name)
    return f"{view or NEUTRAL}{path.suffix if path.suffix.lower() == '.dcm' else ''}"


def path_tells(path: Path) -> bool:
    """Whether the path of a DICOM file, or of a folder of them, says who the patient is; False for other files.

    Names in other letters are looked for in its last two parts alone, by which cases are called.
    """
    header = _header(path)
    if header is None:
        return False
    identity, parts = identity_of(header), path.absolute().parts
    return any(_is_told(part, identity) for part in parts) or any(tells(part, identity) for part in parts[-2:])


def kept_subject(path: Path, name: str) -> str:
    """`name`, by which a DICOM file or folder would be called, or a pseudonym if it says who the patient is."""
    header = _header(path)
    return pseudonym(header) if header is not None and tells(name, identity_of(header)) else name


def case_name(path: Path) -> str:
    """The pseudonym of the patient of a DICOM file or folder, a neutral word for other files."""
    header = _header(path)
    return NEUTRAL if header is None else pseudonym(header)


def _header(path: Path) -> pydicom.Dataset | None:
    """The header of a DICOM file, or of the first in a folder, unless it says that the identity was removed."""
    try:
        file = next(_dicom_files(path), None) if path.is_dir() else path
        header = read_header(file) if file is not None and is_dicom(file) else None
    except (BadInputError, OSError):
        return None
    return None if header is None or is_anonymous(header) else header


def is_anonymous(header: pydicom.Dataset) -> bool:
    """Whether a file states that its identity was removed."""
    return text(header, "PatientIdentityRemoved").upper() == "YES"


def _dicom_files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and is_dicom(file))


def _values(header: pydicom.Dataset, keyword: str) -> Iterator[str]:
    value = tag(header, keyword)
    several = isinstance(value, list | tuple | pydicom.multival.MultiValue)
    texts = (str(one).strip() for one in (value if several else [value]) if one not in (None, ""))
    yield from (one for one in texts if not one.startswith(_NOBODY))


def _all_values(header: pydicom.Dataset, keywords: tuple[str, ...]) -> Iterator[str]:
    return (value for keyword in keywords for value in _values(header, keyword))


def _day(value: str) -> date | None:
    digits = re.sub(r"\D", "", value)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
