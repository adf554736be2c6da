"""Slabs are what their names say, as thick as they say, and thin out at the ends of the stack."""

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.display import SliceDisplay
from xr2ct_viewer.models.frames import ORIENTATIONS, Orientation, PlaneFrames
from xr2ct_viewer.models.oblique import plane_of
from xr2ct_viewer.models.planes import SlicePlane
from xr2ct_viewer.models.slabs import SLAB_MODES, Slab, slab_indices, slab_text, thickness_of, thinned
from xr2ct_viewer.models.slice_content import SliceContent

SHAPE = (24, 20, 28)
VOLUME = Volume(np.random.default_rng(3).normal(0, 300, SHAPE).astype(np.int16), Affine.centred(SHAPE, (2.5, 2.5, 2.5)))
TURNED = PlaneFrames().turned_in("axial", 30, (0, 0, 0)).turned_in("coronal", 15, (0, 0, 0))


def shown(orientation: Orientation, display: SliceDisplay) -> SliceContent:
    content = SliceContent(orientation, display)
    content.set_volume(VOLUME)
    content.update()
    return content


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize(("mode", "reduce"), [("mip", np.max), ("minip", np.min), ("mean", np.mean)])
@pytest.mark.parametrize("frames", [PlaneFrames(), TURNED], ids=["straight", "turned"])
def test_a_slab_combines_its_slices(orientation, mode, reduce, frames) -> None:
    content = shown(orientation, SliceDisplay(slab=Slab(mode, 20.0), frames=frames))
    plane = plane_of(orientation, VOLUME, frames)
    middle = plane.nearest_index((0, 0, 0))
    stack = [plane.extract(VOLUME.hu, index, -1000.0) for index in range(middle - 4, middle + 4)]
    assert len(slab_indices(plane, middle, content.slab)) == 8
    np.testing.assert_allclose(content.image, reduce(np.stack(stack).astype(np.float64), axis=0), atol=0.02)


def test_a_slab_never_changes_the_volume() -> None:
    before = VOLUME.hu.copy()
    for mode in SLAB_MODES:
        shown("axial", SliceDisplay(slab=Slab(mode, 30.0)))
    assert (VOLUME.hu == before).all()


def test_the_title_tells_the_thickness_that_is_shown() -> None:
    plane = SlicePlane.of("axial", VOLUME)
    assert slab_text(plane, Slab("mip", 20)) == "MIP 20 mm"
    assert slab_text(plane, Slab("mean", 3)) == "Mean 2.5 mm"
    assert slab_text(plane, Slab()) == ""
    assert thickness_of(plane, Slab("single", 50)) == 2.5


def test_slabs_get_thinner_at_the_ends() -> None:
    plane = SlicePlane.of("coronal", VOLUME)
    assert list(slab_indices(plane, 0, Slab("mip", 20))) == [0, 1, 2, 3]
    assert list(slab_indices(plane, 19, Slab("mip", 20))) == [15, 16, 17, 18, 19]


def test_modes_and_thicknesses_go_round_and_stop() -> None:
    slab = Slab()
    for mode in (*SLAB_MODES[1:], SLAB_MODES[0]):
        slab = slab.next_mode()
        assert slab.mode == mode
    assert Slab("mip", 10).thicker(1).thickness_mm == 15
    assert Slab("mip", 10).thicker(-99).thickness_mm == 2
    assert Slab("mip", 10).thicker(99).thickness_mm == 100


def test_turning_shows_a_coarse_slab_and_then_the_whole_one() -> None:
    display = SliceDisplay(slab=Slab("mip", 40.0), frames=TURNED)
    display.is_turning = True
    content = shown("coronal", display)
    coarse = content.image.copy()
    display.is_turning = False
    assert content.update() == "slice"
    assert (content.image >= coarse).all() and (content.image > coarse).any()
    assert thinned(range(10, 26), 4) == [10, 15, 20, 25]


def test_nothing_is_drawn_anew_while_the_crosshair_moves_within_a_slice() -> None:
    display = SliceDisplay()
    content = shown("axial", display)
    display.crosshair_lps_mm = (10.0, -5.0, 0.0)
    assert content.update() == "nothing"
    display.crosshair_lps_mm = (10.0, -5.0, 12.0)
    assert content.update() == "slice"
    display.frames = TURNED
    assert content.update() == "stack"


def test_the_deviation_of_a_slab_is_not_known() -> None:
    display = SliceDisplay()
    content = shown("axial", display)
    content.sigma_hu = np.full(VOLUME.shape_zyx, 50, np.int16)
    assert content.sigma_image() is not None
    display.slab = Slab("mean", 20.0)
    content.update()
    assert content.sigma_image() is None


def test_a_region_of_a_turned_slice_leaves_out_what_is_not_the_patient() -> None:
    content = shown("axial", SliceDisplay(frames=PlaneFrames().turned_in("coronal", 70, (0, 0, 0))))
    everything = content.values(slice(None), slice(None))
    assert 0 < everything.size < content.image.size
    assert (everything != -1000.0).all()
