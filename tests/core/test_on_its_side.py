"""X-rays that were scanned or stored on their side are told from those that stand, with the turn to put them right."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.evaluation.stand_in import StandIn, drawn_stand_in
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_pair, read_radiograph, read_volume
from xr2ct_core.pairing.doctor import ON_ITS_SIDE_SURE, _upright, check_pair, frontal_probability
from xr2ct_core.pairing.model import bundled_model
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.samples import samples

STANDS, LIES_HEAD_LEFT, LIES_HEAD_RIGHT = "stands", "head at the left", "head at the right"
BY_QUARTERS = (STANDS, LIES_HEAD_RIGHT, STANDS, LIES_HEAD_LEFT)
"""What is right of an image that was turned right by so many quarters."""


@pytest.fixture(scope="module")
def sample_pair() -> RadiographPair:
    return read_pair(Path(samples()[0].pair_path))


def told(image: NDArray[np.float32]) -> str:
    _, on_its_side, head_is_left = _upright(image, bundled_model())
    if on_its_side < ON_ITS_SIDE_SURE:
        return STANDS
    return LIES_HEAD_LEFT if head_is_left else LIES_HEAD_RIGHT


def told_of_all_turns(image: NDArray[np.float32]) -> tuple[str, ...]:
    return tuple(told(np.ascontiguousarray(np.rot90(image, -quarters))) for quarters in range(4))


@pytest.mark.parametrize("quarters", [1, 3])
@pytest.mark.parametrize("place", ["frontal", "lateral"])
def test_it_is_named_with_the_turn_that_puts_it_right(sample_pair: RadiographPair, place: str, quarters: int) -> None:
    wrong = replace(sample_pair, **{place: getattr(sample_pair, place).turned_right(quarters)})
    (found,) = check_pair(wrong).findings
    assert (found.id, found.fix) == (f"on-its-side-{place}", "turn-left" if quarters == 1 else "turn-right")
    assert BY_QUARTERS[quarters] in found.sentence
    dark = replace(wrong, **{place: getattr(wrong, place).inverted()})
    assert {one.id for one in check_pair(dark).findings} == {f"on-its-side-{place}", f"inverted-{place}"}


def test_which_view_it_is_shows_on_its_side_too(sample_pair: RadiographPair) -> None:
    frontal, lateral = (frontal_probability(one.turned_right(1).image) for one in sample_pair.radiographs)
    assert frontal is not None and frontal > 0.9 and lateral is not None and lateral < 0.1


def test_what_is_no_chest_in_any_way_does_not_lie(sample_pair: RadiographPair) -> None:
    noise = np.random.default_rng(0).standard_normal(sample_pair.frontal.shape).astype(np.float32)
    rows, cols = np.mgrid[0:128, 0:128].astype(np.float32)
    assert told(noise) == told(rows) == told(cols) == STANDS


def test_real_images_nobody_learned_from_lie_only_if_they_were_turned(shared_data: Path) -> None:
    found = {path.name: read_radiograph(path, view=View.PA).image for path in (shared_data / "xray").glob("*.png")}
    assert len(found) == 6
    assert {name: told_of_all_turns(image) for name, image in found.items()} == dict.fromkeys(found, BY_QUARTERS)


@pytest.mark.slow
def test_projected_chests_lie_only_if_they_were_turned(shared_data: Path) -> None:
    wrong = count = 0
    for path in sorted((shared_data / "ct").glob("*.nii.gz")):
        if "labels" in path.name:
            continue
        cube, subject = ct_to_cube(read_volume(path), WorkingGrid(64)), path.name.partition(".")[0]
        for how in (StandIn(), *(drawn_stand_in(number, subject) for number in range(3))):
            for one in stand_in_pair(cube, BiplanarGeometry.preset("clinic"), how, subject=subject).radiographs:
                answers = told_of_all_turns(one.image)
                count += len(answers)
                wrong += sum(answer != right for answer, right in zip(answers, BY_QUARTERS, strict=True))
    print(f"{count} images, {wrong} wrong answers")
    assert count > 400 and wrong <= 0.02 * count
