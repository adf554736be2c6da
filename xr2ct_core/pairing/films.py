"""How radiographs are stored: noise, tone curves, scatter, letters, collimation, more or less around the chest.

Images (row, col), white = dense; everything random comes from a generator that is handed in.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.projection.simulate import add_photon_noise

WIDER: Final = 0.4
"""Share of the images to learn from with more around them."""
_HOSPITAL: Final = 0.45
"""Share of them that are as hospitals store them."""
_MORE, _MORE_BELOW = 0.25, 0.3
"""Most that a wider film shows beyond the image, in parts of its side."""
_KNOTS: Final = 5
Image = NDArray[np.float32]


def noisy(image: Image, random: np.random.Generator) -> Image:
    """With the photon noise of an ordinary exposure, which the detector blurs."""
    return add_photon_noise(image, 10 ** random.uniform(4.3, 6.0), random)


def displayed(image: Image, random: np.random.Generator) -> Image:
    """As a workstation shows it, in [0, 1]: an unknown tone curve, for most images also local contrast (CLAHE)."""
    from skimage.exposure import equalize_adapthist

    low, high = np.percentile(image, (random.uniform(0.0, 3.0), random.uniform(98.5, 100.0)))
    grey = np.clip((image - low) / max(float(high - low), 1e-6), 0.0, 1.0) ** random.uniform(0.6, 1.6)
    slope = random.uniform(0.0, 6.0)
    if slope > 0.5:
        grey = 1.0 / (1.0 + np.exp(-slope * (grey - random.uniform(0.35, 0.65))))
        grey = (grey - grey.min()) / max(float(np.ptp(grey)), 1e-6)
    if random.random() < 0.7:
        grey = equalize_adapthist(
            grey,
            kernel_size=max(8, image.shape[0] // int(random.integers(3, 9))),
            clip_limit=random.uniform(0.005, 0.03),
        )
    return np.asarray(grey, dtype=np.float32)


def stored(image: Image, pixel_mm: float, random: np.random.Generator) -> Image:
    """A view as hospitals store it, cropped or not, or less processed; on some with more around it."""
    if random.random() < WIDER:
        image = wider(image, random)[0]
    if random.random() >= _HOSPITAL:
        return shown(image, random)
    image = processed(image, pixel_mm, random)
    return framed(image, random) if random.random() < 0.5 else image


def shown(image: Image, random: np.random.Generator) -> Image:
    """A view as it may be stored: noise, tone, frame, each on some of the images."""
    if random.random() < 0.8:
        image = noisy(image, random)
    if random.random() < 0.7:
        image = displayed(image, random)
    return framed(image, random) if random.random() < 0.8 else image


def processed(log: Image, pixel_mm: float, random: np.random.Generator) -> Image:
    """A radiograph as hospitals store it, in [0, 1]: scatter behind a grid, photon noise, a tone curve, mostly CLAHE,
    on half of the images a letter and a collimated border. `log` are line integrals, `pixel_mm` at the isocentre."""
    from skimage.exposure import equalize_adapthist

    primary = np.exp(-log.astype(np.float64))
    scatter = ndimage.gaussian_filter(primary * log, random.uniform(25.0, 70.0) / pixel_mm)
    body = log > 0.2
    level = random.uniform(0.0, 0.8)
    if body.any():
        scatter *= level * np.median(primary[body]) / scatter[body].mean()
    photons = 10 ** random.uniform(4.0, 6.0)
    logs = np.log(photons / np.maximum(random.poisson(photons * (primary + scatter)), 0.5))
    if random.random() < 0.5:
        shown = displayed(logs.astype(np.float32), random)
    else:
        shown = 1.0 / (1.0 + np.exp(-(logs - random.uniform(1.6, 3.6)) / random.uniform(0.7, 1.8)))
        low, high = np.percentile(shown, (0.0, 99.8))
        shown = np.clip((shown - low) / max(float(high - low), 1e-6), 0.0, 1.0)
        if random.random() < 0.7:
            kernel = max(8, log.shape[0] // int(random.integers(3, 9)))
            shown = equalize_adapthist(shown, kernel_size=kernel, clip_limit=random.uniform(0.003, 0.03))
    return _marked(np.array(shown, dtype=np.float32), pixel_mm, random)


def _marked(shown: Image, pixel_mm: float, random: np.random.Generator) -> Image:
    rows, cols = shown.shape
    if random.random() < 0.5:
        size = max(2, int(random.uniform(0.02, 0.06) * rows))
        row, col = random.integers(0, rows // 4), random.integers(0, cols - size)
        shown[row : row + size, col : col + size] = shown.max()
    if random.random() < 0.5:
        top, bottom, left, right = random.integers(0, max(2, round(20.0 / pixel_mm)), 4)
        shown[:top], shown[rows - bottom :], shown[:, :left], shown[:, cols - right :] = 0.0, 0.0, 0.0, 0.0
    return shown


def wider(image: Image, random: np.random.Generator) -> tuple[Image, float]:
    """With more around it, as films have that show arms, neck and abdomen: the edges go on, softened and shaded.

    And by how many rows the middle of the image lies below that of the wider one.
    """
    rows, cols = image.shape
    more = (
        (random.uniform(0.0, (_MORE, _MORE_BELOW), 2) * rows).astype(int),
        (random.uniform(0.0, _MORE, 2) * cols).astype(int),
    )
    larger = np.pad(image, more, mode="edge")
    soft = ndimage.gaussian_filter(larger, 0.04 * rows)
    inside = ndimage.gaussian_filter(np.pad(np.ones_like(image), more), 0.02 * rows)
    knots = random.standard_normal((_KNOTS, _KNOTS))
    shades = ndimage.zoom(knots, np.array(larger.shape) / _KNOTS, order=3, mode="nearest", grid_mode=True)
    outside = np.maximum(soft + 0.3 * np.ptp(image) * shades, image.min())
    film = np.asarray(inside * larger + (1.0 - inside) * outside, dtype=np.float32)
    return film, (more[0][0] - more[0][1]) / 2.0


def framed(image: Image, random: np.random.Generator) -> Image:
    """Cropped by up to a fifth at each edge; arms beside the chest, a letter or a collimated border on some images."""
    rows, cols = image.shape
    top, bottom = (random.uniform(0, 0.2, 2) * rows).astype(int)
    left, right = (random.uniform(0, 0.2, 2) * cols).astype(int)
    image = image[top : rows - bottom, left : cols - right].copy()
    rows, cols = image.shape
    low, high = float(image.min()), float(image.max())
    if random.random() < 0.3:
        across = np.linspace(0, 1, cols)[None, :]
        slant = random.uniform(-0.08, 0.08) * np.linspace(-1, 1, rows)[:, None]
        for edge in (0.0, 1.0):
            near = np.exp(-(((across - edge + slant) / random.uniform(0.05, 0.12)) ** 2))
            image += (random.uniform(0.2, 0.6) * (high - low) * near).astype(np.float32)
    if random.random() < 0.4:
        size = max(2, int(random.uniform(0.03, 0.07) * rows))
        row, col = random.integers(0, rows // 4), random.integers(0, cols - size)
        image[row : row + size, col : col + size] = high
    if random.random() < 0.25:
        border = max(1, int(random.uniform(0.01, 0.05) * cols))
        value = low if random.random() < 0.7 else high
        if random.random() < 0.5:
            image[:, :border] = value
        if random.random() < 0.5:
            image[:, -border:] = value
    return image
