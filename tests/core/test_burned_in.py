"""Text in the pixels: names and numbers are found in every size and either polarity, side markers are none."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from xr2ct_core.io.radiograph_read import read_facts
from xr2ct_core.radiography.burned_in import find_text, without_text


def chest(rows: int = 600, cols: int = 520) -> np.ndarray:
    """Soft shadows as in a chest, with noise: dark on the left half, bright on the right."""
    random = np.random.default_rng(5)
    shadows = ndimage.gaussian_filter(random.normal(size=(rows, cols)), 25)
    ground = np.linspace(0.1, 0.75, cols)[None, :] + 0.15 * shadows / np.abs(shadows).max()
    return np.clip(ground + 0.01 * random.normal(size=(rows, cols)), 0, 1).astype(np.float32)


def written(image: np.ndarray, text: str, at: tuple[int, int], size: int, value: int) -> np.ndarray:
    picture = Image.fromarray((image * 255).astype(np.uint8))
    ImageDraw.Draw(picture).text(at, text, fill=value, font=ImageFont.load_default(size))
    return np.asarray(picture, np.float32) / 255


@pytest.mark.parametrize("size", [14, 18, 28, 44])
@pytest.mark.parametrize(("value", "left"), [(255, 20), (0, 250)])
@pytest.mark.parametrize("text", ["DOE^JOHN", "MRN 0045821", "12.03.1967"])
def test_names_numbers_and_dates_are_found_where_they_stand(size, value, left, text):
    areas = find_text(written(chest(), text, (left, 300), size, value))
    assert len(areas) == 1
    top, bottom, first, last = areas[0]
    assert top >= 290 and bottom <= 300 + 2 * size and left - size <= first and last > left + 3 * size


@pytest.mark.parametrize("text", ["", "L", "R", "LT", "JKW"])
@pytest.mark.parametrize("size", [14, 24, 40])
def test_nothing_a_side_marker_and_initials_are_no_text(text, size):
    assert find_text(written(chest(), text, (30, 40), size, 255)) == ()


def test_text_along_columns_and_several_lines_are_found():
    image = written(chest(), "DOE JOHN", (40, 60), 20, 255)
    image = written(image, "1967-03-12", (40, 86), 20, 255)
    assert len(find_text(image)) == 2
    assert len(find_text(np.ascontiguousarray(image[:, ::-1].T))) == 2


def test_a_wire_across_the_image_is_no_text():
    image, along = chest(), np.arange(60, 460)
    for thick in range(4):
        image[(300 + 12 * np.sin(along / 25)).astype(int) + thick, along] = 1.0
    assert find_text(image) == ()


def test_what_has_no_range_or_no_size_holds_no_text():
    assert find_text(np.ones((300, 300), np.float32)) == ()
    assert find_text(np.eye(20, dtype=np.float32)) == ()


def test_a_masked_text_is_found_no_more_and_the_rest_is_untouched():
    image = written(chest(), "DOE JOHN 0045821", (40, 560), 24, 255)
    areas = find_text(image)
    masked = without_text(image, areas)
    assert find_text(masked) == ()
    outside = np.ones(image.shape, bool)
    for top, bottom, left, right in areas:
        outside[top:bottom, left:right] = False
    assert np.array_equal(masked[outside], image[outside])
    assert np.abs(masked - chest())[~outside].mean() < 0.03


def test_an_area_at_the_corner_of_the_image_is_filled_from_the_sides_it_has():
    image = np.full((20, 20), 0.25, np.float32)
    image[:6, :8] = 1.0
    assert np.allclose(without_text(image, ((0, 6, 0, 8),)), 0.25)
    assert np.isfinite(without_text(image, ((0, 20, 0, 20),))).all()


def test_real_radiographs_with_side_markers_only_are_not_flagged(shared_data: Path):
    for path in sorted((shared_data / "xray").glob("CXR*.png")):
        assert find_text(read_facts(path).image) == (), path.name
