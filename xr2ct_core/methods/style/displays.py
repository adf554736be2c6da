"""Images a training is shown: those of the other style where there are none, and small moves of all.

Radiographs as some maker might show them, made of simulated ones: the other style where no real X-rays are at hand.

A random rising curve for each image and, slowly varying from place to place, another one on top, as scatter and local
equalisation have it; then the total of the image is what it was, as a first estimate of line integrals leaves it. What
real machines do is more than that: real radiographs teach more.
"""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from xr2ct_core.methods.style.networks import KNOTS, through_curves

BEND: Final = 0.5
"""Standard deviation of the logarithm of a slope from piece to piece of the curve of an image."""
LOCAL: Final = 0.2
"""The same from place to place."""
PLACES: Final = 4
MOST_SHIFT: Final = 0.08
"""Of half an edge."""
_LEAST: Final = 1e-6


@torch.no_grad()
def random_displays(image_B1NN: Tensor) -> Tensor:
    """The images in random styles, each another; needs no CT."""
    count = len(image_B1NN)
    whole = BEND * torch.randn((count, KNOTS, 1, 1), device=image_B1NN.device)
    local = LOCAL * torch.randn((count, KNOTS, PLACES, PLACES), device=image_B1NN.device)
    slopes = interpolate((whole + local).exp(), size=image_B1NN.shape[-2:], mode="bilinear", align_corners=False)
    shown = through_curves(image_B1NN, slopes)
    totals = [image.sum((1, 2, 3), keepdim=True) for image in (image_B1NN, shown)]
    return shown * (totals[0] / totals[1].clamp_min(_LEAST))


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
