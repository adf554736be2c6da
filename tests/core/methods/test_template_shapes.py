"""How people differ in shape is known from others than the patient, and helps to lay a template over radiographs."""

import numpy as np
import pytest
import torch

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.templates import losses, shapes
from xr2ct_core.methods.blocks.templates.build_shapes import GRID as BUILT_GRID
from xr2ct_core.methods.blocks.templates.build_shapes import laid_over
from xr2ct_core.methods.blocks.templates.config import RegistrationConfig
from xr2ct_core.methods.blocks.templates.library import LIBRARY_IDS, load_template
from xr2ct_core.methods.blocks.templates.register import POSE, Pyramid, Registration, Stage
from xr2ct_core.methods.blocks.templates.shapes import CONTROLS, Shapes, load_shapes, shape_modes
from xr2ct_core.methods.blocks.templates.warp import Deformation, Lattice, TemplateVolume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm, mu_per_mm_to_hu
from xr2ct_core.volume import Volume

CPU = torch.device("cpu")
GRID = WorkingGrid(32)
PATIENT, TEMPLATE = "QIN-LSC-0088", "QIN-LSC-0049"
OTHERS = tuple(name for name in LIBRARY_IDS if name != PATIENT)


def bent_template(shape: torch.Tensor, grid: WorkingGrid) -> Volume:
    """A person who is the template but for so much of each of the first modes."""
    modes = torch.from_numpy(shape_modes(OTHERS)[: len(shape)])
    deformation = Deformation(CPU, modes)
    with torch.no_grad():
        deformation.shape.copy_(shape)
        mu = deformation.warp(TemplateVolume(load_template(TEMPLATE), CPU), Lattice(grid, CPU), 1)
    return Volume.on_grid(mu_per_mm_to_hu(mu.numpy()), grid)


def pair_of(cube: Volume, subject: str = PATIENT) -> RadiographPair:
    return simulate_pair(cube, BiplanarGeometry.preset("x2ct"), subject=subject)


def test_every_bundled_ct_is_laid_over_every_other_person() -> None:
    bundled = load_shapes()
    pairs = set(zip(bundled.templates, bundled.people, strict=True))
    assert pairs == {(one, other) for one in LIBRARY_IDS for other in LIBRARY_IDS if one != other}
    assert bundled.displacement_mm.shape == (len(pairs), 3, *(CONTROLS,) * 3)
    lattice = Lattice(WorkingGrid(24), CPU)
    for displacement_mm in bundled.displacement_mm[::17]:
        inner_mm = lattice.spline(torch.from_numpy(displacement_mm))[:, 4:-4, 4:-4, 4:-4].numpy()
        assert 2.0 < np.sqrt((inner_mm**2).mean()) < 60.0


def test_modes_are_those_of_other_people_and_at_right_angles() -> None:
    bundled = load_shapes()
    modes = bundled.modes(OTHERS).reshape(shapes.MOST_MODES, -1)
    sizes = np.linalg.norm(modes, axis=1)
    assert (np.diff(sizes) <= 0).all()
    np.testing.assert_allclose(modes @ modes.T, np.diag(sizes**2), atol=1e-3 * sizes[0] ** 2)
    strange = np.array([PATIENT in pair for pair in zip(bundled.templates, bundled.people, strict=True)])
    moved_mm = np.where(strange[:, None, None, None, None], 1000.0, bundled.displacement_mm)
    moved = Shapes(bundled.templates, bundled.people, moved_mm.astype(np.float32))
    np.testing.assert_array_equal(moved.modes(OTHERS), bundled.modes(OTHERS))


def test_shapes_of_hardly_anybody_are_not_known() -> None:
    with pytest.raises(BadInputError, match="too few"):
        load_shapes().modes((PATIENT,))


def test_damaged_shapes_are_said_to_be_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "FILE", "templates/ATTRIBUTION.md")
    with pytest.raises(BadInputError, match="cannot be read"):
        load_shapes.__wrapped__()


def test_the_modes_of_a_registration_leave_the_patient_out() -> None:
    cube = bent_template(torch.zeros(1), GRID)
    own, strangers = (
        Pyramid(pair_of(cube, subject), GRID, CPU).modes_mm.numpy() for subject in (PATIENT, "somebody else")
    )
    np.testing.assert_array_equal(own, shape_modes(OTHERS))
    np.testing.assert_array_equal(strangers, shape_modes(LIBRARY_IDS))
    assert not np.array_equal(own, strangers)


def test_an_amount_of_a_mode_moves_as_the_mode_does() -> None:
    modes = torch.from_numpy(shape_modes(OTHERS))
    deformation, lattice = Deformation(CPU, modes), Lattice(GRID, CPU)
    with torch.no_grad():
        deformation.shape[3] = -1.5
        torch.testing.assert_close(deformation.displacement_mm(lattice, 1), -1.5 * lattice.spline(modes[3]))
        assert not deformation.displacement_mm(lattice, 0).any(), "the pose is without shape"
    assert float(losses.strangeness(deformation).detach()) == pytest.approx(1.5**2)


def test_known_shapes_bring_a_template_nearer_to_a_person_of_such_a_shape() -> None:
    shape = torch.tensor([0.8, -1.2, 1.0, 1.3, -0.7, 1.1, -1.0, 0.9])
    cube = bent_template(shape, GRID)
    truth = torch.from_numpy(hu_to_mu_per_mm(cube.hu))
    template = TemplateVolume(load_template(TEMPLATE), CPU)
    error, amount = {}, {}
    for weight in (0.0, 1.0, 100.0):
        registration = Registration(
            template, RegistrationConfig(shape_weight=weight), Pyramid(pair_of(cube), GRID, CPU)
        )
        registration.fit(POSE, lambda: None)
        registration.fit(Stage(10.0, 1, False, 60, 3.0), lambda: None)
        volume = registration.volume(Lattice(GRID, CPU))
        error[weight] = float((volume - truth).square().mean())
        amount[weight] = float(losses.strangeness(registration.deformation).detach())
    assert error[1.0] < 0.8 * error[0.0]
    assert amount[0.0] == 0.0 and 0.0 < amount[100.0] < 0.1 * amount[1.0]


def test_a_displacement_is_found_with_the_ct_in_sight() -> None:
    shape = torch.tensor([0.5, -1.0, 0.8])
    config = RegistrationConfig(effort=0.4, finest_mm=10.0)
    found = laid_over(bent_template(shape, BUILT_GRID), [TEMPLATE], config)
    lattice = Lattice(WorkingGrid(24), CPU)
    truth_mm = lattice.spline(torch.tensordot(shape, torch.from_numpy(shape_modes(OTHERS)[:3]), 1))
    found_mm = lattice.spline(torch.from_numpy(found[TEMPLATE]))
    body = torch.from_numpy(bent_template(shape, WorkingGrid(24)).hu) > -300
    off_mm = (found_mm - truth_mm).square().sum(0).sqrt()[body].median()
    assert off_mm < 0.3 * truth_mm.square().sum(0).sqrt()[body].median()
