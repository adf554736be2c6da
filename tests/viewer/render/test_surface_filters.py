"""From a field to a mesh: closed, in place, smooth, lighter where asked, and looking outwards."""

import numpy as np
import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_viewer.render.surface_filters import mesh_of_field

RADIUS_MM = 30.0
CENTRE_MM = np.array([11.0, -7.0, 23.0])
AFFINE = Affine.axis_aligned((2.5, 2.0, 3.0), CENTRE_MM - np.array([3.0, 2.0, 2.5]) * 20)


def ball() -> np.ndarray:
    """Distance to a sphere, (41, 41, 41), positive inside."""
    z, y, x = np.indices((41, 41, 41)) - 20
    return (RADIUS_MM - np.sqrt((3.0 * x) ** 2 + (2.0 * y) ** 2 + (2.5 * z) ** 2)).astype(np.float32)


def test_a_ball_has_its_volume_its_place_and_normals_that_look_outwards() -> None:
    mesh, normals = mesh_of_field(ball(), AFFINE, smoothing=0, kept_share=1.0)
    assert mesh.volume_ml == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3 / 1000, rel=0.02)
    away = mesh.vertices_lps_mm - CENTRE_MM
    assert np.linalg.norm(away, axis=1) == pytest.approx(RADIUS_MM, abs=0.3)
    assert (np.einsum("ij,ij->i", away, normals) > 0.9 * RADIUS_MM).all()


def test_every_edge_of_the_mesh_belongs_to_two_triangles() -> None:
    mesh, _ = mesh_of_field(ball(), AFFINE, smoothing=15, kept_share=0.4)
    edges = np.sort(mesh.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts == 2).all()


def test_decimation_leaves_the_share_that_was_asked_for_and_the_volume() -> None:
    whole, _ = mesh_of_field(ball(), AFFINE, smoothing=0, kept_share=1.0)
    light, _ = mesh_of_field(ball(), AFFINE, smoothing=0, kept_share=0.25)
    assert len(light.faces) == pytest.approx(0.25 * len(whole.faces), rel=0.05)
    assert light.volume_ml == pytest.approx(whole.volume_ml, rel=0.01)


def test_smoothing_takes_the_voxels_off_a_mask() -> None:
    mask = np.where(ball() > 0, 1.0, -1.0).astype(np.float32)
    rough, _ = mesh_of_field(mask, AFFINE, smoothing=0, kept_share=1.0)
    smooth, _ = mesh_of_field(mask, AFFINE, smoothing=30, kept_share=1.0)

    def deviation_mm(mesh) -> float:
        return float(np.std(np.linalg.norm(mesh.vertices_lps_mm - CENTRE_MM, axis=1)))

    assert deviation_mm(smooth) < 0.6 * deviation_mm(rough)


def test_a_field_that_never_changes_its_sign_has_no_surface() -> None:
    with pytest.raises(BadInputError, match="no triangles"):
        mesh_of_field(np.full((5, 5, 5), -1.0, np.float32), AFFINE, smoothing=0, kept_share=1.0)
