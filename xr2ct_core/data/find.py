"""Finding cases on disk: pair files and CTs among files and folders, in the order of their names.

Cases whose names are not UTF-8 are left out with a warning: no index, split or run could name them.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from xr2ct_core.data.patients import composed, patient_of, stated_subjects
from xr2ct_core.data.source import Problem
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import odd_name, refuse_odd_name
from xr2ct_core.plain_text import is_plain, plain

VOLUME_SUFFIXES: Final = (".nii.gz", ".nii", ".nrrd", ".nhdr", ".mha", ".mhd", ".npz")
LABEL_WORDS: Final = ("label", "mask", "segmentation")
"""Volumes in a folder of CTs with these words in their names hold labels, not HU."""
_LOG = logging.getLogger(__name__)
_PAIR_MARK: Final = b'"xr2ct-pair"'
_HEAD_BYTES: Final = 1 << 16
_SHORTEST_ID: Final = 3


def pair_files(paths: Sequence[Path]) -> list[Path]:
    """Each path that is a file, and the pair files in and below each folder; raises `BadInputError` for empty ones."""
    found: list[Path] = []
    for path in paths:
        inside = [entry for entry in sorted(path.rglob("*.json")) if is_pair_file(entry)] if path.is_dir() else [path]
        if not inside:
            raise BadInputError(f"There is no pair file in {path}.", "A pair file is JSON and says it is xr2ct-pair.")
        found += those_plainly_named(inside)
    return list(dict.fromkeys(found))


def ct_sources(paths: Sequence[Path]) -> list[Path]:
    """Each path that is a file or a DICOM series, and the volumes and series in each other folder.

    Label maps are left out. Raises `BadInputError` for a folder with neither.
    """
    found, left_out = found_cts(paths)
    warn_of(left_out)
    return found


def found_cts(paths: Sequence[Path]) -> tuple[list[Path], tuple[Problem, ...]]:
    """As `ct_sources`, and those that are left out for their names."""
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        inside = list(_cts_inside(path)) if path.is_dir() else [path]
        if not inside:
            labels = f" What is named {', '.join(LABEL_WORDS)} counts as labels." if _has_labels(path) else ""
            raise BadInputError(
                f"There is no CT in {path}." + labels,
                f"Put {', '.join(VOLUME_SUFFIXES)} files or folders of DICOM slices there.",
            )
        kept, left_out = plainly_named(inside)
        found += kept
        problems += left_out
    return list(dict.fromkeys(found)), tuple(problems)


def plainly_named(paths: Iterable[Path]) -> tuple[list[Path], tuple[Problem, ...]]:
    """Paths that can be written down, and why the others are left out; raises `BadInputError` if that is all."""
    kept: list[Path] = []
    left_out: list[Path] = []
    for path in paths:
        (kept if is_plain(str(path)) else left_out).append(path)
    if left_out and not kept:
        refuse_odd_name(left_out[0])
    return kept, tuple(Problem(plain(path.name), str(odd_name(path))) for path in left_out)


def those_plainly_named(paths: Iterable[Path]) -> list[Path]:
    """Paths that can be written down, with a warning for each other; raises as `plainly_named`."""
    kept, left_out = plainly_named(paths)
    warn_of(left_out)
    return kept


def warn_of(left_out: Iterable[Problem]) -> None:
    """A warning for each case that was left out."""
    for problem in left_out:
        _LOG.warning("%s", problem.message)


def subject_of(path: Path) -> str:
    """The patient a CT file or folder is named after; a pseudonym where a DICOM folder bears a real name."""
    name = path.name
    if path.is_dir() or name.lower().endswith(".dcm"):
        from xr2ct_core.io.deidentify_names import kept_subject

        return patient_of(kept_subject(path, name))
    for suffix in VOLUME_SUFFIXES:
        if name.lower().endswith(suffix):
            return patient_of(name[: -len(suffix)])
    return patient_of(name)


def subjects_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """The patient of each CT: the one `subjects.csv` beside it states, else the one it is named after.

    Folders of DICOM slices that are not in the list and state the same patient ID are of one patient, who is called
    after the first of them.
    """
    stated = {folder: stated_subjects(folder) for folder in {path.parent for path in paths}}
    by_id: dict[str, str] = {}
    found = []
    for path in paths:
        subject = stated[path.parent].get(composed(path.name))
        if subject is None:
            patient_id, subject = _patient_id(path), subject_of(path)
            if _tells_apart(patient_id):
                subject = by_id.setdefault(patient_id, subject)
        found.append(subject)
    return tuple(found)


def _tells_apart(patient_id: str) -> bool:
    """Whether an ID is somebody's: de-identified files often state `ANONYMOUS`, `0` or `000000` for everybody."""
    return len(patient_id) >= _SHORTEST_ID and any(sign.isdigit() and sign != "0" for sign in patient_id)


def _patient_id(path: Path) -> str:
    """What a slice of a DICOM folder states; empty for other files, and where nothing can be read."""
    if not path.is_dir():
        return ""
    from xr2ct_core.io.dicom_file import read_header, text

    first = min((entry for entry in path.iterdir() if entry.suffix.lower() == ".dcm"), default=None)
    try:
        return text(read_header(first), "PatientID") if first is not None else ""
    except BadInputError:
        return ""


def ct_by_subject(folder: Path) -> dict[str, Path]:
    """The first CT of each patient in a folder; raises `BadInputError` where there is none."""
    first: dict[str, Path] = {}
    paths = ct_sources([folder])
    for path, subject in zip(paths, subjects_of(paths), strict=True):
        first.setdefault(subject, path)
    return first


def _cts_inside(folder: Path) -> Iterator[Path]:
    if _is_series(folder):
        yield folder
    for entry in sorted(folder.iterdir()):
        if _is_series(entry) if entry.is_dir() else _is_ct_file(entry):
            yield entry


def _is_series(folder: Path) -> bool:
    return any(entry.suffix.lower() == ".dcm" for entry in folder.iterdir())


def _has_labels(folder: Path) -> bool:
    return any(_is_volume(entry) and _is_of_labels(entry) for entry in folder.iterdir())


def _is_ct_file(path: Path) -> bool:
    return _is_volume(path) and not _is_of_labels(path)


def _is_volume(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith(VOLUME_SUFFIXES) and not name.startswith(".")


def _is_of_labels(path: Path) -> bool:
    return any(word in path.name.lower() for word in LABEL_WORDS)


def is_pair_file(path: Path) -> bool:
    """Whether a file says that it is a pair file."""
    try:
        with path.open("rb") as stream:
            return _PAIR_MARK in stream.read(_HEAD_BYTES)
    except OSError:
        return False
