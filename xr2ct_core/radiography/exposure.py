"""What reaches the detector: a spectrum that hardens, scattered radiation, and a finite number of photons.

By these parts stand-ins for real radiographs are made, and the images from which networks learn to undo them. The
primary signal P is the share of the photons that pass without an interaction, S the scattered signal behind a grid; a
detector counts P + S and its logarithm is what a machine shows.

Scatter is the primary field times the interactions along each ray, spread by a wide kernel (convolution model: Seibert
and Boone, Med Phys 1988;15:567; Ohnesorge et al., Eur Radiol 1999;9:563). Mass attenuation coefficients: Hubbell and
Seltzer, NISTIR 5632 (NIST Standard Reference Database 126), liquid water and cortical bone (ICRU-44), cm²/g. The
spectrum is a coarse one of 120 kV behind a filter, as a detector weighs it.

Units: keV, millimetres, photons per detector pixel without a patient, line integrals without unit. Light: numpy, scipy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from xr2ct_core.units import MU_WATER_PER_MM

ENERGIES_KEV: Final = (40.0, 50.0, 60.0, 80.0, 100.0)
SPECTRUM: Final = (0.12, 0.22, 0.26, 0.26, 0.14)
WATER_CM2_PER_G: Final = (0.2683, 0.2269, 0.2059, 0.1837, 0.1707)
BONE_CM2_PER_G: Final = (0.6655, 0.4242, 0.3148, 0.2229, 0.1855)
_REFERENCE: Final = 2
"""The energy (60 keV) at which both materials together have the attenuation that the HU stand for."""
BONE_OVER_WATER: Final = BONE_CM2_PER_G[_REFERENCE] / WATER_CM2_PER_G[_REFERENCE]
"""How much more a gram of bone attenuates than one of water at that energy."""
_BONE_FROM_HU: Final = 100.0
_IN_BODY_MM: Final = 10.0
_LEAST_PRIMARY: Final = 1e-6
_FEWEST_COUNTS: Final = 0.5

Image = NDArray[np.float32]


@dataclass(frozen=True)
class Exposure:
    """How an image is taken: photons, and the scattered signal as a share of the typical primary one in the body."""

    photons: float = 2e4
    scatter: float = 0.3
    scatter_reach_mm: float = 45.0


def materials(hu: NDArray[np.floating]) -> tuple[Image, Image]:
    """Densities in g/cm³ of water and of bone that together attenuate as the HU say at 60 keV; shapes as `hu`."""
    soft = np.clip(1.0 + np.minimum(hu, _BONE_FROM_HU) / 1000.0, 0.0, None)
    excess = np.maximum(hu - _BONE_FROM_HU, 0.0) / 1000.0
    return soft.astype(np.float32), (excess / BONE_OVER_WATER).astype(np.float32)


def primary_signal(
    water_mm: NDArray[np.floating], bone_mm: NDArray[np.floating], spectrum: Sequence[float] = SPECTRUM
) -> NDArray[np.float64]:
    """Share of the spectrum that passes this much water and bone (g/cm³ times mm); bone hardens the beam.

    `spectrum` is the share of the photons at each of `ENERGIES_KEV`.
    """
    to_program = MU_WATER_PER_MM / WATER_CM2_PER_G[_REFERENCE]
    primary = np.zeros(water_mm.shape, dtype=np.float64)
    for share, water, bone in zip(spectrum, WATER_CM2_PER_G, BONE_CM2_PER_G, strict=True):
        primary += share * np.exp(-to_program * (water * water_mm + bone * bone_mm))
    return primary


def scatter_shape(primary: NDArray[np.floating], reach_pixels: float) -> NDArray[np.float64]:
    """Scattered signal up to one factor: primary times interactions, spread by a Gaussian with this deviation."""
    passed = np.clip(primary, _LEAST_PRIMARY, 1.0)
    spread: NDArray[np.float64] = gaussian_filter(passed * -np.log(passed), reach_pixels)
    return spread


def log_signal(
    water_mm: Image, bone_mm: Image, pixel_mm: float, exposure: Exposure, random: np.random.Generator
) -> Image:
    """Minus the logarithm of what the detector measures, relative to no patient.

    `water_mm` and `bone_mm` (rows, cols) are densities in g/cm³ integrated along the rays, `pixel_mm` the edge of a
    detector pixel.
    """
    primary = primary_signal(water_mm, bone_mm)
    signal, body = primary, water_mm > _IN_BODY_MM
    if exposure.scatter > 0.0 and body.any():
        shape = scatter_shape(np.where(body, primary, 1.0), exposure.scatter_reach_mm / pixel_mm)
        signal = primary + shape * (exposure.scatter * np.median(primary[body]) / shape[body].mean())
    counts = random.poisson(exposure.photons * signal)
    log: Image = np.log(exposure.photons / np.maximum(counts, _FEWEST_COUNTS)).astype(np.float32)
    return log
