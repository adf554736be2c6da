"""Display images of a chest made into line integrals with the bundled CTs."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.errors import BadInputError, CancelledError
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference import fit_display
from xr2ct_core.inference.display import laid_over
from xr2ct_core.inference.fit_display import LUNGS_UNSURE, NOT_LIKE_CHESTS, physical_pair
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.masks import LungDoubt
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import ESTIMATED_ERROR, Radiograph, RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.samples import sample
from xr2ct_core.volume import Volume

GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=128, cols=128, pixel_mm=3.0)


@pytest.fixture(scope="module")
def chest() -> Volume:
    """A patient of whom no bundled CT was made."""
    ct = read_volume(sample("lidc-0001").pair_path.parent / "ct.nii.gz")
    return truth_on_grid(ct, WorkingGrid(64))


@pytest.fixture(scope="module")
def clean(chest: Volume) -> RadiographPair:
    return simulate_pair(chest, GEOMETRY, subject="chest")


@pytest.fixture(scope="module")
def shown(chest: Volume) -> RadiographPair:
    return stand_in_pair(chest, GEOMETRY, StandIn(), subject="LIDC-IDRI-0001")


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what does not depend on how well the CTs are laid over the images."""
    monkeypatch.setattr(laid_over, "STAGES", tuple(replace(stage, steps=3) for stage in laid_over.STAGES))


