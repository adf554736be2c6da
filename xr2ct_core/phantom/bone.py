"""Bones as a cortical shell around a cancellous core, painted in one stroke.

Shell and core share a voxel by their volumes, so the mass of bone does not depend on the grid.
"""

import torch
from torch import Tensor

from xr2ct_core.phantom.anatomy import TissueHu
from xr2ct_core.phantom.space import Canvas, Space
from xr2ct_core.phantom.tubes import Tubes, tube_occupancy


def paint_bone_tubes(canvas: Canvas, bone: Tensor, tubes: Tubes, tissue: TissueHu, *, cortex_mm: float) -> None:
    """Paint tubes of bone and add them to `bone`, the occupancy of bone on the whole grid."""
    region, outer = paint_cored_tubes(canvas, tubes, tubes.grown(-cortex_mm), tissue.cortical, tissue.cancellous)
    bone[region.box] = torch.maximum(bone[region.box], outer)


def paint_bone_shape(
    canvas: Canvas,
    bone: Tensor,
    region: Space,
    distance: Tensor,
    tissue: TissueHu,
    *,
    cortex_mm: float,
    core_share: float = 1.0,
) -> None:
    """Paint a shape of bone given by its signed distance; `core_share` scales the HU of its core."""
    outer, core = region.occupancy(distance), region.occupancy(distance + cortex_mm)
    canvas.paint_cored(region, outer, core, tissue.cortical, tissue.cancellous * core_share)
    bone[region.box] = torch.maximum(bone[region.box], outer)


def paint_cored_tubes(
    canvas: Canvas, outer: Tubes, core: Tubes, shell_hu: float, core_hu: float
) -> tuple[Space, Tensor]:
    """Paint tubes whose core is of another tissue; returns where they lie and their share of each voxel."""
    region, occupancy = tube_occupancy(canvas.space, outer)
    inside = torch.zeros_like(occupancy)
    if len(core):
        near, share = tube_occupancy(canvas.space, core)
        inside[near.within(region)] = share
    canvas.paint_cored(region, occupancy, inside, shell_hu, core_hu)
    return region, occupancy
