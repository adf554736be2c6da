"""Puts two volumes on one grid and measures how far they differ. Runs on threads, off the window's.

The grid is that of the volume with the finer voxels, of at most eight million; what only one of them covers is left
out of every measure. Units: HU, LPS millimetres.
"""

import numpy as np

from xr2ct_core.errors import BadInputError
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.comparison import StackCurves, VolumePair, VolumeScores
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.planes import Orientation
from xr2ct_viewer.models.reduction import reduced

_STACK_AXES: dict[Orientation, int] = {"axial": 0, "coronal": 1, "sagittal": 2}


def on_common_grid(left: Volume, right: Volume) -> VolumePair:
    """Both volumes as they stand in the world, on one grid. Raises `BadInputError` if they do not meet."""
    from xr2ct_core.regrid import covered, regridded

    left_small, right_small = reduced(left), reduced(right)
    finest = min(left_small, right_small, key=lambda volume: float(np.prod(volume.spacing_zyx_mm)))
    grid = finest.affine, finest.shape_zyx
    boxes = covered(left, *grid), covered(right, *grid)
    if boxes[0] is None or boxes[1] is None:
        raise _apart()
    box = tuple(
        slice(max(one.start, other.start), min(one.stop, other.stop))
        for one, other in zip(boxes[0], boxes[1], strict=True)
    )
    if any(side.stop <= side.start for side in box):
        raise _apart()
    on_left, on_right = regridded(left_small, *grid), regridded(right_small, *grid)
    difference = np.zeros(finest.shape_zyx, dtype=np.float32)
    difference[box] = on_right.hu[box] - on_left.hu[box]
    provenance = right.provenance or left.provenance
    is_same = left.affine == right.affine and left.shape_zyx == right.shape_zyx
    z, y, x = finest.shape_zyx
    dz, dy, dx = finest.spacing_zyx_mm
    is_cubic = max(finest.spacing_zyx_mm) - dx < 1e-3
    words = marked("{dx:.3g} mm") if is_cubic else marked("{dx:.3g} × {dy:.3g} × {dz:.3g} mm")
    size = filled(words, dx=dx, dy=dy, dz=dz)
    note = "" if is_same else filled("Resampled to {x} × {y} × {z} voxels of {size}", x=x, y=y, z=z, size=size)
    return VolumePair(on_left, on_right, Volume(difference, finest.affine, provenance), (box[0], box[1], box[2]), note)


def scored(pair: VolumePair) -> VolumeScores:
    """Measures of the part that both volumes cover, as a whole and slice by slice."""
    from xr2ct_core.evaluation.comparison_metrics import comparison_metrics, slice_curves

    left, right = pair.left.hu[pair.box], pair.right.hu[pair.box]
    curves: dict[Orientation, StackCurves] = {}
    for orientation, axis in _STACK_AXES.items():
        found = slice_curves(right, left, axis)
        psnr_db, mae_hu = (np.full(pair.left.shape_zyx[axis], np.nan) for _ in range(2))
        psnr_db[pair.box[axis]], mae_hu[pair.box[axis]] = found.psnr_db, found.mae_hu
        curves[orientation] = StackCurves(psnr_db, mae_hu)
    return VolumeScores(comparison_metrics(right, left), curves)


def centred_on_body(volume: Volume, cube_mm: float, size: int) -> Volume:
    """A CT with its body in the middle of the working cube, as it is put there before X-rays are made of it."""
    from xr2ct_core.cube import ct_to_cube
    from xr2ct_core.grid import WorkingGrid

    return ct_to_cube(volume, WorkingGrid(size, cube_mm))


def _apart() -> BadInputError:
    return BadInputError(
        "The two volumes do not overlap in the patient's coordinates.",
        "Choose the file “centred on the body”, which puts it where reconstructions are.",
    )
