"""Patients are bent towards each other's shape: only people who are learned from, repeatably, and never folded."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from xr2ct_core.bspline import jacobian
from xr2ct_core.data import crossing as module
from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.cache import CubeCache
from xr2ct_core.data.crossing import Crossing, draw_meeting
from xr2ct_core.data.registration import LARGEST_AMOUNT, registered, sampled
from xr2ct_core.data.source import CaseKind, CaseSample, Subset
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid

GRID = WorkingGrid(32)
SMALL = BiplanarGeometry.make(rows=24, cols=24, pixel_mm=20.0)
ONLY_CROSSING = AugmentConfig(
    rotation_deg=0, stretch=0, shift_mm=0, elastic_mm=0, distance_jitter=0, beam_shift_mm=0, photons_low=0,
    tone_gamma=0, tone_gain=0, breathing_mm=0, lung_hu=0, soft_hu=0, bone_contrast=0, vessel_hu=0, nodules=0,
    effusions=0, crossing=1,
)  # fmt: skip


def chest(width_mm: float, lung_mm: float) -> np.ndarray:
    """A body of water with two airy lungs."""
    z, y, x = (np.indices(GRID.shape_zyx) - 15.5) * GRID.spacing_mm
    hu = np.where((x / width_mm) ** 2 + (y / (0.65 * width_mm)) ** 2 < 1, 20, -1000)
    for side in (-1, 1):
        lung = ((x - side * 0.45 * width_mm) / (0.32 * width_mm)) ** 2 + (y / (0.4 * width_mm)) ** 2
        hu[lung + (z / lung_mm) ** 2 < 1] = -820
    return hu.astype(np.int16)


class Patients:
    """Named bodies; counts how often each is read."""

    grid = GRID

    def __init__(self, kinds: tuple[CaseKind, ...], subjects: tuple[str, ...]) -> None:
        self.kinds, self.subjects = kinds, subjects
        self.reads = [0] * len(kinds)

    def __len__(self) -> int:
        return len(self.kinds)

    def __getitem__(self, index: int) -> CaseSample:
        self.reads[index] += 1
        return CaseSample(self.subjects[index], chest(110 + 12 * (index % 3), 80 + 15 * (index % 4)), SMALL)

    def fingerprint(self, index: int) -> str:
        return f"made up {index}"


@pytest.fixture
def kept(tmp_path: Path) -> CubeCache:
    return CubeCache(tmp_path / "crossings")


def test_one_shape_is_laid_over_another_without_folding() -> None:
    moving, fixed = chest(105, 75), chest(130, 110)
    displacement = registered(moving, fixed)
    own = (torch.arange(32.0) - 15.5) * 10.0
    places = torch.stack(torch.meshgrid(own, own, own, indexing="ij"))
    bent = sampled(torch.from_numpy(moving).float()[None], places + displacement, 320.0)[0].numpy()
    assert np.sqrt(np.mean((bent - fixed) ** 2.0)) < 0.6 * np.sqrt(np.mean((moving - fixed) ** 2.0))
    assert jacobian(LARGEST_AMOUNT * displacement, 10.0).min() > 0.2
    assert torch.equal(displacement, registered(moving, fixed))


def test_a_body_laid_over_itself_stays() -> None:
    assert float(registered(chest(120, 90), chest(120, 90)).abs().max()) < 1.0


def test_only_other_people_with_a_ct_in_the_same_source_are_met(kept: CubeCache) -> None:
    everybody = Patients(("CT", "phantom", "CT", "CT", "pair", "CT"), ("a", "phantom-0", "b", "a", "c", "held out"))
    crossing = Crossing(Subset(everybody, range(5)), kept)
    assert [crossing.partners(index) for index in range(5)] == [[2], [], [3, 0], [2], []]
    for seed in range(20):
        meeting = draw_meeting(ONLY_CROSSING, np.random.default_rng(seed))
        assert 0 <= meeting.amount <= LARGEST_AMOUNT
        crossing.bend(2, meeting, torch.device("cpu"))
    assert everybody.reads[5] == 0, "nobody held out is read"


def test_two_patients_are_registered_once_and_then_read_from_the_cache(
    kept: CubeCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    patients = Patients(("CT", "CT"), ("a", "b"))
    first = Crossing(patients, kept).displacement_mm(0, 1)
    assert first.abs().max() > 3
    monkeypatch.setattr(module, "registered", lambda *_: pytest.fail("registered again"))
    assert torch.equal(Crossing(patients, kept).displacement_mm(0, 1), first)


def test_a_crossed_patient_looks_more_like_the_other_and_comes_again_the_same(kept: CubeCache) -> None:
    patients = Patients(("CT", "CT"), ("a", "b"))
    own, other = (torch.from_numpy(patients[index].cube_hu).float() for index in (0, 1))
    augmenter = Augmenter(ONLY_CROSSING, GRID, crossing=Crossing(patients, kept))
    apart = (own - other).abs().mean()
    distances = [(augmenter.volume(own, Draw(epoch, 0)) - other).abs().mean() / apart for epoch in range(6)]
    assert min(distances) < 0.7 < max(distances), "how far they are bent varies"
    again = Augmenter(ONLY_CROSSING, GRID, crossing=Crossing(patients, kept))
    assert torch.equal(again.volume(own, Draw(3, 0)), augmenter.volume(own, Draw(3, 0)))


def test_a_mixed_patient_has_a_shape_of_its_own_between_and_beyond_the_others(kept: CubeCache) -> None:
    patients = Patients(("CT", "CT", "CT", "phantom"), ("a", "b", "c", "phantom-0"))
    own = torch.from_numpy(patients[0].cube_hu).float()
    mixing = ONLY_CROSSING.model_copy(update={"crossing": 0.0, "mixing": 1.0})
    augmenter = Augmenter(mixing, GRID, crossing=Crossing(patients, kept))
    sizes = [float((augmenter.volume(own, Draw(epoch, 0)) > -500).sum() / (own > -500).sum()) for epoch in range(12)]
    assert min(sizes) < 0.95 and max(sizes) > 1.05, "some are slimmer, some are broader"
    again = Augmenter(mixing, GRID, crossing=Crossing(patients, kept))
    assert torch.equal(again.volume(own, Draw(3, 0)), augmenter.volume(own, Draw(3, 0)))
    phantom = torch.from_numpy(patients[3].cube_hu).float()
    torch.testing.assert_close(augmenter.volume(phantom, Draw(3, 3)), phantom, rtol=0, atol=0.05)


def test_no_mix_folds(kept: CubeCache) -> None:
    crossing = Crossing(Patients(("CT",) * 3, tuple("abc")), kept)
    mixing = ONLY_CROSSING.model_copy(update={"crossing": 0.0, "mixing": 1.0})
    own = (torch.arange(32.0) - 15.5) * 10.0
    places = torch.stack(torch.meshgrid(own, own, own, indexing="ij"))
    for seed in range(20):
        meeting = draw_meeting(mixing, np.random.default_rng(seed))
        assert meeting.mix is not None
        strong = replace(meeting, mix=replace(meeting.mix, amounts=20.0 * meeting.mix.amounts))
        bend = crossing.bend(0, strong, torch.device("cpu"))
        assert bend is not None
        assert jacobian(bend(places) - places, 10.0).min() > 0.1


def test_cases_are_crossed_or_mixed_or_neither() -> None:
    some = ONLY_CROSSING.model_copy(update={"crossing": 0.3, "mixing": 0.5})
    meetings = [draw_meeting(some, np.random.default_rng(seed)) for seed in range(400)]
    assert not any(meeting.happens and meeting.mix for meeting in meetings)
    assert sum(meeting.happens for meeting in meetings) / 400 == pytest.approx(0.3, abs=0.08)
    assert sum(meeting.mix is not None for meeting in meetings) / 400 == pytest.approx(0.5, abs=0.08)
    with pytest.raises(ValidationError, match="not be above 1"):
        AugmentConfig(crossing=0.6, mixing=0.6)


def test_without_a_chance_or_a_source_nobody_is_crossed(kept: CubeCache) -> None:
    patients = Patients(("CT", "CT"), ("a", "b"))
    own = torch.from_numpy(patients[0].cube_hu).float()
    never = ONLY_CROSSING.model_copy(update={"crossing": 0.0})
    for augmenter in (Augmenter(never, GRID, crossing=Crossing(patients, kept)), Augmenter(ONLY_CROSSING, GRID)):
        torch.testing.assert_close(augmenter.volume(own, Draw(0, 0)), own, rtol=0, atol=0.05)
