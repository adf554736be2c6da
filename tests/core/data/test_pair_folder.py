"""Pair files are cases where they name a truth, and radiographs in any case."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.data.pair_folder import PairCases, PairFolder
from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.data.source import RadiographSource, Source, data_digest
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import write_pair
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)


@pytest.fixture
def pairs(ball_pair: RadiographPair, ball: Volume, tmp_path: Path) -> Path:
    """Two scans of one patient with truth and one pair without."""
    for name in ("LIDC-IDRI-0442.1", "LIDC-IDRI-0442.2"):
        write_pair(replace(ball_pair, subject=name), tmp_path / "pairs" / name, truth=ball)
    write_pair(replace(ball_pair, subject=""), tmp_path / "pairs" / "nobody")
    return tmp_path / "pairs"


def test_pairs_with_a_truth_are_cases(pairs: Path, ball: Volume, ball_pair: RadiographPair) -> None:
    source: Source = PairCases([pairs], GRID)
    assert source.subjects == ("LIDC-IDRI-0442", "LIDC-IDRI-0442")
    np.testing.assert_array_equal(source[1].cube_hu, truth_on_grid(ball, GRID).as_int16().hu)
    assert source[1].geometry == ball_pair.geometry
    assert [Path(problem.source).parent.name for problem in PairCases([pairs], GRID).left_out] == ["nobody"]


def test_all_pairs_are_radiographs(pairs: Path, ball_pair: RadiographPair) -> None:
    source: RadiographSource = PairFolder([pairs])
    assert source.subjects == ("LIDC-IDRI-0442", "LIDC-IDRI-0442", "nobody")
    np.testing.assert_array_equal(source[2].frontal.image, ball_pair.frontal.image)


def test_pairs_without_use_say_why(pairs: Path) -> None:
    with pytest.raises(BadInputError, match="names no true CT"):
        PairCases([pairs / "nobody"], GRID)
    with pytest.raises(BadInputError, match="is 320 mm, not 300 mm"):
        PairCases([pairs / "LIDC-IDRI-0442.1"], WorkingGrid(32, 300.0))


def test_phantoms_are_made_from_their_seed() -> None:
    source: Source = Phantoms(3, WorkingGrid(16), SMALL, first_seed=5)
    assert source.subjects == ("phantom-5", "phantom-6", "phantom-7") and len(source) == 3
    np.testing.assert_array_equal(source[1].cube_hu, make_thorax(6, WorkingGrid(16)).hu)
    assert not np.array_equal(source[0].cube_hu, source[1].cube_hu)
    assert data_digest(source) == data_digest(Phantoms(3, WorkingGrid(16), SMALL, first_seed=5))
    with pytest.raises(IndexError):
        source[3]
    with pytest.raises(BadConfigError):
        Phantoms(0, GRID, SMALL)
