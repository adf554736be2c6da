"""Surfaces of a volume, made by the viewer's program, which has VTK; for the command line and for the window."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.io.mesh import Mesh
from xr2ct_core.media.render_process import SURFACES, run_program
from xr2ct_core.structure_names import Structure
from xr2ct_core.volume import Volume


@dataclass(frozen=True, eq=False)
class MadeSurface:
    """A mesh in LPS millimetres, its unit normals (n, 3), and the usual colour of the structure."""

    mesh: Mesh
    normals: NDArray[np.float32]
    rgb: tuple[float, float, float]


def make_surface(
    volume: Volume, structure: Structure, folder: Path, work: WorkContext, **recipe: float | None
) -> MadeSurface:
    """Make the surface of a structure in a process of its own; its files are left in `folder`.

    `recipe` may set `threshold_hu`, `smallest_ml`, `smoothing` and `kept_share`; what it leaves out is as usual for the
    structure. Raises `BadInputError` where there is none, `CancelledError` when `work` is stopped, and what
    `run_render` does.
    """
    np.save(folder / "hu.npy", volume.as_int16().hu, allow_pickle=False)
    job: dict[str, Any] = {
        "hu_path": str(folder / "hu.npy"),
        "spacing_zyx_mm": volume.spacing_zyx_mm,
        "origin_lps_mm": volume.affine.origin_lps_mm,
        "structure": structure,
        "out_path": str(folder / "surface.npz"),
        **recipe,
    }
    run_program((sys.executable, "-m", SURFACES), json.dumps(job), folder, work)
    with np.load(folder / "surface.npz", allow_pickle=False) as arrays:
        red, green, blue = (float(value) for value in arrays["rgb"])
        return MadeSurface(Mesh(arrays["vertices"], arrays["faces"]), arrays["normals"], (red, green, blue))
