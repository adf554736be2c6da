"""The colours that tell planes apart do so for everybody, and on black."""

from itertools import combinations

import numpy as np
import pytest
from skimage.color import rgb2lab

from xr2ct_viewer.widgets.painting import PLANE_COLOURS

VISION = {
    "full": np.eye(3),
    "without red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "without green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "without blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Colours as they look to people who lack a kind of cone: Machado et al., IEEE TVCG 2009;15:1291, severity 1."""


def seen(vision: str) -> dict[str, np.ndarray]:
    colours = {}
    for name, colour in PLANE_COLOURS.items():
        rgb = np.array([colour.redF(), colour.greenF(), colour.blueF()])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        linear = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
        shown = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        colours[name] = rgb2lab(shown.reshape(1, 1, 3)).ravel()
    return colours


@pytest.mark.parametrize("vision", VISION)
def test_planes_have_colours_that_stay_apart(vision: str) -> None:
    colours = seen(vision)
    for one, other in combinations(colours, 2):
        assert np.linalg.norm(colours[one] - colours[other]) > 25, (one, other)
    assert all(colour[0] > 45 for colour in colours.values())
