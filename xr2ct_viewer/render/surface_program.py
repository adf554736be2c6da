"""`python -m xr2ct_viewer.render.surface_program JOB.json`: makes one surface in a process of its own.

Why a process: VTK's filters hold Python's lock while they work, so on a thread they would stop the window, and they
cannot be interrupted; a process can be ended. Says how far it is as lines of JSON, `{"fraction", "phase"}`, then
`{"done": true}` or `{"error": {"message", "hint"}}`. Arrays in and out are `.npy` and `.npz`, nothing is unpickled.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from xr2ct_core.affine import Affine
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.structure_names import Structure
from xr2ct_core.structures import structure_field
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.surfaces import RECIPES, SURFACE_RGB, SurfaceRecipe

_CHOICES: Final = ("threshold_hu", "smallest_ml", "smoothing", "kept_share")


class SurfaceJob(BaseModel):
    """`hu_path` holds HU (z, y, x); `out_path` receives `vertices`, `faces`, `normals` and the colour `rgb`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hu_path: str
    spacing_zyx_mm: tuple[float, float, float]
    origin_lps_mm: tuple[float, float, float]
    structure: Structure
    out_path: str
    threshold_hu: float | None = None
    smallest_ml: float | None = None
    smoothing: int | None = None
    kept_share: float | None = None

    @property
    def recipe(self) -> SurfaceRecipe:
        """What is not said is as usual for the structure."""
        said = {name: value for name, value in self.model_dump().items() if value is not None}
        return replace(RECIPES[self.structure], **{name: said[name] for name in _CHOICES if name in said})


def make_surface(job: SurfaceJob) -> None:
    """Do the job; raises `Xr2ctError` where there is nothing to show."""
    recipe = job.recipe
    _say(fraction=0.02, phase="Reading the volume")
    hu = np.load(job.hu_path, allow_pickle=False)
    affine = Affine.axis_aligned(job.spacing_zyx_mm, job.origin_lps_mm)
    field = structure_field(Volume(hu, affine), job.structure, recipe.threshold_hu, recipe.smallest_ml)
    from xr2ct_viewer.render.surface_filters import mesh_of_field

    around = Affine.axis_aligned(job.spacing_zyx_mm, affine.voxel_to_world((-1.0, -1.0, -1.0)))
    mesh, normals = mesh_of_field(
        field, around, recipe.smoothing, recipe.kept_share, lambda fraction, phase: _say(fraction=fraction, phase=phase)
    )
    rgb = np.array(SURFACE_RGB[job.structure])
    np.savez(job.out_path, vertices=mesh.vertices_lps_mm, faces=mesh.faces, normals=normals, rgb=rgb)


def _say(**words: object) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Do one job; the exit code is that of the error."""
    try:
        make_surface(SurfaceJob.model_validate_json(Path(arguments[0]).read_text(encoding="utf-8")))
    except Xr2ctError as error:
        _say(error={"code": error.code, "message": error.message, "hint": error.hint})
        return error.exit_code
    _say(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
