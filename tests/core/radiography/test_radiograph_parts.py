"""What is not the patient in a display image."""

import numpy as np

from xr2ct_core.geometry import View
from xr2ct_core.radiograph import Radiograph
from xr2ct_core.radiography.parts import find_parts, without_parts


def shown(border: float = 0.0) -> Radiograph:
    """A body of 120 x 100 pixels on noisy air, in a field of 160 x 140 inside a border of one value."""
    image = np.full((200, 200), border, dtype=np.float32)
    air = np.random.default_rng(3).normal(0.06, 0.01, (160, 140)).clip(0.01, 0.2)
    image[20:180, 30:170] = air
    rows, cols = np.mgrid[:200, :200]
    body = ((rows - 110) / 70) ** 2 + ((cols - 100) / 50) ** 2 < 1
    image[body & (rows < 180)] = 0.6
    return Radiograph(image, 2.0, View.PA)


def with_letter(radiograph: Radiograph) -> Radiograph:
    radiograph.image[30:38, 40:43] = 1.0
    radiograph.image[36:38, 40:46] = 1.0
    return radiograph


def test_black_and_white_borders_are_found_to_the_pixel() -> None:
    for border in (0.0, 1.0):
        assert find_parts(shown(border)).field == (slice(20, 180), slice(30, 170))


def test_a_letter_is_masked_and_the_body_is_not() -> None:
    parts = find_parts(with_letter(shown()))
    assert parts.letters[30:38, 40:43].all()
    assert parts.letters[60:170, 60:140].sum() == 0
    assert not find_parts(shown()).letters.any()


def test_air_is_what_reaches_a_side_of_the_field() -> None:
    radiograph = shown()
    radiograph.image[90:110, 90:110] = 0.06  # a gas bubble inside the body is as dark as air
    parts = find_parts(radiograph)
    assert parts.has_air and abs(parts.air - 0.06) < 0.005
    assert parts.direct[40:60, 35:60].mean() > 0.95 and not parts.direct[90:110, 90:110].any()


def test_beyond_the_field_is_air_where_its_sides_show_air_and_patient_where_the_patient_is_cut() -> None:
    radiograph = shown()
    radiograph.image[150:180, 32:168] = 0.6  # cut by the lower side, and in touch with neither of the others
    parts = find_parts(radiograph)
    assert parts.unattenuated[20:180, :30].all() and parts.unattenuated[20:180, 170:].all()
    assert parts.unattenuated[:20].all() and not parts.unattenuated[180:, 40:160].any()
    np.testing.assert_array_equal(parts.unattenuated[parts.exposed], parts.direct[parts.exposed])


def test_letters_are_filled_from_around_and_the_border_goes_on_from_the_field() -> None:
    radiograph = with_letter(shown())
    filled = without_parts(radiograph, find_parts(radiograph))
    assert filled[30:38, 40:46].max() < 0.2
    np.testing.assert_array_equal(filled[190], filled[179])


def test_an_image_without_air_says_so() -> None:
    image = np.random.default_rng(1).uniform(0.3, 0.9, (100, 100)).astype(np.float32)
    parts = find_parts(Radiograph(image, 2.0, View.PA))
    assert not parts.has_air and not parts.direct.any()
