"""Pairs that are no chest: other parts of the body, noise, clouds and photographs, shown on the same detectors.

Parts of the body are simple solids of soft tissue and bone in random sizes, and chests whose lungs are filled, which
look like an abdomen. Photographs are those that come with scikit-image. Everything random comes from a generator.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.domain.shown import Shown, scale_of, stored_pair
from xr2ct_core.domain.simulated import GRID
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import HU_MIN, hu_to_mu_per_mm

KINDS: Final = ("head", "limb", "pelvis", "abdomen", "photographs", "clouds", "noise")
PHOTOGRAPHS: Final = ("astronaut", "brick", "camera", "coffee", "coins", "grass", "gravel", "moon", "page", "text")
BONE_HU, SOFT_HU = 900.0, 40.0
Image = NDArray[np.float32]


def other_pair(
    kind: str,
    geometry: BiplanarGeometry,
    shown: Shown,
    random: np.random.Generator,
    chest_hu: NDArray[np.int16] | None = None,
    lungs: Image | None = None,
) -> RadiographPair:
    """A pair of one of `KINDS`; an abdomen is made of a chest on the 64-voxel cube and its lungs."""
    if kind in ("head", "limb", "pelvis"):
        images = list(project_numpy(hu_to_mu_per_mm(_solid(kind, random)), geometry.views, GRID))
    elif kind == "abdomen":
        if chest_hu is None or lungs is None:
            raise ValueError("An abdomen is made of a chest.")
        filled = np.where(ndimage.binary_dilation(lungs > 0.5), SOFT_HU, chest_hu.astype(np.float32))
        images = list(project_numpy(hu_to_mu_per_mm(filled.astype(np.float32)), geometry.views, GRID))
    else:
        images = [_picture(kind, view, random) for view in geometry.views]
    if kind in ("head", "limb", "pelvis", "abdomen"):
        return stored_pair(images, geometry, shown, random)
    frontal, lateral = (
        Radiograph(np.ascontiguousarray(image, dtype=np.float32), view.pixel_mm, view.view, scale_of(shown))
        for image, view in zip(images, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry)


def _picture(kind: str, view: ViewGeometry, random: np.random.Generator) -> Image:
    shape = (view.rows, view.cols)
    grains = random.standard_normal(shape)
    if kind == "noise":
        image = ndimage.gaussian_filter(grains, random.uniform(0.0, 1.5))
    elif kind == "clouds":
        image = ndimage.gaussian_filter(grains, random.uniform(0.03, 0.15) * view.rows)
    else:
        image = _photograph(shape, random)
    low, high = float(image.min()), float(image.max())
    return np.asarray((image - low) / max(high - low, 1e-9) * random.uniform(0.7, 3.0), dtype=np.float32)


def _photograph(shape: tuple[int, int], random: np.random.Generator) -> NDArray[np.float64]:
    import skimage.data
    from skimage.transform import resize

    photo = np.asarray(getattr(skimage.data, str(random.choice(PHOTOGRAPHS)))(), dtype=np.float64)
    photo = photo.mean(axis=-1) if photo.ndim == 3 else photo
    rows, cols = (int(length * random.uniform(0.6, 1.0)) for length in photo.shape)
    row, col = int(random.integers(0, photo.shape[0] - rows + 1)), int(random.integers(0, photo.shape[1] - cols + 1))
    part = photo[row : row + rows, col : col + cols]
    return np.asarray(resize(part[:, ::-1] if random.random() < 0.5 else part, shape, anti_aliasing=True))


def _solid(kind: str, random: np.random.Generator) -> Image:
    """HU (z, y, x) of a head, a limb, or a pelvis."""
    at_mm = (np.arange(GRID.size) - (GRID.size - 1) / 2.0) * GRID.spacing_mm
    z, y, x = np.meshgrid(at_mm, at_mm, at_mm, indexing="ij")
    hu = np.full(GRID.shape_zyx, float(HU_MIN), dtype=np.float32)

    def fill(value: float, centre: tuple[float, float, float], radii: tuple[float, float, float]) -> None:
        away = [(axis - at) / radius for axis, at, radius in zip((z, y, x), centre, radii, strict=True)]
        hu[away[0] ** 2 + away[1] ** 2 + away[2] ** 2 < 1.0] = value

    def across(low: float, high: float) -> float:
        return float(random.uniform(low, high))

    if kind == "head":
        size = across(0.9, 1.15)
        fill(SOFT_HU, (-110, across(0, 20), 0), (110, 50 * size, 55 * size))
        fill(SOFT_HU, (20, 0, 0), (118 * size, 98 * size, 80 * size))
        fill(BONE_HU, (25, 0, 0), (108 * size, 92 * size, 74 * size))
        fill(SOFT_HU, (25, 0, 0), (101 * size, 85 * size, 67 * size))
        for side in (-1, 1):
            fill(-1000.0, (-10, -70 * size, side * 28), (18, 16, 16))
        fill(BONE_HU, (-110, 30, 0), (110, 14, 14))
    elif kind == "limb":
        radius, bone = across(30, 75), across(9, 17)
        shift, lean = across(-15, 15), across(-0.1, 0.1)
        axis = np.hypot(x - shift - lean * z, y)
        hu[axis < radius * (1.0 + across(-0.1, 0.3) * z / 160.0)] = SOFT_HU
        for at in (0.0,) if random.random() < 0.5 else (-1.5 * bone, 1.5 * bone):
            tube = np.hypot(x - shift - lean * z - at, y)
            hu[tube < bone * (1.0 + 0.6 * (np.abs(z) / 160.0) ** 3)] = BONE_HU
            hu[tube < 0.5 * bone] = 0.0
    else:
        size = across(0.85, 1.15)
        fill(SOFT_HU, (0, 0, 0), (400, 105 * size, 165 * size))
        fill(BONE_HU, (90, 60, 0), (120, 25, 25))
        for side in (-1, 1):
            fill(BONE_HU, (30, 20, side * 95 * size), (80, 50, 40))
            fill(SOFT_HU, (35, 5, side * 90 * size), (70, 42, 34))
            fill(BONE_HU, (-60, 0, side * 95 * size), (28, 26, 26))
            fill(BONE_HU, (-130, 0, side * 110 * size), (80, 18, 18))
    return hu
