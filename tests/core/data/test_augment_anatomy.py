"""Training patients breathe, their tissues change, and findings lie where a lung is; whoever has no lungs stays."""

import numpy as np
import pytest
import torch

from xr2ct_core.bspline import jacobian
from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.breath_field import Breath, LungFrame
from xr2ct_core.data.breathing import breathed
from xr2ct_core.data.lungs import coarse_lungs, fine_lungs, lung_frame
from xr2ct_core.data.source import CaseSample
from xr2ct_core.data.warp import Warper, draw_warp
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.projector import project
from xr2ct_core.units import MU_WATER_PER_MM

GRID = WorkingGrid(64)
FRAME = LungFrame((-90.0, 110.0), (-80.0, 90.0), (-120.0, 120.0))
OFF = AugmentConfig(
    rotation_deg=0, stretch=0, shift_mm=0, elastic_mm=0, distance_jitter=0, beam_shift_mm=0, photons_low=0,
    tone_gamma=0, tone_gain=0, breathing_mm=0, lung_hu=0, soft_hu=0, bone_contrast=0, vessel_hu=0, nodules=0,
    effusions=0,
)  # fmt: skip


def only(**settings: float) -> Augmenter:
    return Augmenter(OFF.model_copy(update=settings), GRID)


@pytest.fixture(scope="module")
def thorax() -> torch.Tensor:
    return torch.from_numpy(np.asarray(make_thorax(2, GRID).hu, dtype=np.float32))


@pytest.fixture(scope="module")
def lungs(thorax: torch.Tensor) -> torch.Tensor:
    return fine_lungs(thorax, coarse_lungs(thorax))


def own_places(size: int) -> torch.Tensor:
    axis = (torch.arange(size) - (size - 1) / 2.0) * (320.0 / size)
    return torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"))


def test_the_lungs_of_a_chest_are_found_and_the_air_around_a_body_is_none(thorax: torch.Tensor) -> None:
    mask = coarse_lungs(thorax)
    litres = float(mask.sum()) * 0.01**3 * 1000
    assert 1.5 < litres < 7.0
    frame = lung_frame(mask)
    assert frame is not None and frame.x_mm[0] < -60 < 60 < frame.x_mm[1]
    airy = torch.full((32, 32, 32), -800.0)
    airy[:, 12:20, 12:20] = 40.0
    assert not coarse_lungs(airy).any() and lung_frame(coarse_lungs(airy)) is None


@pytest.mark.parametrize("diaphragm_mm", [-40.0, 40.0])
def test_the_largest_breath_does_not_fold(diaphragm_mm: float) -> None:
    places = own_places(64)
    for frame in (FRAME, LungFrame((0.0, 40.0), (-20.0, 20.0), (-40.0, 40.0))):
        moved = breathed(places, Breath(diaphragm_mm, 0.35), frame)
        assert jacobian(moved - places, 5.0).min() > 0.1


def test_breathing_in_lowers_the_diaphragm_and_lifts_the_breastbone_but_leaves_the_spine() -> None:
    dome, breastbone, spine, apex = (-85.0, 0.0, -60.0), (-20.0, -90.0, 0.0), (-60.0, 90.0, 0.0), (118.0, 0.0, 60.0)
    places = torch.tensor([dome, breastbone, spine, apex]).T
    moved = breathed(places, Breath(10.0, 0.3), FRAME) - places
    assert 7 < float(moved[0, 0]) < 10, "what is at the dome stood higher"
    assert 2 < float(moved[1, 1]) <= 3.01, "what is in front stood further back"
    assert float(moved[:, 2].abs().max()) < 0.5 and float(moved[0, 3].abs()) < 0.2


def test_a_breath_changes_the_volume_of_the_lungs_but_not_of_a_body_without_them(
    thorax: torch.Tensor, lungs: torch.Tensor
) -> None:
    augmenter = only(breathing_mm=25.0)
    volumes = []
    for epoch in range(6):
        breathing = augmenter.volume(thorax, Draw(epoch, 0))
        volumes.append(float(fine_lungs(breathing, coarse_lungs(breathing)).sum() / lungs.sum()))
    assert min(volumes) < 0.96 and max(volumes) > 1.04
    ball = torch.full((64, 64, 64), -1000.0)
    ball[20:44, 20:44, 20:44] = 30.0
    torch.testing.assert_close(augmenter.volume(ball, Draw(0, 0)), ball, rtol=0, atol=0.05)


def test_bends_are_composed_with_the_warp_as_if_followed_on_the_fine_grid() -> None:
    config = AugmentConfig()
    warp = draw_warp(config, np.random.default_rng(3))
    breath = Breath(15.0, 0.3)
    ramp = 3.0 * own_places(64)[0] + own_places(64)[1]
    warper = Warper(64, "cpu")
    bent = warper.apply(ramp, warp, [lambda places: breathed(places, breath, FRAME)])
    z, y, _ = breathed(warper.places_mm(warp), breath, FRAME)
    inner = (slice(12, 52),) * 3
    torch.testing.assert_close(bent[inner], (3.0 * z + y)[inner], rtol=0, atol=2.0)


