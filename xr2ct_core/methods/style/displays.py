"""Images a training is shown: those of the other style where there are none, and small moves of all.

Radiographs as machines drawn by chance (`radiography.drawn`) show them, made of the projections of a CT: a hardened
beam, scatter, a curve, local contrast, and what the first estimate of line integrals (`radiography.restore`) makes of
that. They come with the truth. What real machines do is more than that.

Images are (2B, 1, N, N) line integrals in the plane of the isocentre, frontal views first.
"""

from dataclasses import replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.projected_views import ViewProjector
from xr2ct_core.radiography.drawn import drawn_exposure, drawn_presentations
from xr2ct_core.radiography.exposure import BONE_OVER_WATER, log_signal, materials
from xr2ct_core.radiography.presentation import Presentation, shown
from xr2ct_core.radiography.reference import IN_BODY, typical_line_integrals
from xr2ct_core.radiography.tone import from_distribution
from xr2ct_core.units import MU_WATER_PER_MM

MOST_SHIFT: Final = 0.08
"""Of half an edge."""
_LEAST: Final = 1e-6
_PHOTONS: Final = 1e7
"""Of a pixel as large as a voxel: no noise to speak of."""

Image = NDArray[np.float32]


@torch.no_grad()
def drawn_displays(
    images: Tensor,
    cube_hu_BZYX: Tensor,
    geometries: tuple[BiplanarGeometry, ...],
    project: ViewProjector,
    image_grid: WorkingGrid,
) -> Tensor:
    """First estimates of line integrals of the same images, as shown by machines of which each pair has its own.

    Totals are those of the images. On the meta device only the shape.
    """
    if images.is_meta:
        return torch.empty_like(images)
    bone = torch.from_numpy(materials(cube_hu_BZYX.float().cpu().numpy())[1]).to(images.device).unsqueeze(1)
    bone_mm = torch.cat(project(bone, geometries).in_isocentre_plane(image_grid)) / MU_WATER_PER_MM
    water_mm = (images / MU_WATER_PER_MM - BONE_OVER_WATER * bone_mm).clamp_min(0.0)
    random = np.random.default_rng(int(torch.randint(2**31, (), device="cpu")))
    typical = typical_line_integrals(BiplanarGeometry.preset("clinic"), image_grid.cube_mm)
    count, made = len(geometries), np.zeros(images.shape, dtype=np.float32)
    for case in range(count):
        exposure = replace(drawn_exposure(random), photons=_PHOTONS)
        for side, how in enumerate(drawn_presentations(random)):
            index = case + side * count
            water, bone_path = (path[index, 0].cpu().numpy() for path in (water_mm, bone_mm))
            log = log_signal(water, bone_path, image_grid.spacing_mm, exposure, random)
            display = shown(log, image_grid.spacing_mm, _bare(how), random)
            made[index, 0] = _estimated(display, images[index, 0].cpu().numpy(), typical[side])
    return torch.from_numpy(made).to(images.device)


def _bare(how: Presentation) -> Presentation:
    """Without letters and blades, which are masked before the first estimate."""
    return replace(how, letters=False, collimation_mm=0.0)


def _estimated(display: Image, image: Image, typical: Image) -> Image:
    """What the first estimate makes of a display image, with the total of the true `image`; air stays zero."""
    body = image > IN_BODY
    air = float(np.median(display[~body])) if (~body).any() else float(display.min())
    straight = np.where(body, np.maximum(display - air, 0.0), 0.0)
    estimates = [straight]
    curve = from_distribution(display[body], typical, air)
    if curve is not None:
        estimates.append(np.where(body, curve.values(display), 0.0))
    total = float(image.sum())
    mean: Image = np.mean([each * (total / max(float(each.sum()), _LEAST)) for each in estimates], axis=0)
    return mean


@torch.no_grad()
def moved(images: tuple[Tensor, ...], sides_B: Tensor) -> tuple[Tensor, ...]:
    """Images (B, 1, N, N) and what belongs to them, shifted alike, and half of the frontal ones mirrored.

    A shift of one image against another view of the patient would matter to a volume; here each view stands alone.
    """
    count, device = len(sides_B), sides_B.device
    if count == 0:
        return images
    mirrored = (torch.rand(count, device=device) < 0.5) & (sides_B == 0.0)
    shifts = MOST_SHIFT * (2.0 * torch.rand((count, 2), device=device) - 1.0)
    steps = torch.diag_embed(torch.stack((1.0 - 2.0 * mirrored.float(), torch.ones(count, device=device)), dim=1))
    places = nn.functional.affine_grid(
        torch.cat((steps, shifts.unsqueeze(-1)), dim=2), list(images[0].shape), align_corners=False
    )
    return tuple(
        nn.functional.grid_sample(image, places, padding_mode="border", align_corners=False) for image in images
    )
