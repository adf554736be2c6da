"""How a pair of line integrals was probably taken: the pose by a network, the breath by bundled CTs.

Bundled CTs are laid over both views first, with an open pose: where they do not come to look like the images, these are
probably no chest, and nothing is looked for. A network then says the pose (`by_network`), and the CTs, laid over the
pair in that pose, the breath. The turn, which shows only by what bodies look like, is the mean of what both say. All is
put right by experience (`experience`). Nothing of the told geometry is trusted but the frontal view, its distances and
its pixels. Progress runs from 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.inference.calibration.breath import breath_effect
from xr2ct_core.inference.calibration.by_network import pose_by_network, pose_network, posed
from xr2ct_core.inference.calibration.centring import ERROR_MM, assembly_off_mm
from xr2ct_core.inference.calibration.estimate import ASKED, USUAL, believed_pose, estimate, findings
from xr2ct_core.inference.calibration.experience import experience_of
from xr2ct_core.inference.calibration.findings import Findings, LateralPose
from xr2ct_core.inference.calibration.laid_over import PHASE, LaidOver, laid_over
from xr2ct_core.inference.calibration.registration import Fit
from xr2ct_core.inference.calibration.unknowns import POSE_NAMES
from xr2ct_core.radiograph import RadiographPair

LEAST_CORRELATION: Final = 0.8
NOT_LIKE_CHESTS: Final = (
    "Calibration: left out. The bundled chest CTs do not come to look like these images; "
    "check views, inversion and distances."
)
NO_NETWORK: Final = (
    "Calibration: the lateral was taken to stand as told, because the bundled network that finds how it stood cannot "
    "be read. Install xr2ct again."
)
TURN_BY_CTS: Final = 0.5
"""Their errors do not go along with those of the network: correlation below 0.1 over the pairs of the experience."""
_FIRST_SHARE, _NETWORK_SHARE = 0.15, 0.7


@dataclass(frozen=True, eq=False)
class Found:
    """What was found, the bundled CTs that said it (None where they do not look like the images), scores and notes."""

    findings: Findings
    laid: LaidOver | None
    scores: dict[str, float]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Said:
    """What network and bundled CTs say of a pair, (6,) in the order of `unknowns.POSE_NAMES`, before experience.

    `first` and `last` are the CTs as they fit the pair that was told, and the one in the pose of the network; None
    where they do not look like the images. `asked_network` is false where there is none to ask.
    """

    numbers_6: NDArray[np.float64]
    first: LaidOver
    last: LaidOver | None
    asked_network: bool = True


def find_pose(
    pair: RadiographPair,
    context: WorkContext,
    *,
    device: str = "cpu",
    with_pose: bool = True,
    with_breath: bool = True,
    with_centring: bool = False,
    is_display: bool = False,
) -> Found:
    """How a pair of line integrals was taken, as far as is asked.

    `with_pose` looks for the pose of the lateral, `with_breath` for another breath in it, `with_centring` for a body
    beside the middle; `is_display` says that the line integrals were display images once, which is to be doubted more.
    Raises `CancelledError`.
    """
    said = said_of(pair, context, device=device)
    first = said.first.best
    if said.last is None:
        return Found(Findings(), None, _scores(first, first))
    experience = experience_of(pair.geometry, is_display=is_display)
    estimates = believed_pose(said.numbers_6, experience, USUAL if is_display else ASKED)
    is_asked = {name: with_breath if name == "breath" else with_pose for name in estimates}
    estimates = {name: one for name, one in estimates.items() if is_asked[name]}
    if with_centring:
        estimates |= {name: estimate(name, by_mm, ERROR_MM) for name, by_mm in assembly_off_mm(pair).items()}
    notes = () if said.asked_network or not with_pose else (NO_NETWORK,)
    return Found(findings(estimates), said.last, _scores(first, said.last.best), notes)


def said_of(
    pair: RadiographPair, context: WorkContext, *, device: str = "cpu", template_ids: Sequence[str] | None = None
) -> Said:
    """Ask the network and the bundled CTs, by default three of other people. Raises `CancelledError`."""
    numbers_6 = np.zeros(len(POSE_NAMES))
    first = laid_over(pair, torch.device(device), context.part(0.0, _FIRST_SHARE), template_ids=template_ids)
    if first.correlation < LEAST_CORRELATION:
        return Said(numbers_6, first, None)
    network = pose_network(pair.subject, device)
    if network is not None:
        numbers_6[:5] = pose_by_network(pair, network, context.part(_FIRST_SHARE, _NETWORK_SHARE))
        pair = posed(pair, LateralPose.of_numbers(numbers_6))
    share = _FIRST_SHARE + _NETWORK_SHARE
    rest = context.part(share, 1.0 - share)
    last = laid_over(pair, torch.device(device), rest, with_pose=False, template_ids=template_ids)
    if network is not None:
        numbers_6[0] += TURN_BY_CTS * (first.pose_6[0] - numbers_6[0])
    numbers_6[5] = last.pose_6[5]
    context.progress(1.0, PHASE)
    return Said(numbers_6, first, last, network is not None)


def _scores(first: Fit, last: Fit) -> dict[str, float]:
    return {
        "ncc_frontal": last.correlations[0],
        "ncc_lateral": last.correlations[1],
        "levels_as_told": first.disagreement_as_told,
        "levels_as_found": last.disagreement,
    }


def as_found(pair: RadiographPair, found: Findings, laid: LaidOver) -> RadiographPair:
    """The pair, display or not, with the geometry that was found and the breath undone."""
    geometry = found.geometry(pair.geometry)
    lateral = replace(pair.lateral, pixel_mm=geometry.lateral.pixel_mm)
    if found.breath_mm:
        effect = breath_effect(laid, geometry.lateral, pair.cube_mm, found.breath_mm)
        lateral = effect.undone(lateral, found.breath_mm)
    return replace(pair, lateral=lateral, geometry=geometry)
