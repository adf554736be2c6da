"""What `style` compares: images in line integrals, scores with 0 and 1, lungs with the shadow of those of the CT.

A batch may lack one of the two domains; a mean over no image is zero, with a gradient of zero.
"""

from typing import Final

from torch import Tensor
from torch.nn.functional import smooth_l1_loss

TVERSKY: Final = (0.3, 0.7)
"""Weights of what was outlined too much and too little (Iacono and Khan, 2023)."""
FOCUS: Final = 0.75
QUADRATIC_BELOW: Final = 0.5
_SMOOTH: Final = 1.0


def mean_over(values_B: Tensor) -> Tensor:
    """The mean of one number an image; zero where there is none."""
    return values_B.sum() / max(len(values_B), 1)


def image_error(found: Tensor, wanted: Tensor) -> Tensor:
    """Mean difference in line integrals, quadratic below `QUADRATIC_BELOW` (Huber).

    An absolute error pulls as hard at the identity, where generators begin, as far from it: they never leave it.
    """
    return mean_over(smooth_l1_loss(found, wanted, reduction="none", beta=QUADRATIC_BELOW).flatten(1).mean(1))


def error_at_one_total(found: Tensor, wanted: Tensor) -> Tensor:
    """Mean absolute difference in line integrals once both images have the total of `wanted`.

    How much a view holds in all is not to be told from the image; it is set from both views together.
    """
    totals = [image.sum((1, 2, 3), keepdim=True) for image in (wanted, found)]
    scaled = found * (totals[0] / totals[1].clamp_min(_SMOOTH))
    return mean_over((scaled - wanted).abs().flatten(1).mean(1))


def squared_distance(scores: Tensor, target: float) -> Tensor:
    """Least-squares adversarial loss (Mao et al., ICCV 2017)."""
    return mean_over((scores - target).square().flatten(1).mean(1))


def focal_tversky(logits: Tensor, mask: Tensor) -> Tensor:
    """(1 - Tversky index) to the power of 3/4 (Abraham and Khan, ISBI 2019): 0 for the right outline."""
    found, wanted = logits.sigmoid().flatten(1), mask.flatten(1)
    both = (found * wanted).sum(1)
    too_much, too_little = (found * (1.0 - wanted)).sum(1), ((1.0 - found) * wanted).sum(1)
    index = (both + _SMOOTH) / (both + TVERSKY[0] * too_much + TVERSKY[1] * too_little + _SMOOTH)
    return mean_over((1.0 - index).clamp_min(1e-6) ** FOCUS)
