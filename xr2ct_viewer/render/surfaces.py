"""Surfaces in the scene: triangles from numpy arrays with a colour and an opacity, cut as the volume is.

Invariant: the arrays are handed to VTK without a copy and are kept as long as the actor.
"""

from collections.abc import Iterable

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPlane, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkClipPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from xr2ct_viewer.models.surfaces import Surface


class SurfaceActors:
    """The surfaces of a scene by their id."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._renderer = renderer
        self.shown: dict[str, Surface] = {}
        self._actors: dict[str, vtkActor] = {}
        self._data: dict[str, vtkPolyData] = {}
        self._box: tuple[vtkPlane, ...] = ()
        self._plane: vtkPlane | None = None

    def show(self, shown: Iterable[Surface]) -> None:
        """Draw these and no others; a mesh that is there already is not built again."""
        surfaces = {surface.id: surface for surface in shown}
        for surface_id in self._actors.keys() - surfaces.keys():
            self._remove(surface_id)
        for surface_id, surface in surfaces.items():
            known = self.shown.get(surface_id)
            if known is None or known.mesh is not surface.mesh:
                if known is not None:
                    self._remove(surface_id)
                self._add(surface_id, surface)
            actor = self._actors[surface_id]
            actor.SetVisibility(surface.visible)
            actor.GetProperty().SetColor(*surface.rgb)
            actor.GetProperty().SetOpacity(surface.opacity)
        self.shown = surfaces

    def cut(self, box: tuple[vtkPlane, ...], plane: vtkPlane | None) -> None:
        """Keep what lies on the inner side of all planes of a box (six at most), and of a further plane."""
        self._box, self._plane = box, plane
        for surface_id in self._actors:
            self._cut(surface_id)

    def copy_from(self, other: "SurfaceActors") -> None:
        """Show the same as in another scene."""
        self.show(other.shown.values())

    def _remove(self, surface_id: str) -> None:
        self._renderer.RemoveActor(self._actors.pop(surface_id))
        del self._data[surface_id]

    def _add(self, surface_id: str, surface: Surface) -> None:
        self._data[surface_id] = _poly_data(surface)
        mapper = vtkPolyDataMapper()
        mapper.ScalarVisibilityOff()
        actor = self._actors[surface_id] = vtkActor()
        actor.SetMapper(mapper)
        look = actor.GetProperty()
        look.SetInterpolationToPhong()
        look.SetAmbient(0.18)
        look.SetDiffuse(0.8)
        look.SetSpecular(0.18)
        look.SetSpecularPower(18)
        self._cut(surface_id)
        self._renderer.AddActor(actor)

    def _cut(self, surface_id: str) -> None:
        """The box cuts while drawing, of which six planes are the limit; the further plane cuts the triangles."""
        mapper = self._actors[surface_id].GetMapper()
        mapper.RemoveAllClippingPlanes()
        for side in self._box:
            mapper.AddClippingPlane(side)
        if self._plane is None:
            mapper.SetInputData(self._data[surface_id])
            return
        clipper = vtkClipPolyData()
        clipper.SetInputData(self._data[surface_id])
        clipper.SetClipFunction(self._plane)
        mapper.SetInputConnection(clipper.GetOutputPort())


def _poly_data(surface: Surface) -> vtkPolyData:
    points = vtkPoints()
    points.SetData(numpy_to_vtk(surface.mesh.vertices_lps_mm, deep=False))
    count = len(surface.mesh.faces)
    offsets = numpy_to_vtkIdTypeArray(np.arange(0, 3 * count + 1, 3, dtype=np.int64), deep=True)
    corners = numpy_to_vtkIdTypeArray(np.ascontiguousarray(surface.mesh.faces, np.int64).ravel(), deep=True)
    cells = vtkCellArray()
    cells.SetData(offsets, corners)
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    data.GetPointData().SetNormals(numpy_to_vtk(surface.normals, deep=False))
    return data
