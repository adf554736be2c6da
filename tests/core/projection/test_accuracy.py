"""All projectors agree with analytic bodies, and with each other, within half a percent."""

from collections.abc import Callable

import numpy as np
import projection_shapes as shapes
import pytest
import torch
from numpy.typing import NDArray

from xr2ct_core.geometry import View, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.aligned import AlignedView, SparseAlignedView
from xr2ct_core.projection.linear import LinearView
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.oblique import ObliqueView
from xr2ct_core.projection.posed import project_posed

GRID = WorkingGrid(128)
Way = Callable[[NDArray[np.float32], ViewGeometry, WorkingGrid], NDArray[np.float32]]


def _through(operator: type[LinearView]) -> Way:
    def way(mu: NDArray[np.float32], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float32]:
        return operator(view, grid).forward(torch.from_numpy(mu)[None])[0].numpy()

    return way


def _numpy(mu: NDArray[np.float32], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float32]:
    return project_numpy(mu, [view], grid)[0]


def _posed(mu: NDArray[np.float32], view: ViewGeometry, grid: WorkingGrid) -> NDArray[np.float32]:
    pytest.importorskip("nanodrr", reason="pose gradients need the extra 'pose'")
    return project_posed(torch.from_numpy(mu)[None], view, grid, torch.zeros(3), torch.zeros(3))[0].numpy()


ANY_POSE: dict[str, Way] = {"numpy": _numpy, "sparse matrix": _through(ObliqueView), "posed": _posed}
ALIGNED_ONLY: dict[str, Way] = {"dense factors": _through(AlignedView), "sparse factors": _through(SparseAlignedView)}
CASES = [
    *(
        (way, name, view, 0.0)
        for way in ANY_POSE | ALIGNED_ONLY
        for name in ("x2ct", "parallel")
        for view in ("PA", "RL")
    ),
    *((way, name, "PA", 45.0) for way in ANY_POSE for name in ("x2ct", "clinic", "parallel")),
]


@pytest.fixture(scope="module")
def sphere() -> NDArray[np.float32]:
    return shapes.voxelised(shapes.in_sphere, GRID)


@pytest.fixture(scope="module")
def cylinder() -> NDArray[np.float32]:
    return shapes.voxelised(shapes.in_cylinder, GRID)


@pytest.mark.parametrize(("way", "name", "view", "turned_deg"), CASES)
def test_the_projection_of_a_sphere_is_its_chord(
    sphere: NDArray[np.float32], way: str, name: str, view: str, turned_deg: float
) -> None:
    geometry = shapes.view_of(name, View(view), turned_deg=turned_deg)
    image = (ANY_POSE | ALIGNED_ONLY)[way](sphere, geometry, GRID)
    expected = shapes.sphere_line_integrals(geometry)
    assert shapes.chord_error(image, expected, shapes.SPHERE_RADIUS_MM, GRID.spacing_mm) < 0.005
    assert image.sum() == pytest.approx(expected.sum(), rel=0.005)


@pytest.mark.parametrize(("way", "name", "view", "turned_deg"), CASES)
def test_the_projection_of_a_cylinder_is_its_chord(
    cylinder: NDArray[np.float32], way: str, name: str, view: str, turned_deg: float
) -> None:
    geometry = shapes.view_of(name, View(view), turned_deg=turned_deg)
    middle = slice(30, 50)  # rays that leave the cylinder through its side
    image = (ANY_POSE | ALIGNED_ONLY)[way](cylinder, geometry, GRID)[middle]
    expected = shapes.cylinder_line_integrals(geometry)[middle]
    assert shapes.chord_error(image, expected, shapes.CYLINDER_RADIUS_MM, GRID.spacing_mm) < 0.005


@pytest.mark.parametrize("name", ["x2ct", "clinic", "parallel"])
@pytest.mark.parametrize("view", list(View))
def test_all_ways_of_an_aligned_view_have_the_same_weights(name: str, view: View) -> None:
    grid = WorkingGrid(24)
    mu = np.random.default_rng(3).random(grid.shape_zyx, dtype=np.float32)
    geometry = shapes.view_of(name, view, pixels=40, shift_mm=(7.0, -11.0, 5.0))
    ways = {"sparse matrix": ANY_POSE["sparse matrix"], "numpy": _numpy} | ALIGNED_ONLY
    images = [way(mu, geometry, grid) for way in ways.values()]
    for image in images[1:]:
        np.testing.assert_allclose(image, images[0], atol=2e-5 * images[0].max())
