"""Fields around which surfaces are drawn: lungs inside the body, bone without crumbs, skin without holes."""

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.structures import structure_field
from xr2ct_core.volume import Volume

SIZE, MM = 48, 5.0


def chest() -> Volume:
    """A body of water with two lungs that hold a vessel, a spine, and a crumb of bone; air around."""
    z, y, x = np.indices((SIZE, SIZE, SIZE)) - (SIZE - 1) / 2
    hu = np.full((SIZE,) * 3, -1024, np.int16)
    hu[(x / 18) ** 2 + (y / 13) ** 2 < 1] = 40
    for side in (-8, 8):
        hu[((x - side) / 5) ** 2 + (y / 7) ** 2 + (z / 15) ** 2 < 1] = -850
    hu[(abs(x - 8) < 1) & (abs(y) < 1) & (abs(z) < 14)] = 30
    hu[(abs(x) < 2.6) & (abs(y - 8) < 2.6)] = 700
    hu[24, 13, 24] = 900
    return Volume(hu, Affine.centred(hu.shape, (MM,) * 3))


def inside(field: np.ndarray) -> np.ndarray:
    return field[1:-1, 1:-1, 1:-1] > 0


def test_lungs_are_the_air_inside_the_body_with_their_vessels_and_not_the_air_around() -> None:
    mask = inside(structure_field(chest(), "lungs", -400.0, 50.0))
    assert mask[24, 24, 24 + 8] and mask[24, 24, 24 - 8]
    assert not mask[24, 24, 24] and not mask[:, :3].any()
    assert 1.5e3 < mask.sum() < 7e3


def test_bone_leaves_crumbs_out_and_keeps_the_spine() -> None:
    mask = inside(structure_field(chest(), "bone", 220.0, 2.0))
    assert mask[24, 32, 24] and not mask[24, 13, 24]
    with_crumbs = inside(structure_field(chest(), "bone", 220.0, 0.0))
    assert with_crumbs[24, 13, 24]


def test_skin_is_the_outside_of_the_body_with_everything_in_it() -> None:
    mask = inside(structure_field(chest(), "skin", -300.0, 1000.0))
    assert mask[24, 24, 24 + 8] and mask[24, 24, 24]
    assert not mask[24, 0, 0]


def test_every_field_is_negative_all_around_so_that_surfaces_close() -> None:
    field = structure_field(chest(), "bone", 220.0, 2.0)
    assert field.shape == (SIZE + 2,) * 3
    assert max(field[0].max(), field[-1].max(), field[:, 0].max(), field[:, :, -1].max()) < 0


def test_where_nothing_is_left_a_sentence_says_so() -> None:
    with pytest.raises(BadInputError, match="threshold"):
        structure_field(chest(), "bone", 2500.0, 2.0)
