"""What the mouse and the keys do in the scene besides turning it, the same in both hosts. Knows no widget.

A drag on a handle moves a face of the crop box. A drag with the right button, or with Ctrl held, moves the window of
the appearance: to the right widens it, upwards raises it, as in the slices. Everything else is VTK's trackball.
Positions are device pixels from the lower left.
"""

from typing import TYPE_CHECKING, Final, Literal
from weakref import proxy

from psygnal import Signal

from xr2ct_viewer.models.crop import CropBox
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.render import camera as cameras
from xr2ct_viewer.render.crop_handles import Face

if TYPE_CHECKING:
    from xr2ct_viewer.render.scene import VolumeScene

Button = Literal["left", "middle", "right"]
TURN_DEG: Final = 10.0
SHIFT_FRACTION: Final = 0.05
ZOOM_STEP: Final = 1.15
HINT: Final = marked(
    "Left-drag turn · middle-drag or Shift+drag move · wheel zoom · right-drag or Ctrl+drag window of the appearance"
    " (right widens, up raises) · arrows turn, Shift+arrows move, + and − zoom, Home front"
)


class SceneInput:
    """`window_dragged` carries pixels to the right and up since the press; `drag_ended` tells that the gesture is
    over."""

    window_dragged = Signal(float, float)
    crop_dragged = Signal(CropBox)
    drag_started = Signal()
    drag_ended = Signal()

    def __init__(self, scene: "VolumeScene") -> None:
        self._scene = proxy(scene)  # no circle: a scene is freed at once, with its arrays and its window
        self._face: Face | None = None
        self._start: tuple[float, float] | None = None

    def press(self, button: Button, x: float, y: float, *, control: bool) -> bool:
        """True if the drag that begins here is not for the camera."""
        if button == "left" and not control:
            self._face = self._scene.handles.face_at(x, y)
        if self._face is not None or button == "right" or (button == "left" and control):
            self._start = (x, y)
            self.drag_started.emit()
            return True
        return False

    def drag(self, x: float, y: float) -> None:
        if self._start is None:
            return
        if self._face is not None:
            self.crop_dragged.emit(self._scene.handles.dragged(self._face, x, y))
        else:
            self.window_dragged.emit(x - self._start[0], y - self._start[1])

    def release(self) -> None:
        self._face = self._start = None
        self.drag_ended.emit()

    def is_over_handle(self, x: float, y: float) -> bool:
        return self._scene.handles.face_at(x, y) is not None

    def key(self, name: str, *, shift: bool) -> bool:
        """Move the camera by a key (`left`, `right`, `up`, `down`, `in`, `out`, `home`); False for any other."""
        directions = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}
        camera = self._scene.renderer.GetActiveCamera()
        if name in directions:
            right, up = directions[name]
            if shift:
                cameras.shift_sideways(camera, SHIFT_FRACTION * right, SHIFT_FRACTION * up)
            else:
                camera.Azimuth(TURN_DEG * right)
                camera.Elevation(TURN_DEG * up)
                camera.OrthogonalizeViewUp()
        elif name in ("in", "out"):
            camera.Dolly(ZOOM_STEP if name == "in" else 1.0 / ZOOM_STEP)
        elif name == "home":
            self._scene.look_from("A")
        else:
            return False
        return True
