"""Line integrals stored beside display images are used for the very images and geometry they were made from."""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.data.stored_lines import FILE_NAME, stored_lines, with_images, write_lines
from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.radiograph import RadiographPair


@pytest.fixture
def folder(ball_pair: RadiographPair, tmp_path: Path) -> Path:
    """A pair of display images with the line integrals they were made from beside it."""
    shown = [
        replace(each, image=(each.image / each.image.max()).astype(np.float32), scale="display")
        for each in ball_pair.radiographs
    ]
    path = write_pair(replace(ball_pair, frontal=shown[0], lateral=shown[1]), tmp_path / "ball", images="png")
    write_lines(path, ball_pair, "known", ("A note.",))
    return path.parent


def test_they_take_the_place_of_the_images_they_were_made_from(folder: Path, ball_pair: RadiographPair) -> None:
    pair = read_pair(folder)
    lines = stored_lines(pair, folder / "pair.json")
    assert lines is not None and pair.extra["line_integrals"]["how"] == "known"
    linear = with_images(pair, lines)
    assert linear.is_physical and not pair.is_physical
    np.testing.assert_allclose(linear.lateral.image, ball_pair.lateral.image, rtol=1e-3, atol=1e-6)


def test_after_a_correction_or_for_other_images_they_count_as_absent(folder: Path) -> None:
    pair = read_pair(folder)
    nearer = replace(pair.geometry, frontal=replace(pair.geometry.frontal, sad_mm=500.0))
    assert stored_lines(replace(pair, geometry=nearer), folder / "pair.json") is None
    (folder / "frontal.png").write_bytes((folder / "lateral.png").read_bytes())
    assert stored_lines(read_pair(folder), folder / "pair.json") is None


def test_damaged_ones_are_told_and_count_as_absent(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    stored = folder / FILE_NAME
    stored.write_bytes(stored.read_bytes()[:200])
    with caplog.at_level(logging.WARNING):
        assert stored_lines(read_pair(folder), folder / "pair.json") is None
    assert "cannot be used" in caplog.text
