"""What a mask of the lungs tells about a radiograph: none there, cut off, of an unusual size, in pieces, uneven.

Sentences are for a person; `quality` ones warn, hints may be normal. Shares refer to the content of the radiograph,
lengths to millimetres at the isocentre, which are as right as the pixel size is known. No torch.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.lungmask.masks import THRESHOLD

Image = NDArray[np.float32]

LEAST_SHARE: Final = 0.04
"""Less of the content than this is no lung."""
CUT_SHARE: Final = 0.12
"""The mask is cut off where it covers this much of an edge of the content."""
MOST_SHARE: Final = 0.85
UNSURE_SHARE: Final = 0.35
WIDTHS_MM: Final = {True: (170.0, 360.0), False: (110.0, 290.0)}
"""Usual widths of both lungs together on frontal views, and of the lungs on lateral ones, with a margin."""
HEIGHTS_MM: Final = (130.0, 360.0)
UNEVEN: Final = 2.2
_PIECE_SHARE: Final = 0.08
_EDGES: Final = {"upper": (0, 0), "lower": (0, -1), "left": (1, 0), "right": (1, -1)}


def judged(probability: Image, content: tuple[slice, slice], view: ViewGeometry) -> tuple[list[str], list[str]]:
    """Warnings and hints about the probability (rows, cols) of lung in the content of one view."""
    name = "frontal" if view.view.is_frontal else "lateral"
    inside = probability[content]
    mask = inside > THRESHOLD
    if mask.mean() < LEAST_SHARE:
        return [f"No lungs were found on the {name} image."], []
    warnings = [f"The lungs are cut off at the {edge} edge of the {name} image." for edge in _cut_edges(mask)]
    if mask.mean() > MOST_SHARE:
        warnings.append(f"Nearly all of the {name} image was taken for lung, so the outline cannot be trusted.")
    if _unsure(inside) > UNSURE_SHARE:
        warnings.append(f"The outline of the lungs on the {name} image is unsure.")
    warnings += _size(mask, view, name, is_cut=bool(warnings))
    pieces = _pieces(mask)
    if len(pieces) > (2 if view.view.is_frontal else 1):
        warnings.append(f"The lungs on the {name} image fall into {len(pieces)} pieces.")
    return warnings, _uneven(mask) if view.view.is_frontal else []


def _cut_edges(mask: NDArray[np.bool_]) -> list[str]:
    found = []
    for name, (axis, at) in _EDGES.items():
        edge = mask.take(at, axis)
        if edge.mean() > CUT_SHARE:
            found.append(name)
    return found


def _unsure(probability: Image) -> float:
    """Share of the lungs that is neither surely lung nor surely none."""
    between = (probability > 0.2) & (probability < 0.8)
    return float(between.sum()) / max(float((probability > THRESHOLD).sum()), 1.0)


def _size(mask: NDArray[np.bool_], view: ViewGeometry, name: str, *, is_cut: bool) -> list[str]:
    rows, cols = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    pixel_mm = view.pixel_at_isocentre_mm
    width_mm, height_mm = (float(side[-1] - side[0] + 1) * pixel_mm for side in (cols, rows))
    low, high = WIDTHS_MM[view.view.is_frontal]
    found = []
    for what, length_mm, (least, most) in (("wide", width_mm, (low, high)), ("high", height_mm, HEIGHTS_MM)):
        if length_mm > most or (length_mm < least and not is_cut):
            found.append(
                f"The lungs on the {name} image would be {length_mm:.0f} mm {what} (usual: {least:.0f} to {most:.0f}); "
                "the pixel size or the outline is wrong, or this is no adult."
            )
    return found


def _pieces(mask: NDArray[np.bool_]) -> list[int]:
    """Sizes of the pieces that are not small."""
    labels, count = ndimage.label(mask)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    return [int(size) for size in sizes if size > _PIECE_SHARE * mask.sum()]


def _uneven(mask: NDArray[np.bool_]) -> list[str]:
    """Whether much more lung lies on one side of the middle of both."""
    cols = np.flatnonzero(mask.any(0))
    middle = (int(cols[0]) + int(cols[-1])) // 2
    left, right = (max(float(part.sum()), 1.0) for part in (mask[:, :middle], mask[:, middle + 1 :]))
    if max(left / right, right / left) < UNEVEN:
        return []
    side = "right" if left > right else "left"
    return [
        f"Much less lung was found on the image's {side} side of the frontal view: it may be turned, or a lung dense "
        "or missing."
    ]
