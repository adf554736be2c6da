"""The lateral image bent to the breath of the frontal one.

The bundled CTs that were laid over the pair tell how a breath moves the body in 3D. Along each ray of the lateral view
the movement is averaged, weighted by how much the attenuation changes there, which is what a movement shows by; by this
much the image is bent back. What a single bend of an image cannot undo, because things in front of each other move
differently, is taken from the CTs too and put onto line integrals.

Units: millimetres; line integrals without unit. Shape legend: 3 components in z, y, x; V voxels; R rows, C columns.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates
from torch import Tensor

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.body import body_at, breath_shift_mm
from xr2ct_core.inference.calibration.laid_over import LaidOver
from xr2ct_core.methods.blocks.radiograph_level import PIXELS_PER_VOXEL, coarse_view
from xr2ct_core.methods.blocks.templates.warp import Lattice
from xr2ct_core.projection.projector import view_operator
from xr2ct_core.radiograph import Radiograph

VOXEL_MM: Final = 8.0
SMOOTHING_MM: Final = 8.0
BEND_SHARE: Final = 0.8
"""Of the mean movement: what lies before and behind it, such as the spine, does not move."""
MODEL_SHARE: Final = 0.7
"""Of what a bend leaves, taken from the CTs: they are not the patient. Both halve the error of three CTs at 10 mm."""
_LEAST_CHANGE: Final = 0.02
BENT: Final = (
    "The lateral image was bent to the breath of the frontal one, its diaphragm moved by about {breath_mm:.0f} mm."
)

Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class BreathEffect:
    """What a breath does to the lateral image: where its pixels go, (2, R, C) in rows and columns, and what is left."""

    moved_pixels: NDArray[np.float64]
    left: Image

    def undone(self, radiograph: Radiograph, breath_mm: float) -> Radiograph:
        """The radiograph as it would have been without the breath."""
        image = bent(radiograph.image, -self.moved_pixels)
        if radiograph.scale == "line_integral":
            image = np.maximum(image + MODEL_SHARE * self.left, 0.0)
        note = BENT.format(breath_mm=abs(breath_mm))
        return replace(radiograph, image=image.astype(np.float32), assumptions=(*radiograph.assumptions, note))


def breath_effect(laid: LaidOver, lateral: ViewGeometry, cube_mm: float, breath_mm: float) -> BreathEffect:
    """What a breath that lowers the diaphragm by `breath_mm` does to the image of the lateral view."""
    grid = WorkingGrid(round(cube_mm / VOXEL_MM), cube_mm)
    device = laid.fits[0].unknowns_K.device
    view = coarse_view(lateral, grid.spacing_mm / PIXELS_PER_VOXEL)
    operator = view_operator(view, grid, device)
    before, after, moved_mm = _bodies(laid, Lattice(grid, device, ()), breath_mm)
    with torch.no_grad():
        frame = lateral.frame()
        slopes = torch.stack(torch.gradient(before, spacing=grid.spacing_mm))
        shows = (slopes.abs() + _LEAST_CHANGE * before / grid.spacing_mm).clamp_min(1e-9)
        sums = operator.forward(torch.cat([shows * moved_mm, shows]))
        along_mm = (sums[:3] / sums[3:].clamp_min(1e-6)).cpu().numpy()
        images = operator.forward(torch.stack([before, after])).cpu().numpy()
    smoothed = np.stack([gaussian_filter(each, SMOOTHING_MM / view.pixel_at_isocentre_mm) for each in along_mm])
    x_y_z_mm = smoothed[::-1]
    moved = np.stack([np.tensordot(axis, x_y_z_mm, 1) for axis in (frame.row_axis, frame.column_axis)])
    moved_pixels = BEND_SHARE * moved / view.pixel_at_isocentre_mm
    left = images[0] - bent(images[1], -moved_pixels)
    factor = lateral.pixel_mm / view.pixel_mm
    fine = [_enlarged(each, lateral, view) for each in (*(moved_pixels / factor), left)]
    return BreathEffect(np.stack(fine[:2]), fine[2].astype(np.float32))


def bent(image: Image, to_pixels: NDArray[np.float64]) -> Image:
    """The image whose pixels take the values from `to_pixels` (2, R, C) further down and to the right."""
    places = np.indices(image.shape).astype(np.float64) + to_pixels
    values: Image = map_coordinates(image, places, order=1, mode="nearest").astype(np.float32)
    return values


def _bodies(laid: LaidOver, lattice: Lattice, breath_mm: float) -> tuple[Tensor, Tensor, Tensor]:
    """Attenuation (Z, Y, X) of the mean body before and after, and how far its parts are moved (3, Z, Y, X)."""
    shape = lattice.grid.shape_zyx
    places_13V = lattice.position.flatten(1)[None]
    sums: list[Tensor] = []
    for weight, template, fit in zip(laid.weights, laid.templates, laid.fits, strict=True):
        own_1 = fit.unknowns.body[:, 0]
        each = [
            *(body_at(template, fit.unknowns, lattice, places_13V, own_1 + by_mm)[0] for by_mm in (0.0, breath_mm)),
            breath_shift_mm(template, fit.unknowns, lattice, places_13V, breath_mm)[0].reshape(3, *shape),
        ]
        sums = [weight * one for one in each] if not sums else [a + weight * b for a, b in zip(sums, each, strict=True)]
    before, after, moved = sums
    return before, after, moved


def _enlarged(values: NDArray[np.float64], fine: ViewGeometry, coarse: ViewGeometry) -> NDArray[np.float64]:
    """Values of coarse pixels at the fine ones, linearly."""
    axes = [
        (np.arange(count) - (count - 1) / 2.0) * (fine.pixel_mm / coarse.pixel_mm) + (coarse_count - 1) / 2.0
        for count, coarse_count in ((fine.rows, coarse.rows), (fine.cols, coarse.cols))
    ]
    places = np.stack(np.meshgrid(*axes, indexing="ij"))
    enlarged: NDArray[np.float64] = map_coordinates(values, places, order=1, mode="nearest")
    return enlarged
