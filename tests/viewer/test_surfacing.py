"""Surfaces made by the program in its own process: progress, result, refusal, cancel."""

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.surfaces import RECIPES, SurfaceRecipe
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.surfacing import Surfacing


def block(hu: int = 800) -> Volume:
    array = np.full((16, 16, 16), -1000, np.int16)
    array[4:12, 4:12, 4:12] = hu
    return Volume(array, Affine.centred(array.shape, (5.0,) * 3))


@pytest.fixture
def scratch(tmp_path):
    scratch = Scratch(tmp_path)
    yield scratch
    scratch.close()


@pytest.fixture
def surfacing(qtbot, scratch):
    background = Background()
    service = Surfacing(background, scratch)
    yield service
    service.close()
    background.close()


def test_a_surface_arrives_with_its_volume_after_some_progress(qtbot, surfacing, scratch) -> None:
    fractions = []
    surfacing.progress.connect(lambda fraction, _phase: fractions.append(fraction))
    volume = block()
    with qtbot.waitSignal(surfacing.made, timeout=30_000) as made:
        surfacing.make(volume, SurfaceRecipe("bone", 200.0, smoothing=0, kept_share=1.0))
    assert made.args[0] is volume
    surface = made.args[1]
    assert surface.title == "Bone 200 HU"
    assert 50.0 < surface.mesh.volume_ml < 80.0
    assert surface.normals.shape == surface.mesh.vertices_lps_mm.shape
    assert fractions == sorted(fractions) and len(fractions) >= 3
    assert not surfacing.is_busy and not list(scratch.folder.iterdir())


def test_a_threshold_without_anything_is_refused_in_a_sentence(qtbot, surfacing) -> None:
    with qtbot.waitSignal(surfacing.failed, timeout=30_000) as failed:
        surfacing.make(block(hu=100), RECIPES["bone"])
    assert "threshold" in str(failed.args[0])
    assert not surfacing.is_busy


def test_cancel_ends_what_runs_and_what_waits_and_nothing_arrives(qtbot, surfacing, scratch) -> None:
    surfacing.make(block(), RECIPES["bone"])
    surfacing.make(block(), RECIPES["custom"])
    assert surfacing.is_busy
    arrived = []
    surfacing.made.connect(lambda *_: arrived.append("made"))
    surfacing.failed.connect(arrived.append)
    with qtbot.waitSignal(surfacing.busy_changed, timeout=5_000, check_params_cb=lambda busy: not busy):
        surfacing.cancel()
    assert not surfacing.is_busy
    qtbot.waitUntil(lambda: not surfacing._background.is_busy, timeout=10_000)
    assert arrived == [] and not list(scratch.folder.glob("*"))
