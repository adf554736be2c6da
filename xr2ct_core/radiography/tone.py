"""Monotone curves from grey values to line integrals, and how they are found.

A display image has an unknown curve; all that is sure is that more attenuation is shown brighter, and that air is zero.
A curve is found from line integrals that the image should have: their distribution (`from_distribution`), or an
image of them, pixel by pixel (`from_image`). It is the smoothest one near the means of bins of equal content: bounded
least squares of its slopes, so that no part of the body vanishes or bursts where bins contradict; its knots are joined
by a monotone cubic spline (PCHIP, Fritsch and Carlson, SIAM J Numer Anal 1980;17:238).

Grey values are in [0, 1], line integrals without unit.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 24
KNOTS: Final = 11
SLOPES: Final = (0.3, 4.0)
"""Least and largest slope of a curve, relative to the mean one."""
SMOOTHNESS: Final = 0.03
_LEAST_STEP: Final = 1e-4
_LEAST_PIXELS: Final = 200

Image = NDArray[np.float32]
Values = NDArray[np.floating]


@dataclass(frozen=True)
class MonotoneCurve:
    """Knots of growing grey values and line integrals that do not fall; the first is air, which is zero."""

    grey: tuple[float, ...]
    line_integral: tuple[float, ...]

    def values(self, image: Values) -> Image:
        """Line integrals of grey values: zero below air, straight on beyond the last knot."""
        from scipy.interpolate import PchipInterpolator

        grey, integral = np.asarray(self.grey), np.asarray(self.line_integral)
        inside = np.clip(image, grey[0], grey[-1])
        found = PchipInterpolator(grey, integral)(inside)
        slope = (integral[-1] - integral[-4]) / (grey[-1] - grey[-4]) if len(grey) > 4 else 0.0
        beyond = np.maximum(np.asarray(image, dtype=np.float64) - grey[-1], 0.0) * slope
        return np.asarray(np.maximum(found + beyond, 0.0), dtype=np.float32)


def from_distribution(grey: Values, line_integrals: Values, air: float) -> MonotoneCurve | None:
    """The curve under which `grey`, pixels of the body, get the distribution of `line_integrals`; None for too few."""
    if min(len(grey), len(line_integrals)) < _LEAST_PIXELS:
        return None
    shares = (np.arange(BINS) + 0.5) / BINS
    return _through(np.quantile(grey, shares), np.quantile(line_integrals, shares), air)


def from_image(grey: Values, line_integrals: Values, air: float) -> MonotoneCurve | None:
    """The curve that brings `grey` nearest to the `line_integrals` of the same pixels; None for too few pixels."""
    if len(grey) < _LEAST_PIXELS:
        return None
    edges = np.quantile(grey, np.linspace(0.0, 1.0, BINS + 1))
    bins = np.clip(np.searchsorted(edges, grey, side="right") - 1, 0, BINS - 1)
    used = [number for number in range(BINS) if (bins == number).any()]
    middles = np.array([np.mean(grey[bins == number]) for number in used])
    means = np.array([np.median(line_integrals[bins == number]) for number in used])
    return _through(middles, means, air)


def _through(grey: Values, line_integrals: Values, air: float) -> MonotoneCurve:
    """The smooth curve from air that passes nearest to points of equal weight, with slopes within bounds."""
    from scipy.optimize import lsq_linear

    top = max(float(np.max(grey)), air + _LEAST_STEP)
    knots = np.linspace(air, top, KNOTS)
    mean_slope = max(float(np.mean(line_integrals)), _LEAST_STEP) / max(float(np.mean(grey)) - air, _LEAST_STEP)
    step = (top - air) / (KNOTS - 1)
    # Unknown are the slopes between knots, relative to the mean one; a value is the sum of the steps below it.
    reached = np.clip((np.asarray(grey)[:, None] - knots[None, :-1]) / step, 0.0, 1.0)
    scale = max(float(np.mean(line_integrals)), _LEAST_STEP)
    data = reached * (mean_slope * step / scale) / np.sqrt(len(grey))
    smooth = SMOOTHNESS * np.diff(np.eye(KNOTS - 1), axis=0)
    wanted = np.concatenate([np.asarray(line_integrals) / scale / np.sqrt(len(grey)), np.zeros(KNOTS - 2)])
    slopes = lsq_linear(np.concatenate([data, smooth]), wanted, bounds=SLOPES).x * mean_slope
    return MonotoneCurve(tuple(knots.tolist()), tuple(np.concatenate([[0.0], np.cumsum(slopes * step)]).tolist()))
