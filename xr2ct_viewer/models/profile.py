"""Values along a line, in one image or in several that are compared. No toolkit.

A line lies in the patient (LPS millimetres) or on a radiograph ((row, col) pixels); lengths on a radiograph are those
at the isocentre. Values are interpolated linearly and NaN beyond the image. What is read off is an estimate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import HuArray, Volume
from xr2ct_viewer.models.events import Events
from xr2ct_viewer.models.resampling import plane_values

ProfileSpace = Literal["patient", "frontal", "lateral"]
_MOST_SAMPLES: Final = 2000


@dataclass(frozen=True)
class ProfileLine:
    """A line from `start` to `end`: (x, y, z) in the patient, (row, col) on a radiograph."""

    space: ProfileSpace
    start: tuple[float, ...]
    end: tuple[float, ...]

    @property
    def length(self) -> float:
        """In millimetres in the patient, in pixels on a radiograph."""
        return float(np.linalg.norm(np.subtract(self.end, self.start)))

    def at_share(self, share: float) -> tuple[float, ...]:
        """The point at a share of the length, 0 at the start."""
        return tuple(float(a + share * (b - a)) for a, b in zip(self.start, self.end, strict=True))


@dataclass(eq=False)
class ProfileDesk:
    """The line drawn, and the place on it that is pointed at, as a share of its length.

    While it is being drawn (`is_drawing`), nothing around the image should move.
    """

    events: ClassVar[Events] = Events()

    line: ProfileLine | None = None
    share: float | None = None
    is_drawing: bool = False


@dataclass(frozen=True, eq=False)
class ProfileCurve:
    """The values of one image along the line."""

    label: str
    values: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Profile:
    """Curves over `distance_mm` from the start of the line. `place` says where the line is, in words."""

    line: ProfileLine
    distance_mm: NDArray[np.float64]
    curves: tuple[ProfileCurve, ...]
    unit: str
    place: str = ""

    @property
    def length_mm(self) -> float:
        return float(self.distance_mm[-1])

    def table(self, separator: str = ",", banner: str = "") -> str:
        """The profile as text: what it is, then a line for each sample."""
        head = [f"# Profile, {self.length_mm:.1f} mm, {self.place}".rstrip(", ")]
        head += [f"# from {_numbers(self.line.start)} to {_numbers(self.line.end)} {self._coordinates}"]
        head += [f"# {banner}"] if banner else []
        names = [f"{curve.label} ({self.unit}, estimate)" for curve in self.curves]
        quoted = [f'"{name}"' if separator in name else name for name in names]
        rows = [separator.join(["distance_mm", *quoted])]
        for index, distance in enumerate(self.distance_mm):
            values = (f"{curve.values[index]:.5g}" if np.isfinite(curve.values[index]) else "" for curve in self.curves)
            rows.append(separator.join([f"{distance:.3f}", *values]))
        return "\n".join([*head, *rows]) + "\n"

    @property
    def _coordinates(self) -> str:
        return "(x, y, z in LPS mm)" if self.line.space == "patient" else "(row, column)"


def volume_profile(line: ProfileLine, volumes: Sequence[tuple[str, Volume]], place: str = "") -> Profile:
    """HU of volumes along a line through the patient, sampled at half the finest voxel."""
    length_mm = line.length
    step_mm = min(min(volume.spacing_zyx_mm) for _, volume in volumes) / 2.0
    count = _count(length_mm / step_mm)
    curves = []
    for label, volume in volumes:
        start, end = (volume.affine.world_to_voxel(point) for point in (line.start, line.end))
        curves.append(ProfileCurve(label, _along(volume.hu, start, end, count)))
    return Profile(line, np.linspace(0.0, length_mm, count), tuple(curves), "HU", place)


def radiograph_profile(
    line: ProfileLine,
    images: Sequence[tuple[str, NDArray[np.float32]]],
    pixel_mm: float,
    unit: str = "line integral",
    place: str = "",
) -> Profile:
    """Values of images (row, col) of one view along a line, sampled at half a pixel.

    `pixel_mm`: edge of a pixel at the isocentre.
    """
    count = _count(line.length * 2.0)
    start, end = (np.array([0.0, *point]) for point in (line.start, line.end))
    curves = tuple(
        ProfileCurve(label, _along(np.ascontiguousarray(image[None], dtype=np.float32), start, end, count))
        for label, image in images
    )
    return Profile(line, np.linspace(0.0, line.length * pixel_mm, count), curves, unit, place)


def _along(array: HuArray, start: NDArray[np.float64], end: NDArray[np.float64], count: int) -> NDArray[np.float32]:
    step = (end - start) / max(count - 1, 1)
    image = plane_values(array, start, np.zeros(3), step, (1, count), np.nan)
    return image.reshape(-1)


def _count(samples: float) -> int:
    return int(np.clip(np.ceil(samples) + 1, 2, _MOST_SAMPLES))


def _numbers(point: tuple[float, ...]) -> str:
    return "(" + ", ".join(f"{value:.2f}" for value in point) + ")"
