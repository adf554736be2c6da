"""Films out of paths: one body as any machine might show it, with the lungs known to the pixel.

In this order: a crop with a turn, things over the chest (`clutter`), a beam of several energies, scatter, photons,
the curve and the filters of an unknown workstation, letters and borders. Nothing is inverted: that is found elsewhere.
Units: paths in mm; films in [0, 1], white = dense, `SIDE` pixels.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, uniform_filter
from torch.nn.functional import grid_sample

from xr2ct_core.lungmask.bodies import BONE, FILM, FILM_MM, LUNG, WATER
from xr2ct_core.lungmask.clutter import with_clutter
from xr2ct_core.lungmask.frame import SIDE
from xr2ct_core.radiography.exposure import BONE_OVER_WATER, SPECTRUM, primary_signal
from xr2ct_core.units import MU_WATER_PER_MM

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]

FEW_MM: Final = 10.0
"""Where a ray's path through lung is this long, a pixel is half lung; half of it is none, one and a half all."""


@dataclass(frozen=True, eq=False)
class Film:
    """An image in the square, what of the square it fills, the share of lung of each pixel and the path through it."""

    image: Image
    inside: Mask
    lung: Image
    lung_mm: Image


@dataclass(frozen=True)
class Crop:
    """Which part of the paths: centre (row, col) and height in mm, its shape, turn in degrees, mirrored or not."""

    centre_mm: tuple[float, float] = (0.0, 0.0)
    height_mm: float = 380.0
    width_by_height: float = 1.0
    turn_deg: float = 0.0
    mirrored: bool = False


def share_of_lung(lung_mm: Image) -> Image:
    """0 to 1 around `FEW_MM`."""
    return np.asarray(np.clip(lung_mm / FEW_MM - 0.5, 0.0, 1.0), dtype=np.float32)


def random_crop(random: np.random.Generator) -> Crop:
    """From a whole film to one that cuts the lungs."""
    height = random.uniform(250.0, 400.0)
    width_by_height = float(np.exp(random.uniform(np.log(0.72), np.log(1.3))))
    return Crop(
        centre_mm=(random.uniform(-1, 1) * 0.15 * height, random.uniform(-1, 1) * 0.12 * height),
        height_mm=height,
        width_by_height=width_by_height,
        turn_deg=random.normal() * 3.0,
        mirrored=bool(random.random() < 0.15),
    )


def cropped(paths: NDArray[np.floating], crop: Crop) -> tuple[Image, Mask, float]:
    """Paths (material, SIDE, SIDE), what is inside of them, and the pixel size in mm."""
    pixel_mm = crop.height_mm * max(1.0, crop.width_by_height) / SIDE
    axis = (np.arange(SIDE) - (SIDE - 1) / 2.0) * pixel_mm
    down, right = np.meshgrid(axis, axis, indexing="ij")
    half = crop.height_mm / 2.0
    inside = (np.abs(down) <= half) & (np.abs(right) <= half * crop.width_by_height)
    turn = np.deg2rad(crop.turn_deg)
    row = np.cos(turn) * down - np.sin(turn) * right + crop.centre_mm[0]
    col = np.sin(turn) * down + np.cos(turn) * right
    col = (-col if crop.mirrored else col) + crop.centre_mm[1]
    places = torch.from_numpy(np.stack((col, row), -1) * (2.0 / (FILM * FILM_MM))).float()
    taken = grid_sample(
        torch.from_numpy(np.asarray(paths, dtype=np.float32))[None],
        places[None],
        align_corners=False,
        padding_mode="border",
    )[0].numpy()
    return taken, inside, pixel_mm


def random_film(paths: NDArray[np.floating], *, is_frontal: bool, random: np.random.Generator) -> Film:
    """One view of a body (material, row, col) as a random film."""
    taken, inside, pixel_mm = cropped(paths, random_crop(random))
    lung = taken[LUNG]
    water, bone = with_clutter(taken[WATER], taken[BONE], lung, pixel_mm, is_frontal=is_frontal, random=random)
    log = _taken(water, bone, pixel_mm, random)
    image = _shown(log, inside, random)
    image = _annotated(image, inside, pixel_mm, random)
    return Film(image * inside, inside, share_of_lung(lung) * inside, lung * inside)


def plain_film(paths: NDArray[np.floating], crop: Crop) -> Film:
    """The line integrals themselves, as the projector makes them, with nothing over them."""
    taken, inside, _ = cropped(paths, crop)
    image = MU_WATER_PER_MM * (taken[WATER] + BONE_OVER_WATER * taken[BONE])
    return Film((image * inside).astype(np.float32), inside, share_of_lung(taken[LUNG]) * inside, taken[LUNG] * inside)


