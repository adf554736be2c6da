"""Where the body probably is, from silhouettes: a guess at the outline that no pair of silhouettes determines.

Two silhouettes allow a box in each slice, but bodies are round: each slice gets the ellipse inscribed in its box. On 13
chest CTs in the geometry x2ct, starting from this ellipse instead of from air raised the accuracy of SART by nearly
2 dB. It is a guess: methods say in a note that the outline was guessed. More silhouettes show more of the outline than
the ellipse does, which then only says where the body is likely within them.

Units: millimetres. Shape legend: B batch of one, Z/Y/X voxels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.measured import MeasuredView, silhouette_hull
from xr2ct_core.units import MU_WATER_PER_MM

OUTLINE_NOTE: Final = (
    "Two X-rays do not show the outline of the body between the views; in each slice it was taken to be an ellipse."
)
_EDGE = 0.3
"""Width of the soft edge of the ellipse, in its own squared radius."""
_GUESSED_VIEWS = 2
"""Up to so many silhouettes the ellipse bounds the body; more of them bound it better than any ellipse."""
_BESIDE_ELLIPSE = 0.05
"""How likely the body is where more silhouettes allow it and the ellipse does not."""


@dataclass(frozen=True)
class SliceBox:
    """Extent of the body in one axial slice, first and one past the last voxel."""

    first_y: int
    end_y: int
    first_x: int
    end_x: int


def round_body(views: Sequence[MeasuredView], grid: WorkingGrid) -> Tensor:
    """Probable membership of the body in [0, 1], (B, Z, Y, X): the ellipse within the silhouettes in each slice.

    Of more than two silhouettes the whole hull may hold the body, with less likelihood beside the ellipse.
    """
    hull_BZYX = silhouette_hull(views)
    body_BZYX = elliptic_body(hull_BZYX, views, grid)
    if len(views) <= _GUESSED_VIEWS:
        return body_BZYX
    return torch.lerp(body_BZYX, hull_BZYX.to(torch.float32), _BESIDE_ELLIPSE)


def elliptic_body(hull_BZYX: Tensor, views: Sequence[MeasuredView], grid: WorkingGrid) -> Tensor:
    """Probable membership of the body in [0, 1], (B, Z, Y, X), zero outside the hull.

    Slices whose middle a detector does not see take the box of the nearest slice that both see; if there is none, the
    hull itself is returned.
    """
    hull_ZYX = hull_BZYX[0].cpu().numpy() > 0
    middle = grid.size // 2
    is_seen_Z = np.ones(grid.size, dtype=bool)
    for view in views:
        is_seen_Z &= view.weight_BZYX[0, :, middle, middle].cpu().numpy() > 1e-3
    boxes = {z: box for z in np.flatnonzero(is_seen_Z) if (box := _slice_box(hull_ZYX[z])) is not None}
    if not boxes:
        return hull_BZYX.to(torch.float32)
    body_ZYX = np.zeros(hull_ZYX.shape, dtype=np.float32)
    for z in range(grid.size):
        nearest = min(boxes, key=lambda seen_z: abs(seen_z - z))
        body_ZYX[z] = _ellipse(boxes[nearest], grid.size) * hull_ZYX[z]
    return torch.from_numpy(body_ZYX)[None].to(hull_BZYX.device)


def scaled_to(shape_BZYX: Tensor, views: Sequence[MeasuredView]) -> Tensor:
    """Attenuation (B, Z, Y, X) of that shape whose projections hold as much as the radiographs, at most water."""
    measured = torch.stack([view.image_BRC.sum() for view in views]).sum()
    computed = torch.stack([view.operator.forward(shape_BZYX).sum() for view in views]).sum()
    return shape_BZYX * (measured / computed.clamp_min(1e-7)).clamp(0.0, MU_WATER_PER_MM)


def _slice_box(hull_YX: NDArray[np.bool_]) -> SliceBox | None:
    """The box along the two lines through its middle; None if the body misses the middle of the slice."""
    middle = hull_YX.shape[0] // 2
    first_y, end_y = _longest_run(np.asarray(hull_YX[:, middle - 1 : middle + 1].any(axis=1)))
    centre_y = (first_y + end_y) // 2
    first_x, end_x = _longest_run(np.asarray(hull_YX[max(centre_y - 1, 0) : centre_y + 1].any(axis=0)))
    return SliceBox(first_y, end_y, first_x, end_x) if end_y > first_y and end_x > first_x else None


def _longest_run(is_inside: NDArray[np.bool_]) -> tuple[int, int]:
    """First and one past the last index of the longest stretch of True; (0, 0) if there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_inside, [False]]).astype(np.int8)))
    runs = edges.reshape(-1, 2)
    if len(runs) == 0:
        return 0, 0
    first, end = runs[np.argmax(runs[:, 1] - runs[:, 0])]
    return int(first), int(end)


def _ellipse(box: SliceBox, size: int) -> NDArray[np.float32]:
    """1 inside the ellipse inscribed in the box, 0 outside, with a soft edge."""
    index = np.arange(size)
    y = (index - (box.first_y + box.end_y - 1) / 2) / ((box.end_y - box.first_y) / 2)
    x = (index - (box.first_x + box.end_x - 1) / 2) / ((box.end_x - box.first_x) / 2)
    radius2 = y[:, None] ** 2 + x[None, :] ** 2
    return np.clip((1 + _EDGE / 2 - radius2) / _EDGE, 0, 1).astype(np.float32)
