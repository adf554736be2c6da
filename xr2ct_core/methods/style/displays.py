"""Radiographs as some maker might show them, made of simulated ones: the other style where no real X-rays are at hand.

A random rising curve for each image and, slowly varying from place to place, another one on top, as scatter and local
equalisation have it; then the total of the image is what it was, as a first estimate of line integrals leaves it. What
real machines do is more than that: real radiographs teach more.
"""

from typing import Final

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from xr2ct_core.methods.style.networks import KNOTS, through_curves

BEND: Final = 0.5
"""Standard deviation of the logarithm of a slope from piece to piece of the curve of an image."""
LOCAL: Final = 0.2
"""The same from place to place."""
PLACES: Final = 4
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
