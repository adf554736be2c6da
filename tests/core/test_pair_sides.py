"""On which side the heart of a frontal is and the spine of a lateral: networks that mirroring turns round."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.io import read_pair, read_radiograph
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.model import bundled_model
from xr2ct_core.pairing.picture_learning import picture_network, weights_of, with_places
from xr2ct_core.pairing.picture_network import DEEP, SMALL, answers
from xr2ct_core.pairing.side_learning import taught_sides
from xr2ct_core.pairing.side_network import SIDE, mirrored_of, side_look_of
from xr2ct_core.samples import samples

VIEWS = ("frontal", "lateral")


def image_of(view: str) -> np.ndarray:
    return getattr(read_pair(Path(samples()[0].pair_path)), view).image


@pytest.mark.parametrize("view", VIEWS)
def test_mirroring_turns_the_score_round_exactly(view):
    look = side_look_of(image_of(view))[None]
    for network in bundled_model().sides[VIEWS.index(view)]:
        assert network.scores(look)[0] > 1.0
        assert network.scores(look[..., ::-1])[0] == pytest.approx(-network.scores(look)[0], abs=1e-5)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_and_its_mirror_image_share_all_belief(view):
    sides, image = bundled_model().sides[VIEWS.index(view)], image_of(view)
    right, mirrored = mirrored_of(sides, image), mirrored_of(sides, np.ascontiguousarray(image[:, ::-1]))
    assert right < 0.05 and mirrored == pytest.approx(1.0 - right, abs=1e-3)


@pytest.mark.parametrize("view", VIEWS)
def test_a_mirrored_view_is_named_also_where_it_is_inverted_or_upside_down(view):
    pair = read_pair(Path(samples()[0].pair_path))
    mirrored = getattr(pair, view).flipped_horizontally()
    turned = replace(mirrored, image=np.ascontiguousarray(mirrored.image[::-1]))
    upright = replace(mirrored, image=np.ascontiguousarray(mirrored.image[::-1, ::-1]))
    for kinds, wrong in (
        ({"inverted", "mirrored"}, mirrored.inverted()),
        ({"upside-down"}, turned),
        ({"upside-down"}, upright),
    ):
        found = {finding.id for finding in check_pair(replace(pair, **{view: wrong})).findings}
        assert found == {f"{kind}-{view}" for kind in kinds}


def test_numpy_asks_the_network_that_torch_taught():
    torch.manual_seed(0)
    for shape, outputs, form in (((24, 24), 2, SMALL), ((SIDE, SIDE), 1, DEEP), ((24, 48), 4, SMALL)):
        network = picture_network(shape, outputs, form=form).eval()
        for norm in (layer for layer in network if isinstance(layer, torch.nn.GroupNorm)):
            torch.nn.init.normal_(norm.weight, 1.0, 0.3)
            torch.nn.init.normal_(norm.bias, 0.0, 0.3)
        pictures = np.random.default_rng(0).standard_normal((4, *shape)).astype(np.float32)
        with torch.no_grad():
            taught = network(with_places(torch.from_numpy(pictures))).numpy()
        assert taught.shape == (4, outputs) and taught.std() > 1e-3
        assert answers(weights_of(network, form), pictures, form) == pytest.approx(taught, abs=1e-5)


def test_it_learns_where_something_lies():
    random = np.random.default_rng(0)

    def looks(count: int) -> np.ndarray:
        found = 0.3 * random.standard_normal((count, SIDE, SIDE)).astype(np.float32)
        for look in found:
            row, col = random.integers(8, 18), random.integers(18, 22)
            look[row : row + 8, col : col + 8] += 1.0
        return found

    network = taught_sides(looks(64), steps=60)
    scores = network.scores(looks(50))
    assert (scores > 0.0).mean() > 0.9


@pytest.mark.parametrize("name", ["CXR54_IM-2145-1001", "NIH_00000001_000", "NIH_00027426_000"])
def test_real_frontals_are_told_from_their_mirror_images(shared_data, name):
    image = read_radiograph(shared_data / "xray" / f"{name}.png").image
    assert mirrored_of(bundled_model().sides[0], image) < 0.1


@pytest.mark.parametrize("name", ["CXR25_IM-1024-2001", "CXR303_IM-1404-1001"])
def test_a_real_frontal_with_little_heart_to_see_is_not_called_mirrored(shared_data, name):
    image = read_radiograph(shared_data / "xray" / f"{name}.png").image
    assert mirrored_of(bundled_model().sides[0], image) < bundled_model().mirror_limits[0]