def _taken(water_mm: Image, bone_mm: Image, pixel_mm: float, random: np.random.Generator) -> Image:
    """Minus the logarithm of what the detector measures, relative to no patient.

    Wider than `exposure.log_signal`: the tube's voltage, the density of bone and the sharpness of the detector are
    drawn too, so that the network knows no machine. Kernels are cut off early, because films are made in every step.
    """
    shares = np.array(SPECTRUM) * np.exp(random.uniform(-0.6, 0.6) * np.linspace(-1, 1, len(SPECTRUM)))
    shares /= shares.sum()
    bone_mm = bone_mm * np.float32(np.exp(random.normal() * 0.2))
    primary = primary_signal(water_mm, bone_mm, shares.tolist()).astype(np.float32)
    body = water_mm > 10.0
    scatter = random.uniform(0.0, 0.9)
    if body.any() and scatter > 0.05:
        source = np.where(body, -primary * np.log(np.maximum(primary, 1e-6)), 0.0)
        spread = gaussian_filter(source, random.uniform(25.0, 60.0) / pixel_mm, truncate=2.5)
        primary = primary + spread * (scatter * np.median(primary[body]) / max(float(spread[body].mean()), 1e-9))
    if random.random() < 0.4:
        primary = gaussian_filter(primary, random.uniform(0.3, 1.2))
    photons = 10.0 ** random.uniform(3.2, 5.5)
    noisy = primary + np.sqrt(primary / photons) * random.standard_normal(primary.shape)
    return np.asarray(-np.log(np.maximum(noisy, 0.3 / photons)), dtype=np.float32)


def _shown(log: Image, inside: Mask, random: np.random.Generator) -> Image:
    """What a workstation makes of it, in [0, 1]."""
    if random.random() < 0.15:
        return _stretched(log, inside, 0.0, 100.0)
    if random.random() < 0.4:  # unsharp: slow changes lose, edges win
        slow = gaussian_filter(log, random.uniform(5.0, 30.0), truncate=2.5)
        log = log - np.float32(random.uniform(0.1, 0.7)) * slow
    low, high = random.uniform(0.0, 4.0), random.uniform(97.5, 100.0)
    grey = _stretched(log, inside, low, high) ** np.float32(np.exp(random.uniform(-0.7, 0.7)))
    slope = random.uniform(0.0, 7.0)
    if slope > 0.5:
        grey = 1.0 / (1.0 + np.exp(-slope * (grey - np.float32(random.uniform(0.3, 0.7)))))
        grey = _stretched(grey, inside, 0.0, 100.0)
    kind = random.random()
    if kind < 0.25:
        grey = _equalised(grey, random)
    elif kind < 0.5:  # local contrast in the manner of many vendors, cheaper than equalisation
        reach = int(random.uniform(20.0, 70.0))
        mean = uniform_filter(grey, reach)
        spread = np.sqrt(np.maximum(uniform_filter(grey**2, reach) - mean**2, 0.0)) + np.float32(0.08)
        local = (grey - mean) / spread
        mixed = grey + np.float32(random.uniform(0.05, 0.35)) * local
        grey = _stretched(mixed, inside, 0.5, 99.5)
    if random.random() < 0.3:  # a slope of brightness over the film
        tilt = random.uniform(-0.15, 0.15, 2)
        down, right = np.meshgrid(*(np.linspace(-1, 1, SIDE),) * 2, indexing="ij")
        grey = np.clip(grey + tilt[0] * down + tilt[1] * right, 0.0, 1.0)
    return np.asarray(grey, dtype=np.float32)


def _equalised(grey: Image, random: np.random.Generator) -> Image:
    from skimage.exposure import equalize_adapthist

    side = SIDE // int(random.integers(3, 9))
    made: Image = equalize_adapthist(grey, kernel_size=side, clip_limit=random.uniform(0.004, 0.03))
    return made


def _stretched(image: Image, inside: Mask, low: float, high: float) -> Image:
    first, last = np.percentile(image[inside], (low, high))
    return np.asarray(np.clip((image - first) / max(float(last - first), 1e-6), 0.0, 1.0), dtype=np.float32)


def _annotated(image: Image, inside: Mask, pixel_mm: float, random: np.random.Generator) -> Image:
    """Letters of lead and borders that were not cut off."""
    rows, cols = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    for _ in range(int(random.integers(0, 3))):
        long, thick = (
            max(3, round(random.uniform(8.0, 25.0) / pixel_mm)),
            max(1, round(random.uniform(2.0, 5.0) / pixel_mm)),
        )
        row = int(rows[0] + random.integers(0, max(1, len(rows) - long)))
        col = int(cols[0] + random.integers(0, max(1, len(cols) - long)))
        value = np.float32(random.uniform(0.8, 1.0))
        image[row : row + long, col : col + thick] = value
        image[row + long - thick : row + long, col : col + long * 2 // 3] = value
        if random.random() < 0.5:
            image[row : row + long, col + long // 2 : col + long // 2 + thick] = value
    if random.random() < 0.35:
        value = np.float32(0.0 if random.random() < 0.75 else 1.0)
        first, last = (rows[0], cols[0]), (rows[-1] + 1, cols[-1] + 1)
        for axis in (0, 1):
            for at_end in (False, True):
                if random.random() < 0.5:
                    width = int(random.uniform(0.0, 0.08) * SIDE)
                    at = slice(last[axis] - width, last[axis]) if at_end else slice(first[axis], first[axis] + width)
                    image[(at, slice(None)) if axis == 0 else (slice(None), at)] = value
    return image
