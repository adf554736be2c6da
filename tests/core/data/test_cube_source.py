"""CTs in memory as a source of cases."""

import numpy as np
import pytest

from xr2ct_core.data.cubes import CubeSource
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid


def test_cubes_in_memory_are_cases_of_people():
    cubes = {name: np.full((8, 8, 8), value, np.int16) for name, value in (("a", -500), ("b", 40))}
    geometry = BiplanarGeometry.preset("clinic")
    source = CubeSource(cubes, WorkingGrid(8), geometry)
    assert source.subjects == ("a", "b") and source.kinds == ("CT", "CT") and len(source) == 2
    assert [case.subject for case in source] == ["a", "b"]
    assert source[1].cube_hu is cubes["b"] and source[-1].geometry == geometry
    with pytest.raises(IndexError):
        source[2]


def test_what_a_cube_holds_has_a_name_of_its_own():
    cube = np.zeros((8, 8, 8), np.int16)
    other = cube.copy()
    other[1, 2, 3] = 1
    source = CubeSource({"a": cube, "b": other, "c": cube.copy()}, WorkingGrid(8), BiplanarGeometry.preset("x2ct"))
    names = [source.fingerprint(index) for index in range(3)]
    assert names[0] == names[2] != names[1]
