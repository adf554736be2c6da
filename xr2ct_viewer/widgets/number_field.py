"""How number fields look: no arrows beside the number, and as much room before it as in a line of text.

Style sheets cannot move the text of a spin box, so it is done here.
"""

from PySide6.QtWidgets import QAbstractSpinBox

_LEFT_PX = 7


def make_plain(field: QAbstractSpinBox) -> None:
    """Leave the number alone in its field."""
    field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    field.lineEdit().setTextMargins(_LEFT_PX, 0, 0, 0)
