"""Text in the pixels of an image, which may name the patient: rows of small, sharp, even marks of about one height.

A side marker with the initials of whoever placed it (up to three letters in a row) is no text. Text may be brighter or
darker than what it stands on, and run along rows or columns. What is found is a suspicion: beads and electrodes in a
row look alike. Works on the resolution of the file; an image made smaller loses its text to the eye, not to others.

Units: pixels of the image; areas are (first row, last row + 1, first column, last column + 1).
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.radiograph import TextArea

LEAST_LETTERS: Final = 4
"""In a row; fewer are a side marker."""
LEAST_CONTRAST: Final = 0.14
"""Of a letter against what is around it, of the range of the image."""
LEAST_HEIGHT_PX: Final = 6
LARGEST_HEIGHT: Final = 1.0 / 9.0
"""Of the image."""
_STROKE: Final = 1.0 / 40.0
"""Strokes are thinner than this part of the image."""
_MOST_CANDIDATES: Final = 4000
_MOST_UNEVEN: Final = 1.8
_WIDEST_GAP: Final = 1.3
_ONE_LETTER: Final = 1.8
_MARGIN: Final = 0.25
_CLOSED: Final = 0.85
_LEAST_FILLED: Final = 0.12


@dataclass(frozen=True)
class _Mark:
    """A piece that may be a letter: its box, and how many strokes a line across or down it crosses."""

    top: int
    bottom: int
    left: int
    right: int
    across: int = 0
    down: int = 0

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def turned(self) -> "_Mark":
        """Rows and columns exchanged."""
        return _Mark(self.left, self.right, self.top, self.bottom, self.down, self.across)

    @property
    def letters(self) -> int:
        """How many letters of a row it may be, none for a wire: small letters run into each other."""
        many = max(1, round(self.width / self.height))
        return many if self.width <= _ONE_LETTER * self.height or self.across >= many else 0


def find_text(image: NDArray[np.float32]) -> tuple[TextArea, ...]:
    """Areas of an image (row, col) that hold a row of letters, with a margin; empty where there is none."""
    rows, cols = image.shape
    span = float(np.ptp(image))
    if span <= 0.0 or min(rows, cols) < 8 * LEAST_HEIGHT_PX:
        return ()
    found: list[TextArea] = []
    for values in (image, -image):
        marks = _marks(values, LEAST_CONTRAST * span)
        lines = _rows_of(marks)
        turned = [[mark.turned() for mark in line] for line in _rows_of([mark.turned() for mark in marks])]
        found += [_around(line, rows, cols) for line in (*lines, *turned)]
    return tuple(sorted(set(_joined(found))))


def on_detector(
    areas: tuple[TextArea, ...], shape: tuple[int, int], pixel_mm: float, detector: tuple[int, int], detector_mm: float
) -> tuple[TextArea, ...]:
    """Areas of an image as they lie once it is centred on a detector (rows, columns) with other pixels (mm)."""

    def moved(first: int, last: int, length: int, onto: int) -> tuple[int, int]:
        low, high = ((edge - length / 2.0) * pixel_mm / detector_mm + onto / 2.0 for edge in (first, last))
        return max(int(np.floor(low)), 0), min(int(np.ceil(high)), onto)

    placed = []
    for top, bottom, left, right in areas:
        rows, cols = moved(top, bottom, shape[0], detector[0]), moved(left, right, shape[1], detector[1])
        if rows[0] < rows[1] and cols[0] < cols[1]:
            placed.append((*rows, *cols))
    return tuple(placed)


def without_text(image: NDArray[np.float32], areas: tuple[TextArea, ...]) -> NDArray[np.float32]:
    """The image with each area filled from its rim: every pixel by a mean of the four sides, nearer ones counting more.

    Pixels on the rim stay. An area that reaches the edge of the image is filled from the sides it has.
    """
    filled = image.copy()
    for top, bottom, left, right in areas:
        filled[top:bottom, left:right] = _filling(image, (top, bottom, left, right))
    return filled


def _filling(image: NDArray[np.float32], area: TextArea) -> NDArray[np.float32]:
    top, bottom, left, right = area
    rows, cols = image.shape
    down = np.arange(1, bottom - top + 1, dtype=np.float32)[:, None]
    across = np.arange(1, right - left + 1, dtype=np.float32)[None, :]
    parts: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = []
    if top > 0:
        parts.append((image[top - 1, left:right][None, :], 1.0 / down))
    if bottom < rows:
        parts.append((image[bottom, left:right][None, :], 1.0 / (bottom - top + 1 - down)))
    if left > 0:
        parts.append((image[top:bottom, left - 1][:, None], 1.0 / across))
    if right < cols:
        parts.append((image[top:bottom, right][:, None], 1.0 / (right - left + 1 - across)))
    if not parts:
        return np.full((bottom - top, right - left), float(np.median(image)), np.float32)
    shape = (bottom - top, right - left)
    weights = np.sum([np.broadcast_to(weight, shape) for _, weight in parts], axis=0)
    total = np.sum([np.broadcast_to(values * weight, shape) for values, weight in parts], axis=0)
    return np.asarray(total / weights, dtype=np.float32)


def _marks(image: NDArray[np.float32], contrast: float) -> list[_Mark]:
    """Pieces that stand out over what is wider than a stroke, of the size and shape of letters."""
    rows, cols = image.shape
    size = max(5, round(_STROKE * max(rows, cols)) | 1)
    opened = image
    for axis in (0, 1):
        opened = ndimage.minimum_filter1d(opened, size, axis=axis)
    for axis in (0, 1):
        opened = ndimage.maximum_filter1d(opened, size, axis=axis)
    labels, count = ndimage.label(image - opened > contrast, np.ones((3, 3)))
    if not 0 < count <= _MOST_CANDIDATES:
        return []
    highest = LARGEST_HEIGHT * max(rows, cols)
    marks = []
    for number, box in enumerate(ndimage.find_objects(labels), start=1):
        mark = _Mark(box[0].start, box[0].stop, box[1].start, box[1].stop)
        longest = max(mark.height, mark.width)
        if not LEAST_HEIGHT_PX <= longest <= highest:
            continue
        piece = labels[box] == number
        if float(piece.mean()) < _LEAST_FILLED or not _is_sharp(image, piece, mark, contrast):
            continue
        marks.append(replace(mark, across=_strokes(piece), down=_strokes(piece.T)))
    return marks


def _strokes(piece: NDArray[np.bool_]) -> int:
    """Most strokes that a line along the piece crosses: letters that run into each other have many, a wire few."""
    lines = piece[[round(part * (piece.shape[0] - 1)) for part in (0.25, 0.5, 0.75)]]
    starts = lines & ~np.pad(lines, ((0, 0), (1, 0)))[:, :-1]
    return int(starts.sum(axis=1).max())


def _is_sharp(image: NDArray[np.float32], piece: NDArray[np.bool_], mark: _Mark, contrast: float) -> bool:
    """Whether the piece falls to what is around it within two pixels and on all sides, as drawn marks do.

    Shadows fall slowly, and the gap between two letters is open above and below.
    """
    top, left = max(mark.top - 2, 0), max(mark.left - 2, 0)
    around = image[top : mark.bottom + 2, left : mark.right + 2]
    inside = np.zeros(around.shape, dtype=bool)
    inside[mark.top - top : mark.top - top + mark.height, mark.left - left : mark.left - left + mark.width] = piece
    rim = ndimage.binary_dilation(inside, iterations=2) & ~ndimage.binary_dilation(inside)
    fallen = np.median(around[inside]) - around[rim] > contrast
    return bool(rim.any() and float(fallen.mean()) >= _CLOSED)


def _rows_of(marks: list[_Mark]) -> list[list[_Mark]]:
    """Marks that stand beside each other, of about one height, as many as make text."""
    tall = sorted((mark for mark in marks if mark.height >= LEAST_HEIGHT_PX), key=lambda mark: mark.left)
    lines: list[list[_Mark]] = []
    for mark in tall:
        for line in lines:
            if _continues(line[-1], mark):
                line.append(mark)
                break
        else:
            lines.append([mark])
    return [line for line in lines if sum(mark.letters for mark in line) >= LEAST_LETTERS]


def _continues(last: _Mark, mark: _Mark) -> bool:
    low, high = sorted((last.height, mark.height))
    shared = min(last.bottom, mark.bottom) - max(last.top, mark.top)
    gap = mark.left - last.right
    return (
        high <= _MOST_UNEVEN * low
        and shared >= 0.5 * low
        and -0.3 * high <= gap <= _WIDEST_GAP * high
        and mark.letters > 0
    )


def _around(line: list[_Mark], rows: int, cols: int) -> TextArea:
    margin = round(_MARGIN * max(mark.height for mark in line)) + 2
    return (
        max(min(mark.top for mark in line) - margin, 0),
        min(max(mark.bottom for mark in line) + margin, rows),
        max(min(mark.left for mark in line) - margin, 0),
        min(max(mark.right for mark in line) + margin, cols),
    )


def _joined(areas: list[TextArea]) -> list[TextArea]:
    """Areas that touch, as the lines of one block do, made one."""
    waiting, done = list(areas), []
    while waiting:
        area = waiting.pop()
        touching = next((other for other in waiting if _touch(area, other)), None)
        if touching is None:
            done.append(area)
            continue
        waiting.remove(touching)
        waiting.append(
            (
                min(area[0], touching[0]),
                max(area[1], touching[1]),
                min(area[2], touching[2]),
                max(area[3], touching[3]),
            )
        )
    return done


def _touch(first: TextArea, second: TextArea) -> bool:
    return first[0] < second[1] and second[0] < first[1] and first[2] < second[3] and second[2] < first[3]
