"""From what the network and the bundled CTs say to what is believed of a pair, and how surely.

What they say is put right by experience (`experience`), then believed in part (`belief`). What is then smaller than is
worth a change is left as told.

Units: degrees, millimetres, logarithms of factors; percent in what is told of a scale.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.inference.calibration.belief import Belief
from xr2ct_core.inference.calibration.experience import Experience
from xr2ct_core.inference.calibration.findings import Estimate, Findings, LateralPose, ToneCurve
from xr2ct_core.inference.calibration.unknowns import POSE_NAMES


@dataclass(frozen=True)
class Usual:
    """How one number is told: its title, its unit and how many of them one of ours is; the standard deviations of the
    truth in pairs that are as told (`told`) and in others (`off`), and the least that is used."""

    title: str
    unit: str
    per_unit: float
    told: float
    off: float
    least: float


USUAL: Final = {
    "turn": Usual("turn of the lateral about the long axis", "°", 1.0, 1.5, 7.0, 1.5),
    "roll": Usual("roll of the lateral in its plane", "°", 1.0, 0.5, 4.0, 1.0),
    "pitch": Usual("tilt of the lateral, right side up", "°", 1.0, 0.3, 2.0, 1.0),
    "height": Usual("height of the lateral", "mm", 1.0, 0.7, 12.0, 1.5),
    "scale": Usual("size of the lateral", "%", 100.0, 0.002, 0.03, 0.01),
    "breath": Usual("diaphragm lower in the lateral", "mm", 1.0, 1.0, 10.0, 3.0),
    "depth": Usual("lateral further back", "mm", 1.0, 3.0, 25.0, 8.0),
    "side": Usual("frontal further to the left", "mm", 1.0, 3.0, 25.0, 8.0),
}
ASKED: Final = {**USUAL, "turn": replace(USUAL["turn"], told=4.0, off=4.0)}
"""The same for line integrals, whose pose is looked for only where somebody asks: few people stand quite sideways, so
a turn of a few degrees is as likely as none."""
# Errors of what is found about the tone curves: of 14 chest CTs in the geometry x2ct, each without its own template.
LOG_GAIN: Final = Belief(error=0.045, told=0.01, off=0.2)
LOG_EXPONENT: Final = Belief(error=0.2, told=0.01, off=0.25)


def estimate(name: str, found: float, error: float, usually: Mapping[str, Usual] = USUAL) -> Estimate:
    """What is believed and used of one number that was found with this standard deviation."""
    usual = usually[name]
    believed, deviation = Belief(error, usual.told, usual.off).believed(found)
    used = believed if abs(believed) >= usual.least else 0.0
    believed, deviation, shown = (usual.per_unit * value for value in (believed, deviation, used))
    return Estimate(usual.title, usual.unit, believed, deviation, shown)


def believed_pose(
    found_6: NDArray[np.float64], experience: Experience, usually: Mapping[str, Usual] = USUAL
) -> dict[str, Estimate]:
    """By name, of what network and bundled CTs say."""
    pose_6 = experience.pose(found_6)
    return {
        name: estimate(name, float(value), error, usually)
        for name, value, error in zip(POSE_NAMES, pose_6, experience.error, strict=True)
    }


def believed_tones(found_22: NDArray[np.float64]) -> tuple[ToneCurve, ToneCurve]:
    """The curves of both views, of logarithms of gain and exponent (last)."""
    frontal, lateral = (
        ToneCurve(exp(LOG_GAIN.expected(float(gain))), exp(LOG_EXPONENT.expected(float(exponent)))).rounded()
        for gain, exponent in found_22
    )
    return frontal, lateral


def findings(estimates: dict[str, Estimate]) -> Findings:
    """What is used of all of it; a number that was not looked for is as told, and so are the tone curves."""

    def used(name: str) -> float:
        return estimates[name].used if name in estimates else 0.0

    pose = LateralPose(
        turn_deg=used("turn"),
        height_mm=used("height"),
        scale=exp(used("scale") / USUAL["scale"].per_unit),
        roll_deg=used("roll"),
        pitch_deg=used("pitch"),
        depth_mm=used("depth"),
    )
    return Findings(pose, breath_mm=used("breath"), side_mm=used("side"), estimates=estimates)
