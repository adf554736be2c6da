"""A computed thorax, of which nobody learned anything: its canvas, its paths, its pair with the true masks."""

import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.lungmask.benchmark import Person, person_of
from xr2ct_core.lungmask.bodies import Patient, bodies_of
from xr2ct_core.lungmask.canvas import Canvas, canvas_of
from xr2ct_core.phantom.thorax import make_thorax


@pytest.fixture(scope="session")
def canvas() -> Canvas:
    return canvas_of(make_thorax(5, WorkingGrid(64)))


@pytest.fixture(scope="session")
def patient(canvas: Canvas) -> Patient:
    return Patient("P1", bodies_of(canvas, [0, 1], [0], WorkContext()))


@pytest.fixture(scope="session")
def person(canvas: Canvas) -> Person:
    return person_of(canvas, "P1")
