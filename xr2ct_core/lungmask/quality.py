"""What a mask of the lungs tells about a radiograph: none there, cut off, of an unusual size, in pieces, uneven.

Sentences are for a person; hints may be normal. Shares refer to the content of the radiograph, lengths to millimetres
at the isocentre, which are as right as the pixel size is known. No torch.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.lungmask.masks import THRESHOLD, LungDoubt, Place

Image = NDArray[np.float32]

LEAST_SHARE: Final = 0.04
"""Less of the content than this is no lung."""
TOUCH_SHARE: Final = 0.15
CUT_SHARE: Final = 0.7
"""Lung on an edge as a share of the most lung on any line beside it: where the tips are cut off, and where much is.
The field of the geometry `x2ct` is so narrow that it cuts off tips in most patients, up to 0.63."""
MOST_SHARE: Final = 0.85
UNSURE_SHARE: Final = 0.35
WIDTHS_MM: Final = {True: (170.0, 360.0), False: (110.0, 290.0)}
"""Usual widths of both lungs together on frontal views, and of the lungs on lateral ones, with a margin."""
HEIGHTS_MM: Final = (130.0, 360.0)
UNEVEN: Final = 2.2
_PIECE_SHARE: Final = 0.08
_EDGES: Final = {"upper": (0, 0), "lower": (0, -1), "left": (1, 0), "right": (1, -1)}


def judged(probability: Image, content: tuple[slice, slice], view: ViewGeometry) -> list[LungDoubt]:
    """What looks wrong with the probability (rows, cols) of lung in the content of one view, in no order."""
    place: Place = "frontal" if view.view.is_frontal else "lateral"
    inside = probability[content]
    mask = inside > THRESHOLD
    if mask.mean() < LEAST_SHARE:
        return [LungDoubt("none", place, f"No lungs were found on the {place} image.")]
    doubts = _cut(mask, place)
    is_cut = bool(doubts)
    if mask.mean() > MOST_SHARE:
        sentence = f"Nearly all of the {place} image was taken for lung, so the outline cannot be trusted."
        doubts.append(LungDoubt("everything", place, sentence))
    if _unsure(inside) > UNSURE_SHARE:
        doubts.append(LungDoubt("unsure", place, f"The outline of the lungs on the {place} image is unsure."))
    doubts += [LungDoubt("size", place, sentence) for sentence in _size(mask, view, place, is_cut=is_cut)]
    pieces = _pieces(mask)
    if len(pieces) > (2 if view.view.is_frontal else 1):
        sentence = f"The lungs on the {place} image fall into {len(pieces)} pieces."
        doubts.append(LungDoubt("pieces", place, sentence))
    if view.view.is_frontal and (side := _smaller_side(mask)):
        sentence = (
            f"Much less lung was found on the {side} of the frontal image: the patient may be turned, or a lung dense "
            "or missing."
        )
        doubts.append(LungDoubt("uneven", place, sentence, is_hint=True))
    return doubts


def _cut(mask: NDArray[np.bool_], place: Place) -> list[LungDoubt]:
    found = []
    for edge, (axis, at) in _EDGES.items():
        lines = mask.sum(axis=1 - axis)
        share = float(lines[at]) / float(lines.max())
        if share > TOUCH_SHARE:
            what = "The lungs are" if share > CUT_SHARE else "A part of the lungs is"
            sentence = f"{what} cut off at the {edge} edge of the {place} image."
            found.append(LungDoubt("cut", place, sentence, is_hint=share <= CUT_SHARE))
    return found


def _unsure(probability: Image) -> float:
    """Share of the lungs that is neither surely lung nor surely none."""
    between = (probability > 0.2) & (probability < 0.8)
    return float(between.sum()) / max(float((probability > THRESHOLD).sum()), 1.0)


def _size(mask: NDArray[np.bool_], view: ViewGeometry, place: str, *, is_cut: bool) -> list[str]:
    rows, cols = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    pixel_mm = view.pixel_at_isocentre_mm
    lengths_mm = {"wide": float(np.ptp(cols) + 1) * pixel_mm, "high": float(np.ptp(rows) + 1) * pixel_mm}
    usual_mm = {"wide": WIDTHS_MM[view.view.is_frontal], "high": HEIGHTS_MM}
    return [
        f"The lungs on the {place} image would be {length_mm:.0f} mm {what} (usual: {usual_mm[what][0]:.0f} to "
        f"{usual_mm[what][1]:.0f}); the pixel size or the outline is wrong, or this is no adult."
        for what, length_mm in lengths_mm.items()
        if length_mm > usual_mm[what][1] or (length_mm < usual_mm[what][0] and not is_cut)
    ]


def _pieces(mask: NDArray[np.bool_]) -> list[int]:
    """Sizes of the pieces that are not small."""
    labels, count = ndimage.label(mask)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    return [int(size) for size in sizes if size > _PIECE_SHARE * mask.sum()]


def _smaller_side(mask: NDArray[np.bool_]) -> str:
    """The side of the image with much less lung than the other; empty if they are about even."""
    cols = np.flatnonzero(mask.any(0))
    middle = (int(cols[0]) + int(cols[-1])) // 2
    left, right = (max(float(part.sum()), 1.0) for part in (mask[:, :middle], mask[:, middle + 1 :]))
    if max(left / right, right / left) < UNEVEN:
        return ""
    return "right" if left > right else "left"
