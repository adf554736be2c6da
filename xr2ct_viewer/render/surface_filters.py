"""From a field to a smooth, light mesh: flying edges, windowed sinc smoothing, quadric decimation. In VTK, no window.

Sources: Schroeder, Maynard, Geveci: Flying edges (LDAV 2015); Taubin, Zhang, Golub: Optimal surface smoothing as filter
design (ECCV 1996); Garland, Heckbert: Surface simplification using quadric error metrics (SIGGRAPH 1997).
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersCore import (
    vtkFlyingEdges3D,
    vtkPolyDataNormals,
    vtkQuadricDecimation,
    vtkWindowedSincPolyDataFilter,
)

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.mesh import Mesh

ON_THE_SURFACE: Final = np.float32(1e-3)
"""Voxels that lie exactly on the surface count as inside: triangles without an area would meet there."""
PASS_BAND: Final = 0.08
"""Spatial frequencies above it are smoothed away, as a fraction of the mesh's own; lower is smoother."""


def mesh_of_field(
    field: NDArray[np.float32],
    affine: Affine,
    smoothing: int,
    kept_share: float,
    report: Callable[[float, str], None] = lambda _fraction, _phase: None,
) -> tuple[Mesh, NDArray[np.float32]]:
    """The surface at 0 of a field (z, y, x) and its outward unit normals (n, 3).

    `affine` places the field's voxels in LPS millimetres; `smoothing` is the number of passes, 0 for none;
    `kept_share` of the triangles is left. Raises `BadInputError` where the field never changes its sign.
    """
    report(0.1, "Finding the surface")
    field = np.where(field == 0, ON_THE_SURFACE, field)
    image = vtkImageData()
    image.SetDimensions(*field.shape[::-1])
    image.SetSpacing(*affine.spacing_zyx_mm[::-1])
    image.SetOrigin(*affine.origin_lps_mm)
    image.GetPointData().SetScalars(numpy_to_vtk(np.ascontiguousarray(field).ravel(), deep=False))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.0)
    edges.ComputeNormalsOff()
    edges.ComputeScalarsOff()
    edges.Update()
    data = edges.GetOutput()
    if not data.GetNumberOfPolys():
        raise BadInputError("The surface has no triangles.", "Choose another threshold.")
    if smoothing > 0:
        report(0.4, "Smoothing")
        data = _smoothed(data, smoothing)
    if kept_share < 1.0:
        report(0.55, "Leaving out triangles")
        data = _decimated(data, kept_share)
    report(0.9, "Shading")
    return _outwards(data)


def _smoothed(data: vtkPolyData, passes: int) -> vtkPolyData:
    sinc = vtkWindowedSincPolyDataFilter()
    sinc.SetInputData(data)
    sinc.SetNumberOfIterations(passes)
    sinc.SetPassBand(PASS_BAND)
    sinc.BoundarySmoothingOff()
    sinc.FeatureEdgeSmoothingOff()
    sinc.NonManifoldSmoothingOn()
    sinc.NormalizeCoordinatesOn()
    sinc.Update()
    return sinc.GetOutput()


def _decimated(data: vtkPolyData, kept_share: float) -> vtkPolyData:
    decimation = vtkQuadricDecimation()
    decimation.SetInputData(data)
    decimation.SetTargetReduction(min(max(1.0 - kept_share, 0.0), 0.99))
    decimation.VolumePreservationOn()
    decimation.Update()
    return decimation.GetOutput()


def _outwards(data: vtkPolyData) -> tuple[Mesh, NDArray[np.float32]]:
    """Numpy's own copies, the triangles counter-clockwise seen from outside."""
    normals = vtkPolyDataNormals()
    normals.SetInputData(data)
    normals.SplittingOff()
    normals.ConsistencyOn()
    normals.Update()
    data = normals.GetOutput()
    vertices = np.array(vtk_to_numpy(data.GetPoints().GetData()), dtype=np.float32)
    faces = np.array(vtk_to_numpy(data.GetPolys().GetConnectivityArray()), dtype=np.int32).reshape(-1, 3)
    outward = np.array(vtk_to_numpy(data.GetPointData().GetNormals()), dtype=np.float32)
    mesh = Mesh(vertices, faces)
    if mesh.volume_ml < 0:
        mesh, outward = Mesh(vertices, np.ascontiguousarray(faces[:, ::-1])), -outward
    return mesh, outward