@pytest.fixture
def a_third_of_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        laid_over, "STAGES", tuple(replace(stage, steps=stage.steps // 3) for stage in laid_over.STAGES)
    )


def errors(pair: RadiographPair, truth: RadiographPair) -> list[float]:
    return [
        float(np.sqrt(np.mean((mine.image - true.image)[5:-5, 5:-5] ** 2)))
        for mine, true in zip(pair.radiographs, truth.radiographs, strict=True)
    ]


def test_a_stand_in_is_a_display_pair_that_says_nothing_of_its_tilt(shown: RadiographPair) -> None:
    assert shown.geometry == GEOMETRY
    for radiograph in shown.radiographs:
        assert radiograph.scale == "display" and 0.0 <= radiograph.image.min() < radiograph.image.max() <= 1.0


def test_a_stand_in_is_the_same_each_time_and_another_for_another_patient(chest: Volume) -> None:
    first, again, other = (
        stand_in_pair(chest, GEOMETRY, StandIn(), subject=name).frontal.image for name in ("a", "a", "b")
    )
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.1


@pytest.mark.usefixtures("a_third_of_the_steps")
def test_fitted_curves_are_nearer_to_the_truth_than_straight_ones(shown: RadiographPair, clean: RadiographPair) -> None:
    straight = errors(to_line_integrals(shown), clean)
    found = physical_pair(shown, "cpu", WorkContext())
    assert found.pair.is_physical and NOT_LIKE_CHESTS not in found.notes
    fitted = errors(found.pair, clean)
    assert all(mine < 0.85 * before for mine, before in zip(fitted, straight, strict=True))
    assert any("letters" in note and "border" in note for note in found.notes)


def test_the_first_estimate_gives_both_views_the_total_of_a_chest_of_this_size(
    shown: RadiographPair, clean: RadiographPair
) -> None:
    first = restored(shown)
    sums = [float(radiograph.image.sum()) for radiograph in first.pair.radiographs]
    assert sums[0] == pytest.approx(sums[1], rel=0.03)
    assert sums[0] == pytest.approx(float(clean.frontal.image.sum()), rel=0.15)


@pytest.mark.usefixtures("few_steps")
def test_lungs_set_the_total_and_where_they_are_unsure_it_is_said(
    shown: RadiographPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = replace(shown, subject="somebody")
    known = physical_pair(pair, "cpu", WorkContext())
    assert LUNGS_UNSURE not in known.notes
    masks = find_lungs(pair)
    doubt = LungDoubt("unsure", "frontal", "The outline of the lungs on the frontal image is unsure.")
    monkeypatch.setattr(fit_display, "find_lungs", lambda *_, **__: replace(masks, doubts=(doubt,)))
    unsure = physical_pair(pair, "cpu", WorkContext())
    assert LUNGS_UNSURE in unsure.notes
    assert float(known.pair.frontal.image.sum()) != pytest.approx(float(unsure.pair.frontal.image.sum()), rel=0.01)


def test_the_first_estimate_alone_is_that_of_trainings_on_xrays_whatever_the_lungs(shown: RadiographPair) -> None:
    pair = replace(shown, subject="somebody")
    first = physical_pair(pair, "cpu", WorkContext(), only_first=True)
    assert LUNGS_UNSURE not in first.notes
    np.testing.assert_array_equal(first.pair.frontal.image, restored(pair).pair.frontal.image)


@pytest.mark.usefixtures("few_steps")
def test_what_is_no_chest_keeps_its_first_estimate_and_says_so() -> None:
    random = np.random.default_rng(2)
    views = [
        Radiograph(random.uniform(0.0, 1.0, (128, 128)).astype(np.float32), 3.0, view.view) for view in GEOMETRY.views
    ]
    found = physical_pair(RadiographPair(views[0], views[1], GEOMETRY), "cpu", WorkContext())
    assert found.pair.is_physical and found.notes[-1] == NOT_LIKE_CHESTS


def test_physical_pairs_pass_unchanged_and_switched_off_curves_are_straight(
    shown: RadiographPair, clean: RadiographPair
) -> None:
    assert physical_pair(clean, "cpu", WorkContext()).pair is clean
    off = physical_pair(shown, "cpu", WorkContext(), fit=False)
    np.testing.assert_array_equal(off.pair.frontal.image, to_line_integrals(shown).frontal.image)


def test_a_blank_image_is_refused(shown: RadiographPair) -> None:
    blank = replace(shown.lateral, image=np.full((128, 128), 0.5, np.float32))
    with pytest.raises(BadInputError, match="same value"):
        physical_pair(replace(shown, lateral=blank), "cpu", WorkContext())


def test_a_stop_is_obeyed(shown: RadiographPair) -> None:
    control = ControlToken()
    control.request_stop()
    with pytest.raises(CancelledError):
        physical_pair(shown, "cpu", WorkContext(control))


@pytest.mark.usefixtures("few_steps")
def test_a_reconstruction_of_display_images_says_how_they_were_read(shown: RadiographPair) -> None:
    result = reconstruct(shown, "backprojection", WorkingGrid(32), device="cpu")
    assert "bundled chest CTs" in result.pair.frontal.assumptions[-1]
    assert any("left out" in note for note in result.notes)
    straight = reconstruct(shown, "backprojection", WorkingGrid(32), device="cpu", fit_display=False)
    assert "proportional" in straight.pair.frontal.assumptions[-1]
    assert result.provenance.fit_display and not straight.provenance.fit_display


@pytest.mark.usefixtures("few_steps")
def test_beside_the_exposed_field_stands_what_the_cts_say_and_methods_are_told_what_to_believe(
    shown: RadiographPair,
) -> None:
    first = restored(shown)
    found = physical_pair(shown, "cpu", WorkContext())
    alone = physical_pair(shown, "cpu", WorkContext(), ask_networks=False)
    for seen, image, before, by_cts in zip(
        first.views, found.pair.radiographs, first.pair.radiographs, alone.pair.radiographs, strict=True
    ):
        beside = ~seen.parts.exposed & (seen.share > 0.3)
        assert np.abs(image.image - before.image)[beside].max() > 0.05
        assert image.error == ESTIMATED_ERROR
        assert np.abs(image.image - by_cts.image).max() > 0.1
    assert "litres of water" in found.notes[-1] and "network" not in alone.notes[-1]
    assert "by 1 network taught" in found.notes[-1]  # networks that learned from a patient are not asked
    stranger = physical_pair(replace(shown, subject="somebody"), "cpu", WorkContext())
    assert "by 4 networks taught" in stranger.notes[-1]
    assert np.abs(stranger.pair.frontal.image - found.pair.frontal.image).max() > 0.1
