"""Finds the cases of a batch: pair files and pairs of images among files and folders, or named in a table (CSV).

Images are known by the endings of their names, DICOM also by its first bytes: archives name it by UIDs.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xr2ct_core.batch.private_paths import is_unreadable
from xr2ct_core.batch.state import BatchSource
from xr2ct_core.data.find import is_pair_file
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.file_kind import is_dicom
from xr2ct_core.io.files import read_text

IMAGE_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".npy", ".dcm", ".dicom")
MAX_DEPTH: Final = 4
_DELIMITERS: Final = ",;\t"
_LIST_HINT: Final = "Its first line names the columns: pair, or frontal and lateral; name is optional."

NamedSource = tuple[str, BatchSource]


def sources_in(paths: Sequence[Path]) -> tuple[NamedSource, ...]:
    """The cases among files and folders, each with a name, in the order of their names.

    A case is a pair file, a folder with one, a folder with exactly two images, two images that are given alone, or a
    line of a table. Raises `BadInputError` for a path that is not there or leads to none.
    """
    found: dict[tuple[str | None, ...], NamedSource] = {}
    if len(paths) == 2 and all(_is_image(path) for path in paths):
        first, second = (str(path.expanduser().absolute()) for path in paths)
        return (_named(BatchSource(frontal=first, lateral=second)),)
    for given in paths:
        path = given.expanduser().absolute()
        if not path.exists():
            raise BadInputError(f"There is no {given}.", "Check the path.")
        inside = read_list(path) if path.suffix.lower() == ".csv" else _inside(path, 0)
        if not inside:
            raise BadInputError(
                f"There are no X-ray pairs in {given}.", "A case is a pair.json, or a folder with two X-ray images."
            )
        found.update({(source.pair, source.frontal, source.lateral): (name, source) for name, source in inside})
    return tuple(found.values())


def read_list(table: Path) -> tuple[NamedSource, ...]:
    """The cases of a CSV table; paths are relative to it. Raises `BadInputError` with the line that is wrong.

    Columns are separated by commas, semicolons or tabs, as the first line says.
    """
    lines = read_text(table).splitlines()
    rows = csv.DictReader(lines, delimiter=_delimiter(lines[0] if lines else ""))
    columns = {(name or "").strip().lower() for name in rows.fieldnames or ()}
    if not ("pair" in columns or {"frontal", "lateral"} <= columns):
        raise BadInputError(f"{table.name} names no X-rays.", _LIST_HINT)
    found = []
    for row in rows:
        cells = {(name or "").strip().lower(): (text or "").strip() for name, text in row.items() if name is not None}
        if any(cells.values()):
            found.append(_row(cells, table, rows.line_num))
    if not found:
        raise BadInputError(f"{table.name} lists no cases.", _LIST_HINT)
    return tuple(found)


def _delimiter(header: str) -> str:
    """What separates the names of the columns: spreadsheets use semicolons where the comma is in numbers."""
    return max(_DELIMITERS, key=header.count)


def _row(cells: dict[str, str], table: Path, line: int) -> NamedSource:
    places = {
        name: str(table.absolute().parent / Path(cells[name]).expanduser())
        for name in ("pair", "frontal", "lateral")
        if cells.get(name)
    }
    if "pair" in places and len(places) == 1:
        source = BatchSource(pair=places["pair"])
    elif set(places) == {"frontal", "lateral"}:
        source = BatchSource(frontal=places["frontal"], lateral=places["lateral"])
    else:
        raise BadInputError(f"Line {line} of {table.name} names neither a pair nor two images.", _LIST_HINT)
    return cells.get("name") or _name_of(source), source


def _inside(path: Path, depth: int) -> list[NamedSource]:
    if path.is_file():
        return [_named(BatchSource(pair=str(path)))] if path.suffix.lower() == ".json" else []
    try:
        pairs = [entry for entry in sorted(path.glob("*.json")) if is_pair_file(entry)]
        images = [entry for entry in sorted(path.iterdir()) if _is_image(entry)]
        folders = [entry for entry in sorted(path.iterdir()) if entry.is_dir() and not entry.name.startswith(".")]
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
    if pairs:
        return [_named(BatchSource(pair=str(pair))) for pair in pairs]
    if len(images) == 2:
        return [_named(BatchSource(frontal=str(images[0]), lateral=str(images[1])))]
    return [found for folder in folders for found in _inside(folder, depth + 1)] if depth < MAX_DEPTH else []


def _is_image(path: Path) -> bool:
    if not path.is_file() or path.name.startswith(".") or path.name.upper() == "DICOMDIR":
        return False
    return path.suffix.lower() in IMAGE_SUFFIXES or is_dicom(path)


def _named(source: BatchSource) -> NamedSource:
    return _name_of(source), source


def _name_of(source: BatchSource) -> str:
    """The folder of a case, or its file where that says more; a pseudonym where a DICOM lies in a real name."""
    path = Path(source.pair or source.frontal or "")
    is_common = path.stem.lower() in ("pair", "frontal", "pa", "ap", "front") or source.pair is None
    name = (path.parent.name if is_common else path.stem) or path.stem
    if source.pair is not None or not path.is_file():
        return name
    from xr2ct_core.io.deidentify_names import case_name, kept_subject

    return case_name(path) if is_unreadable(str(path)) else kept_subject(path, name)
