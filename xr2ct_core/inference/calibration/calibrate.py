"""The entrance of a reconstruction: line integrals and settings in, the pair as it was probably taken out.

Works for every method, before it: the method is told the geometry that was found and sees the corrected images.
"""

from dataclasses import dataclass, replace
from typing import Final

import torch

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.calibration import is_pose_wanted
from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.estimate import believed_tones
from xr2ct_core.inference.calibration.find_pose import NOT_LIKE_CHESTS, as_found, find_pose
from xr2ct_core.inference.calibration.findings import Findings, ToneCurve
from xr2ct_core.inference.calibration.laid_over import PHASE, laid_over
from xr2ct_core.methods.base import require_line_integrals
from xr2ct_core.radiograph import RadiographPair

ONE_VIEW_NOTE: Final = "Calibration: left out, because it compares two X-rays and one is used."


@dataclass(frozen=True, eq=False)
class CalibratedPair:
    """The pair to reconstruct, what was changed on it, None where nothing was looked for, and notes."""

    pair: RadiographPair
    findings: Findings | None = None
    notes: tuple[str, ...] = ()


def is_wanted(config: ConfigBase, *, is_display: bool = False) -> bool:
    """Whether the settings of a method ask for a calibration of line integrals that `is_display` images became.

    The pose of display images is looked for only where there are two to compare.
    """
    is_asked = any(getattr(config, name, False) for name in ("fit_breath", "fit_tone"))
    return is_asked or is_pose_wanted(config, is_display=is_display and _uses_both(config))


def _uses_both(config: ConfigBase) -> bool:
    return bool(getattr(config, "views", "both") == "both")


def calibrated(
    pair: RadiographPair, config: ConfigBase, device: str, context: WorkContext, *, was_display: bool = False
) -> CalibratedPair:
    """The pair as the settings of a method (`config.calibration`) want it; progress from 0 to 1.

    `pair` holds line integrals, which `was_display` says were made of display images. Raises `CancelledError`.
    """
    if not is_wanted(config, is_display=was_display):
        return CalibratedPair(pair)
    if not _uses_both(config):
        return CalibratedPair(pair, notes=(ONE_VIEW_NOTE,))
    require_line_integrals(pair)
    with_pose = is_pose_wanted(config, is_display=was_display)
    with_breath, with_tone = (bool(getattr(config, name, False)) for name in ("fit_breath", "fit_tone"))
    findings, share = Findings(), 0.0
    notes: tuple[str, ...] = ()
    if with_tone:
        share = 0.5 if with_pose or with_breath else 1.0
        tones = find_tones(pair, context.part(0.0, share), device=device)
        pair, findings = toned(pair, tones), replace(findings, tones=tones)
    if with_pose or with_breath:
        found = find_pose(
            pair,
            context.part(share, 1.0 - share),
            device=device,
            with_pose=with_pose,
            with_breath=with_breath,
            is_display=was_display,
        )
        if found.laid is None:
            notes = (NOT_LIKE_CHESTS,)
        else:
            findings = replace(found.findings, tones=findings.tones)
            said = findings.sentences(pair.lateral.view)
            pair, notes = as_found(pair, findings, found.laid), (*said, *found.notes)
    if with_tone:
        names = zip(findings.tones, ("frontal", "lateral"), strict=True)
        notes = (*notes, *(tone.sentence(name) for tone, name in names))
    return CalibratedPair(pair, findings, notes)


def find_tones(pair: RadiographPair, context: WorkContext, *, device: str = "cpu") -> tuple[ToneCurve, ToneCurve]:
    """What bundled CTs laid over both views say of their tone curves."""
    laid = laid_over(pair, torch.device(device), context, with_pose=False, with_breath=False, with_tone=True)
    context.progress(1.0, PHASE)
    return believed_tones(laid.tones_22)


def toned(pair: RadiographPair, tones: tuple[ToneCurve, ToneCurve]) -> RadiographPair:
    """The pair with both curves corrected."""
    frontal, lateral = (tone.applied(radiograph) for tone, radiograph in zip(tones, pair.radiographs, strict=True))
    return replace(pair, frontal=frontal, lateral=lateral)
