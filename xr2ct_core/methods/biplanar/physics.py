"""What physics says about a volume before anything is learned: channels of the network, one sample at a time.

The coarse volume is MART (see `methods.backprojection`) from the ellipse inscribed in the silhouettes. Values are in
units of water, lengths in units of half the cube. A view that is not known leaves its channels empty.
Shape legend: B batch, C channels, R detector rows, K detector columns, Z/Y/X voxels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import avg_pool1d

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.biplanar.consistency import multiplied
from xr2ct_core.methods.blocks.positions import positions
from xr2ct_core.projection.body import elliptic_body, scaled_to
from xr2ct_core.projection.measured import MeasuredView, measured_view, silhouette_hull
from xr2ct_core.units import MU_WATER_PER_MM

DEPTH_TO_WIDTH: Final = 0.68
"""Depth of a chest over its width, used where one view alone shows only one of them."""
BARE_CHANNELS: Final = 6
PHYSICS_CHANNELS: Final = 10
_HIGHEST_WATER: Final = 4.0
_SMOOTH_SLICES: Final = 5


@dataclass(frozen=True, eq=False)
class SampleInputs:
    """One sample: measured views by index (0 frontal, 1 lateral), `coarse_1ZYX` in water, and the channels.

    `body_ZYX3` are (x, y, z) from -1 to 1 over the box of the body in each slice, and over the cube along z;
    `hull_1ZYX` the voxels, 0 or 1, that the silhouettes allow.
    """

    views: dict[int, MeasuredView]
    coarse_1ZYX: Tensor
    channels_CZYX: Tensor
    body_ZYX3: Tensor
    hull_1ZYX: Tensor


def sample_inputs(
    images_RK: Sequence[Tensor],
    geometry: BiplanarGeometry,
    known: Sequence[bool],
    grid: WorkingGrid,
    iterations: int,
    with_physics: bool,
) -> SampleInputs:
    """The inputs of one sample from its line integrals; `known` says which of the two images may be looked at.

    On the meta device, where memory is estimated, they have their shapes and no views.
    """
    if images_RK[0].device.type == "meta":
        one, count = torch.empty(1, *grid.shape_zyx, device="meta"), channel_count(with_physics)
        places = torch.empty(*grid.shape_zyx, 3, device="meta")
        return SampleInputs({}, one, one.expand(count, -1, -1, -1), places, one)
    views = known_views(images_RK, geometry, known, grid)
    measured = tuple(views.values())
    hull_1ZYX = silhouette_hull(measured)
    if len(views) == 1:
        hull_1ZYX = hull_1ZYX & _likely_extent(hull_1ZYX, across_is_x=0 in views)
    body_1ZYX = elliptic_body(hull_1ZYX, measured, grid)
    coarse_1ZYX = scaled_to(body_1ZYX, measured)
    for _ in range(iterations):
        for view in measured:
            coarse_1ZYX = multiplied(coarse_1ZYX, view)
    coarse_1ZYX = (coarse_1ZYX / MU_WATER_PER_MM).clamp_max(_HIGHEST_WATER)
    flags = torch.tensor([float(is_known) for is_known in known], device=coarse_1ZYX.device)
    flags_2ZYX = flags[:, None, None, None].expand(2, *grid.shape_zyx)
    body_ZYX3 = _body_places(body_1ZYX[0])
    channels = [coarse_1ZYX, positions(grid.shape_zyx, coarse_1ZYX.device), flags_2ZYX]
    hull_1ZYX = hull_1ZYX.float()
    if with_physics:
        means = [
            _mean_along_rays(body_1ZYX, views[index]) if index in views else torch.zeros_like(coarse_1ZYX)
            for index in (0, 1)
        ]
        channels += [*means, body_1ZYX, hull_1ZYX, *_path_lengths(body_1ZYX), body_ZYX3.permute(3, 0, 1, 2)[:2]]
    return SampleInputs(views, coarse_1ZYX, torch.cat(channels), body_ZYX3, hull_1ZYX)


def known_views(
    images_RK: Sequence[Tensor], geometry: BiplanarGeometry, known: Sequence[bool], grid: WorkingGrid
) -> dict[int, MeasuredView]:
    """The views of one sample that may be looked at, by index; none on the meta device."""
    if images_RK[0].device.type == "meta":
        return {}
    return {
        index: measured_view(image[None].float(), view, grid)
        for index, (image, view, is_known) in enumerate(zip(images_RK, geometry.views, known, strict=True))
        if is_known
    }


def channel_count(with_physics: bool) -> int:
    return BARE_CHANNELS + (PHYSICS_CHANNELS if with_physics else 0)


def _mean_along_rays(body_1ZYX: Tensor, view: MeasuredView) -> Tensor:
    """Line integrals divided by the length of their rays in the likely body, laid back along the rays."""
    length_mm = view.operator.forward(body_1ZYX)
    mean = view.spread(view.per_mm(view.image_BRC, length_mm)) / MU_WATER_PER_MM
    return mean.clamp(0.0, _HIGHEST_WATER) * body_1ZYX


def _path_lengths(body_1ZYX: Tensor) -> list[Tensor]:
    """How much body lies before and behind each voxel along y and along x."""
    lengths = []
    for axis in (2, 3):
        share = body_1ZYX / (body_1ZYX.shape[axis] / 2.0)
        before = share.cumsum(axis)
        lengths += [before, before[..., -1:] - before if axis == 3 else before[:, :, -1:] - before]
    return lengths


def _body_places(body_ZYX: Tensor) -> Tensor:
    """(Z, Y, X, 3): (x, y) over the box of the body in each slice, z over the cube, each from -1 to 1."""
    size = body_ZYX.shape[0]
    index = torch.arange(size, device=body_ZYX.device, dtype=torch.float32)
    scaled = []
    for other in (1, 2):  # any over y leaves the extent in x, and the other way round
        inside_ZN = body_ZYX.amax(other) > 0.5
        is_empty_Z = ~inside_ZN.any(1)
        first_Z = torch.where(inside_ZN, index, size).amin(1).masked_fill(is_empty_Z, 0.0)
        last_Z = torch.where(inside_ZN, index, -1.0).amax(1).masked_fill(is_empty_Z, size - 1.0)
        centre_Z, half_Z = _smooth((first_Z + last_Z) / 2.0), _smooth((last_Z - first_Z + 1.0) / 2.0).clamp_min(1.0)
        scaled.append(((index[None] - centre_Z[:, None]) / half_Z[:, None]).clamp(-2.0, 2.0))
    x_ZX, y_ZY = scaled
    z_Z = (2.0 * index + 1.0) / size - 1.0
    parts = (x_ZX[:, None, :], y_ZY[:, :, None], z_Z[:, None, None])
    return torch.stack([part.expand(size, size, size) for part in parts], dim=-1)


def _smooth(values_Z: Tensor) -> Tensor:
    reach = _SMOOTH_SLICES // 2
    padded = torch.nn.functional.pad(values_Z[None, None], (reach, reach), mode="replicate")
    return avg_pool1d(padded, _SMOOTH_SLICES, stride=1)[0, 0]


def _likely_extent(hull_1ZYX: Tensor, across_is_x: bool) -> Tensor:
    """Slice by slice, the extent along the axis that one view cannot see, in proportion to the one it sees."""
    size = hull_1ZYX.shape[-1]
    seen_1ZN = hull_1ZYX.any(2 if across_is_x else 3)
    extent_1Z = seen_1ZN.sum(2).float() * (DEPTH_TO_WIDTH if across_is_x else 1.0 / DEPTH_TO_WIDTH)
    from_centre_N = (torch.arange(size, device=hull_1ZYX.device) - (size - 1) / 2.0).abs()
    inside_1ZN = from_centre_N[None, None] <= extent_1Z[..., None] / 2.0
    return inside_1ZN[:, :, :, None] if across_is_x else inside_1ZN[:, :, None, :]
