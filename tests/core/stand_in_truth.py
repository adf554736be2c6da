"""What the images of a stand-in should become."""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import lateral_hu, taken_lateral
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import grid_of
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume


def line_integrals_of(cube: Volume, geometry: BiplanarGeometry, how: StandIn) -> tuple[NDArray[np.float32], ...]:
    """Clean line integrals of both views as the stand-in was really taken: what its images should become."""
    views = (geometry.frontal, taken_lateral(geometry.lateral, how))
    volumes = (cube.hu.astype(np.float32), lateral_hu(cube, how))
    return tuple(
        project_numpy(hu_to_mu_per_mm(hu), (view,), grid_of(cube))[0] for hu, view in zip(volumes, views, strict=True)
    )
