"""Makes the bundled templates: `python -m xr2ct_core.methods.blocks.templates.build_templates CT_DIR`, from NIfTI.

Each template is the body of one CT (table removed), resampled to 2.5 mm and cropped to the body. HU are clipped to
[-1024, 2000] and rounded to steps of 8 HU, well below the noise of a CT, so that the files stay small.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.blocks.templates.library import LIBRARY_IDS, SPACING_MM
from xr2ct_core.volume import Volume

_WHOLE_BODY = WorkingGrid(size=192, cube_mm=192 * SPACING_MM)
_HU_STEP = 8
_AIR_HU = -1000
_OUTSIDE_HU = -1024


def template_of(ct: Volume) -> NDArray[np.int16]:
    """The body of a CT at 2.5 mm, cropped; partly filled end slices are dropped, air is added around y and x."""
    hu: NDArray[np.float32] = np.clip(ct_to_cube(ct, _WHOLE_BODY).as_float32().hu, -1024, 2000).astype(np.float32)
    sides = []
    for indices, trim in zip(np.nonzero(hu > _AIR_HU), (1, -1, -1), strict=True):
        # The same margin on both sides keeps the body's centre in the centre of the array.
        margin = max(0, min(int(indices.min()), _WHOLE_BODY.size - 1 - int(indices.max())) + trim)
        sides.append(slice(margin, _WHOLE_BODY.size - margin))
    rounded = (np.rint(hu[tuple(sides)] / _HU_STEP) * _HU_STEP).astype(np.int16)
    rounded[:, [0, -1], :] = _OUTSIDE_HU
    rounded[:, :, [0, -1]] = _OUTSIDE_HU
    return rounded


def main(ct_dir: Path, out_dir: Path) -> None:
    """Write one `.npz` a template; `ct_dir` holds the CTs as `<id>.nii.gz`."""
    for template_id in LIBRARY_IDS:
        hu = template_of(read_volume(ct_dir / f"{template_id}.nii.gz"))
        np.savez_compressed(out_dir / f"{template_id}.npz", hu=hu)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[4] / "resources" / "templates")
