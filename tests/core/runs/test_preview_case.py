"""The fixed case of a run is kept as it was seen, with and without a truth."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.runs.preview_case import preview_case_path, read_preview_case, write_preview_case
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.volume import Volume


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.create(tmp_path / "run", RunRecord(method="x2ct-gan", total_steps=4), {}, {})


def marked_pair() -> RadiographPair:
    geometry = BiplanarGeometry.make(rows=12, cols=16, pixel_mm=25.0)
    geometry = replace(geometry, lateral=geometry.lateral.turned(3.0))
    images = np.zeros((2, 12, 16), np.float32)
    images[0, 2, 3], images[1, 4, 13] = 1.5, 2.5
    frontal, lateral = (
        Radiograph(image, view.pixel_mm, view.view, "line_integral", source="simulated from CT")
        for image, view in zip(images, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry, subject="patient 7", cube_mm=300.0)


def test_the_case_comes_back_with_its_geometry_and_truth(run: RunFolder) -> None:
    pair, grid = marked_pair(), WorkingGrid(8, 300.0)
    hu = np.full(grid.shape_zyx, -1000.0, np.float32)
    hu[1, 2, 6] = 700.4
    write_preview_case(run, pair, Volume.on_grid(hu, grid))
    case = read_preview_case(run)
    assert case is not None and case.truth is not None
    assert case.pair.geometry == pair.geometry
    assert case.pair.subject == "patient 7"
    for read, written in zip(case.pair.radiographs, pair.radiographs, strict=True):
        assert read.scale == "line_integral"
        np.testing.assert_array_equal(read.image, written.image)
    assert case.truth.hu[1, 2, 6] == 700
    np.testing.assert_allclose(case.truth.affine.matrix, grid.affine.matrix)


def test_a_case_without_a_truth_has_none(run: RunFolder) -> None:
    assert read_preview_case(run) is None
    write_preview_case(run, marked_pair(), None)
    case = read_preview_case(run)
    assert case is not None and case.truth is None
    assert run.preview_steps() == []


def test_a_damaged_case_is_said_in_a_sentence(run: RunFolder) -> None:
    write_preview_case(run, marked_pair(), None)
    path = preview_case_path(run)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(BadInputError, match="damaged"):
        read_preview_case(run)
