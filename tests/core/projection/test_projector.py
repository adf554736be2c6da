"""The projector's adjoint is exact, its gradients are the adjoint, and what it cannot do it says."""

import sys
from dataclasses import replace

import numpy as np
import projection_shapes as shapes
import pytest
import torch

from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import View
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.aligned import AlignedView, SparseAlignedView
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.oblique import ObliqueView
from xr2ct_core.projection.posed import project_posed
from xr2ct_core.projection.projector import Projector, project

GRID = WorkingGrid(20)
VIEWS = [
    shapes.view_of("x2ct", View.PA, pixels=32),
    shapes.view_of("parallel", View.RL, pixels=24),
    shapes.view_of("clinic", View.LL, pixels=32, shift_mm=(3.0, 4.0, -5.0)),
    shapes.view_of("x2ct", View.AP, pixels=32, turned_deg=45.0),
]


@pytest.mark.parametrize("operator_type", [AlignedView, SparseAlignedView, ObliqueView])
@pytest.mark.parametrize("view", VIEWS[:3])
def test_the_adjoint_passes_the_dot_product_test(operator_type: type, view: object) -> None:
    random = torch.Generator().manual_seed(1)
    operator = operator_type(view, GRID, dtype=torch.float64)
    mu = torch.rand((2, *GRID.shape_zyx), generator=random, dtype=torch.float64)
    image = torch.rand((2, view.rows, view.cols), generator=random, dtype=torch.float64)
    left, right = (operator.forward(mu) * image).sum(), (mu * operator.adjoint(image)).sum()
    assert left.item() == pytest.approx(right.item(), rel=1e-9)


def test_the_projector_of_mixed_views_has_an_exact_adjoint() -> None:
    random = torch.Generator().manual_seed(2)
    projector = Projector(VIEWS, GRID, dtype=torch.float64)
    mu = torch.rand((1, *GRID.shape_zyx), generator=random, dtype=torch.float64)
    images = [torch.rand((1, v.rows, v.cols), generator=random, dtype=torch.float64) for v in VIEWS]
    left = sum((a * b).sum() for a, b in zip(projector.forward(mu), images, strict=True))
    assert float(left) == pytest.approx(float((mu * projector.adjoint(images)).sum()), rel=1e-9)


def test_gradients_flow_through_forward_and_adjoint() -> None:
    projector = Projector(VIEWS, WorkingGrid(6), dtype=torch.float64)
    mu = torch.rand((1, 6, 6, 6), dtype=torch.float64, requires_grad=True)

    def back_and_forth(mu: torch.Tensor) -> torch.Tensor:
        return projector.adjoint([(image / 100) ** 2 for image in projector.forward(mu)])

    assert torch.autograd.gradcheck(back_and_forth, (mu,))


def test_each_volume_of_a_batch_is_projected_on_its_own() -> None:
    mu = torch.rand((3, *GRID.shape_zyx), generator=torch.Generator().manual_seed(4))
    together = project(mu, VIEWS, GRID)
    alone = project(mu[1:2], VIEWS, GRID)
    for image, single in zip(together, alone, strict=True):
        torch.testing.assert_close(image[1:2], single)


@pytest.mark.gpu
def test_a_graphics_card_gives_the_images_of_the_processor() -> None:
    mu = torch.rand((1, *GRID.shape_zyx), generator=torch.Generator().manual_seed(6))
    on_card = Projector(VIEWS, GRID, "cuda").forward(mu.cuda())
    for image, expected in zip(on_card, Projector(VIEWS, GRID).forward(mu), strict=True):
        torch.testing.assert_close(image.cpu(), expected, rtol=2e-3, atol=2e-3)


def test_a_source_inside_the_cube_is_refused() -> None:
    inside = replace(VIEWS[0], sad_mm=100.0, sdd_mm=500.0)
    for refuse in (
        lambda: Projector([inside], GRID),
        lambda: Projector([inside.turned(30.0)], GRID),
        lambda: project_numpy(np.zeros(GRID.shape_zyx, np.float32), [inside], GRID),
    ):
        with pytest.raises(BadConfigError, match="inside the volume"):
            refuse()


def test_a_turned_view_is_refused_where_weights_must_factor() -> None:
    with pytest.raises(BadConfigError, match="turned"):
        SparseAlignedView(VIEWS[3], GRID)


class TestPose:
    view = shapes.view_of("x2ct", View.PA, pixels=24)

    @staticmethod
    def _blob() -> torch.Tensor:
        axis = (torch.arange(32) - 15.5) * 10.0
        z, y, x = torch.meshgrid(axis, axis, axis, indexing="ij")
        return 0.02 * torch.exp(-((x - 30) ** 2 + (y + 20) ** 2 + (z - 25) ** 2) / (2 * 40.0**2))[None]

    def test_gradients_in_the_pose_match_finite_differences(self) -> None:
        pytest.importorskip("nanodrr", reason="pose gradients need the extra 'pose'")
        grid, mu = WorkingGrid(32), self._blob()
        target = project_posed(mu, self.view, grid, torch.zeros(3), torch.zeros(3))

        def misfit(pose: torch.Tensor) -> torch.Tensor:
            return (project_posed(mu, self.view, grid, pose[:3], pose[3:]) - target).square().sum()

        pose = torch.tensor([0.05, -0.04, 0.06, 6.0, -4.0, 5.0], requires_grad=True)
        misfit(pose).backward()
        for index, step in enumerate([1e-2] * 3 + [1.0] * 3):
            offset = torch.zeros(6)
            offset[index] = step
            slope = (misfit(pose.detach() + offset) - misfit(pose.detach() - offset)) / (2 * step)
            assert pose.grad[index].item() == pytest.approx(
                slope.item(), rel=0.05, abs=0.01 * float(pose.grad.abs().max())
            )

    def test_gradients_in_the_volume_reach_every_voxel_a_ray_crosses(self) -> None:
        pytest.importorskip("nanodrr", reason="pose gradients need the extra 'pose'")
        grid = WorkingGrid(16)
        mu = torch.rand((1, 16, 16, 16), requires_grad=True)
        project_posed(
            mu, shapes.view_of("parallel", View.PA, pixels=64), grid, torch.zeros(3), torch.zeros(3)
        ).sum().backward()
        assert (mu.grad > 0).all()

    def test_without_nanodrr_the_error_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "nanodrr.data", None)
        with pytest.raises(BadConfigError, match=r"nanodrr.*pip install"):
            project_posed(self._blob(), self.view, WorkingGrid(32), torch.zeros(3), torch.zeros(3))
