"""Display images made into line integrals, in front of every method.

The first estimate (`radiography.restore`) is refined by anatomy: the bundled CTs are laid over it with one free gain a
view, and their projections tell what line integrals the image should hold. From these a monotone curve is fitted for
each view, then the slow remainder that no curve explains - scatter, local equalisation - is taken off in part. At last
both views get one total, mostly that of the laid-over CTs, which know how much lung there is.

Chosen on three of 14 stand-ins (`evaluation.stand_ins`); the others were only measured. Where the CTs do not come to
look like the images, which are then probably no chest, the first estimate stays. A pair that holds one physical image,
and a pair whose curve is not to be looked for, is treated by `linearise`.
"""

from dataclasses import dataclass, replace
from math import exp
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.linearise import to_line_integrals, total_mm2
from xr2ct_core.inference.styled import Style, left_as_it_is
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.library import TEMPLATE_IDS, load_template
from xr2ct_core.methods.template.register import Pyramid, Registration, Stage
from xr2ct_core.methods.template.warp import TemplateVolume
from xr2ct_core.projection.projector import Projector
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.reference import IN_BODY
from xr2ct_core.radiography.restore import DisplayView, Restored, as_line_integrals, restored, with_total
from xr2ct_core.radiography.tone import from_image

VOXEL_MM: Final = 10.0
STAGES: Final = (Stage(10.0, 0, False, 60, 4.0), Stage(10.0, 1, False, 40, 3.0), Stage(10.0, 2, False, 40, 2.0))
LEAST_CORRELATION: Final = 0.8
TRUST_IN_TEMPLATES: Final = 0.65
"""Weight of the logarithm of their total against that by the outlines."""
FIELD_SHARE: Final = 0.7
FIELD_REACH_MM: Final = 30.0
_LEAST_KNOWN: Final = 0.05
_LOSS_SPREAD: Final = 0.3
PHASE: Final = "Finding the tone curves"
FITTED: Final = (
    "{view}: a display image. Its tone curve was estimated from bundled chest CTs laid over both images, so that both "
    "views hold the same total. Absolute HU are therefore rough."
)
NOT_LIKE_CHESTS: Final = (
    "The tone curves could not be refined: the bundled chest CTs do not come to look like these images. "
    "Check views, inversion and distances."
)

Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PhysicalPair:
    """Line integrals for a method, with notes on what was done to get them."""

    pair: RadiographPair
    notes: tuple[str, ...] = ()


def physical_pair(
    pair: RadiographPair,
    device: str,
    context: WorkContext,
    *,
    fit: bool = True,
    style: Style | None = None,
    only_first: bool = False,
) -> PhysicalPair:
    """The pair as line integrals; a physical pair passes unchanged. `fit` looks for the curves of display images.

    `style` is a network that translates the first estimate before that (`inference.styled`); with `only_first` two
    display images are left at that estimate. Raises `BadInputError` if
    an image shows nothing, and `CancelledError`.
    """
    if style is not None and (reason := left_as_it_is(pair)):
        return PhysicalPair(to_line_integrals(pair), (reason,))
    if style is None and not needs_fit(pair, fit or only_first):
        return PhysicalPair(to_line_integrals(pair))
    first = restored(pair)
    if only_first:
        return PhysicalPair(first.pair, first.notes)
    if style is not None:
        first = style.applied(first)
        if not fit:
            return PhysicalPair(first.pair, first.notes)
        pair = first.pair
    with torch.enable_grad():
        projected = _laid_over(first.pair, torch.device(device), context)
    context.progress(1.0, PHASE)
    if projected is None:
        return PhysicalPair(first.pair, (*first.notes, NOT_LIKE_CHESTS))
    return PhysicalPair(as_line_integrals(pair, _refined(first, projected), FITTED), first.notes)


def needs_fit(pair: RadiographPair, fit: bool) -> bool:
    """Whether curves are to be looked for."""
    return fit and all(radiograph.scale == "display" for radiograph in pair.radiographs)


