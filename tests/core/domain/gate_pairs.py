"""The bundled real case spoiled in one way each, for tests of the domain gate."""

from dataclasses import replace

import numpy as np

from xr2ct_core.domain import hardware
from xr2ct_core.domain.simulated import Shot, child, cut, lungs_of, taken
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io import read_pair, read_volume
from xr2ct_core.pairing.films import displayed, noisy
from xr2ct_core.pairing.simulated import resampled
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.samples import samples

SMALL = resampled(BiplanarGeometry.preset("x2ct"), 96)


def sample_pair(name: str = "lidc-0001") -> RadiographPair:
    """A bundled pair of line integrals."""
    return read_pair(next(sample for sample in samples() if sample.id == name).pair_path)


def sample_cube() -> np.ndarray:
    """The CT of the bundled real case on the 64-voxel cube."""
    path = next(sample for sample in samples() if sample.id == "lidc-0001").pair_path
    hu = read_volume(path.parent / "ct.nii.gz").hu
    return np.rint(hu.reshape(64, 2, 64, 2, 64, 2).mean(axis=(1, 3, 5))).astype(np.int16)


def shot_of(cube: np.ndarray, stretch: np.ndarray | None = None, turn_deg: float = 0.0) -> Shot:
    random = np.random.default_rng(3)
    stretch = np.ones(3) if stretch is None else stretch
    return taken(cube, lungs_of(cube), SMALL, random, stretch=stretch, turn_deg=(turn_deg, turn_deg))


def child_pair(cube: np.ndarray, scale: str) -> RadiographPair:
    random = np.random.default_rng(5)
    return shot_of(cube, child(random, (0.6, 0.62))).pair(scale, random)


def cut_pair(cube: np.ndarray, place: int, scale: str) -> RadiographPair:
    random = np.random.default_rng(0)
    return cut(shot_of(cube), place, 0.4, random).pair(scale, random)


def with_images(pair: RadiographPair, images: list[np.ndarray]) -> RadiographPair:
    frontal, lateral = (
        replace(radiograph, image=np.ascontiguousarray(image, dtype=np.float32))
        for radiograph, image in zip(pair.radiographs, images, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def metal_pair(pair: RadiographPair, kind: str) -> RadiographPair:
    random = np.random.default_rng(7)
    pieces = hardware.pieces_of(kind, hardware.Body(), random)
    shadows = hardware.shadows(pieces, pair.geometry)
    return with_images(pair, [one.image + shadow for one, shadow in zip(pair.radiographs, shadows, strict=True)])


def shown(pair: RadiographPair, seed: int = 8) -> RadiographPair:
    """As display images with noise and unknown curves."""
    random = np.random.default_rng(seed)
    frontal, lateral = (
        Radiograph(displayed(noisy(one.image, random), random), one.pixel_mm, one.view, "display")
        for one in pair.radiographs
    )
    return replace(pair, frontal=frontal, lateral=lateral)
