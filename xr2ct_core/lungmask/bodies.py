"""Bodies to learn from: CTs varied in shape, breath and tissue, seen by both views along water, bone and lung.

What costs time, the volume, is done once for each body; films are made of these paths again and again (`films`). The
paths are kept in the cache folder, by what they depend on. Everything follows from the seed, the patient's file and
the number of the body. Paths are millimetres of water and bone (as `radiography.exposure` splits HU) and of lung along
each ray.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core import io
from xr2ct_core.control import WorkContext
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.breathing import breathed, draw_breath
from xr2ct_core.data.find import ct_by_subject, subject_of
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.lungs import coarse_lungs, lung_frame
from xr2ct_core.data.tissue import TissueChanger, draw_tissue
from xr2ct_core.data.warp import Warper, draw_warp
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io.files import writing
from xr2ct_core.lungmask.canvas import CANVAS, Canvas, canvas_of
from xr2ct_core.paths import cache_folder
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiography.exposure import materials
from xr2ct_core.units import HU_MIN

FILM: Final = 192
"""Pixels along an edge of the kept paths, over the edge of the canvas."""
FILM_MM: Final = CANVAS.cube_mm / FILM
WATER, BONE, LUNG = 0, 1, 2
_VARIATION: Final = AugmentConfig(
    rotation_deg=7.0, stretch=0.14, shift_mm=12.0, elastic_mm=6.0, breathing_mm=22.0, lung_hu=60.0, vessel_hu=60.0
)
BARE_EVERY: Final = 4
"""Of so many bodies one ends where the scan does, as simulated pairs do; the others go on."""
_VERSION: Final = 2

Paths = NDArray[np.float16]
"""(body, view, material, row, col): frontal and lateral; water, bone, lung."""


@dataclass(frozen=True, eq=False)
class Patient:
    """A patient to learn from or to measure; the first body is the CT itself."""

    subject: str
    paths: Paths


def patients_of(folder: Path, context: WorkContext, *, bodies: int, seed: int = 0) -> dict[str, Patient]:
    """The CTs of a folder as `bodies` bodies each, by patient; the first CT of each counts.

    Raises `BadInputError` where a CT cannot be read or shows no lungs.
    """
    sources = ct_by_subject(folder)
    made = {}
    for index, subject in enumerate(sorted(sources)):
        context.progress(index / len(sources), f"Projecting bodies of {subject}")
        made[subject] = Patient(subject, _kept(sources[subject], bodies, seed, context))
    return made


def bodies_of(canvas: Canvas, numbers: Sequence[int], seed: Sequence[int], context: WorkContext) -> Paths:
    """The bodies with these numbers of a patient; number 0 is the CT as scanned, at the distances `clinic`."""
    made = []
    for number in numbers:
        context.checkpoint()
        random = np.random.default_rng([*seed, number])
        bare = number % BARE_EVERY == 0
        hu = canvas.as_scanned() if bare else canvas.hu.astype(np.float32)
        hu, lungs = _varied(hu, canvas.lungs, random) if number else (hu, canvas.lungs)
        made.append(_paths(hu, lungs, _geometry(random, is_clinic=number == 0)))
    return np.stack(made)


def _kept(path: Path, bodies: int, seed: int, context: WorkContext) -> Paths:
    settings = f"{content_sha256(path)} {CANVAS} {FILM} {_VARIATION.model_dump_json()} {bodies} {seed} {_VERSION}"
    kept = cache_folder() / "lungmask" / f"{hashlib.sha256(settings.encode()).hexdigest()}.npy"
    if kept.exists():
        stored: Paths = np.load(kept, mmap_mode="r", allow_pickle=False)
        return stored
    canvas = canvas_of(io.read_volume(path))
    made = bodies_of(canvas, range(bodies), [seed, *subject_of(path).encode()], context)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with writing(kept) as part, part.open("wb") as file:
        np.save(file, made, allow_pickle=False)
    return made


@torch.no_grad()
def _varied(
    hu_zyx: NDArray[np.float32], lungs_zyx: NDArray[np.float32], random: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Another body and its lungs, bent by the same transform."""
    hu, lungs = torch.from_numpy(hu_zyx), torch.from_numpy(lungs_zyx)
    warper = Warper(CANVAS.size, "cpu", CANVAS.cube_mm)
    warp = draw_warp(_VARIATION, random, CANVAS.cube_mm)
    breath = draw_breath(_VARIATION, random)
    frame = lung_frame(coarse_lungs(hu), CANVAS.cube_mm)
    bends = [] if frame is None else [lambda places: breathed(places, breath, frame)]
    warped = warper.apply(hu, warp, bends)
    moved = warper.apply(lungs * 1000.0 + HU_MIN, warp, bends).sub_(HU_MIN).div_(1000.0)
    coarse = coarse_lungs(warped)
    changer = TissueChanger(CANVAS.size, torch.device("cpu"), CANVAS.cube_mm)
    changed = changer.apply(warped, draw_tissue(_VARIATION, random), coarse, lung_frame(coarse, CANVAS.cube_mm))
    return changed.numpy(), moved.clamp_(0.0, 1.0).numpy()


def _geometry(random: np.random.Generator, *, is_clinic: bool) -> BiplanarGeometry:
    """Distances between those of `x2ct` and a chest stand; the detector always shows the whole canvas."""
    sad_mm = 1600.0 if is_clinic or random.random() < 0.4 else float(random.uniform(540.0, 1800.0))
    sdd_mm = sad_mm + (200.0 if is_clinic else float(random.uniform(150.0, 350.0)))
    return BiplanarGeometry.make(sad_mm=sad_mm, sdd_mm=sdd_mm, rows=FILM, cols=FILM, pixel_mm=FILM_MM * sdd_mm / sad_mm)


def _paths(hu: NDArray[np.float32], lungs: NDArray[np.float32], geometry: BiplanarGeometry) -> Paths:
    paths = [project_numpy(each, geometry.views, CANVAS) for each in (*materials(hu), lungs)]
    return np.stack([np.stack(views) for views in zip(*paths, strict=True)]).astype(np.float16)
