"""Map from voxel indices (z, y, x) to world coordinates: LPS millimetres.

Invariants: the matrix is 4 x 4, float64, invertible; world x grows to the patient's left, y to the back, z to the head.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xr2ct_core.errors import BadInputError


@dataclass(frozen=True, eq=False)
class Affine:
    """Homogeneous matrix taking (z, y, x, 1) voxel indices to (x, y, z, 1) in LPS millimetres."""

    matrix: NDArray[np.float64]

    def __post_init__(self) -> None:
        matrix = np.array(self.matrix, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-12:
            raise BadInputError("The orientation matrix of the volume is not invertible.", "Export it again.")
        matrix.setflags(write=False)
        object.__setattr__(self, "matrix", matrix)

    @classmethod
    def axis_aligned(cls, spacing_zyx_mm: ArrayLike, origin_lps_mm: ArrayLike) -> "Affine":
        """Right-handed map whose z, y, x indices grow along world z, y, x.

        `spacing_zyx_mm`: three positive voxel sizes; `origin_lps_mm`: world (x, y, z) of the centre of voxel (0, 0, 0).
        """
        spacing_z_mm, spacing_y_mm, spacing_x_mm = np.asarray(spacing_zyx_mm, dtype=np.float64)
        matrix = np.zeros((4, 4))
        matrix[0, 2], matrix[1, 1], matrix[2, 0], matrix[3, 3] = spacing_x_mm, spacing_y_mm, spacing_z_mm, 1.0
        matrix[:3, 3] = np.asarray(origin_lps_mm, dtype=np.float64)
        return cls(matrix)

    @classmethod
    def centred(cls, shape_zyx: tuple[int, int, int], spacing_zyx_mm: ArrayLike) -> "Affine":
        """Axis-aligned map of a grid whose centre is the world origin (the isocentre)."""
        spacing = np.asarray(spacing_zyx_mm, dtype=np.float64)
        half_extent_zyx_mm = (np.asarray(shape_zyx) - 1) / 2.0 * spacing
        return cls.axis_aligned(spacing, -half_extent_zyx_mm[::-1])

    @cached_property
    def spacing_zyx_mm(self) -> tuple[float, float, float]:
        z_mm, y_mm, x_mm = np.linalg.norm(self.matrix[:3, :3], axis=0)
        return float(z_mm), float(y_mm), float(x_mm)

    @cached_property
    def origin_lps_mm(self) -> tuple[float, float, float]:
        """World position of the centre of voxel (0, 0, 0)."""
        x_mm, y_mm, z_mm = self.matrix[:3, 3]
        return float(x_mm), float(y_mm), float(z_mm)

    @cached_property
    def inverse_matrix(self) -> NDArray[np.float64]:
        inverse: NDArray[np.float64] = np.linalg.inv(self.matrix).astype(np.float64)
        return inverse

    @property
    def is_axis_aligned(self) -> bool:
        """True if indices z, y, x grow along world z, y, x without rotation."""
        spacing = np.zeros((3, 3))
        spacing[0, 2], spacing[1, 1], spacing[2, 0] = self.spacing_zyx_mm[::-1]
        return bool(np.allclose(self.matrix[:3, :3], spacing, atol=1e-4 * max(self.spacing_zyx_mm)))

    def voxel_to_world(self, index_zyx: ArrayLike) -> NDArray[np.float64]:
        """World (..., 3) LPS millimetres of voxel indices (..., 3) in z, y, x order."""
        index = np.asarray(index_zyx, dtype=np.float64)
        return np.asarray(index @ self.matrix[:3, :3].T + self.matrix[:3, 3], dtype=np.float64)

    def world_to_voxel(self, point_lps_mm: ArrayLike) -> NDArray[np.float64]:
        """Fractional voxel indices (..., 3) in z, y, x order of world points (..., 3)."""
        inverse = self.inverse_matrix
        point = np.asarray(point_lps_mm, dtype=np.float64)
        return np.asarray(point @ inverse[:3, :3].T + inverse[:3, 3], dtype=np.float64)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Affine) and bool(np.allclose(self.matrix, other.matrix))

    def __hash__(self) -> int:
        return hash(self.matrix.round(6).tobytes())
