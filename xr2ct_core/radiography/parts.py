"""What belongs to the picture and not to the patient: borders, collimator blades, letters, unattenuated pixels.

Images are display images, white = dense, in [0, 1]. Blades are black after electronic shutters and white where they are
shown as measured; both are straight, and of one value. Letters and arrows are small and far brighter than what
surrounds them. Unattenuated pixels are dark and reach a side of the exposed field.

Units: millimetres on the detector.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.radiograph import Radiograph

UNIFORM: Final = 0.004
"""Standard deviation along a row or column of border, relative to the range of the image."""
LETTER_CONTRAST: Final = 0.35
LARGEST_LETTER_MM: Final = 45.0
_NEIGHBOURHOOD_MM: Final = 30.0
_WORKING_MM: Final = 2.0
_MARGIN_MM: Final = 6.0
_RIM: Final = 3
_AIR_SIDE: Final = 0.25
"""Share of air along a side of the field from which on all beyond it is air: blades that cut a patient leave less."""
AIR_SPREAD: Final = 0.06
"""How far above the level of the background a pixel may lie to be one of it, relative to the range."""
LEAST_AIR_SHARE: Final = 0.005
MOST_BORDER_SHARE: Final = 0.45

Mask = NDArray[np.bool_]
Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Parts:
    """Masks (rows, cols): the exposed field, letters in it, and pixels that no patient shadows; `air` is their level.

    `has_air` is False where the field shows none of them: `air` is then the darkest part of the field.
    """

    exposed: Mask
    letters: Mask
    direct: Mask
    air: float
    has_air: bool

    @property
    def field(self) -> tuple[slice, slice]:
        """Rows and columns of the exposed field."""
        return _sides(self.exposed)

    @property
    def unattenuated(self) -> Mask:
        """`direct`, and beyond the field what lies at its edge: air that a machine shows as black looks like a border.

        Beyond a side that shows much air all is air; beyond another one each pixel is what the nearest one is.
        """
        nearest = ndimage.distance_transform_edt(~self.exposed, return_distances=False, return_indices=True)
        continued: Mask = self.direct[tuple(nearest)]
        for axis, side in enumerate(self.field):
            seen, whole = np.moveaxis(self.direct[self.field], axis, 0), np.moveaxis(continued, axis, 0)
            whole[: side.start] |= seen[:_RIM].mean() > _AIR_SIDE
            whole[side.stop :] |= seen[-_RIM:].mean() > _AIR_SIDE
        return continued


def find_parts(radiograph: Radiograph) -> Parts:
    """The parts of a display image; an image of one value is all exposed."""
    image = radiograph.image
    exposed = _exposed(image)
    rows, cols = _sides(exposed)
    letters = np.zeros_like(exposed)
    letters[rows, cols] = _letters(image[rows, cols], radiograph.pixel_mm)
    patient_or_air = exposed & ~letters
    span = float(np.ptp(image)) or 1.0
    calm = ndimage.uniform_filter(image, 3)  # noise would make holes in the air
    air = float(np.percentile(calm[patient_or_air], 0.5))
    direct = _reaching_side(patient_or_air & (calm <= air + AIR_SPREAD * span), exposed)
    has_air = float(direct.sum()) >= LEAST_AIR_SHARE * float(exposed.sum())
    if has_air:
        air = float(np.median(image[direct]))
    return Parts(exposed, letters, direct if has_air else np.zeros_like(direct), air, has_air)


def without_parts(radiograph: Radiograph, parts: Parts) -> Image:
    """The image with letters filled from around them, and what lies outside the field continued from its edge."""
    image = radiograph.image.copy()
    if parts.letters.any():
        nearest = ndimage.distance_transform_edt(
            parts.letters | ~parts.exposed, return_distances=False, return_indices=True
        )
        image[parts.letters] = image[tuple(nearest)][parts.letters]
    rows, cols = (_inset(side, length) for side, length in zip(parts.field, image.shape, strict=True))
    before_after = tuple(
        (side.start, length - side.stop) for side, length in zip((rows, cols), image.shape, strict=True)
    )
    return np.pad(image[rows, cols], before_after, mode="edge").astype(np.float32)


def _inset(side: slice, length: int) -> slice:
    """Without the rim, where the border was mixed in."""
    first, last = (side.start + _RIM if side.start else 0), (side.stop - _RIM if side.stop < length else length)
    return slice(first, last) if last > first else side


def _exposed(image: Image) -> Mask:
    """The largest straight field inside uniform borders at the ends of the scale."""
    low, span = float(image.min()), float(np.ptp(image)) or 1.0
    first, last = [0, 0], [image.shape[0], image.shape[1]]
    for _ in range(2):  # columns look different once the rows above and below the field are gone, and rows likewise
        for axis in (0, 1):
            field = image[first[0] : last[0], first[1] : last[1]]
            profile = np.moveaxis(field, axis, 0)
            mean, deviation = profile.mean(axis=1), profile.std(axis=1)
            extreme = (mean <= low + 0.01 * span) | (mean >= low + 0.99 * span)
            border = extreme & (deviation < UNIFORM * span)
            most = int(MOST_BORDER_SHARE * len(border))
            head, tail = min(_leading(border), most), min(_leading(border[::-1]), most)
            first[axis], last[axis] = first[axis] + head, last[axis] - tail
    exposed = np.zeros(image.shape, dtype=bool)
    exposed[first[0] : last[0], first[1] : last[1]] = True
    return exposed


def _sides(exposed: Mask) -> tuple[slice, slice]:
    rows, cols = np.flatnonzero(exposed.any(axis=1)), np.flatnonzero(exposed.any(axis=0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(cols[0]), int(cols[-1]) + 1)


def _leading(flags: Mask) -> int:
    return int(len(flags) if flags.all() else np.argmin(flags))


def _letters(image: Image, pixel_mm: float) -> Mask:
    """Small pieces far brighter than the median around them, and a rim about them."""
    step = max(1, round(_WORKING_MM / pixel_mm))
    around = ndimage.median_filter(image[::step, ::step], size=max(3, round(_NEIGHBOURHOOD_MM / (step * pixel_mm))))
    span = float(np.ptp(image)) or 1.0
    zoomed = np.repeat(np.repeat(around, step, axis=0), step, axis=1)[: image.shape[0], : image.shape[1]]
    labels, _ = ndimage.label(image > zoomed + LETTER_CONTRAST * span, np.ones((3, 3)))
    letters = np.zeros(image.shape, dtype=bool)
    for number, box in enumerate(ndimage.find_objects(labels), start=1):
        sides_mm = [(side.stop - side.start) * pixel_mm for side in box]
        if max(sides_mm) <= LARGEST_LETTER_MM and _stands_alone(image, zoomed, labels == number, box, pixel_mm):
            letters[box] |= labels[box] == number
    rim = max(1, round(_WORKING_MM / pixel_mm))
    return ndimage.binary_dilation(letters, iterations=rim) if letters.any() else letters


def _stands_alone(image: Image, around: Image, piece: Mask, box: tuple[slice, ...], pixel_mm: float) -> bool:
    """Whether a bright piece is dark all around, and no corner of something larger."""
    margin = round(_MARGIN_MM / pixel_mm)
    rows, cols = (
        slice(max(side.start - margin, 0), min(side.stop + margin, length))
        for side, length in zip(box, image.shape, strict=True)
    )
    here = piece[rows, cols]
    middle = 0.5 * (float(np.median(image[rows, cols][here])) + float(np.median(around[rows, cols][here])))
    labels, _ = ndimage.label(image[rows, cols] > middle, np.ones((3, 3)))
    whole = np.isin(labels, np.unique(labels[here & (labels > 0)]))
    at_margin = [
        touched
        for side, length, (before, after) in (
            (rows, image.shape[0], (whole[0], whole[-1])),
            (cols, image.shape[1], (whole[:, 0], whole[:, -1])),
        )
        for touched, is_inner in ((before.any(), side.start > 0), (after.any(), side.stop < length))
        if is_inner
    ]
    return not any(at_margin)


def _reaching_side(dark: Mask, exposed: Mask) -> Mask:
    """Those pieces of `dark` that touch the rim of the exposed field."""
    rim = exposed & ~ndimage.binary_erosion(exposed, iterations=2)
    labels, _ = ndimage.label(dark)
    touching = np.unique(labels[rim & dark])
    return np.isin(labels, touching[touching > 0])
