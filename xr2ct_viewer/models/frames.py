"""How a plane stands in the patient: its directions, turned or straight, and their names at the edges of an image.

Invariants: directions are orthonormal LPS vectors; `normal` is the direction in which slices are counted (towards the
head, the back or the left for straight planes). The three planes of a volume stay at right angles to each other, but
each has directions of its own: turning the lines in one view leaves that view's image where it is.
"""

from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from xr2ct_viewer.models.points import Point

Orientation = Literal["axial", "coronal", "sagittal"]
ORIENTATIONS: Final[tuple[Orientation, ...]] = get_args(Orientation)

ORIENTATION_TITLES: Final[dict[Orientation, str]] = {
    "axial": "Axial",
    "coronal": "Coronal",
    "sagittal": "Sagittal",
}

EdgeLetters = tuple[str, str, str, str]
"""Letters at the left, right, top and bottom edge of an image."""

STRAIGHT_DEG: Final = 0.05
"""A plane turned by less than this is straight."""
_SMALLEST_SHARE: Final = 0.2
_LETTERS: Final = (("R", "L"), ("A", "P"), ("I", "S"))


def direction_letters(direction: Point) -> str:
    """Where a direction leads in the patient: one letter, or two with the main one first where it is oblique."""
    order = sorted(range(3), key=lambda axis: -abs(direction[axis]))
    share = [axis for axis in order if abs(direction[axis]) >= _SMALLEST_SHARE][:2]
    return "".join(_LETTERS[axis][int(direction[axis] > 0)] for axis in share)


@dataclass(frozen=True)
class PlaneFrame:
    """Unit vectors along an image's rows (`right`), down its columns, and along its stack."""

    right: Point
    down: Point
    normal: Point

    def __post_init__(self) -> None:
        axes = np.array([self.right, self.down, self.normal])
        if not np.allclose(axes @ axes.T, np.eye(3), atol=1e-6):
            raise ValueError("The directions of a plane are unit vectors at right angles.")

    @property
    def letters(self) -> EdgeLetters:
        """What lies at the left, right, top and bottom edge."""
        left, up = _negated(self.right), _negated(self.down)
        return (
            direction_letters(left),
            direction_letters(self.right),
            direction_letters(up),
            direction_letters(self.down),
        )

    def turned(self, axis: Point, degrees: float) -> "PlaneFrame":
        """The frame turned about an LPS axis, by the right-hand rule."""
        turn = _rotation(np.asarray(axis), np.radians(degrees))
        right = turn @ np.asarray(self.right)
        right /= np.linalg.norm(right)
        down = turn @ np.asarray(self.down)
        down -= right * (right @ down)
        down /= np.linalg.norm(down)
        normal = np.cross(right, down)
        normal *= np.sign(normal @ (turn @ np.asarray(self.normal)))
        return PlaneFrame(_point(right), _point(down), _point(normal))

    def tilt_deg(self, straight: "PlaneFrame") -> float:
        """Angle between the stacking directions of two frames, 0 to 180 degrees."""
        cosine = float(np.clip(np.dot(self.normal, straight.normal), -1.0, 1.0))
        return float(np.degrees(np.arccos(cosine)))

    def is_close(self, other: "PlaneFrame") -> bool:
        """Whether no direction differs by more than `STRAIGHT_DEG`."""
        pairs = zip((self.right, self.down, self.normal), (other.right, other.down, other.normal), strict=True)
        return all(np.dot(mine, theirs) > np.cos(np.radians(STRAIGHT_DEG)) for mine, theirs in pairs)


STRAIGHT: Final[dict[Orientation, PlaneFrame]] = {
    "axial": PlaneFrame((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "coronal": PlaneFrame((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0)),
    "sagittal": PlaneFrame((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0)),
}


@dataclass(frozen=True)
class PlaneFrames:
    """The frames of the three planes, and the point about which they were last turned."""

    axial: PlaneFrame = field(default=STRAIGHT["axial"])
    coronal: PlaneFrame = field(default=STRAIGHT["coronal"])
    sagittal: PlaneFrame = field(default=STRAIGHT["sagittal"])
    anchor_lps_mm: Point = (0.0, 0.0, 0.0)

    def __getitem__(self, orientation: Orientation) -> PlaneFrame:
        frame: PlaneFrame = getattr(self, orientation)
        return frame

    def is_oblique(self, orientation: Orientation) -> bool:
        """Whether a plane differs from the patient's own."""
        return not self[orientation].is_close(STRAIGHT[orientation])

    @property
    def are_straight(self) -> bool:
        return not any(self.is_oblique(orientation) for orientation in ORIENTATIONS)

    def turned_in(self, view: Orientation, degrees: float, anchor_lps_mm: Point) -> "PlaneFrames":
        """The two other planes turned clockwise on the screen of `view` about a point; the view's own stays."""
        frame = self[view]
        axis = _point(np.cross(frame.right, frame.down))
        others = {name: self[name].turned(axis, degrees) for name in ORIENTATIONS if name != view}
        return replace(self, anchor_lps_mm=anchor_lps_mm, **others)


def _rotation(axis: NDArray[np.float64], angle: float) -> NDArray[np.float64]:
    """Rodrigues' formula."""
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turn: NDArray[np.float64] = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)
    return turn


def _negated(direction: Point) -> Point:
    return -direction[0], -direction[1], -direction[2]


def _point(vector: NDArray[np.float64]) -> Point:
    return float(vector[0]), float(vector[1]), float(vector[2])