def _laid_over(pair: RadiographPair, device: torch.device, context: WorkContext) -> tuple[Image, Image] | None:
    """Projections of the mean of the CTs warped to the pair, on its detectors; None if they do not look like it."""
    grid = WorkingGrid(max(8, round(pair.cube_mm / VOXEL_MM)), pair.cube_mm)
    pyramid, config = Pyramid(pair, grid, device), TemplateConfig(match_gain=True)
    steps, done = len(TEMPLATE_IDS) * sum(stage.steps for stage in STAGES), 0

    def tell() -> None:
        nonlocal done
        context.progress(done / steps, PHASE)
        done += 1

    volumes, losses, correlations = [], [], []
    for template_id in TEMPLATE_IDS:
        registration = Registration(TemplateVolume(load_template(template_id), device), config, pyramid)
        losses.append([registration.fit(stage, tell) for stage in STAGES][-1])
        correlations.append(registration.correlation(STAGES[-1]))
        volumes.append(registration.volume(pyramid.at(VOXEL_MM)[1]))
    if not max(correlations) >= LEAST_CORRELATION:
        return None
    least = max(min(losses), 1e-9)
    weights = np.array([exp(-(loss - least) / (_LOSS_SPREAD * least)) for loss in losses])
    mean_ZYX = sum(w * volume for w, volume in zip((weights / weights.sum()).tolist(), volumes, strict=True))
    with torch.no_grad():
        frontal, lateral = Projector(pair.geometry.views, grid, device).forward(torch.as_tensor(mean_ZYX)[None])
    return frontal[0].cpu().numpy(), lateral[0].cpu().numpy()


def _refined(first: Restored, projected: tuple[Image, Image]) -> list[Image]:
    pair, geometry = first.pair, first.pair.geometry
    images = [
        _through_curve(seen, radiograph.image, wanted)
        for seen, radiograph, wanted in zip(first.views, pair.radiographs, projected, strict=True)
    ]
    totals = [
        total_mm2(replace(radiograph, image=image), view, first.band_mm, pair.cube_mm)
        for radiograph, image, view in zip(pair.radiographs, images, geometry.views, strict=True)
    ]
    target_mm2 = float(np.mean(totals)) ** TRUST_IN_TEMPLATES * first.total_mm2 ** (1.0 - TRUST_IN_TEMPLATES)
    refined = []
    for image, wanted, seen, radiograph, view in zip(
        images, projected, first.views, pair.radiographs, geometry.views, strict=True
    ):
        whole = with_total(image, radiograph, view, first.band_mm, pair.cube_mm, target_mm2)
        level = with_total(wanted, radiograph, view, first.band_mm, pair.cube_mm, target_mm2)
        without_field = _without_field(whole, level, seen, FIELD_REACH_MM / view.pixel_mm)
        refined.append(with_total(without_field, radiograph, view, first.band_mm, pair.cube_mm, target_mm2))
    return refined


def _through_curve(seen: DisplayView, estimate: Image, wanted: Image) -> Image:
    """The grey values through the curve that brings them nearest to `wanted`; the estimate where there is no body."""
    use = seen.body & (wanted > IN_BODY)
    curve = from_image(seen.grey[use], wanted[use], seen.parts.air)
    return estimate if curve is None else seen.through(curve)


def _without_field(image: Image, wanted: Image, seen: DisplayView, reach_pixels: float) -> Image:
    """The image with most of its slow difference to `wanted` taken off where the patient is."""
    shows = seen.body.astype(np.float32)
    field = gaussian_filter((wanted - image) * shows, reach_pixels)
    known = np.maximum(gaussian_filter(shows, reach_pixels), _LEAST_KNOWN)
    return seen.attenuated(np.maximum(image + np.float32(FIELD_SHARE) * field / known, 0.0))
