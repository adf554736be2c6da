"""What is compared with what, and how: the pairs, the modes and their settings, without any toolkit.

The reference stands on the left, what is judged on the right; a difference is right minus left. Volumes that are
compared share one grid (`VolumePair`). Units: HU, millimetres, swaps a second for blinking.
"""

import math
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.events import Events
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.planes import Orientation
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.truth import truth_title

CompareMode = Literal["side_by_side", "swipe", "checkerboard", "blink", "difference"]
CompareSubject = Literal["xrays", "slices"]
SliceChoice = Literal["axial", "coronal", "sagittal", "all"]

MODE_TITLES: Final[dict[CompareMode, str]] = {
    "side_by_side": "Side by side",
    "swipe": "Swipe",
    "checkerboard": "Checkerboard",
    "blink": "Blink",
    "difference": "Difference",
}
SUBJECT_TITLES: Final[dict[CompareSubject, str]] = {"xrays": "X-rays", "slices": "Slices"}
TILE_LIMITS_MM: Final = (5, 120)
BLINK_LIMITS_HZ: Final = (0.3, 3.0)
"""Flicker faster than three times a second can cause seizures (WCAG 2.2, success criterion 2.3.1)."""
XRAYS_KEY: Final = "xrays"
TRUTH_KEY: Final = "truth"
CT_KEY: Final = "ct"
FILE_PREFIX: Final = "file:"
CENTRED_SUFFIX: Final = ":centred"


@dataclass(eq=False)
class Comparison:
    """How two images are compared. `divider` is the share of the width left of it, `shows_right` the state of a blink,
    `orientation` the slices shown; `shows_curves` shows what was measured slice by slice below them."""

    events: ClassVar[Events] = Events()

    subject: CompareSubject = "xrays"
    mode: CompareMode = "side_by_side"
    orientation: SliceChoice = "all"
    divider: float = 0.5
    tile_mm: float = 40.0
    rate_hz: float = 1.0
    is_paused: bool = False
    shows_right: bool = False
    shows_curves: bool = True

    @property
    def blink_interval_ms(self) -> int:
        """Time between two swaps; never shorter than the safe one, whatever the rate says."""
        low, high = BLINK_LIMITS_HZ
        return math.ceil(1000.0 / min(max(self.rate_hz, low), high))

    def is_right_tile(self, right_mm: NDArray[np.float64], down_mm: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether places, measured from the image's top left corner, lie on a tile of the right image."""
        columns, rows = np.floor(right_mm / self.tile_mm), np.floor(down_mm / self.tile_mm)
        return np.asarray((columns + rows) % 2 == 1)


@dataclass(frozen=True)
class Choice:
    """Something that can stand on one side of the comparison."""

    key: str
    title: str
    words: str
    """The title with what tells it apart from others of the same."""

    @classmethod
    def plain(cls, key: str, title: str) -> "Choice":
        return cls(key, title, title)


@dataclass(frozen=True)
class Sides:
    """The keys of what is compared."""

    left: str
    right: str

    def swapped(self) -> "Sides":
        return Sides(self.right, self.left)


@dataclass(frozen=True, eq=False)
class VolumePair:
    """Two volumes on one grid as float32 HU, and `difference`, right minus left, zero where only one has voxels.

    `box` is the part that both cover, as slices (z, y, x); `note` says what was resampled.
    """

    left: Volume
    right: Volume
    difference: Volume
    box: tuple[slice, slice, slice]
    note: str = ""


@dataclass(frozen=True, eq=False)
class StackCurves:
    """Measures of every slice of one orientation, by slice index; NaN where the volumes do not both reach."""

    psnr_db: NDArray[np.float64]
    mae_hu: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class VolumeScores:
    """How far two volumes differ: as a whole (`comparison_metrics`) and along each stack of slices."""

    metrics: dict[str, float]
    curves: dict[Orientation, StackCurves]


def xray_choices(study: Study | None) -> tuple[Choice, ...]:
    """The X-rays, and the re-projections of every result."""
    if study is None or not study.results:
        return ()
    results = tuple(
        Choice(key, result.title, filled("Re-projections · {title}", title=result.title))
        for key, result in study.results.items()
    )
    return (Choice.plain(XRAYS_KEY, marked("X-rays")), *results)


def volume_choices(study: Study | None) -> tuple[Choice, ...]:
    """The CT or the true CT, every result, and the files opened for comparison; CTs and files also centred on the body.

    A CT stands where its scanner saw it, a reconstruction in the middle of the working cube: centred, both meet.
    """
    if study is None:
        return ()
    ct = _as_is_and_centred(CT_KEY, study.title) if study.ct is not None else ()
    truth = (Choice.plain(TRUTH_KEY, truth_title(study)),) if study.has_truth else ()
    results = tuple(Choice.plain(key, result.title) for key, result in study.results.items())
    opened = [
        choice
        for number, other in enumerate(study.others)
        for choice in _as_is_and_centred(f"{FILE_PREFIX}{number}", other.path.name)
    ]
    return (*ct, *truth, *results, *opened)


def _as_is_and_centred(key: str, title: str) -> tuple[Choice, ...]:
    centred = filled("{title} · centred on the body", title=title)
    return Choice.plain(key, title), Choice(f"{key}{CENTRED_SUFFIX}", centred, centred)


def default_sides(choices: tuple[Choice, ...], current: str | None) -> Sides | None:
    """The current result on the right, or the newest of the others as it stands; left of it the first of the rest.

    None if there is nothing to compare.
    """
    keys = [choice.key for choice in choices if not choice.key.endswith(CENTRED_SUFFIX)]
    if not keys:
        return None
    right = current if current in keys else keys[-1]
    left = next((key for key in keys if key != right), None)
    return Sides(left, right) if left is not None else None


def valid_sides(sides: Sides | None, choices: tuple[Choice, ...]) -> bool:
    """Whether both sides can still be shown."""
    keys = {choice.key for choice in choices}
    return sides is not None and sides.left in keys and sides.right in keys


def images_of(result: StudyResult, key: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Frontal and lateral image for a side: the X-rays as this result's method saw them, or its re-projections."""
    return result.inputs if key == XRAYS_KEY else result.reprojections
