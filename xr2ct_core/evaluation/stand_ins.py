"""Stand-ins for real pairs: a CT shown as a machine would show it, by another physics than that of the projector.

A spectrum in place of one energy, scattered radiation and photon noise (`radiography.exposure`), a tone curve, local
contrast, letters and collimation (`radiography.presentation`), and a lateral view that is not quite what was told:
turned, higher, in another breath, in another size. The CT is the true outcome, so what each step from display to
physics brings can be measured in 3D. One stand-in is the same for everybody; others are drawn for each patient, so that
nothing can be tuned to one curve.

Units: keV, millimetres, photons per detector pixel without a patient. Everything is fixed by a seed and the subject.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.data.breath_field import WALL_SHARE, Breath
from xr2ct_core.data.breathing import breathed
from xr2ct_core.data.lungs import coarse_lungs, lung_frame
from xr2ct_core.data.warp import Warp, Warper
from xr2ct_core.evaluation.stand_in import StandIn, displayed_pair, drawn_stand_in
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry, rotation_matrix
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.projection.simulate import grid_of, simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.volume import Volume

CLEAN: Final = "stand-in-clean"
"""The step that all others are compared with: the same patients in the same geometry, with nothing between."""
_USUAL_ONLY: Final = frozenset({"stand-in-drawn-curves", "stand-in-drawn-believed"})
"""Steps that say nothing more of drawn machines, and take long."""


def stand_in_pair(cube: Volume, geometry: BiplanarGeometry, how: StandIn, *, subject: str = "") -> RadiographPair:
    """The CT on the working cube as a pair of display images that is told to have been taken in `geometry`.

    Raises `BadInputError` if the volume lies on no cube.
    """
    bodies = (cube.hu.astype(np.float32), lateral_hu(cube, how))
    taken = (geometry.frontal, taken_lateral(geometry.lateral, how))
    return displayed_pair(bodies, taken, geometry, how, cube_mm=grid_of(cube).cube_mm, subject=subject)


def lateral_hu(cube: Volume, how: StandIn) -> NDArray[np.float32]:
    """HU (z, y, x) that the lateral view sees: in another breath, and turned against the assembly's turn."""
    hu_ZYX = torch.as_tensor(cube.hu.astype(np.float32))
    cube_mm = grid_of(cube).cube_mm
    frame = lung_frame(coarse_lungs(hu_ZYX), cube_mm)
    breathes = how.breath_mm != 0.0 and frame is not None
    if how.turn_deg == 0.0 and not breathes:
        return cube.hu.astype(np.float32)
    turn = rotation_matrix((0.0, 0.0, how.turn_deg))[::-1, ::-1]
    warp = Warp(np.ascontiguousarray(turn), np.zeros(3), np.zeros((3, 4, 4, 4), dtype=np.float32))
    bends = [partial(breathed, breath=Breath(how.breath_mm, WALL_SHARE), frame=frame)] if breathes and frame else []
    changed: NDArray[np.float32] = Warper(len(hu_ZYX), "cpu", cube_mm).apply(hu_ZYX, warp, bends).numpy()
    return changed


def taken_lateral(lateral: ViewGeometry, how: StandIn) -> ViewGeometry:
    """A patient who stands higher is an assembly that stands lower; the turn is the volume's."""
    x_mm, y_mm, z_mm = lateral.shift_mm
    return replace(lateral, shift_mm=(x_mm, y_mm, z_mm - how.height_mm), pixel_mm=lateral.pixel_mm / how.magnification)


@dataclass(frozen=True)
class Step:
    """One way of making line integrals: of the clean projections (`how` is None), or of a stand-in.

    `how` says how the pair of a subject is taken; `restore` takes the display pair to line integrals.
    """

    id: str
    title: str
    how: Callable[[str], StandIn] | None
    restore: Callable[[RadiographPair], RadiographPair]

    def pair(self, cube: Volume, subject: str) -> RadiographPair:
        """The pair of line integrals of a CT on the working cube, in the geometry `clinic`."""
        geometry = BiplanarGeometry.preset("clinic")
        if self.how is None:
            return simulate_pair(cube, geometry, subject=subject)
        return self.restore(stand_in_pair(cube, geometry, self.how(subject), subject=subject))


def steps() -> tuple[Step, ...]:
    """The clean pair, then stand-ins with one more step from display to physics each.

    The usual machine and the usual turn first, then machines, turns, heights, sizes and breaths drawn for each patient.
    """
    clean = Step(CLEAN, "source at 1.8 m, clean line integrals", None, _unchanged)
    drawn = [step for step in _steps_of("stand-in-drawn", "drawn stand-in", _drawn) if step.id not in _USUAL_ONLY]
    return (clean, *_steps_of("stand-in", "stand-in", _usual), *drawn)


def _steps_of(name: str, title: str, how: Callable[[str], StandIn]) -> tuple[Step, ...]:
    return (
        Step(f"{name}-straight", f"{title}, straight curve, one total", how, to_line_integrals),
        Step(f"{name}-masked", f"{title}, masks and curve by distribution", how, lambda pair: restored(pair).pair),
        Step(f"{name}-curves", f"{title}, curves fitted with bundled CTs", how, _by_cts_alone),
        Step(f"{name}-fitted", f"{title}, curves by CTs and networks", how, _fitted),
        Step(f"{name}-believed", f"{title}, the same believed as if measured", how, _believed),
    )


def _usual(_subject: str) -> StandIn:
    return StandIn()


def _drawn(subject: str) -> StandIn:
    return drawn_stand_in(0, subject)


def _unchanged(pair: RadiographPair) -> RadiographPair:
    return pair


def _fitted(pair: RadiographPair) -> RadiographPair:
    return physical_pair(pair, "cpu", WorkContext()).pair


def _by_cts_alone(pair: RadiographPair) -> RadiographPair:
    return physical_pair(pair, "cpu", WorkContext(), ask_networks=False).pair


def _believed(pair: RadiographPair) -> RadiographPair:
    """Without telling the method that these line integrals were estimated."""
    found = _fitted(pair)
    frontal, lateral = (replace(radiograph, error=0.0) for radiograph in found.radiographs)
    return replace(found, frontal=frontal, lateral=lateral)
