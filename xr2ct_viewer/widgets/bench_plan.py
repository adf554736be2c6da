"""The X-ray room from the patient's feet, in which tubes and detectors can be dragged.

While something is dragged the scale stays; afterwards everything is brought into view again. With the keyboard, arrow
keys turn what is in hand and move it nearer and farther; Space takes the next one.
"""

import math
from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from xr2ct_core.geometry import ViewGeometry
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.xray_bench import (
    LENGTH_STEP_MM,
    TUBES,
    TURN_STEP_DEG,
    BenchSetup,
    TubeName,
    standing_towards,
)
from xr2ct_viewer.tr import in_digits, tr
from xr2ct_viewer.widgets import painting
from xr2ct_viewer.widgets.bench_drawing import (
    PlanFrame,
    ViewLook,
    away_from_tube,
    box_around,
    detector_mm,
    draw_patient,
    draw_view,
    slice_picture,
    tube_mm,
)

Part = tuple[TubeName, Literal["tube", "detector"]]
PARTS: Final[dict[Part, str]] = {
    ("frontal", "tube"): marked("Tube of the frontal X-ray"),
    ("frontal", "detector"): marked("Detector of the frontal X-ray"),
    ("lateral", "tube"): marked("Tube of the lateral X-ray"),
    ("lateral", "detector"): marked("Detector of the lateral X-ray"),
}
COLOURS: Final[dict[TubeName, QColor]] = {
    "frontal": painting.PLANE_COLOURS["coronal"],
    "lateral": painting.PLANE_COLOURS["sagittal"],
}
"""Those of the planes that the X-rays look like."""

_REACH_PX: Final = 16.0


