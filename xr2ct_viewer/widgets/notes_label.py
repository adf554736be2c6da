"""Notes, each a paragraph of its own, so that it is seen where one ends and the next begins."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from xr2ct_viewer.said import said
from xr2ct_viewer.widgets.muted_label import muted_label

_PARAGRAPH = '<p style="margin-top: 0px; margin-bottom: 6px">{}</p>'


def notes_label() -> QLabel:
    """A wrapped label for `show_notes`: one label, since only of one does a layout know how high its words are."""
    label = muted_label()
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


def show_notes(label: QLabel, notes: Sequence[str]) -> None:
    """Show these in place of the ones before; without any the label is hidden."""
    label.setText("".join(_PARAGRAPH.format(escape(said(note))) for note in notes))
    label.setVisible(bool(notes))
