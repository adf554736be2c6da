"""What each part of a method brings: networks that differ from one of them, the reference, in some of their settings.

The reference is the run named `full`, else the first network of the method. A part brings what the reference has more
than the network without it, on the same patients. Networks that differ in one number are told as a sweep instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.results import Evaluation
from xr2ct_core.evaluation.statistics import Summary, paired_difference
from xr2ct_core.evaluation.sweeps import sweeps
from xr2ct_core.evaluation.verdict import MAIN_METRIC
from xr2ct_core.runs.checkpoint_info import BEGUN_WITH
from xr2ct_core.runs.compare import settings_differences

REFERENCE_RUN: Final = "full"
COLUMNS: Final = (
    (MAIN_METRIC, "PSNR-3D (dB)", ".2f"),
    ("dice_lung", "lung Dice", ".3f"),
    ("psnr_unseen_db", "unseen view (dB)", ".2f"),
)
"""Metric, heading and format of what is told; table.json has all."""
NOTE: Final = (
    "The reference itself, and then by how much it is better than each network that differs from it, on the same "
    "patients with the 95 % interval: above zero the reference is better."
)
_IN_WORDS: Final = {"data.patients": "other patients trained on", f"data.{BEGUN_WITH}": "begun with other weights"}
"""Changes that are told without their values."""


@dataclass(frozen=True)
class Change:
    """A setting, its value in a network, and in the reference; None where one has no such setting."""

    setting: str
    value: Any
    reference: Any

    def __str__(self) -> str:
        words = f"{self.setting.partition('.')[2]} {_shown(self.value)} (reference: {_shown(self.reference)})"
        return _IN_WORDS.get(self.setting, words)


@dataclass(frozen=True)
class Part:
    """A row and the settings that make it another network than the reference."""

    row_id: str
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The changes in words."""
        return ", ".join(map(str, self.changes))


@dataclass(frozen=True)
class Ablation:
    """The rows of a method beside the one that they are compared with."""

    method: str
    reference: str
    parts: tuple[Part, ...]

    def brings(self, evaluation: Evaluation, part: Part, metric: str) -> Summary:
        """The reference minus the row, on the patients that both were measured on."""
        return paired_difference(evaluation.values(self.reference, metric), evaluation.values(part.row_id, metric))


def ablations(networks: Sequence[Contender]) -> tuple[Ablation, ...]:
    """One for each method of which networks differ in their settings, but not in one number alone."""
    told = {sweep.method for sweep in sweeps(networks)}
    found = []
    for method in dict.fromkeys(network.info.method for network in networks):
        group = [network for network in networks if network.info.method == method]
        reference = next((one for one in group if one.run == REFERENCE_RUN), group[0])
        parts = [part for one in group if one is not reference and (part := _part(one, reference)).changes]
        if parts and method not in told:
            found.append(Ablation(method, reference.id, tuple(parts)))
    return tuple(found)


def _part(network: Contender, reference: Contender) -> Part:
    differing = settings_differences([network.settings, reference.settings])
    return Part(network.id, tuple(Change(one.name, *one.values) for one in differing))


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "none"}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)
