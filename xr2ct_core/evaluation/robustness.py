"""The same measurements on pairs that were taken otherwise than usual, or otherwise than the method is told.

Conditions of the protocol: the lateral view turned by 2, 5 and 10 degrees and the patient 10 mm higher between the
exposures (the method is told neither); a source at 0.95 m and at 1.8 m (told, and not told); 1e4 to 1e6 photons a
pixel; tone curves that brighten or darken. The plain pair, the lateral turned by 0 degrees, is the main table.

Besides, when asked for by name: a lateral that was taken otherwise in one more way (see `pose_conditions`), and
stand-ins for real pairs (see `stand_ins`), each way of making line integrals of them a condition of its own, so that
the table tells what each step brings.

Units: degrees, millimetres, photons per detector pixel without a patient.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.data.source import Problem
from xr2ct_core.errors import BadConfigError, CancelledError, Xr2ctError
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.journal import Journal
from xr2ct_core.evaluation.pose_conditions import TAKEN_LATERALS, TakenLateral
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.stand_ins import CLEAN, Step, steps
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair

TURNS_DEG: Final = (2.0, 5.0, 10.0)
SOURCES_MM: Final = (("0.95 m", 541.0, 949.0), ("1.8 m", 1600.0, 1800.0))
PHOTONS: Final = (1e4, 1e5, 1e6)
TONE_EXPONENTS: Final = (0.8, 1.25)
SHIFT_MM: Final = 10.0
STAND_IN: Final = "stand-in"

Taken = Callable[[BiplanarGeometry], BiplanarGeometry]
Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Condition:
    """How a pair is taken (`taken` changes the geometry, `photons` add noise) and shown (`tone` changes an image).

    `told` says whether the method knows the geometry that was used; else it is told the usual one. `against` is the
    condition that this one is compared with, where the main table has another geometry.
    """

    id: str
    title: str
    taken: Taken = lambda geometry: geometry
    photons: float | None = None
    tone: Callable[[Image], Image] = lambda image: image
    told: bool = False
    make: Callable[[Case], RadiographPair] | None = None
    against: str = ""

    def fits(self, geometry: BiplanarGeometry) -> bool:
        """Whether the condition changes anything about pairs of this geometry."""
        return not self.id.startswith("source") or (
            geometry.frontal.model == "cone" and self.taken(geometry) != geometry
        )

    def pair(self, case: Case) -> RadiographPair:
        """The pair of the case under this condition, projected from its CT."""
        if self.make is not None:
            return self.make(case)
        usual = case.pair.geometry
        used = self.taken(usual)
        pair = simulate_pair(case.finest(), used, subject=case.subject, photons=self.photons)
        frontal, lateral = (replace(radiograph, image=self.tone(radiograph.image)) for radiograph in pair.radiographs)
        return replace(pair, frontal=frontal, lateral=lateral, geometry=used if self.told else usual)


@dataclass(frozen=True, eq=False)
class ConditionResult:
    """What was measured under one condition."""

    condition: Condition
    evaluation: Evaluation


def conditions() -> tuple[Condition, ...]:
    """All conditions of the protocol, in its order."""
    return (
        *(Condition(f"turned-{deg:g}", f"lateral turned by {deg:g}°", _turned(deg)) for deg in TURNS_DEG),
        *(
            Condition(f"source-{name}{'' if told else '-untold'}", f"source at {name}, {_TOLD[told]}", move, told=told)
            for name, sad_mm, sdd_mm in SOURCES_MM
            for move in (_source_at(sad_mm, sdd_mm),)
            for told in (True, False)
        ),
        *(Condition(f"photons-{n:g}", f"1e{round(np.log10(n))} photons a pixel", photons=n) for n in PHOTONS),
        *(
            Condition(f"tone-{gamma:g}", f"tone curve, exponent {gamma:g}", tone=_toned(gamma))
            for gamma in TONE_EXPONENTS
        ),
        Condition("shifted", f"patient {SHIFT_MM:g} mm higher in the lateral", _shifted),
    )


def stand_in_conditions() -> tuple[Condition, ...]:
    """The stand-ins for real pairs: clean, and shown by other physics with each way back to line integrals."""
    return tuple(map(stand_in_condition, steps()))


def stand_in_condition(step: Step) -> Condition:
    """A way of making line integrals of a stand-in as a condition."""
    against = "" if step.id == CLEAN else CLEAN
    return Condition(
        step.id, step.title, told=True, make=lambda case: step.pair(case.finest(), case.subject), against=against
    )


def pose_conditions() -> tuple[Condition, ...]:
    """A lateral that was taken otherwise than told, in ways that are no part of the protocol."""
    return tuple(Condition(one.id, one.title, make=_taken_lateral(one)) for one in TAKEN_LATERALS)


def _taken_lateral(how: TakenLateral) -> Callable[[Case], RadiographPair]:
    return lambda case: how.pair(case.finest(), case.pair.geometry, case.subject)


def chosen_conditions(names: Sequence[str], more: Sequence[Condition] = ()) -> tuple[Condition, ...]:
    """Those of these ids, in the order of the protocol, or all of it for none; raises `BadConfigError`.

    `stand-in` stands for all stand-ins; with them, or by name, also those of `more`. They and the conditions of the
    pose are no part of the protocol and measured only when named. What a named one is compared with comes with it.
    """
    known = conditions()
    if not names:
        return known
    stand_ins = (*stand_in_conditions(), *more)
    known += (*pose_conditions(), *stand_ins)
    if STAND_IN in names:
        names = [*(name for name in names if name != STAND_IN), *(one.id for one in stand_ins)]
    unknown = sorted(set(names) - {one.id for one in known})
    if unknown:
        raise BadConfigError(
            f"There is no condition named {unknown[0]!r}.", f"Use {', '.join(one.id for one in known)}."
        )
    compared = {one.against for one in known if one.id in names}
    return tuple(one for one in known if one.id in names or one.id in compared)


def measure_robustness(
    case_set: CaseSet,
    rows: Sequence[Candidate],
    *,
    device: str,
    context: WorkContext,
    under: Sequence[Condition] | None = None,
    journal: Journal | None = None,
) -> tuple[ConditionResult, ...]:
    """Measure the rows that look at the radiographs under these conditions, all without; a cancel keeps whole ones.

    The problems of each result are the cases that could not be had under its condition.
    """
    rows = [row for row in rows if row.method]
    chosen = [
        one
        for one in (conditions() if under is None else under)
        if any(one.fits(case.pair.geometry) for case in case_set.cases)
    ]
    found: list[ConditionResult] = []
    for index, condition in enumerate(chosen):
        share = _share(context, index / len(chosen), 1.0 / len(chosen), condition.title)
        if context.control.stop_requested:
            break
        taken = _taken(case_set, condition)
        evaluation = evaluate(taken, rows, device=device, context=share, journal=journal, condition=condition.id)
        if not evaluation.complete:
            break
        found.append(ConditionResult(condition, evaluation))
    return tuple(found)


def _taken(case_set: CaseSet, condition: Condition) -> CaseSet:
    """The cases under a condition; one that cannot be had under it is a problem, and the others go on."""
    cases: list[Case] = []
    problems: list[Problem] = []
    for case in case_set.cases:
        try:
            cases.append(replace(case, pair=condition.pair(case)))
        except CancelledError:
            raise
        except Xr2ctError as error:
            problems.append(Problem(case.id, str(error)))
    return replace(case_set, cases=tuple(cases), problems=tuple(problems))


_TOLD: Final = {True: "told", False: "not told"}


def _turned(degrees: float) -> Taken:
    return lambda geometry: BiplanarGeometry(geometry.frontal, geometry.lateral.turned(degrees))


def _source_at(sad_mm: float, sdd_mm: float) -> Taken:
    def move(geometry: BiplanarGeometry) -> BiplanarGeometry:
        frontal, lateral = (replace(view, sad_mm=sad_mm, sdd_mm=sdd_mm) for view in geometry.views)
        return replace(geometry, frontal=frontal, lateral=lateral)

    return move


def _shifted(geometry: BiplanarGeometry) -> BiplanarGeometry:
    """A patient that is higher is a lateral assembly that is lower."""
    x_mm, y_mm, z_mm = geometry.lateral.shift_mm
    return replace(geometry, lateral=replace(geometry.lateral, shift_mm=(x_mm, y_mm, z_mm - SHIFT_MM)))


def _toned(gamma: float) -> Callable[[Image], Image]:
    """The curve that leaves zero and the maximum where they are."""

    def tone(image: Image) -> Image:
        top = max(float(image.max()), 1e-6)
        return (top * (np.maximum(image, 0.0) / top) ** gamma).astype(np.float32)

    return tone


def _share(context: WorkContext, start: float, share: float, name: str) -> WorkContext:
    return WorkContext(
        context.control, lambda fraction, phase: context.on_progress(start + fraction * share, f"{name}: {phase}")
    )
