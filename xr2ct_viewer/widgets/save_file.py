"""Asks where a file is to be saved.

Invariant: nothing is replaced that was not asked about. The system's dialog knows only what was typed, so the question
is asked here, once the ending is there.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from xr2ct_viewer.widgets.question import may_replace


def with_ending(path: Path, ending: str) -> Path:
    """The path, with the ending where none was typed."""
    return path if path.suffix else path.with_suffix(ending)


def ask_save_file(
    parent: QWidget, title: str, start: Path | str, filters: str, complete: Callable[[Path], Path]
) -> Path | None:
    """The file that a person names; None where there is none, or what is there is to stay.

    `complete` adds the ending that nobody need type.
    """
    name, _ = QFileDialog.getSaveFileName(
        parent, title, str(start), filters, options=QFileDialog.Option.DontConfirmOverwrite
    )
    path = complete(Path(name)) if name else None
    return path if path is not None and may_replace(parent, [path]) else None
