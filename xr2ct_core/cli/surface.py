"""Surfaces of a volume for `xr2ct export`: made by the viewer's program, which has VTK, written here."""

import json
import sys
from pathlib import Path
from typing import Literal

import numpy as np

from xr2ct_core.cli.work import scratch_folder
from xr2ct_core.control import WorkContext
from xr2ct_core.io.mesh import Mesh, write_mesh
from xr2ct_core.media.render_process import SURFACES, run_program
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
        np.save(scratch / "hu.npy", volume.as_int16().hu, allow_pickle=False)
        job = {
            "hu_path": str(scratch / "hu.npy"),
            "spacing_zyx_mm": volume.spacing_zyx_mm,
            "origin_lps_mm": volume.affine.origin_lps_mm,
            "structure": structure,
            "threshold_hu": threshold_hu,
            "out_path": str(scratch / "surface.npz"),
        }
        run_program((sys.executable, "-m", SURFACES), json.dumps(job), scratch, work)
        with np.load(scratch / "surface.npz", allow_pickle=False) as arrays:
            mesh = Mesh(arrays["vertices"], arrays["faces"])
            red, green, blue = (float(value) for value in arrays["rgb"])
    title = structure if threshold_hu is None else f"{structure} at {threshold_hu:g} HU"
    return write_mesh(mesh, path, banner=banner, title=f"{title} (estimate)", rgb=(red, green, blue))
