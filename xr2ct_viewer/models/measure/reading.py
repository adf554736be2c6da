"""What a measurement says: quantities with their 90 % intervals, and in words what they rest on.

Invariants: everything here is an estimate; an interval is None where nothing is known about the error, and then a note
says so. Intervals are two-sided at 90 %, that is 1.645 standard deviations where they are symmetric, the level to
which the program's uncertainties are calibrated. Units: mm, degrees (`°`), HU, cm², ml; numbers on screen use the true
minus sign.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.runs.calibration import HALF_WIDTH
from xr2ct_viewer.models.marked import Filled, filled, marked

_LITRE_ML: Final = 1000.0


@dataclass(frozen=True)
class Quantity:
    """A number with its unit and, where known, the ends of its 90 % interval."""

    name: str
    value: float
    unit: str
    lower: float | None = None
    upper: float | None = None
    decimals: int = 1

    @classmethod
    def of(cls, name: str, value: float, unit: str, sigma: float | None, decimals: int = 1) -> "Quantity":
        """A quantity with a symmetric interval from its standard deviation; lengths and areas stay positive."""
        if sigma is None:
            return cls(name, value, unit, decimals=decimals)
        lower, upper = value - HALF_WIDTH * sigma, value + HALF_WIDTH * sigma
        return cls(name, value, unit, max(lower, 0.0) if unit in ("mm", "cm²", "°") else lower, upper, decimals)

    @property
    def number(self) -> str:
        """The value alone, without unit and interval."""
        return _number(self.value, self.decimals)

    @property
    def text(self) -> Filled:
        """ "62.3 ± 2.4 mm", or "4.62 l (3.90 to 5.31)" where the interval is not symmetric."""
        scale, unit, decimals = 1.0, self.unit, self.decimals
        if unit == "ml" and abs(self.value) >= _LITRE_ML:
            scale, unit, decimals = 1.0 / _LITRE_ML, "l", 2
        after = unit if unit in ("", "°") else f" {unit}"
        value = _number(self.value * scale, decimals)
        if self.lower is None or self.upper is None:
            return filled("{value}{unit}", value=value, unit=after)
        below, above = (self.value - self.lower) * scale, (self.upper - self.value) * scale
        if self.unit == "ml":
            lower, upper = _number(self.lower * scale, decimals), _number(self.upper * scale, decimals)
            return filled("{value} {unit} ({lower} to {upper})", value=value, unit=unit, lower=lower, upper=upper)
        half = _number(max(below, above), decimals)
        return filled("{value} ± {half}{unit}", value=value, half=half, unit=after)


@dataclass(frozen=True, eq=False)
class Region:
    """Voxels in the patient: `mask` (z, y, x) is cut to what is set, `affine` says where it lies."""

    mask: NDArray[np.bool_]
    affine: Affine


@dataclass(frozen=True, eq=False)
class Reading:
    """Quantities, the main one first; `notes` are whole sentences. `region` are the voxels of a volume."""

    quantities: tuple[Quantity, ...]
    notes: tuple[str, ...] = ()
    region: Region | None = None

    @property
    def main(self) -> Quantity | None:
        return self.quantities[0] if self.quantities else None

    @property
    def headline(self) -> str:
        """The main quantity in one line, called an estimate; the first note where nothing can be measured."""
        if self.main is None:
            return self.notes[0] if self.notes else marked("Nothing to measure here")
        if self.main.name.startswith("mean"):
            return filled("{name} {value} estimate", name=filled(self.main.name), value=self.main.text)
        return filled("{value} estimate", value=self.main.text)

    @property
    def further(self) -> tuple[str, ...]:
        """One short line for each of the other quantities."""
        return tuple(
            filled("{name} {value}", name=filled(quantity.name), value=quantity.text)
            for quantity in self.quantities[1:]
        )


def _number(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", "−")
