"""Display images made into line integrals, in front of every method.

The first estimate (`radiography.restore`) masks what is not the patient, and takes the total from the outlines and the
lungs in them (`lungmask`). The lateral view is put where its rows hold the totals of the frontal one's
(`display.heights`). Bundled CTs laid over it tell what the images should measure (`display.laid_over`), small networks
taught on simulated machines which curve each place of both images has (`display.fields`); their answers are made one
(`display.refine`), with one total for both views, and the CTs are laid over the result once more.

Chosen on three of 14 patients' stand-ins (`evaluation.stand_ins`), the total on 13; the others were only measured.
Where the CTs do not come to look like the images, which are then probably no chest, the first estimate stays. A pair
that holds one physical image, and a pair whose curve is not to be looked for, is treated by `linearise`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import torch

from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.inference.display.fields import TaughtNetwork, line_integrals_by_fields, networks_for
from xr2ct_core.inference.display.heights import lateral_stands_mm
from xr2ct_core.inference.display.laid_over import LaidOver, laid_over
from xr2ct_core.inference.display.refine import both_made_one, by_curves, continued, totals_mm2
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.inference.styled import Style, left_as_it_is
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.masks import Doubt, path_in_lung_mm
from xr2ct_core.lungmask.weights import lungmask_for
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.restore import Image, Restored, as_line_integrals, restored
from xr2ct_core.units import MU_WATER_PER_MM

ROUNDS: Final = 2
"""The CTs are laid over what the round before made of the images: they then lie better, and say more."""
LITRE_MM2: Final = 1e6 * MU_WATER_PER_MM
"""What a litre of water adds to a total."""
_NO_LUNGS: Final[frozenset[Doubt]] = frozenset({"none", "everything", "unsure"})
FITTED: Final = (
    "{view}: a display image. Its tone curve was estimated from bundled chest CTs laid over both images, so that both "
    "views hold the same total. Absolute HU are therefore rough."
)
MOVED: Final = "Lateral: taken to stand {by:.0f} mm {where} than told; its rows then agree best with the frontal's."
LUNGS_UNSURE: Final = (
    "How much of the body is lung could not be told, so it was taken to be as full as chests are on average."
)
NOT_LIKE_CHESTS: Final = (
    "The tone curves could not be refined: the bundled chest CTs do not come to look like these images. "
    "Check views, inversion and distances."
)


@dataclass(frozen=True, eq=False)
class PhysicalPair:
    """Line integrals for a method, with notes on what was done to get them.

    The lateral view of `pair` stands `lateral_height_mm` higher than that of the pair that was given.
    """

    pair: RadiographPair
    notes: tuple[str, ...] = ()
    lateral_height_mm: float = 0.0


def physical_pair(
    pair: RadiographPair,
    device: str,
    context: WorkContext,
    *,
    fit: bool = True,
    style: Style | None = None,
    only_first: bool = False,
    ask_networks: bool = True,
) -> PhysicalPair:
    """The pair as line integrals; a physical pair passes unchanged. `fit` looks for the curves of display images.

    `style` is a network that translates the first estimate before that (`inference.styled`), in place of the curve
    networks; with `only_first` two display images are left at that estimate, as trainings on X-rays see them (the
    lungs are not asked then), without `ask_networks` at what bundled CTs say. Raises `BadInputError` if an image shows
    nothing, and `CancelledError`.
    """
    if style is not None and (reason := left_as_it_is(pair)):
        return PhysicalPair(to_line_integrals(pair), (reason,))
    if style is None and not needs_fit(pair, fit or only_first):
        return PhysicalPair(to_line_integrals(pair))
    lung_paths_mm = () if only_first else _lung_paths_mm(pair, device)
    first = restored(pair, lung_paths_mm)
    height_mm = lateral_stands_mm(first)
    if height_mm:
        first = _at_height(pair, height_mm, lung_paths_mm)
        pair = replace(pair, geometry=first.pair.geometry)
    if only_first:
        return PhysicalPair(first.pair, first.notes, height_mm)
    if not lung_paths_mm:
        first = replace(first, notes=(*first.notes, LUNGS_UNSURE))
    if style is not None:
        first = style.applied(first)
        if not fit:
            return PhysicalPair(first.pair, first.notes, height_mm)
        pair = first.pair
    networks = networks_for(pair.subject) if style is None and ask_networks else ()
    fields = line_integrals_by_fields(first.views, pair.geometry, networks) if networks else None
    estimate = first.pair
    for number in range(ROUNDS):
        over = laid_over(estimate, torch.device(device), context.part(number / ROUNDS, 1.0 / ROUNDS))
        if not over.looks_alike:
            return PhysicalPair(first.pair, (*first.notes, NOT_LIKE_CHESTS), height_mm)
        images = by_curves(first, over.images)
        if fields is not None:
            images = both_made_one(first, fields, images)
        estimate = as_line_integrals(pair, continued(first, images, over.images), FITTED)
    return PhysicalPair(estimate, (*first.notes, _said(first, images, over, networks)), height_mm)


def needs_fit(pair: RadiographPair, fit: bool) -> bool:
    """Whether curves are to be looked for."""
    return fit and all(radiograph.scale == "display" for radiograph in pair.radiographs)


def _lung_paths_mm(pair: RadiographPair, device: str) -> tuple[Image, ...]:
    """Through lung, of both views; none where no network may be asked about this patient, or lungs are unsure."""
    folder = lungmask_for(pair.subject)
    if folder is None:
        return ()
    masks = find_lungs(pair, device=device, folder=folder)
    if any(doubt.kind in _NO_LUNGS for doubt in masks.doubts):
        return ()
    return tuple(path_in_lung_mm(lung, path_mm) for lung, path_mm in zip(masks.views, masks.paths_mm, strict=True))


def _at_height(pair: RadiographPair, height_mm: float, lung_paths_mm: Sequence[Image]) -> Restored:
    """The first estimate with the assembly of the lateral view so much higher than told, and a note that says so."""
    told = replace(pair, geometry=LateralPose(height_mm=height_mm).applied(pair.geometry))
    found = restored(told, lung_paths_mm)
    where = "higher" if height_mm > 0.0 else "lower"
    return replace(found, notes=(*found.notes, MOVED.format(by=abs(height_mm), where=where)))


def _said(first: Restored, images: list[Image], over: LaidOver, networks: Sequence[TaughtNetwork]) -> str:
    """What was done, in numbers."""
    count = len(networks)
    by = f", and by {count} {'network' if count == 1 else 'networks'} taught on simulated radiographs" if count else ""
    litres = totals_mm2(first, images)[0] / LITRE_MM2
    return (
        f"Line integrals were estimated by bundled CTs laid over both images (they correlate with them by "
        f"{over.correlation:.2f}){by}; the body in view attenuates as {litres:.1f} litres of water do."
    )