def test_each_tissue_changes_within_its_range_and_air_stays_air(thorax: torch.Tensor, lungs: torch.Tensor) -> None:
    air = thorax < -990
    air &= ~lungs
    cases = {
        "lung_hu": (50.0, lungs & (thorax < -600), 75.0 * 1.1),
        "soft_hu": (20.0, (thorax > 0) & (thorax < 120), 40.0),
        "bone_contrast": (0.2, thorax > 400, 0.2 * 3000),
        "vessel_hu": (100.0, (thorax > 20) & (thorax < 130), 100.0),
    }
    for name, (size, where, most) in cases.items():
        augmenter = only(**{name: size})
        changes = torch.stack([augmenter.content(thorax, Draw(epoch, 0)) - thorax for epoch in range(16)])
        assert float(changes[:, where].abs().max()) > 0.3 * size * (100 if name == "bone_contrast" else 1), name
        assert float(changes.abs().max()) <= most, name
        assert not changes[:, air].any(), name
        assert len({float(change.abs().sum()) for change in changes}) > 4, name


def test_changed_hu_have_no_edges_where_there_were_none(thorax: torch.Tensor) -> None:
    """Where the volume is flat, its change is as well."""
    augmenter = only(lung_hu=50.0, soft_hu=20.0, bone_contrast=0.2, vessel_hu=100.0)
    for epoch in range(3):
        change = augmenter.content(thorax, Draw(epoch, 0)) - thorax
        for axis in range(3):
            steps, own = change.diff(dim=axis).abs(), thorax.diff(dim=axis).abs()
            assert float((steps - 2.0 * own).max()) < 30.0


def test_nodules_and_effusions_are_inserted_as_often_as_asked_and_into_lungs_alone(
    thorax: torch.Tensor, lungs: torch.Tensor
) -> None:
    for name, least_ml in (("nodules", 0.05), ("effusions", 20.0)):
        augmenter = only(**{name: 0.5})
        changed = [augmenter.content(thorax, Draw(epoch, 0)) - thorax for epoch in range(30)]
        inserted = [change for change in changed if change.any()]
        assert 8 <= len(inserted) <= 22
        for change in inserted:
            where = change > 100
            assert float(change.sum()) / 1000 * 0.125 > least_ml
            assert float((where & lungs).sum() / where.sum().clamp_min(1)) > 0.5
        assert not torch.equal(inserted[0], inserted[1])


def test_views_show_the_changed_tissues_and_findings(thorax: torch.Tensor) -> None:
    geometry = BiplanarGeometry.make(rows=64, cols=64, pixel_mm=7.8125)
    case = CaseSample("thorax", thorax.numpy().astype(np.int16), geometry)
    settings = {"breathing_mm": 15.0, "lung_hu": 40.0, "vessel_hu": 80.0, "nodules": 1.0, "effusions": 1.0}
    batch = only(**settings).make([case], [Draw(1, 0)])
    mu = MU_WATER_PER_MM * (1 + batch.cube_hu_BZYX / 1000).clamp_min(0)
    for image, seen in zip(project(mu, geometry.views, GRID), (batch.frontal_BRC, batch.lateral_BRC), strict=True):
        torch.testing.assert_close(seen, image)
    again = only(**settings).make([case], [Draw(1, 0)])
    assert torch.equal(batch.cube_hu_BZYX, again.cube_hu_BZYX)


def test_one_of_these_settings_leaves_the_others_draws_alone(thorax: torch.Tensor) -> None:
    draw = Draw(2, 0)
    alone = only(nodules=1.0).content(thorax, draw) - thorax
    together = only(nodules=1.0, lung_hu=30.0).content(thorax, draw) - only(lung_hu=30.0).content(thorax, draw)
    assert torch.equal(alone > 300, together > 300)
    assert torch.equal(
        only(breathing_mm=10.0).volume(thorax, draw), only(breathing_mm=10.0, nodules=1.0).volume(thorax, draw)
    )


@pytest.mark.gpu
def test_a_gpu_gives_the_same_tissues_and_findings(thorax: torch.Tensor) -> None:
    config = OFF.model_copy(
        update={"breathing_mm": 15.0, "lung_hu": 40.0, "soft_hu": 20.0, "bone_contrast": 0.1, "vessel_hu": 80.0}
        | {"nodules": 1.0, "effusions": 1.0}
    )
    case = CaseSample("thorax", thorax.numpy().astype(np.int16), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15))
    host, device = (Augmenter(config, GRID, where).make([case], [Draw(1, 1)]) for where in ("cpu", "cuda"))
    differs = (device.cube_hu_BZYX.cpu() - host.cube_hu_BZYX).abs() > 5
    assert float(differs.float().mean()) < 1e-3
