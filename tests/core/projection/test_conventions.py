"""An off-centre marker lands where the geometry says: no view is flipped or transposed."""

import numpy as np
import projection_shapes as shapes
import pytest
import torch

from xr2ct_core.geometry import View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.posed import project_posed
from xr2ct_core.projection.projector import Projector

GRID = WorkingGrid(64)
MARKER_ZYX = (44, 20, 38)
MARKER_LPS_MM = GRID.affine.voxel_to_world(MARKER_ZYX)
POSES = [
    {},
    {"shift_mm": (12.0, -8.0, 20.0)},
    {"rotation_deg": (0.0, 0.0, 45.0)},
    {"rotation_deg": (4.0, -6.0, 15.0), "shift_mm": (-9.0, 6.0, 11.0)},
]


def _marker() -> np.ndarray:
    mu = np.zeros(GRID.shape_zyx, dtype=np.float32)
    mu[MARKER_ZYX] = 1.0
    return mu


def _centre_of_mass(image: np.ndarray) -> np.ndarray:
    rows, cols = np.mgrid[: image.shape[0], : image.shape[1]]
    return np.array([(rows * image).sum(), (cols * image).sum()]) / image.sum()


@pytest.mark.parametrize("pose", POSES, ids=["rest", "shifted", "45 degrees", "turned and shifted"])
@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("name", ["x2ct", "clinic", "parallel"])
def test_a_marker_lands_where_the_geometry_says(name: str, view: View, pose: dict[str, tuple[float, ...]]) -> None:
    geometry = shapes.view_of(name, view, pixels=160, **pose)
    mu = _marker()
    images = {
        "torch": Projector([geometry], GRID).forward(torch.from_numpy(mu)[None])[0][0].numpy(),
        "numpy": project_numpy(mu, [geometry], GRID)[0],
    }
    expected = geometry.world_to_pixel(MARKER_LPS_MM)
    for way, image in images.items():
        np.testing.assert_allclose(_centre_of_mass(image), expected, atol=0.35, err_msg=way)


@pytest.mark.parametrize("view", list(View))
def test_the_ray_marcher_has_the_same_conventions(view: View) -> None:
    pytest.importorskip("nanodrr", reason="pose gradients need the extra 'pose'")
    geometry = shapes.view_of("x2ct", view, pixels=160, rotation_deg=(0.0, 0.0, 20.0))
    rotation_rad, shift_mm = torch.tensor([0.05, -0.04, 0.1]), torch.tensor([5.0, -7.0, 9.0])
    image = project_posed(torch.from_numpy(_marker())[None], geometry, GRID, rotation_rad, shift_mm)[0].numpy()
    angles_deg = np.rad2deg(rotation_rad.numpy().astype(float)) + np.array([0.0, 0.0, 20.0])
    moved = shapes.view_of("x2ct", view, pixels=160, rotation_deg=tuple(angles_deg), shift_mm=(5.0, -7.0, 9.0))
    np.testing.assert_allclose(_centre_of_mass(image), moved.world_to_pixel(MARKER_LPS_MM), atol=0.35)


def test_patient_left_is_on_the_right_of_a_frontal_and_the_back_on_the_right_of_a_lateral() -> None:
    mu = np.zeros(GRID.shape_zyx, dtype=np.float32)
    mu[40:44, 50:54, 48:52] = 1.0  # towards the head, the back and the left
    for view in View:
        image = project_numpy(mu, [shapes.view_of("clinic", view, pixels=160)], GRID)[0]
        row, col = _centre_of_mass(image)
        assert row < 79.5, f"{view}: the head must be up"
        assert col > 79.5, f"{view}: left and back must be right"
