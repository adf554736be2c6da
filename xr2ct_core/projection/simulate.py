"""A radiograph pair from a CT on the working cube, with physical line integrals and optional photon noise.

Invariant: the images are what the projector would make of the cube, so a reconstruction of the pair can be compared
with the cube itself. Scatter, beam hardening and detector blur are left out.
"""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm
from xr2ct_core.volume import Volume


def simulate_pair(
    cube: Volume,
    geometry: BiplanarGeometry,
    *,
    lateral_hu: NDArray[np.float32] | None = None,
    subject: str = "",
    photons: float | None = None,
    seed: int = 0,
) -> RadiographPair:
    """Project a CT on the working cube in both views of `geometry`.

    `cube` is HU on a grid centred on the isocentre (`BadInputError` otherwise); `lateral_hu` are those that the lateral
    view sees, where they are others; `photons` is the number of photons a pixel receives without a patient, None for
    noiseless images; `seed` fixes the noise.
    """
    grid = grid_of(cube)
    bodies = (cube.hu, cube.hu if lateral_hu is None else lateral_hu)
    images = tuple(
        project_numpy(hu_to_mu_per_mm(hu), (view,), grid)[0] for hu, view in zip(bodies, geometry.views, strict=True)
    )
    if photons is not None:
        random = np.random.default_rng(seed)
        images = tuple(add_photon_noise(image, photons, random) for image in images)
    frontal, lateral = (
        Radiograph(image, view.pixel_mm, view.view, "line_integral", source="simulated from CT")
        for image, view in zip(images, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry, subject=subject, cube_mm=grid.cube_mm)


def grid_of(cube: Volume) -> WorkingGrid:
    """The working grid a volume lies on; raises `BadInputError` if it is no cube centred on the isocentre."""
    size, spacing_mm = cube.shape_zyx[0], cube.spacing_zyx_mm[0]
    if len(set(cube.shape_zyx)) == 1:
        grid = WorkingGrid(size, size * spacing_mm)
        if np.allclose(cube.affine.matrix, grid.affine.matrix, atol=1e-3 * spacing_mm):
            return grid
    raise BadInputError("The volume does not lie on a working cube.", "Put it on the cube first.")


def add_photon_noise(
    line_integrals: NDArray[np.float32], photons: float, random: np.random.Generator
) -> NDArray[np.float32]:
    """Line integrals measured with Poisson photon counts; a pixel that no photon reaches counts half a photon."""
    if not (np.isfinite(photons) and 1.0 <= photons <= 1e12):
        raise BadConfigError(f"{photons:g} photons per pixel are not possible.", "Use 1e4 to 1e6.")
    counts = random.poisson(photons * np.exp(-line_integrals.astype(np.float64)))
    return np.log(photons / np.maximum(counts, 0.5)).astype(np.float32)
