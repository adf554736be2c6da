"""A pair of line integrals in another style, on its own detectors.

The network looks at the views in the plane of the isocentre, where the anatomy of every pair has one scale, and says
how the grey values are to change at each place; the change is then done to the detector's own pixels.
"""

from dataclasses import replace

import torch
from torch import Tensor
from torch.nn.functional import grid_sample

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.methods.style.networks import Generator
from xr2ct_core.radiograph import RadiographPair


def sides_of(count: int, device: torch.device) -> Tensor:
    """Which view each image is, where `count` frontal ones come before as many lateral ones."""
    return torch.cat((torch.zeros(count, device=device), torch.ones(count, device=device)))


@torch.no_grad()
def translated(generator: Generator, pair: RadiographPair, image_size: int, device: torch.device) -> RadiographPair:
    """The pair, of line integrals, with both images changed by the generator; geometry and pixels stay."""
    grid = WorkingGrid(image_size, pair.cube_mm)
    images = [torch.from_numpy(radiograph.image.copy()).to(device) for radiograph in pair.radiographs]
    seen = torch.cat(view_images(images[0][None], images[1][None], (pair.geometry,), grid))
    slopes, residual = generator.change(seen, sides_of(1, device))
    changed = []
    for index, (image, view, radiograph) in enumerate(zip(images, pair.geometry.views, pair.radiographs, strict=True)):
        there = _places(view, pair.cube_mm, device)
        local = [
            None if part is None else grid_sample(part[index : index + 1], there, "bilinear", "border", False)
            for part in (slopes, residual)
        ]
        assert local[0] is not None
        made = generator.apply_to(image[None, None], local[0], local[1])[0, 0]
        changed.append(replace(radiograph, image=made.cpu().numpy()))
    return replace(pair, frontal=changed[0], lateral=changed[1])


def _places(view: ViewGeometry, cube_mm: float, device: torch.device) -> Tensor:
    """Where the pixels of a detector look in the plane of the isocentre, (1, R, C, 2) for `grid_sample`."""
    across, down = (
        torch.from_numpy(looked_at_mm * (2.0 / cube_mm)).to(device, torch.float32)
        for looked_at_mm in (view.cols_mm, view.rows_mm)
    )
    down_RC, across_RC = torch.meshgrid(-down, across, indexing="ij")  # rows of the images grow to the head
    return torch.stack((across_RC, down_RC), dim=-1)[None]
