"""Random changes of how the two views are taken: where the beams stand, how many photons, which tone curve.

The geometry is changed before the projection, so a batch always says truly how its views were taken. Noise and tone
curves are applied to line integrals; images of real radiographs carry the same faults after linearisation.

Shape legend: R detector rows, C detector columns.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry

FARTHEST_SOURCE_MM = 1800.0
LEAST_COUNT = 0.5
"""A pixel that no photon reaches counts half a photon, as in the simulation."""


@dataclass(frozen=True)
class Exposure:
    """How one view was exposed and shown; `photons` is None for a noiseless image."""

    photons: float | None
    noise_seed: int
    gamma: float
    gain: float


def jittered_geometry(
    geometry: BiplanarGeometry, config: AugmentConfig, random: np.random.Generator
) -> BiplanarGeometry:
    """The geometry with other distances and shifted assemblies, each view on its own.

    Both views of a share of the cases stand farther away first; what a pixel covers at the isocentre stays the same.
    """
    views = tuple(_jittered(view, config, random) for view in geometry.views)
    share, distance = random.uniform(0, 1, 2)
    frontal, lateral = (_farther(view, distance) if share < config.far_source else view for view in views)
    same = (frontal, lateral) == geometry.views
    return geometry if same else BiplanarGeometry(frontal, lateral)


def draw_exposure(config: AugmentConfig, random: np.random.Generator) -> Exposure:
    """Random noise level and tone curve of one view."""
    level, gamma, gain = random.uniform(0, 1), random.uniform(-1, 1), random.uniform(-1, 1)
    photons = None
    if config.photons_low > 0:
        photons = float(np.exp(np.interp(level, [0, 1], np.log([config.photons_low, config.photons_high]))))
    return Exposure(
        photons=photons,
        noise_seed=int(random.integers(0, 2**62)),
        gamma=float(np.exp(np.log1p(config.tone_gamma) * gamma)),
        gain=float(np.exp(np.log1p(config.tone_gain) * gain)),
    )


def exposed(line_integrals_RC: Tensor, exposure: Exposure) -> Tensor:
    """The view with photon noise, then with its tone curve: gain · top · (value / top) ^ gamma."""
    image = line_integrals_RC
    if exposure.photons is not None:
        generator = torch.Generator(image.device).manual_seed(exposure.noise_seed)
        counts = torch.poisson(exposure.photons * torch.exp(-image), generator=generator)
        image = torch.log(exposure.photons / counts.clamp_min(LEAST_COUNT))
    if exposure.gamma == 1.0 and exposure.gain == 1.0:
        return image
    top = image.max().clamp_min(1e-6)
    return exposure.gain * top * image.sign() * (image.abs() / top) ** exposure.gamma


def _farther(view: ViewGeometry, distance: float) -> ViewGeometry:
    """The view with its source between where it is (0) and `FARTHEST_SOURCE_MM` from the isocentre (1)."""
    if view.model == "parallel" or view.sad_mm >= FARTHEST_SOURCE_MM:
        return view
    sad_mm = float(view.sad_mm * (FARTHEST_SOURCE_MM / view.sad_mm) ** distance)
    sdd_mm = sad_mm + view.sdd_mm - view.sad_mm
    return replace(view, sad_mm=sad_mm, sdd_mm=sdd_mm, pixel_mm=view.pixel_at_isocentre_mm * sdd_mm / sad_mm)


def _jittered(view: ViewGeometry, config: AugmentConfig, random: np.random.Generator) -> ViewGeometry:
    nearer, farther = 1.0 + config.distance_jitter * random.uniform(-1, 1, 2)
    shift = config.beam_shift_mm * random.uniform(-1, 1, 3)
    x_mm, y_mm, z_mm = (float(own + more) for own, more in zip(view.shift_mm, shift, strict=True))
    moved = replace(view, shift_mm=(x_mm, y_mm, z_mm))
    sad_mm, sdd_mm = float(view.sad_mm * nearer), float(view.sdd_mm * farther)
    return replace(moved, sad_mm=sad_mm, sdd_mm=sdd_mm) if 0 < sad_mm < sdd_mm else moved
