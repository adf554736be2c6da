"""Thick slices: the largest, smallest or mean value of neighbouring slices, as reading workstations show them.

Invariants: a slab is made of whole slices of its stack, so `thickness_of` may differ from what was asked for by less
than a slice; at the ends of the stack it gets thinner. Units: millimetres.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import HuArray
from xr2ct_viewer.models.planes import Plane

SlabMode = Literal["single", "mip", "minip", "mean"]
SLAB_MODES: Final[tuple[SlabMode, ...]] = get_args(SlabMode)
SLAB_TITLES: Final[dict[SlabMode, str]] = {"single": "Single slice", "mip": "MIP", "minip": "MinIP", "mean": "Mean"}
SLAB_LONG_TITLES: Final[dict[SlabMode, str]] = {
    "single": "Single slice",
    "mip": "MIP: largest value of a slab",
    "minip": "MinIP: smallest value of a slab",
    "mean": "Mean of a slab",
}
THICKNESSES_MM: Final = (2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0)


@dataclass(frozen=True)
class Slab:
    """What a slice view shows at one place of its stack."""

    mode: SlabMode = "single"
    thickness_mm: float = 10.0

    @property
    def is_thick(self) -> bool:
        return self.mode != "single"

    def next_mode(self) -> "Slab":
        """Single slice, MIP, MinIP, mean, and round again."""
        return replace(self, mode=SLAB_MODES[(SLAB_MODES.index(self.mode) + 1) % len(SLAB_MODES)])

    def thicker(self, steps: int) -> "Slab":
        """So many steps thicker along `THICKNESSES_MM`; thinner for negative ones."""
        nearest = min(range(len(THICKNESSES_MM)), key=lambda place: abs(THICKNESSES_MM[place] - self.thickness_mm))
        place = int(np.clip(nearest + steps, 0, len(THICKNESSES_MM) - 1))
        return replace(self, thickness_mm=THICKNESSES_MM[place])


def slab_indices(plane: Plane, index: int, slab: Slab) -> range:
    """The slices of the stack that a slab at `index` is made of."""
    if not slab.is_thick:
        return range(index, index + 1)
    count = max(1, round(slab.thickness_mm / plane.step_mm))
    first = index - count // 2
    return range(max(0, first), min(plane.count, first + count))


def thickness_of(plane: Plane, slab: Slab) -> float:
    """How thick a slab is inside the stack."""
    return max(1, round(slab.thickness_mm / plane.step_mm)) * plane.step_mm if slab.is_thick else plane.step_mm


def slab_text(plane: Plane, slab: Slab) -> str:
    """Mode and thickness for a title, such as "MIP 20 mm"; empty for a single slice."""
    return f"{SLAB_TITLES[slab.mode]} {thickness_of(plane, slab):.3g} mm" if slab.is_thick else ""


def thinned(indices: range, most: int) -> Sequence[int]:
    """At most so many of the slices, evenly spread from the first to the last."""
    if len(indices) <= most:
        return indices
    return [indices[round(place)] for place in np.linspace(0, len(indices) - 1, most)]


def combined(images: Iterable[HuArray], mode: SlabMode) -> HuArray:
    """One image of several slices; float32 for a mean. A single image is answered as it is, not copied."""
    images = iter(images)
    first = next(images)
    if mode == "mean":
        return _mean(first, list(images))
    total, pick = first, np.maximum if mode == "mip" else np.minimum
    for image in images:
        total = pick(total, image, out=None if total is first else total)
    return total


def _mean(first: HuArray, others: list[HuArray]) -> HuArray:
    if not others:
        return first
    total: NDArray[np.float32] = first.astype(np.float32)
    for image in others:
        total += image
    total /= np.float32(len(others) + 1)
    return total
