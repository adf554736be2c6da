"""The worker's task `plausibility`: a volume in, a map of what does not follow from neighbouring slices out.

A volume that fills a working cube is taken where it stands; any other CT is put on the cube first, as for projecting.
"""

from pathlib import Path
from typing import Any

import numpy as np

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.continuity.method import ContinuityMethod
from xr2ct_core.protocol.tasks import PlausibilitySummary, PlausibilityTask
from xr2ct_core.provenance import Provenance
from xr2ct_core.runs.checkpoint_info import JUDGES_NONE, require_method
from xr2ct_core.training.checkpoint import load_method
from xr2ct_core.volume import Volume
from xr2ct_core.worker.job import JobContext

MAP_NOTE = "Not anatomy: absolute differences in HU between a volume and what its neighbouring slices lead to expect."
RESAMPLED_NOTE = "The volume was resampled to the {size}³ voxels of the network; what is finer was not judged."
NOT_HELD_OUT_NOTE = (
    "The network was not measured on CTs that it did not learn from, so what is called usual is too good for others."
)
_AWAY_MM = 0.01


def run_plausibility(config: PlausibilityTask, job: JobContext) -> dict[str, Any]:
    """Judge `config.volume_path`; the artifacts are those of `PlausibilityTask`."""
    job.work.progress(0.0, "Reading")
    device = choose_device(config.device)
    method, info = load_method(Path(config.checkpoint), device)
    require_method(info, "continuity", JUDGES_NONE)
    assert isinstance(method, ContinuityMethod)
    volume = read_volume(Path(config.volume_path))
    cube = on_working_cube(volume, method.grid.size)
    held_out = info.held_out_metrics.get("continuity_truth")
    found = method.plausibility(cube.hu.astype(np.float32), job.work, held_out=held_out or 1.0)
    settings = method.config.model_dump(mode="json")
    grid = WorkingGrid(method.grid.size, cube.spacing_zyx_mm[0] * method.grid.size)
    job.save_array("error_map", np.rint(found.error_hu).astype(np.int16))
    job.work.finish()
    origin = volume.provenance or Provenance(kind="acquired", synthetic=False)
    provenance = origin.model_copy(
        update={"checkpoint_sha256": info.weights_sha256, "assumptions": (MAP_NOTE, *origin.assumptions)}
    )
    notes = [RESAMPLED_NOTE.format(size=grid.size)] if volume.shape_zyx != cube.shape_zyx else []
    notes += [NOT_HELD_OUT_NOTE] if held_out is None else []
    return PlausibilitySummary(
        relative_error=found.relative_error,
        mean_error_hu=found.mean_error_hu,
        usual_error_hu=found.usual_error_hu,
        usual_range=found.usual_range,
        verdict=found.verdict,
        axis=settings["axis"],
        worst_slice=found.worst_slice,
        worst_slice_mm=(found.worst_slice - (grid.size - 1) / 2.0) * grid.spacing_mm,
        profile_hu=tuple(None if np.isnan(value) else round(float(value), 2) for value in found.profile_hu),
        grid_size=grid.size,
        cube_mm=grid.cube_mm,
        notes=tuple(notes),
        provenance=provenance.model_dump(mode="json"),
    ).model_dump(mode="json")


def on_working_cube(volume: Volume, size: int) -> Volume:
    """The volume on a working cube of `size`³ voxels: resampled where it fills one already, else put there as a CT."""
    shape, spacing_mm = volume.shape_zyx, volume.spacing_zyx_mm
    is_cubic = len(set(shape)) == 1 and np.ptp(spacing_mm) < _AWAY_MM
    if not is_cubic:
        return ct_to_cube(volume, WorkingGrid(size))
    cube = WorkingGrid(shape[0], spacing_mm[0] * shape[0])
    away_mm = np.subtract(volume.affine.origin_lps_mm, cube.affine.origin_lps_mm)
    if abs(away_mm).max() > _AWAY_MM:
        return ct_to_cube(volume, WorkingGrid(size))
    return truth_on_grid(volume, WorkingGrid(size, cube.cube_mm))
