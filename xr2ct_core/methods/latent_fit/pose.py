"""A patient who stands a little beside the place, or turned: volumes moved as rigid bodies.

Millimetres and radians, about and along LPS x, y, z as in `geometry`. Above and below the cube its end slices go on, so
a body that the cube cuts shows no slanted end; beside it is air. Shape legend: S volumes, Z/Y/X voxels.
"""

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample


def moved(volume_SCZYX: Tensor, shift_mm_S3: Tensor, turn_S3: Tensor, cube_mm: float) -> Tensor:
    """Each volume turned about the isocentre and then shifted; differentiable in all arguments."""
    size = volume_SCZYX.shape[-1]
    rotation_S33 = rotations(turn_S3)
    # The voxel at p takes its value from where it came: R^T (p - t).
    back_S33 = rotation_S33.transpose(1, 2)
    offset_S31 = -back_S33 @ (shift_mm_S3 * (2.0 / cube_mm)).unsqueeze(2)
    places = affine_grid(torch.cat((back_S33, offset_S31), dim=2), list(volume_SCZYX.shape), align_corners=False)
    within_z = places[..., 2:].clamp(1.0 / size - 1.0, 1.0 - 1.0 / size)
    places = torch.cat((places[..., :2], within_z), dim=-1)
    return grid_sample(volume_SCZYX, places, align_corners=False, padding_mode="zeros")


def rotations(turn_S3: Tensor) -> Tensor:
    """Matrices (S, 3, 3) of rotations about x, then y, then z."""
    (sx, sy, sz), (cx, cy, cz) = turn_S3.sin().unbind(1), turn_S3.cos().unbind(1)
    zero, one = torch.zeros_like(sx), torch.ones_like(sx)

    def matrix(*rows: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        return torch.stack([torch.stack(row, dim=1) for row in rows], dim=1)

    about_x = matrix((one, zero, zero), (zero, cx, -sx), (zero, sx, cx))
    about_y = matrix((cy, zero, sy), (zero, one, zero), (-sy, zero, cy))
    about_z = matrix((cz, -sz, zero), (sz, cz, zero), (zero, zero, one))
    return about_z @ about_y @ about_x