class BenchPlan(QWidget):
    """`moved` carries the `BenchSetup` that a drag passes through, `chosen` the one it was left at."""

    moved = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("X-ray room, seen from the patient's feet"))
        self.setMouseTracking(True)
        self.setMinimumSize(280, 280)
        self._setup: BenchSetup | None = None
        self._views: tuple[ViewGeometry, ...] = ()
        self._picture = QImage()
        self._in_hand: Part = ("frontal", "tube")
        self._is_dragging = False
        self._hovered: Part | None = None
        self._box_mm = box_around(())

    def sizeHint(self) -> QSize:
        return QSize(460, 460)

    # What is shown

    def set_slice(self, hu_yx: NDArray[np.generic] | None) -> None:
        """The axial slice (y, x) through the middle of the cube."""
        self._picture = QImage() if hu_yx is None else slice_picture(hu_yx)
        self.update()

    def set_setup(self, setup: BenchSetup) -> None:
        """Show a pair of tubes that can be dragged."""
        self._setup = setup
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell_part()
        if not self._is_dragging:
            self._box_mm = box_around(setup.geometry.views)
        self.update()

    def set_views(self, views: Sequence[ViewGeometry]) -> None:
        """Show any number of tubes, to look at alone."""
        self._setup, self._views = None, tuple(views)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box_mm = box_around(views)
        self.update()

    def place(self, part: Part) -> QPointF:
        """Where a tube or a detector that can be dragged is drawn, in pixels."""
        assert self._setup is not None
        view = _view_of(self._setup, part[0])
        return self._frame.to_screen(tube_mm(view) if part[1] == "tube" else detector_mm(view))

    @property
    def _frame(self) -> PlanFrame:
        return PlanFrame(self._box_mm, QRectF(self.rect()))

    def _part_at(self, at: QPointF) -> Part | None:
        """What lies under the mouse and can be dragged: the nearest, tubes before detectors.

        Parallel beams have no distances: there only what is drawn as a tube turns.
        """
        if self._setup is None:
            return None
        parts = [part for part in PARTS if self._setup.model == "cone" or part[1] == "tube"]
        near = min((_distance(self.place(part), at), part[1] != "tube", part) for part in parts)
        return near[2] if near[0] <= _REACH_PX else None

    # Mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        part = self._part_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and part is not None:
            self._in_hand, self._is_dragging = part, True
            self._tell_part()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging and self._setup is not None:
            self._change(self._dragged(self._setup, event.position()), self.moved)
            return
        self._hovered = self._part_at(event.position())
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._hovered else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tr(PARTS[self._hovered]) if self._hovered else "")
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging and event.button() == Qt.MouseButton.LeftButton and self._setup is not None:
            self._is_dragging = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self._box_mm = box_around(self._setup.geometry.views)
            self.update()
            self.chosen.emit(self._setup)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn_deg = {Qt.Key.Key_Left: TURN_STEP_DEG, Qt.Key.Key_Right: -TURN_STEP_DEG}.get(Qt.Key(event.key()))
        length_mm = {Qt.Key.Key_Up: LENGTH_STEP_MM, Qt.Key.Key_Down: -LENGTH_STEP_MM}.get(Qt.Key(event.key()))
        if self._setup is None or (turn_deg is None and length_mm is None and event.key() != Qt.Key.Key_Space):
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Space:
            parts = list(PARTS)
            self._in_hand = parts[(parts.index(self._in_hand) + 1) % len(parts)]
            self._tell_part()
            self.update()
            return
        name, kind = self._in_hand
        tube = self._setup.tube(name)
        if turn_deg is not None:
            tube = tube.with_turn(tube.turn_deg + turn_deg)
        elif kind == "tube":
            tube = tube.with_sad(tube.sad_mm + (length_mm or 0.0))
        else:
            tube = tube.with_behind(tube.behind_mm + (length_mm or 0.0))
        setup = self._setup.with_tube(name, tube)
        self._box_mm = box_around(setup.geometry.views)
        self._change(setup, self.chosen)

    def _dragged(self, setup: BenchSetup, at: QPointF) -> BenchSetup:
        name, kind = self._in_hand
        tube, at_mm = setup.tube(name), self._frame.to_world(at)
        if kind == "tube":
            moved = tube.moved_to(standing_towards(name), at_mm)
            return setup.with_tube(name, moved if setup.model == "cone" else tube.with_turn(moved.turn_deg))
        away = away_from_tube(_view_of(setup, name))
        return setup.with_tube(name, tube.with_detector_at(float(away @ np.asarray(at_mm))))

    def _change(self, setup: BenchSetup, tell: SignalInstance) -> None:
        if setup != self._setup:
            self._setup = setup
            self.update()
            tell.emit(setup)

    def _tell_part(self) -> None:
        """Say what the arrow keys move."""
        keys = tr("Arrow keys turn it and move it nearer and farther; Space takes the next one.")
        self.setAccessibleDescription(f"{tr(PARTS[self._in_hand])}. {keys}")

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), painting.BACKGROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for view, look in self._drawn():
            draw_view(painter, self._frame, view, look, self.font())
        draw_patient(painter, self._frame, self._picture, self.font())
        painter.setFont(painting.overlay_font(self.font(), 12))
        right, bottom = self.width() - painting.MARGIN, self.height() - painting.MARGIN
        painting.draw_scale_bar(painter, right, bottom, self.width() / 5, self._frame.pixels_per_mm)
        if self.hasFocus():
            painter.setPen(QPen(painting.FOCUS, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _drawn(self) -> list[tuple[ViewGeometry, ViewLook]]:
        if self._setup is None:
            colours = [COLOURS["frontal"], *[COLOURS["lateral"]] * (len(self._views) - 1)]
            looks = [ViewLook(colour, is_faint=True) for colour in colours]
            return list(zip(self._views, looks, strict=False))
        held = self._in_hand if self._is_dragging or self.hasFocus() else None
        marked_parts = (self._hovered, held)
        return [
            (
                _view_of(self._setup, name),
                ViewLook(
                    COLOURS[name],
                    marks_tube=(name, "tube") in marked_parts,
                    marks_detector=(name, "detector") in marked_parts,
                    words=_words(self._setup, name),
                    words_below=name == "lateral",
                ),
            )
            for name in TUBES
        ]


def _view_of(setup: BenchSetup, name: TubeName) -> ViewGeometry:
    return setup.geometry.frontal if name == "frontal" else setup.geometry.lateral


def _words(setup: BenchSetup, name: TubeName) -> str:
    """Turn and distance of a tube."""
    tube = setup.tube(name)
    turn = f"{painting.signed(tube.turn_deg)}°" if tube.turn_deg else "0°"
    return f"{turn} · {in_digits(f'{tube.sad_mm:,.0f}')} mm" if setup.model == "cone" else turn


def _distance(first: QPointF, second: QPointF) -> float:
    return math.hypot(first.x() - second.x(), first.y() - second.y())
