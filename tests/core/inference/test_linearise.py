"""Display images made into line integrals."""

from dataclasses import replace

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.linearise import TYPICAL_TOTAL_PER_HEIGHT_MM, to_line_integrals, total_mm2
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume


@pytest.fixture
def parallel_pair(ball: Volume) -> RadiographPair:
    return simulate_pair(ball, BiplanarGeometry.make(model="parallel", rows=64, cols=64, pixel_mm=5.0))


def as_display(radiograph: Radiograph, gain: float, offset: float = 0.1) -> Radiograph:
    image = (radiograph.image / radiograph.image.max() * gain + offset).astype(np.float32)
    return replace(radiograph, image=image, scale="display")


def test_physical_images_pass_unchanged(ball_pair: RadiographPair) -> None:
    assert to_line_integrals(ball_pair) is ball_pair


def test_both_views_get_the_same_total_that_of_a_typical_chest(parallel_pair: RadiographPair) -> None:
    pair = replace(
        parallel_pair,
        frontal=as_display(parallel_pair.frontal, gain=0.5),
        lateral=as_display(parallel_pair.lateral, gain=0.9),
    )
    linear = to_line_integrals(pair)
    assert linear.is_physical
    band_mm = (-95.0, 35.0)  # the ball reaches from 90 mm above the isocentre to 30 mm below it
    totals = [
        total_mm2(image, view, band_mm, 320.0)
        for image, view in zip(linear.radiographs, pair.geometry.views, strict=True)
    ]
    assert totals == pytest.approx([TYPICAL_TOTAL_PER_HEIGHT_MM * 120.0] * 2, rel=0.05)
    assert totals[0] == pytest.approx(totals[1], rel=1e-5)
    assert "typical chest" in linear.frontal.assumptions[-1] and "Left lateral" in linear.lateral.assumptions[-1]


def test_the_gain_is_found_again_when_the_other_view_is_physical(parallel_pair: RadiographPair) -> None:
    pair = replace(parallel_pair, lateral=as_display(parallel_pair.lateral, gain=0.4))
    linear = to_line_integrals(pair)
    assert linear.frontal is pair.frontal
    assert np.abs(linear.lateral.image - parallel_pair.lateral.image).max() < 0.02 * parallel_pair.lateral.image.max()
    assert "other view" in linear.lateral.assumptions[-1]


def test_air_becomes_zero_and_the_order_of_greys_is_kept(parallel_pair: RadiographPair) -> None:
    pair = replace(parallel_pair, frontal=as_display(parallel_pair.frontal, gain=0.7, offset=0.2))
    shown, linear = pair.frontal.image.ravel(), to_line_integrals(pair).frontal.image.ravel()
    assert linear.min() == 0.0 and linear.dtype == np.float32
    assert (np.diff(linear[np.argsort(shown)]) >= 0).all()


def test_the_total_of_a_cone_beam_is_that_of_the_volume(ball_pair: RadiographPair) -> None:
    ball_mm2 = 0.02 * 4 / 3 * np.pi * 60**3
    for radiograph, view in zip(ball_pair.radiographs, ball_pair.geometry.views, strict=True):
        assert total_mm2(radiograph, view, (-160.0, 160.0), 320.0) == pytest.approx(ball_mm2, rel=0.25)


def test_padding_of_one_view_does_not_make_it_stronger(parallel_pair: RadiographPair) -> None:
    cut = parallel_pair.frontal.image.copy()
    cut[:20] = 0.0
    pair = replace(
        parallel_pair,
        frontal=as_display(replace(parallel_pair.frontal, image=cut), gain=0.5, offset=0.0),
        lateral=as_display(parallel_pair.lateral, gain=0.9, offset=0.0),
    )
    linear = to_line_integrals(pair)
    gains = [
        float(after.image.max() / before.image.max())
        for after, before in zip(linear.radiographs, parallel_pair.radiographs, strict=True)
    ]
    assert gains[0] == pytest.approx(gains[1], rel=0.03)


def test_an_image_that_shows_nothing_is_refused(parallel_pair: RadiographPair) -> None:
    blank = replace(parallel_pair.frontal, image=np.full((64, 64), 0.5, np.float32), scale="display")
    with pytest.raises(BadInputError, match="same value"):
        to_line_integrals(replace(parallel_pair, frontal=blank))
