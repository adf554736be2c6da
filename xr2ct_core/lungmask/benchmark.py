"""Measures networks of folds on the patients each left out, on clean projections, display images and stand-ins.

The masks of the truth are the projected lungs of the CT in the very geometry of the pair. Stand-ins have another
physics than the films of the training (`evaluation.stand_ins`), here taken as told; "whole film" adds the neck and
abdomen that no CT has.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core import io
from xr2ct_core.control import WorkContext
from xr2ct_core.data.find import ct_by_subject
from xr2ct_core.data.folds import PatientFolds
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.stand_in import drawn_stand_in
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.lungmask.canvas import CANVAS, Canvas, canvas_of
from xr2ct_core.lungmask.films import FEW_MM
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.masks import THRESHOLD
from xr2ct_core.lungmask.scores import mask_scores, mean_mask, threshold_mask
from xr2ct_core.lungmask.weights import DESCRIPTION, read_lungmask
from xr2ct_core.pairing.films import displayed, noisy
from xr2ct_core.pairing.simulated import resampled
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume

VIEWS: Final = ("frontal", "lateral")
IMAGES: Final = {
    "clean": "line integrals",
    "display": "display images",
    "stand-in": "stand-ins",
    "whole-film": "stand-ins with neck and abdomen",
}
PIXELS: Final = 192
METHODS: Final = {
    "lungmask": "`lungmask`",
    "mean-mask": "mean of the others (baseline)",
    "threshold": "Otsu's threshold (baseline)",
}

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Person:
    """Pairs of a patient by kind of image, and the true masks of both views."""

    pairs: dict[str, RadiographPair]
    true: tuple[Mask, Mask]


@dataclass(frozen=True)
class FoldNetwork:
    """The network of a fold: its folder, how many steps it learned, and whom it left out."""

    folder: Path
    steps: int
    out: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """One score: who, on what image, which view, by what; `warned` says whether `lungmask` doubted the image."""

    subject: str
    images: str
    view: str
    method: str
    dice: float
    boundary_mm: float
    warned: bool = False


def true_masks(canvas: Canvas) -> tuple[Mask, Mask]:
    """Both projected masks of a patient in the geometry `clinic`, with `PIXELS` along an edge."""
    views = resampled(BiplanarGeometry.preset("clinic"), PIXELS).views
    frontal, lateral = (path > FEW_MM for path in project_numpy(canvas.lungs, views, CANVAS))
    return frontal, lateral


def person_of(canvas: Canvas, subject: str, seed: int = 0) -> Person:
    """A patient's pairs in the geometry `clinic`, with `PIXELS` along an edge."""
    geometry = resampled(BiplanarGeometry.preset("clinic"), PIXELS)
    random = np.random.default_rng([seed, *subject.encode()])
    scanned = Volume.on_grid(canvas.as_scanned(), CANVAS)
    clean = simulate_pair(scanned, geometry, subject=subject)
    how = replace(drawn_stand_in(seed, subject), turn_deg=0.0, height_mm=0.0, breath_mm=0.0, magnification=1.0)
    pairs = {
        "clean": clean,
        "display": _displayed(clean, random),
        "stand-in": stand_in_pair(scanned, geometry, how, subject=subject),
        "whole-film": stand_in_pair(
            Volume.on_grid(canvas.hu.astype(np.float32), CANVAS), geometry, how, subject=subject
        ),
    }
    return Person(pairs, true_masks(canvas))


def people_of(
    folder: Path, subjects: Sequence[str], measured: Collection[str], seed: int, context: WorkContext
) -> dict[str, Person]:
    """The people of these names in a folder of CTs; those who are not measured only with their true masks."""
    sources = ct_by_subject(folder)
    found = {}
    wanted = [subject for subject in subjects if subject in sources]
    for index, subject in enumerate(wanted):
        context.progress(0.8 * index / len(wanted), f"Taking X-rays of {subject}")
        canvas = canvas_of(io.read_volume(sources[subject]))
        is_measured = subject in measured
        found[subject] = person_of(canvas, subject, seed) if is_measured else Person({}, true_masks(canvas))
    return found


