"""Nobody's own CT, if one came with the program, is laid over his X-rays on the way to a volume."""

from collections.abc import Callable
from types import ModuleType

import pytest
import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference import patient_turn
from xr2ct_core.inference.calibration import laid_over as for_calibration
from xr2ct_core.inference.display import laid_over as for_curves
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.blocks.templates.library import TEMPLATE_IDS, three_others
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography import reference
from xr2ct_core.radiography.restore import restored
from xr2ct_core.samples import sample

OWN = TEMPLATE_IDS[0]
GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=96, cols=96, pixel_mm=4.0)


@pytest.fixture(scope="module")
def shown() -> RadiographPair:
    """Display images that are said to be of a patient one of the templates was made of."""
    ct = read_volume(sample("lidc-0001").pair_path.parent / "ct.nii.gz")
    return stand_in_pair(truth_on_grid(ct, WorkingGrid(64)), GEOMETRY, StandIn(), subject=OWN)


def lay_for_curves(pair: RadiographPair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(for_curves, "STAGES", (for_curves.Stage(20.0, 0, False, 1, 4.0),))
    monkeypatch.setattr(for_curves, "VOXEL_MM", 20.0)
    for_curves.laid_over(pair, torch.device("cpu"), WorkContext())


def calibrate(pair: RadiographPair, monkeypatch: pytest.MonkeyPatch) -> None:
    for_calibration.template_on.cache_clear()
    for_calibration.laid_over(pair, torch.device("cpu"), WorkContext())


def look_for_a_turn(pair: RadiographPair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_turn, "STEPS", 1)
    patient_turn.patient_turn(pair)


def estimate_curves(pair: RadiographPair, monkeypatch: pytest.MonkeyPatch) -> None:
    reference.typical_line_integrals.cache_clear()
    restored(pair)


@pytest.mark.parametrize(
    ("module", "work", "is_display"),
    [
        (for_curves, lay_for_curves, False),
        (for_calibration, calibrate, False),
        (patient_turn, look_for_a_turn, False),
        (reference, estimate_curves, True),
    ],
)
def test_three_other_people_are_asked(
    module: ModuleType,
    work: Callable[[RadiographPair, pytest.MonkeyPatch], None],
    is_display: bool,
    shown: RadiographPair,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, load = [], module.load_template

    def loaded(template_id: str) -> object:
        asked.append(template_id)
        return load(template_id)

    monkeypatch.setattr(module, "load_template", loaded)
    work(shown if is_display else restored(shown).pair, monkeypatch)
    assert len(set(asked)) == len(TEMPLATE_IDS) and OWN not in asked


def test_anybody_else_is_compared_with_the_usual_three(shown: RadiographPair) -> None:
    assert OWN not in three_others(shown)
    assert three_others(RadiographPair(shown.frontal, shown.lateral, GEOMETRY, subject="ann")) == TEMPLATE_IDS
