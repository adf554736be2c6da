"""Makes the bundled templates from the published CTs: `python -m xr2ct_core.methods.template.build_templates CT_DIR`.

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
from xr2ct_core.methods.template.library import SPACING_MM, TEMPLATE_IDS
from xr2ct_core.volume import Volume

_WHOLE_BODY = WorkingGrid(size=192, cube_mm=192 * SPACING_MM)
_HU_STEP = 8
_AIR_HU = -1000


def template_of(ct: Volume) -> NDArray[np.int16]:
    """The body of a CT at 2.5 mm, cropped; partly filled end slices are dropped, air is added around y and x."""
    hu = np.clip(ct_to_cube(ct, _WHOLE_BODY).hu, -1024, 2000)
    z, y, x = np.nonzero(hu > _AIR_HU)
    # Equal margins on both sides keep the body's centre in the centre of the array.
    last = _WHOLE_BODY.size - 1
    z0, y0, x0 = (max(0, min(int(i.min()), last - int(i.max())) + trim) for i, trim in ((z, 1), (y, -1), (x, -1)))
    body = hu[z0 : last + 1 - z0, y0 : last + 1 - y0, x0 : last + 1 - x0]
    rounded = (np.rint(body / _HU_STEP) * _HU_STEP).astype(np.int16)
    rounded[:, [0, -1], :] = -1024
    rounded[:, :, [0, -1]] = -1024
    return rounded


def main(ct_dir: Path, out_dir: Path) -> None:
    """Write one `.npz` a template; `ct_dir` holds the CTs as `<id>.nii.gz`."""
    for template_id in TEMPLATE_IDS:
        hu = template_of(read_volume(ct_dir / f"{template_id}.nii.gz"))
        np.savez_compressed(out_dir / f"{template_id}.npz", hu=hu)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[3] / "resources" / "templates")
