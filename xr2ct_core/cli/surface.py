"""Surfaces of a volume for `xr2ct export`: made by the viewer's program, which has VTK, written here."""

from pathlib import Path
from typing import Literal

from xr2ct_core.cli.work import scratch_folder
from xr2ct_core.control import WorkContext
from xr2ct_core.io.mesh import write_mesh
from xr2ct_core.media.surface_process import make_surface
from xr2ct_core.volume import Volume

SurfaceName = Literal["lungs", "bone", "skin"]


def export_surface(
    volume: Volume,
    path: Path,
    structure: SurfaceName,
    banner: str,
    work: WorkContext,
    *,
    threshold_hu: float | None = None,
) -> Path:
    """Write the surface of a structure as STL or PLY, by the file's ending; raises `BadInputError` where there is none.

    Smoothing and decimation are those that the window begins with, and so is the threshold where none is given: lungs
    are below `threshold_hu`, bone and skin above it.
    """
    with scratch_folder() as scratch:
        made = make_surface(volume, structure, scratch, work, threshold_hu=threshold_hu)
    title = structure if threshold_hu is None else f"{structure} at {threshold_hu:g} HU"
    return write_mesh(made.mesh, path, banner=banner, title=f"{title} (estimate)", rgb=made.rgb)
