"""The entrance: a pair of line integrals and what to look for in, the pair as it was probably taken out.

Works for every method, before it: the method is told the geometry that was found and sees the corrected images.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import torch

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.calibration import CALIBRATION_SETTINGS
from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.estimate import believed
from xr2ct_core.inference.calibration.findings import Findings
from xr2ct_core.inference.calibration.registration import STEPS, CoarsePair, PosedRegistration
from xr2ct_core.methods.base import require_line_integrals
from xr2ct_core.methods.template.library import TEMPLATE_IDS, load_template
from xr2ct_core.methods.template.warp import TemplateVolume
from xr2ct_core.radiograph import RadiographPair

PHASE: Final = "Calibrating"
ONE_VIEW_NOTE: Final = "Calibration: left out, because it compares two X-rays and one is used."


@dataclass(frozen=True, eq=False)
class CalibratedPair:
    """The pair to reconstruct, what was changed on it, None where nothing was looked for, and notes."""

    pair: RadiographPair
    findings: Findings | None = None
    notes: tuple[str, ...] = ()


def is_wanted(config: ConfigBase) -> bool:
    """Whether the settings of a method ask for a calibration."""
    return any(getattr(config, name, False) for name in CALIBRATION_SETTINGS)


def calibrated(pair: RadiographPair, config: ConfigBase, device: str, context: WorkContext) -> CalibratedPair:
    """The pair as the settings of a method (`config.calibration`) want it; progress from 0 to 1.

    `pair` holds line integrals. Raises `CancelledError`.
    """
    if not is_wanted(config):
        return CalibratedPair(pair)
    if getattr(config, "views", "both") != "both":
        return CalibratedPair(pair, notes=(ONE_VIEW_NOTE,))
    with_pose, with_tone = bool(getattr(config, "fit_pose", False)), bool(getattr(config, "fit_tone", False))
    findings = find(pair, device, context, with_pose=with_pose, with_tone=with_tone)
    frontal, lateral = (
        tone.applied(radiograph) for tone, radiograph in zip(findings.tones, pair.radiographs, strict=True)
    )
    geometry = findings.pose.applied(pair.geometry)
    lateral = replace(lateral, pixel_mm=geometry.lateral.pixel_mm)
    notes = findings.pose.sentences() if with_pose else ()
    if with_tone:
        notes += tuple(tone.sentence(name) for tone, name in zip(findings.tones, ("frontal", "lateral"), strict=True))
    return CalibratedPair(replace(pair, frontal=frontal, lateral=lateral, geometry=geometry), findings, notes)


def find(
    pair: RadiographPair, device: str, context: WorkContext, *, with_pose: bool = True, with_tone: bool = False
) -> Findings:
    """What bundled CTs laid over both views say of the pose of the lateral view and of the tone curves."""
    require_line_integrals(pair)
    torch_device = torch.device(device)
    coarse = CoarsePair.of(pair, torch_device)
    fits = []
    for number, template_id in enumerate(TEMPLATE_IDS):
        template = TemplateVolume(load_template(template_id), torch_device)
        registration = PosedRegistration(template, coarse, with_pose=with_pose, with_tone=with_tone)
        with torch.enable_grad():
            fits.append(registration.fit(partial(_tell, context, number)))
    context.progress(1.0, PHASE)
    return believed(fits)


def _tell(context: WorkContext, number: int, step: int) -> None:
    context.progress((number + step / STEPS) / len(TEMPLATE_IDS), PHASE)
