"""Makes the bundled shapes: `python -m xr2ct_core.methods.blocks.templates.build_shapes CT_DIR`, from NIfTI.

Each template is laid over each other person: over both simulated radiographs, and over the CT itself, which settles
what the radiographs leave open. Eight minutes on one core.
"""

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.bspline import spline_weights
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.methods.blocks.templates.config import RegistrationConfig
from xr2ct_core.methods.blocks.templates.guide import Guide
from xr2ct_core.methods.blocks.templates.library import LIBRARY_IDS, load_template
from xr2ct_core.methods.blocks.templates.register import Pyramid, Registration, warp_stages
from xr2ct_core.methods.blocks.templates.several import posed, warped
from xr2ct_core.methods.blocks.templates.shapes import CONTROLS, FILE, Shapes
from xr2ct_core.methods.blocks.templates.warp import FREE_FORM_LEVELS, TemplateVolume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume

GRID: Final = WorkingGrid(64)
_CPU: Final = torch.device("cpu")
_TRUTH_WEIGHT: Final = 30.0
_CONFIG: Final = RegistrationConfig(effort=0.5)


def laid_over(
    cube: Volume, template_ids: Sequence[str], config: RegistrationConfig = _CONFIG
) -> dict[str, NDArray[np.float32]]:
    """Displacement (3, K, K, K) in mm of each of these templates to the person whose CT is `cube`."""
    pyramid = Pyramid(simulate_pair(cube, BiplanarGeometry.preset("x2ct")), GRID, _CPU)
    truth = Guide(torch.from_numpy(hu_to_mu_per_mm(cube.as_float32().hu)), _TRUTH_WEIGHT)
    templates = [_volume(template_id) for template_id in template_ids]
    registrations = posed(templates, len(templates), pyramid, config, lambda *_: None)
    registered = warped(registrations, warp_stages(config), lambda *_: None, truth)
    return {one.template.id: _controls_mm(one, pyramid) for one in registered.registrations}


def _controls_mm(registration: Registration, pyramid: Pyramid) -> NDArray[np.float32]:
    """The whole displacement, pose and all, as one spline."""
    lattice = pyramid.coarse_lattice
    inverse = torch.linalg.pinv(spline_weights(lattice.grid.size, CONTROLS))
    with torch.no_grad():
        values = registration.deformation.displacement_mm(lattice, len(FREE_FORM_LEVELS))
        for _ in range(3):
            values = torch.einsum("kn,cnij->cijk", inverse, values)
    controls_mm: NDArray[np.float32] = values.numpy()
    return controls_mm


@cache
def _volume(template_id: str) -> TemplateVolume:
    return TemplateVolume(load_template(template_id), _CPU)


def main(ct_dir: Path, out: Path) -> None:
    """Write the file; `ct_dir` holds the CTs as `<id>.nii.gz`."""
    found: dict[tuple[str, str], NDArray[np.float32]] = {}
    for person in LIBRARY_IDS:
        cube = ct_to_cube(read_volume(ct_dir / f"{person}.nii.gz"), GRID)
        others = [other for other in LIBRARY_IDS if other != person]
        found |= {(template, person): controls for template, controls in laid_over(cube, others).items()}
    templates, people = zip(*found, strict=True)
    np.savez_compressed(out, allow_pickle=False, **Shapes(templates, people, np.stack(list(found.values()))).stored)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[4] / "resources" / FILE)
