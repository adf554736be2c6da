"""The part of the volume shown in 3D: a box along the patient's axes, and a plane of any direction."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

AXES: Final = ("x", "y", "z")
LEAST_EXTENT: Final = 0.02
"""The box stays at least this fraction of the volume thick, so that its faces can still be taken hold of."""


@dataclass(frozen=True)
class CropBox:
    """Fractions 0..1 of the volume's extent along LPS x (right to left), y (front to back), z (feet to head)."""

    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    z: tuple[float, float] = (0.0, 1.0)

    @property
    def is_whole(self) -> bool:
        return self == CropBox()

    def limits_mm(self, bounds_mm: tuple[float, ...]) -> NDArray[np.float64]:
        """Lower and upper limit along x, y, z, (3, 2), of the box in a volume with these six bounds."""
        bounds = np.array(bounds_mm, dtype=np.float64).reshape(3, 2)
        fractions = np.array([self.x, self.y, self.z])
        limits: NDArray[np.float64] = bounds[:, :1] + fractions * (bounds[:, 1:] - bounds[:, :1])
        return limits

    def with_face(self, axis: int, end: int, fraction: float) -> "CropBox":
        """The box with one face moved; it cannot pass the opposite face nor leave the volume.

        `axis` 0, 1, 2 for x, y, z; `end` 0 for the lower and 1 for the upper face; `fraction` of the volume's extent.
        """
        faces = list(getattr(self, AXES[axis]))
        low, high = (0.0, faces[1] - LEAST_EXTENT) if end == 0 else (faces[0] + LEAST_EXTENT, 1.0)
        faces[end] = min(max(fraction, low), high)
        return replace(self, **{AXES[axis]: (faces[0], faces[1])})


@dataclass(frozen=True)
class ClipPlane:
    """Hides what lies in front of a plane: all points p with (p - `point_lps_mm`) · `normal` > 0.

    `normal` is a unit vector in LPS and points to what is taken away.
    """

    point_lps_mm: tuple[float, float, float]
    normal: tuple[float, float, float]

    @classmethod
    def through(cls, point_lps_mm: tuple[float, float, float], towards: tuple[float, float, float]) -> "ClipPlane":
        """The plane through a point that takes away what lies towards a direction of any length."""
        x, y, z = np.asarray(towards, dtype=np.float64) / max(float(np.linalg.norm(towards)), 1e-9)
        return cls(point_lps_mm, (float(x), float(y), float(z)))

    def moved_mm(self, distance_mm: float) -> "ClipPlane":
        """The plane moved along its normal; a negative distance takes more away."""
        x, y, z = np.add(self.point_lps_mm, np.multiply(self.normal, distance_mm))
        return replace(self, point_lps_mm=(float(x), float(y), float(z)))

    def turned_over(self) -> "ClipPlane":
        """The same plane that takes away the other side."""
        x, y, z = self.normal
        return replace(self, normal=(-x, -y, -z))
