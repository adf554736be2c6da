"""Radiographs without a CT are cases to learn from: linear, on the training's detectors, in their own geometry."""

from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.detectors import on_detectors
from xr2ct_core.data.names import full_name
from xr2ct_core.data.open import open_source
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.data.radiograph_cases import RadiographCases
from xr2ct_core.data.source import CaseSample, PairSample
from xr2ct_core.data.vary_pairs import PairChange, changed
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_pair
from xr2ct_core.projection.projector import project
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)
PLAIN = AugmentConfig(photons_low=0.0, stretch=0.0)


class Pairs:
    """Some pairs, counted as they are read."""

    def __init__(self, *pairs: RadiographPair) -> None:
        self._pairs, self.read = pairs, 0
        self.subjects = tuple(f"p{index}" for index in range(len(pairs)))

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> RadiographPair:
        self.read += 1
        return self._pairs[index]

    def fingerprint(self, index: int) -> str:
        return str(index)


def as_display(pair: RadiographPair) -> RadiographPair:
    frontal, lateral = (
        replace(r, image=(r.image / r.image.max()).astype(np.float32), scale="display") for r in pair.radiographs
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def test_the_views_of_a_case_are_those_a_detector_of_other_pixels_would_have_taken(
    ball: Volume, ball_pair: RadiographPair
) -> None:
    sample = RadiographCases(Pairs(ball_pair), GRID, SMALL)[0]
    assert sample.geometry.frontal.sad_mm == ball_pair.geometry.frontal.sad_mm
    assert sample.geometry.frontal.rows == 40 and sample.geometry.frontal.pixel_mm == pytest.approx(12.5)
    mu_BZYX = torch.from_numpy(hu_to_mu_per_mm(ball.hu.astype(np.float32)))[None]
    expected = project(mu_BZYX, sample.geometry.views, WorkingGrid(64))
    for found, wanted in zip((sample.frontal_RC, sample.lateral_RC), expected, strict=True):
        assert np.abs(found - wanted[0].numpy()).mean() < 0.02 * float(wanted.max())


def test_a_detector_of_another_shape_holds_the_whole_image() -> None:
    wide = BiplanarGeometry.make(rows=20, cols=60, pixel_mm=5.0)
    view = on_detectors(wide, SMALL).lateral
    assert (view.rows, view.cols, view.pixel_mm) == (40, 40, 7.5)
    assert on_detectors(SMALL, SMALL) is SMALL


def test_display_images_become_the_first_estimate_of_line_integrals(ball_pair: RadiographPair) -> None:
    shown = as_display(ball_pair)
    sample = RadiographCases(Pairs(shown), GRID, ball_pair.geometry)[0]
    np.testing.assert_array_equal(sample.frontal_RC, restored(shown).pair.frontal.image)
    assert float(sample.frontal_RC.sum()) == pytest.approx(float(ball_pair.frontal.image.sum()), rel=0.2)


def test_what_was_read_is_kept_up_to_a_limit(ball_pair: RadiographPair) -> None:
    pairs = Pairs(ball_pair, ball_pair, ball_pair)
    cases = RadiographCases(pairs, GRID, ball_pair.geometry, kept_bytes=2 * 2 * 4 * 64 * 64)
    for index in (0, 1, 0, 1, 2, 1):
        cases[index]
    assert pairs.read == 3
    cases[0]
    assert pairs.read == 4


def test_pairs_of_another_cube_are_refused(ball_pair: RadiographPair, tmp_path: Path) -> None:
    write_pair(replace(ball_pair, cube_mm=360.0), tmp_path / "large" / "one")
    with pytest.raises(BadInputError, match="360 mm, not 320 mm"):
        open_source(str(tmp_path / "large"), GRID, SMALL)
    write_pair(ball_pair, tmp_path / "large" / "two")
    assert len(open_source(str(tmp_path / "large"), GRID, SMALL)) == 1


def test_folders_of_pairs_are_cases_with_a_ct_where_they_name_one(
    ball: Volume, ball_pair: RadiographPair, tmp_path: Path
) -> None:
    write_pair(ball_pair, tmp_path / "with" / "a", truth=ball)
    write_pair(replace(ball_pair, subject="b"), tmp_path / "without" / "b")
    for folder, kind in (("with", "CT"), ("without", "pair")):
        source = open_source(str(tmp_path / folder), GRID, SMALL)
        assert source.kinds == (kind,) and source[0].geometry.frontal.rows == 40
    write_pair(ball_pair, tmp_path / "both" / "a", truth=ball)
    write_pair(replace(ball_pair, subject="b"), tmp_path / "both" / "b")
    both = open_source(str(tmp_path / "both"), GRID, SMALL)
    assert both.kinds == ("CT", "pair") and both.subjects == ("ball", "b")
    assert [type(both[index]) for index in range(2)] == [CaseSample, PairSample]
    alone = open_source(f"radiographs:{tmp_path}/both", GRID, SMALL)
    assert alone.kinds == ("pair", "pair")
    assert full_name(f"radiographs:{tmp_path}/with") == f"radiographs:{tmp_path / 'with'}"


def test_stored_radiographs_of_the_x2ct_layout_can_be_learned_from_alone(tmp_path: Path) -> None:
    (tmp_path / "scan").mkdir()
    with h5py.File(tmp_path / "scan" / "ct_xray_data.h5", "w") as file:
        file["ct"] = np.full((8, 8, 8), 1064)
        file["xray1"] = file["xray2"] = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert open_source(str(tmp_path), GRID, SMALL).kinds == ("CT",)
    sample = open_source(f"radiographs:{tmp_path}", GRID, SMALL)[0]
    assert isinstance(sample, PairSample) and sample.frontal_RC.shape == (40, 40)


def test_the_indiana_collection_is_learned_from_raw_and_prepared(shared_data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "indiana"
    folder.mkdir()
    for name in ("CXR54_IM-2145-1001.png", "CXR54_IM-2145-1002.png", "indiana_projections.csv"):
        (folder / name).symlink_to(shared_data / "xray" / name)
    task = PrepareTask(source_path=str(folder), layout="indiana", geometry="clinic", tone="estimated")
    run_prepare_task(task, tmp_path / "prepared", WorkContext(), lambda _role, _path: None)
    raw = open_source(str(folder), GRID, PRESETS["clinic"])
    prepared = open_source(str(tmp_path / "prepared"), GRID, PRESETS["clinic"])
    assert raw.kinds == prepared.kinds == ("pair",) and raw.subjects == prepared.subjects == ("CXR54",)
    first, second = raw[0], prepared[0]
    assert isinstance(first, PairSample) and isinstance(second, PairSample)
    assert first.geometry.views == second.geometry.views
    np.testing.assert_allclose(first.frontal_RC, second.frontal_RC, atol=0.02)


def test_a_batch_says_who_has_a_volume_and_gives_the_others_air(ball: Volume, ball_pair: RadiographPair) -> None:
    pair = RadiographCases(Pairs(ball_pair), GRID, ball_pair.geometry)[0]
    case = CaseSample("ball", np.asarray(ball.hu, np.int16), ball_pair.geometry)
    plain = BatchMaker(GRID, "cpu").make([pair, case])
    varied = Augmenter(AugmentConfig(), GRID).make([pair, case], [Draw(0, 0), Draw(0, 1)])
    for batch in (plain, varied):
        assert batch.has_truth_B.tolist() == [False, True]
        assert bool((batch.cube_hu_BZYX[0] == -1000).all()) and bool((batch.cube_hu_BZYX[1] > -500).any())
    torch.testing.assert_close(plain.frontal_BRC[0], plain.frontal_BRC[1], atol=0.02, rtol=0.0)
    found, truth = BatchMaker(GRID, "cpu").pair_and_truth(pair)
    assert truth is None
    np.testing.assert_array_equal(found.frontal.image, pair.frontal_RC)


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_a_changed_pair_is_what_the_changed_patient_would_have_given(ball: Volume, is_mirrored: bool) -> None:
    views = [replace(view, shift_mm=(7.0, -5.0, 3.0)) for view in BiplanarGeometry.make(rows=64, cols=64).views]
    geometry = BiplanarGeometry(views[0], views[1])
    mu_BZYX = torch.from_numpy(hu_to_mu_per_mm(ball.hu.astype(np.float32)))[None]
    before = project(mu_BZYX, geometry.views, WorkingGrid(64))
    *images, seen_in = changed(before[0][0], before[1][0], geometry, PairChange(1.07, is_mirrored))
    patient = mu_BZYX.flip(3) if is_mirrored else mu_BZYX
    after = project(patient, seen_in.views, WorkingGrid(64, 320.0 * 1.07))
    for found, wanted in zip(images, after, strict=True):
        torch.testing.assert_close(found, wanted[0], atol=2e-4 * float(wanted.max()), rtol=0.0)


def test_without_a_ct_only_what_was_asked_for_changes_the_tone(ball_pair: RadiographPair) -> None:
    pair = RadiographCases(Pairs(ball_pair), GRID, ball_pair.geometry)[0]

    def made(config: AugmentConfig) -> torch.Tensor:
        return Augmenter(config, GRID).make([pair], [Draw(3, 0)]).frontal_BRC[0]

    assert torch.equal(made(PLAIN), torch.from_numpy(pair.frontal_RC))
    assert not torch.equal(made(PLAIN.model_copy(update={"tone_without_ct": True})), made(PLAIN))
    noisy = made(PLAIN.model_copy(update={"photons_low": 1e4}))
    assert 0.0 < float((noisy - made(PLAIN)).abs().mean()) < 0.05
    assert torch.equal(noisy, made(PLAIN.model_copy(update={"photons_low": 1e4})))
