"""How a machine shows what its detector measured: a curve, local contrast, letters, blades, eight bits.

Images are shown white = dense, in [0, 1]. Three families of curves: a sigmoid of the logarithm (the VOI LUT function of
DICOM, PS3.3 C.11.2.1.3), a power of it, and broken lines (maker's tables). Local contrast is raised by CLAHE
(Zuiderveld, Graphics Gems IV) or by unsharp masking. Light: numpy, scipy; scikit-image where CLAHE is asked for. Units:
millimetres.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

Image = NDArray[np.float32]
Curve = Literal["sigmoid", "power", "broken"]
_LEAST_TOP: Final = 1.0
_BLACK, _WHITE = 0.03, 0.97
"""Where the darkest and the brightest pixel of a curve are shown; letters of lead are brighter."""


@dataclass(frozen=True)
class Presentation:
    """Curve and local contrast of a machine.

    `window` is centre and width of the sigmoid in line integrals; `exponent` that of the power; `corners` the heights
    of broken lines between 0 and 1, evenly spaced. The `air_percentile` (but no less than air) and the `top_percentile`
    are shown black and white.
    `clahe` is a clip limit (0: none) on tiles of 1 / `tiles` of a side; `sharpening` the amount of unsharp masking over
    `sharpening_mm`.
    """

    curve: Curve = "sigmoid"
    window: tuple[float, float] = (2.6, 1.1)
    exponent: float = 1.0
    corners: tuple[float, ...] = ()
    air_percentile: float = 0.0
    top_percentile: float = 99.8
    clahe: float = 0.006
    tiles: int = 4
    sharpening: float = 0.0
    sharpening_mm: float = 15.0
    letters: bool = True
    collimation_mm: float = 12.0


def shown(log: Image, pixel_mm: float, how: Presentation, random: np.random.Generator) -> Image:
    """The display image of the logarithm of a signal (rows, cols), with 8 bits."""
    low = max(0.0, float(np.percentile(log, how.air_percentile)))
    top = max(float(np.percentile(log, how.top_percentile)), low + _LEAST_TOP)
    seen = _through_curve(log.astype(np.float64), low, top, how)
    if how.sharpening > 0.0:
        seen = seen + how.sharpening * (seen - gaussian_filter(seen, how.sharpening_mm / pixel_mm))
        seen = np.clip(seen, 0.0, 1.0)
    if how.clahe > 0.0:
        from skimage.exposure import equalize_adapthist

        seen = equalize_adapthist(seen, kernel_size=[side // how.tiles for side in seen.shape], clip_limit=how.clahe)
    seen = _BLACK + (_WHITE - _BLACK) * seen
    if how.letters:
        _write_letter(seen, pixel_mm, random)
    frame = round(how.collimation_mm / pixel_mm)
    if frame:
        seen[:frame], seen[-frame:], seen[:, :frame], seen[:, -frame:] = 0.0, 0.0, 0.0, 0.0
    eight_bits: Image = (np.round(seen * 255.0) / 255.0).astype(np.float32)
    return eight_bits


def _through_curve(log: NDArray[np.float64], low: float, top: float, how: Presentation) -> NDArray[np.float64]:
    if how.curve == "sigmoid":
        centre, width = how.window
        black, white = (1.0 / (1.0 + np.exp((centre - at) / width)) for at in (low, top))
        found = (1.0 / (1.0 + np.exp(-(log - centre) / width)) - black) / (white - black)
    else:
        found = np.clip((log - low) / (top - low), 0.0, 1.0)
        if how.curve == "power":
            found = found**how.exponent
        else:
            heights = (0.0, *how.corners, 1.0)
            found = np.interp(found, np.linspace(0.0, 1.0, len(heights)), heights)
    within: NDArray[np.float64] = np.clip(found, 0.0, 1.0)
    return within


def _write_letter(seen: NDArray[np.float64], pixel_mm: float, random: np.random.Generator) -> None:
    """A bright L of lead in an upper corner."""
    long, thick = round(18.0 / pixel_mm), max(2, round(4.0 / pixel_mm))
    row, col = (round(float(random.uniform(24.0, 34.0)) / pixel_mm) for _ in range(2))
    seen[row : row + long, col : col + thick] = 1.0
    seen[row + long - thick : row + long, col : col + long * 2 // 3] = 1.0
