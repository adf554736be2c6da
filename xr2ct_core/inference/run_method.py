"""From a pair as it was read to what a method makes of it: tone curves, how it was taken, the method, and drafts.

Invariants: the method sees line integrals only; what it returns is on the grid that was asked for, in numbers, with
calibrated standard deviations; drafts are whole volumes as results are.
"""

from dataclasses import dataclass, replace

import numpy as np

from xr2ct_core.control import DraftCallback, WorkContext
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.calibrate import CalibratedPair, calibrated, is_wanted
from xr2ct_core.inference.fit_display import needs_fit, physical_pair
from xr2ct_core.inference.own_grid import on_grid, on_own_grid, own_grid, sketch_on_own_grid
from xr2ct_core.inference.ready_method import ReadyMethod
from xr2ct_core.inference.styled import Style
from xr2ct_core.methods.base import Method, MethodOutput
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.calibration import Calibration
from xr2ct_core.units import with_empty_voxels
from xr2ct_core.volume import HuArray

CALIBRATION_SHARE = 0.5
"""Fraction of the method's, where the pair is calibrated first."""
FIT_DISPLAY_SHARE = 0.15
"""Fraction of the method's, where the tone curves of display images are looked for first."""


@dataclass(frozen=True, eq=False)
class MadeVolume:
    """What a method made of a pair, the pair as it saw it, and notes on what was done to that."""

    output: MethodOutput
    taken: CalibratedPair
    notes: tuple[str, ...]


def run_method(
    pair: RadiographPair,
    ready: ReadyMethod,
    grid: WorkingGrid,
    device: str,
    context: WorkContext,
    *,
    fit_display: bool = True,
    style: Style | None = None,
) -> MadeVolume:
    """Prepare a pair whose cube is that of `grid`, and run a method on it; progress from 0 to 1.

    `fit_display` and `style` are those of `physical_pair`. Raises `BadInputError`, `CancelledError`, and an error of
    the code `nan_loss` where the method diverged.
    """
    context.on_draft = _of_numbers(context.on_draft)
    context.progress(0.0, "Preparing")
    context.finish()
    share = FIT_DISPLAY_SHARE if needs_fit(pair, fit_display) else 0.0
    is_first = ready.method.display_start == "first"
    physical = physical_pair(pair, device, context.part(0.0, share), fit=fit_display, style=style, only_first=is_first)
    rest = context.part(share, 1.0 - share)
    share = CALIBRATION_SHARE if is_wanted(ready.config, is_display=pair.was_display) else 0.0
    if share and rest.on_draft is not None:
        _show_sketch(ready.method, physical.pair, grid, rest.on_draft)
    taken = calibrated(physical.pair, ready.config, device, rest.part(0.0, share), was_display=pair.was_display)
    last = rest.part(share, 1.0 - share)
    output = on_own_grid(ready.method, taken.pair, grid, last)
    last.finish()
    _require_numbers(output, own_grid(ready.method, grid))
    output = on_grid(_calibrated(output, ready.calibration), grid)
    output = replace(output, hu=with_empty_voxels(output.hu))
    return MadeVolume(output, taken, (*physical.notes, *taken.notes))


def _show_sketch(method: Method, pair: RadiographPair, grid: WorkingGrid, on_draft: DraftCallback) -> None:
    """What the method can say at once, of the pair as it was told, before it is calibrated."""
    sketch_hu = sketch_on_own_grid(method, pair, grid)
    if sketch_hu is not None:
        on_draft(sketch_hu)


def _of_numbers(on_draft: DraftCallback | None) -> DraftCallback | None:
    """Drafts as volumes are written; one that holds anything but numbers is no draft."""
    if on_draft is None:
        return None

    def show(hu: HuArray) -> None:
        if np.isfinite(hu).all():
            on_draft(with_empty_voxels(hu))

    return show


def _calibrated(output: MethodOutput, calibration: Calibration | None) -> MethodOutput:
    """With honest standard deviations, where the network has a calibration (`runs.calibration`)."""
    if calibration is None or output.uncertainty_hu is None:
        return output
    return replace(output, uncertainty_hu=calibration.apply(output.uncertainty_hu))


def _require_numbers(output: MethodOutput, grid: WorkingGrid) -> None:
    if output.hu.shape != grid.shape_zyx:
        raise Xr2ctError(f"The method returned a volume of {output.hu.shape} voxels, not {grid.shape_zyx}.")
    parts = [output.hu] if output.uncertainty_hu is None else [output.hu, output.uncertainty_hu]
    if not all(np.isfinite(part).all() for part in parts):
        raise Xr2ctError(
            "The reconstruction diverged: its result contains values that are not numbers.",
            "Check the radiographs and their geometry, or use another method or smaller step sizes.",
            code="nan_loss",
        )
