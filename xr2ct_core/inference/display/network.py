"""The small network that looks at both display images of a pair and says which curve each place of them has.

It sees both views in one frame (`radiography.curve_field`) and each row of one knows the mean of the same row of the
other: what a row of the body attenuates is the same from both sides. It answers with slopes of curves on a coarse grid,
so all it can do to an image is to change contrast slowly over place.

Shape legend: B pairs, V views (frontal, lateral), C channels, R rows, P columns, K knots, S cells along an edge.
"""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_unshuffle, silu

from xr2ct_core.radiography.curve_field import CELLS, FRAME_PIXELS, HIGHEST, KNOTS

CHANNELS: Final = 4
"""Of each view: relative grey value, whether exposed, whether unattenuated, share of the cube's depth."""
USUAL_SLOPES: Final = (7.0, 7.0, 5.0, 4.0, 4.0, 4.5, 5.0, 6.0, 6.0)
_BLOCK: Final = 4
_NARROW, _WIDE = 32, 48
_STEEPEST: Final = 2.5


class Exchange(nn.Module):
    """A residual step at the grid of cells in which rows and whole views tell each other their means."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(5 * width, width, 1)
        self.spread = nn.Conv2d(width, width, 3, padding=1)
        self.norm = nn.GroupNorm(8, width)

    def forward(self, x_BVCSS: Tensor) -> Tensor:
        other = x_BVCSS.flip(1)
        means = [
            x_BVCSS,
            x_BVCSS.mean(-1, keepdim=True).expand_as(x_BVCSS),
            other.mean(-1, keepdim=True).expand_as(x_BVCSS),
            x_BVCSS.mean((-2, -1), keepdim=True).expand_as(x_BVCSS),
            other.mean((-2, -1), keepdim=True).expand_as(x_BVCSS),
        ]
        mixed = silu(self.mix(torch.cat(means, 2).flatten(0, 1)))
        step = self.norm(self.spread(mixed)).reshape(x_BVCSS.shape)
        return x_BVCSS + silu(step)


class FieldNetwork(nn.Module):
    """Views (B, V, C, R, P) in, slopes (B, V, K, S, S) out."""

    places_2RP: Tensor
    usual_K: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d((CHANNELS + 3) * _BLOCK**2, _NARROW, 1)
        self.near = nn.Conv2d(_NARROW, _NARROW, 3, padding=1)
        self.down = nn.Conv2d(_NARROW, _WIDE, 4, stride=2, padding=1)
        self.blocks = nn.ModuleList(Exchange(_WIDE) for _ in range(3))
        self.head = nn.Conv2d(_WIDE, len(KNOTS), 1)
        for start in self.head.parameters():
            nn.init.zeros_(start)
        axis = torch.linspace(-1.0, 1.0, FRAME_PIXELS)
        self.register_buffer("places_2RP", torch.stack(torch.meshgrid(axis, axis, indexing="ij")), persistent=False)
        self.register_buffer("usual_K", torch.tensor(USUAL_SLOPES), persistent=False)

    def forward(self, views_BVCRP: Tensor) -> Tensor:
        batch = views_BVCRP.shape[0]
        places = self.places_2RP.expand(batch, 2, -1, -1, -1)
        side = torch.zeros_like(views_BVCRP[:, :, :1])
        side[:, 1] = 1.0
        x = torch.cat((views_BVCRP, places, side), 2).flatten(0, 1)
        x = silu(self.stem(pixel_unshuffle(x, _BLOCK)))
        x = x + silu(self.near(x))
        x = silu(self.down(x)).reshape(batch, 2, _WIDE, CELLS, CELLS)
        for block in self.blocks:
            x = block(x)
        change = self.head(x.flatten(0, 1)).reshape(batch, 2, len(KNOTS), CELLS, CELLS)
        slopes: Tensor = self.usual_K[:, None, None] * torch.exp(_STEEPEST * torch.tanh(change / _STEEPEST))
        return slopes


def through_field(
    grey_BVRP: Tensor, slopes_BVKSS: Tensor, rows: slice = slice(None), cols: slice = slice(None)
) -> Tensor:
    """Line integrals (B, V, R, P) of relative grey values in the frame: `CurveField.values` with gradients.

    Only of the pixels in `rows` and `cols`, if given.
    """
    first = torch.tensor(KNOTS, device=grey_BVRP.device)
    last = torch.tensor((*KNOTS[1:], HIGHEST), device=grey_BVRP.device)
    fine = interpolate(slopes_BVKSS.flatten(0, 1), size=grey_BVRP.shape[-2:], mode="bilinear", align_corners=False)
    steps = (grey_BVRP[:, :, None, rows, cols] - first[:, None, None]).clamp_min(0.0)
    steps = torch.minimum(steps, (last - first)[:, None, None])
    found: Tensor = (fine[..., rows, cols].reshape(steps.shape) * steps).sum(2)
    return found
