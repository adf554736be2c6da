"""Who a file belongs to. Everything that is split or averaged is split and averaged over patients, never over scans.

A name tells its patient by the conventions of the public collections; `subjects.csv` beside the files overrules it.
Names are compared with their accents composed, as they come decomposed from some file systems: one patient on two
computers is one.
"""

import csv
import re
import unicodedata
from io import StringIO
from pathlib import Path
from typing import Final

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import read_text

SUBJECTS_FILE: Final = "subjects.csv"
_CONVENTIONS: Final = (
    re.compile(r"(LIDC-IDRI-\d{4})(?!\d).*", re.IGNORECASE),
    re.compile(r"(sub-[A-Za-z0-9]+)_.*"),
    re.compile(r"(.*\d.*?)[ ._-]+(?:scan|visit|timepoint|tp|ses|session)[ ._-]?\d+(?!\w).*", re.IGNORECASE),
)
"""LIDC-IDRI names with a study behind them, BIDS, and numbered patients whose scans are counted."""


def patient_of(name: str) -> str:
    """The patient in the name of a scan: `LIDC-IDRI-0442.20000101.1` and `LIDC-IDRI-0442.2` are `LIDC-IDRI-0442`."""
    name = composed(name)
    for convention in _CONVENTIONS:
        found = convention.fullmatch(name)
        if found:
            return found[1]
    return name


def composed(name: str) -> str:
    """The name with each accented letter as one character."""
    return unicodedata.normalize("NFC", name)


def stated_subjects(folder: Path) -> dict[str, str]:
    """Patients by file or folder name (`composed`), as `subjects.csv` (columns `file` and `subject`) in `folder` states
    them."""
    path = folder / SUBJECTS_FILE
    if not path.is_file():
        return {}
    table = csv.DictReader(StringIO(composed(read_text(path))))
    if not {"file", "subject"} <= set(table.fieldnames or ()):
        raise BadInputError(f"{path} lacks its columns.", "The first line must be: file,subject")
    stated = {(row["file"] or "").strip(): (row["subject"] or "").strip() for row in table}
    if not all(subject for file, subject in stated.items() if file):
        raise BadInputError(f"{path} names no subject for some files.", "Fill in both columns of every line.")
    return {file: subject for file, subject in stated.items() if file}
