"""Whether the radiographs of a file in the X2CT layout show its CT, or show it mirrored or upside down."""

from pathlib import Path
from typing import Final

import numpy as np

from xr2ct_core.data.x2ct_hdf5 import read_x2ct_cube, read_x2ct_pair
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.pair_images import fitted_to_detector
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.units import hu_to_mu_per_mm

_COMPARED_SIZE: Final = 64
_CLEARLY_BETTER: Final = 0.03
"""Difference of correlations; turning a view of a real chest over costs at least 0.08."""


def view_remarks(path: Path) -> tuple[str, ...]:
    """Whether the stored views show the stored CT as they should; files made by other programs may differ.

    Each view is compared with the projection of the CT as it is and turned over; noted is what fits better.
    """
    grid = WorkingGrid(_COMPARED_SIZE)
    pair = read_x2ct_pair(path)
    views = [view.resampled(_COMPARED_SIZE, _COMPARED_SIZE) for view in pair.geometry.views]
    projections = project_numpy(hu_to_mu_per_mm(read_x2ct_cube(path, grid).hu), views, grid)
    remarks = []
    for radiograph, view, projection in zip(pair.radiographs, views, projections, strict=True):
        stored = fitted_to_detector(radiograph.image, radiograph.pixel_mm, view.rows, view.cols, view.pixel_mm)
        turned = {
            "as it is": stored,
            "mirrored": stored[:, ::-1],
            "upside down": stored[::-1],
            "turned by 180°": stored[::-1, ::-1],
        }
        likeness = {how: float(np.corrcoef(image.ravel(), projection.ravel())[0, 1]) for how, image in turned.items()}
        best = max(likeness, key=lambda how: likeness[how])
        if likeness[best] > likeness["as it is"] + _CLEARLY_BETTER:
            remarks.append(f"{view.view.label}: the stored view fits the CT better {best}; check the axes of the file.")
    return tuple(remarks)
