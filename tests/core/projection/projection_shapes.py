"""Volumes and views whose projections are known, for the tests of the projectors."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.grid import WorkingGrid

Inside = Callable[[NDArray[np.float64]], NDArray[np.bool_]]

MU_PER_MM = 0.02
SPHERE_CENTRE_MM = np.array([30.0, -20.0, 25.0])
SPHERE_RADIUS_MM = 70.0
CYLINDER_CENTRE_MM = np.array([-25.0, 30.0])
CYLINDER_RADIUS_MM = 60.0


def view_of(name: str, view: View, *, pixels: int = 80, turned_deg: float = 0.0, **changes: object) -> ViewGeometry:
    """A view of a preset with few pixels over the same field."""
    frontal = BiplanarGeometry.preset(name).frontal
    return replace(replace(frontal, view=view).resampled(pixels, pixels).turned(turned_deg), **changes)


def voxelised(inside: Inside, grid: WorkingGrid, per_voxel: int = 6) -> NDArray[np.float32]:
    """Attenuation (z, y, x) of a body of constant density: the share of each voxel that lies inside."""
    corners = inside(_lattice_mm(np.arange(grid.size + 1) - 0.5, grid))
    corner_views = [corners[z:, y:, x:][: grid.size, : grid.size, : grid.size] for z, y, x in np.ndindex(2, 2, 2)]
    count = np.sum(corner_views, axis=0)
    share = (count == 8).astype(np.float64)
    edge_zyx = np.argwhere((count > 0) & (count < 8))
    offsets = (np.stack(np.meshgrid(*[np.arange(per_voxel)] * 3), axis=-1).reshape(-1, 3) + 0.5) / per_voxel - 0.5
    points_mm = grid.affine.voxel_to_world(edge_zyx[:, None, :] + offsets)
    share[tuple(edge_zyx.T)] = inside(points_mm).mean(axis=1)
    return (MU_PER_MM * share).astype(np.float32)


def _lattice_mm(index: NDArray[np.float64], grid: WorkingGrid) -> NDArray[np.float64]:
    """World points (z, y, x, 3) of all combinations of a fractional index."""
    return grid.affine.voxel_to_world(np.stack(np.meshgrid(index, index, index, indexing="ij"), axis=-1))


def in_sphere(points_mm: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(((points_mm - SPHERE_CENTRE_MM) ** 2).sum(-1) <= SPHERE_RADIUS_MM**2)


def in_cylinder(points_mm: NDArray[np.float64]) -> NDArray[np.bool_]:
    """A cylinder along z through the whole cube."""
    return np.asarray(((points_mm[..., :2] - CYLINDER_CENTRE_MM) ** 2).sum(-1) <= CYLINDER_RADIUS_MM**2)


def ray_lines(view: ViewGeometry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A point and the unit direction of the ray of each pixel, (rows, cols, 3), from the geometry alone."""
    pixels_mm = view.pixel_to_world_mm(np.stack(np.mgrid[: view.rows, : view.cols], axis=-1))
    frame = view.frame()
    if frame.source_mm is None:
        return pixels_mm, np.broadcast_to(frame.ray_direction, pixels_mm.shape)
    along = pixels_mm - frame.source_mm
    return pixels_mm, along / np.linalg.norm(along, axis=-1, keepdims=True)


def sphere_line_integrals(view: ViewGeometry) -> NDArray[np.float64]:
    points_mm, direction = ray_lines(view)
    offset = points_mm - SPHERE_CENTRE_MM
    distance2 = (offset**2).sum(-1) - (offset * direction).sum(-1) ** 2
    return np.asarray(MU_PER_MM * 2 * np.sqrt(np.maximum(SPHERE_RADIUS_MM**2 - distance2, 0)))


def cylinder_line_integrals(view: ViewGeometry) -> NDArray[np.float64]:
    """For rays that leave the cylinder through its side, not through the faces of the cube."""
    points_mm, direction = ray_lines(view)
    offset, across = points_mm[..., :2] - CYLINDER_CENTRE_MM, direction[..., :2]
    a, b, c = (across**2).sum(-1), (offset * across).sum(-1), (offset**2).sum(-1) - CYLINDER_RADIUS_MM**2
    return np.asarray(MU_PER_MM * 2 * np.sqrt(np.maximum(b**2 - a * c, 0)) / a)


def chord_error(image: NDArray[np.floating], chords: NDArray[np.floating], radius_mm: float, voxel_mm: float) -> float:
    """Root mean square difference of the rays that pass two voxels inside the edge, relative to the longest chord.

    A voxel grid does not hold a sharp edge, so rays that graze it tell nothing about the projector.
    """
    grazing = MU_PER_MM * 2 * np.sqrt(radius_mm**2 - (radius_mm - 2 * voxel_mm) ** 2)
    inside = chords > grazing
    return float(np.sqrt(np.mean((image - chords)[inside] ** 2)) / chords.max())
