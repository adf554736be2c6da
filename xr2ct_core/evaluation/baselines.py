"""The baselines that every table contains: what a method must beat, and what a number is worth.

Those that are reconstruction methods (minimum-norm, product, MART, TV) are run as such and only named here. The oracles
see the truth. Baselines made of other cases never see a case of the same patient.

Units: HU, millimetres; volumes (z, y, x) on the working grid.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.cases import Case
from xr2ct_core.evaluation.metrics import normalised_cross_correlation
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.units import HU_MIN, mu_per_mm_to_hu, with_empty_voxels

Hu = NDArray[np.float32]
ORACLE_BLURS_MM: Final = (5.0, 10.0, 15.0)
ALL_AIR: Final = "all-air"
MEAN_VOLUME: Final = "mean-volume"
SILHOUETTE_LINE_INTEGRAL: Final = 0.05
"""A ray that meets more than 2.5 mm of water has met the body."""


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a baseline may use beside its case: other cases and the projector of the evaluation.

    `cases` are those that networks were trained on, where networks are measured, else all cases of the evaluation.
    """

    cases: Sequence[Case]
    views: EvaluationViews

    @property
    def grid(self) -> WorkingGrid:
        return self.views.grid

    def others(self, case: Case) -> list[Case]:
        """The cases of other patients; raises `BadInputError` if there is none."""
        others = [other for other in self.cases if other.subject != case.subject]
        if not others:
            raise BadInputError("There is no case of another patient to take this from.", "Evaluate more patients.")
        return others


@dataclass(frozen=True)
class Baseline:
    """A named way to make a volume. `sees_truth` marks the oracles.

    `trained_title` is its title where it is made of the patients that networks were trained on.
    """

    id: str
    title: str
    make: Callable[[Case, Surroundings], Hu]
    sees_truth: bool = False
    trained_title: str = ""


def all_air(case: Case, surroundings: Surroundings) -> Hu:
    """Nothing but air."""
    return np.full(case.truth.shape_zyx, HU_MIN, dtype=np.float32)


def mean_volume(case: Case, surroundings: Surroundings) -> Hu:
    """Mean CT of the other patients, each patient counted once."""
    return np.asarray(np.mean(list(_patient_means(surroundings.others(case))), axis=0), dtype=np.float32)


def nearest_case(case: Case, surroundings: Surroundings) -> Hu:
    """The CT of the other patient whose projections correlate best with the two radiographs."""
    own = case.pair.radiographs

    def likeness(other: Case) -> float:
        if other.pair.geometry == case.pair.geometry:
            images = tuple(radiograph.image for radiograph in other.pair.radiographs)
        else:
            images = surroundings.views.project(other.truth.hu, case.pair.geometry)[:2]
        return sum(
            normalised_cross_correlation(image, radiograph.image) for image, radiograph in zip(images, own, strict=True)
        )

    return max(surroundings.others(case), key=likeness).truth.hu.astype(np.float32)


def extruded_frontal(case: Case, surroundings: Surroundings) -> Hu:
    """Each frontal ray's line integral spread evenly over its way through the lateral silhouette."""
    grid, (frontal, lateral) = surroundings.grid, case.pair.geometry.views
    body = seen_at_voxels(case.pair.lateral.image, lateral, grid) > SILHOUETTE_LINE_INTEGRAL
    (depth_mm,) = project_numpy(body.astype(np.float32), [frontal], grid)
    mu_per_mm = np.divide(
        case.pair.frontal.image, depth_mm, out=np.zeros_like(depth_mm), where=depth_mm > grid.spacing_mm
    )
    spread = np.where(body, np.maximum(seen_at_voxels(mu_per_mm, frontal, grid), 0.0), 0.0)
    return with_empty_voxels(mu_per_mm_to_hu(spread))


def blurred_truth(case: Case, surroundings: Surroundings, *, sigma_mm: float) -> Hu:
    """The truth blurred by a Gaussian."""
    blurred: Hu = ndimage.gaussian_filter(case.truth.hu.astype(np.float32), sigma_mm / surroundings.grid.spacing_mm)
    return blurred


BASELINES: Final[tuple[Baseline, ...]] = (
    Baseline(ALL_AIR, "All air", all_air),
    Baseline(MEAN_VOLUME, "Mean of the other patients", mean_volume, trained_title="Mean of the patients trained on"),
    Baseline(
        "nearest-case",
        "Nearest other patient by projections",
        nearest_case,
        trained_title="Nearest patient trained on, by projections",
    ),
    Baseline("extruded-frontal", "Extruded frontal", extruded_frontal),
    *(
        Baseline(
            f"oracle-blur-{sigma_mm:g}",
            f"Truth blurred by {sigma_mm:g} mm",
            partial(blurred_truth, sigma_mm=sigma_mm),
            sees_truth=True,
        )
        for sigma_mm in ORACLE_BLURS_MM
    ),
)

BASELINE_METHODS: Final[tuple[tuple[str, str, str, dict[str, str]], ...]] = (
    ("minimum-norm", "Minimum-norm inverse", "backprojection", {"algorithm": "minimum-norm"}),
    ("product", "Product (max-entropy)", "backprojection", {"algorithm": "product"}),
    ("mart", "MART", "backprojection", {"algorithm": "mart"}),
    ("tv", "TV least squares", "tv", {}),
    ("template", "Registered template", "template", {}),
)
"""Baselines that are methods: id of the row, title, method and its settings."""


def _patient_means(cases: Sequence[Case]) -> Iterator[NDArray[np.float64]]:
    for subject in dict.fromkeys(case.subject for case in cases):
        yield np.mean([case.truth.hu for case in cases if case.subject == subject], axis=0, dtype=np.float64)


def seen_at_voxels(image: NDArray[np.float32], view: ViewGeometry, grid: WorkingGrid) -> Hu:
    """The pixel value (z, y, x) that the ray through each voxel meets on the detector; zero off the detector."""
    voxels_lps_mm = grid.affine.voxel_to_world(np.moveaxis(np.indices(grid.shape_zyx), 0, -1))
    row_col = view.world_to_pixel(voxels_lps_mm)
    seen: Hu = ndimage.map_coordinates(image, np.moveaxis(row_col, -1, 0), order=1, output=np.float32)
    return seen