def networks_of(checkpoints: Path, folds: PatientFolds) -> dict[str, FoldNetwork]:
    """For each fold the network that is there.

    Raises `BadInputError` if there is none, or if one learned from somebody its fold leaves out.
    """
    found = {}
    for path in sorted(checkpoints.glob(f"*/{DESCRIPTION}")):
        _, info = read_lungmask(path.parent)
        if info.fold not in folds.names:
            continue
        out = folds.split(info.fold).parts["test"]
        if known := sorted(set(out) & set(info.patients)):
            raise BadInputError(f"The network in {path.parent} learned from {known[0]}.", "Use other folds.")
        found[info.fold] = FoldNetwork(path.parent, info.steps, out)
    if not found:
        raise BadInputError(
            f"There is no network of a fold in {checkpoints}.", "Make them with `xr2ct lungmask --learn --fold 1`."
        )
    return found


def scores_of(folder: Path, subject: str, people: dict[str, Person], others: Sequence[str]) -> Iterator[Measured]:
    """The scores of one patient by the network in `folder` and by the baselines, which know the `others`."""
    person = people[subject]
    for images, pair in person.pairs.items():
        masks = find_lungs(pair, folder=folder)
        for view, name in enumerate(VIEWS):
            geometry, true = pair.geometry.views[view], person.true[view]
            warned = any(doubt.place == name and not doubt.is_hint for doubt in masks.doubts)
            found = {
                "lungmask": masks.views[view] > THRESHOLD,
                "mean-mask": mean_mask([people[other].true[view] for other in others]),
                "threshold": threshold_mask(pair.radiographs[view].image, 2 if view == 0 else 1),
            }
            for method, mask in found.items():
                scores = mask_scores(mask, true, geometry.pixel_at_isocentre_mm)
                yield Measured(subject, images, name, method, **scores, warned=warned and method == "lungmask")


def _displayed(pair: RadiographPair, random: np.random.Generator) -> RadiographPair:
    frontal, lateral = (
        Radiograph(displayed(noisy(one.image, random), random), one.pixel_mm, one.view, "display", source="simulated")
        for one in pair.radiographs
    )
    return replace(pair, frontal=frontal, lateral=lateral)


def summary_of(scores: Sequence[Measured]) -> list[dict[str, Any]]:
    """A row for each method, kind of image and view: n, means, standard deviations, and the worst."""
    rows = []
    for method in METHODS:
        for images in IMAGES:
            for view in VIEWS:
                own = [one for one in scores if (one.method, one.images, one.view) == (method, images, view)]
                if not own:
                    continue
                dices, lengths = (np.array([getattr(one, name) for one in own]) for name in ("dice", "boundary_mm"))
                rows.append(
                    {
                        "method": method,
                        "images": images,
                        "view": view,
                        "n": len(own),
                        "dice": float(np.nanmean(dices)),
                        "dice_sd": float(np.nanstd(dices)),
                        "dice_worst": float(np.nanmin(dices)),
                        "boundary_mm": float(np.nanmean(lengths)),
                        "boundary_sd_mm": float(np.nanstd(lengths)),
                        "warned": sum(one.warned for one in own),
                    }
                )
    return rows


def markdown_of(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a table."""
    lines = [
        "|  | images | n | Dice frontal | worst | outline off by (mm) | Dice lateral | worst | outline off by (mm) |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for method, title in METHODS.items():
        for images, words in IMAGES.items():
            both = [row for row in rows if (row["method"], row["images"]) == (method, images)]
            if len(both) == len(VIEWS):
                cells = [
                    f"{row['dice']:.3f} ± {row['dice_sd']:.3f} | {row['dice_worst']:.3f} | "
                    f"{row['boundary_mm']:.1f} ± {row['boundary_sd_mm']:.1f}"
                    for row in sorted(both, key=lambda row: VIEWS.index(row["view"]))
                ]
                lines.append(f"| {title} | {words} | {both[0]['n']} | {' | '.join(cells)} |")
    own = [row for row in rows if row["method"] == "lungmask"]
    lines += ["", f"Warned of {sum(row['warned'] for row in own)} of these {sum(row['n'] for row in own)} images."]
    return "\n".join(lines) + "\n"
