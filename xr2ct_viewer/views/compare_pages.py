"""Pages of canvases in rows and columns, one for each way of comparing, and their picture."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from xr2ct_viewer.widgets.exporting import composed, with_banner
from xr2ct_viewer.widgets.image_canvas import ImageCanvas


def page(rows: Sequence[Sequence[ImageCanvas]]) -> QWidget:
    """A page with the canvases in equal cells."""
    board = QWidget()
    board.setObjectName("stage")
    board.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(board)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(2)
    for row, canvases in enumerate(rows):
        for column, canvas in enumerate(canvases):
            grid.addWidget(canvas, row, column, Qt.AlignmentFlag(0))
    spread(grid)
    return board


def spread(grid: QGridLayout) -> None:
    """Give every row and column with something in it the same share."""
    used = [grid.getItemPosition(index) for index in range(grid.count())]
    shown = [
        place
        for index, place in enumerate(used)
        if (widget := grid.itemAt(index).widget()) is not None and not widget.isHidden()
    ]
    for row in range(grid.rowCount()):
        grid.setRowStretch(row, int(any(place[0] == row for place in shown)))
    for column in range(grid.columnCount()):
        grid.setColumnStretch(column, int(any(place[1] == column for place in shown)))


def picture_of(pages: QStackedWidget, canvases: Iterable[ImageCanvas], banner: str, ratio: float) -> QImage:
    """The visible canvases of the page on screen as one picture with the banner in it."""
    board = pages.currentWidget()
    parts = [
        (canvas.render_image(ratio), QPointF(canvas.mapTo(board, canvas.rect().topLeft())))
        for canvas in canvases
        if board.isAncestorOf(canvas) and not canvas.isHidden()
    ]
    return with_banner(composed(parts, board.size(), ratio), banner)
