"""The rows of a table: methods and baselines behind one face, `run(case) -> Made`.

A method that needs a bundled template is never measured on the patient the template was made of: `refusal` says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.evaluation.baselines import BASELINE_METHODS, BASELINES, Baseline, Surroundings
from xr2ct_core.evaluation.cases import Case
from xr2ct_core.inference.peak_memory import PeakMemory
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.methods.blocks.templates.library import TEMPLATE_IDS
from xr2ct_core.methods.registry import method_spec

Kind = Literal["method", "baseline", "oracle"]


@dataclass(frozen=True, eq=False)
class Made:
    """A volume, its uncertainty if the maker has one, and what it cost."""

    hu: NDArray[np.float32]
    seconds: float
    peak_memory_bytes: int
    uncertainty_hu: NDArray[np.float32] | None = None


@dataclass(frozen=True, eq=False)
class Candidate:
    """One row: a method with its settings, or a baseline.

    `checkpoint` and `parameters` (of the networks that reconstruct) belong to learned methods.
    """

    id: str
    title: str
    kind: Kind
    run: Callable[[Case, Surroundings, WorkContext], Made]
    method: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    checkpoint: Path | None = None
    parameters: int = 0

    def refusal(self, case: Case) -> str:
        """Why this candidate may not be measured on this case; empty if it may."""
        if not self.method or not self._may_use_his_template():
            return ""
        for template_id in TEMPLATE_IDS:
            if any(template_id.lower() in name.lower() for name in (case.subject, case.source)):
                return f"A bundled template was made of this patient ({template_id})."
        return ""

    def _may_use_his_template(self) -> bool:
        """Whether the three templates are used whoever the patient is; of the whole library his own is left out."""
        is_template = method_spec(self.method).supervision == "bundled CTs"
        library = self.settings.get("library" if is_template else "template_library", "three")
        begins_with_them = "template" in (self.settings.get("coarse"), self.settings.get("guide"))
        return begins_with_them or (
            bool(is_template or self.settings.get("with_templates", False)) and library == "three"
        )


def candidates(
    methods: Sequence[str], *, with_baselines: bool, device: str, trained: bool = False
) -> tuple[Candidate, ...]:
    """The rows for these methods, in their order, then the baselines that are not among them.

    `trained` says that baselines of other patients are made of those that networks were trained on. Raises
    `BadConfigError` for an unknown method.
    """
    rows = [
        method_candidate(method_id, method_spec(method_id).title, method_id, {}, "method", device)
        for method_id in dict.fromkeys(methods)
    ]
    if with_baselines:
        taken = {row.id for row in rows}
        rows += [
            method_candidate(row_id, title, method_id, settings, "baseline", device)
            for row_id, title, method_id, settings in BASELINE_METHODS
            if row_id not in taken
        ]
        rows += [baseline_candidate(baseline, trained=trained) for baseline in BASELINES]
    return tuple(rows)


def method_candidate(
    row_id: str, title: str, method_id: str, settings: Mapping[str, Any], kind: Kind, device: str
) -> Candidate:
    """A reconstruction method with its settings as a row."""

    def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
        return _made(
            reconstruct(case.pair, method_id, surroundings.grid, method_config=settings, device=device, context=context)
        )

    return Candidate(row_id, title, kind, run, method_id, dict(settings))


def checkpoint_candidate(
    row_id: str,
    title: str,
    method_id: str,
    checkpoint: Path,
    parameters: int,
    settings: Mapping[str, Any],
    device: str,
    changes: Mapping[str, Any] | None = None,
    *,
    members: Sequence[Path] = (),
) -> Candidate:
    """A trained network as a row, with the settings in the checkpoint but for `changes`, which are told as well.

    `members` reconstruct together, and `checkpoint` is their folder.
    """

    def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
        return _made(
            reconstruct(
                case.pair,
                method_id,
                surroundings.grid,
                method_config=changes,
                checkpoint=checkpoint,
                members=members,
                device=device,
                context=context,
            )
        )

    used = dict(settings) | dict(changes or {})
    return Candidate(row_id, title, "method", run, method_id, used, checkpoint, parameters)


def baseline_candidate(baseline: Baseline, *, trained: bool = False) -> Candidate:
    """A baseline as a row."""

    def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
        context.checkpoint()
        started = perf_counter()
        with PeakMemory() as memory:
            hu = baseline.make(case, surroundings)
        return Made(hu, perf_counter() - started, memory.peak_bytes)

    title = baseline.trained_title if trained and baseline.trained_title else baseline.title
    return Candidate(baseline.id, title, "oracle" if baseline.sees_truth else "baseline", run)


def _made(result: Reconstruction) -> Made:
    hu = np.asarray(result.volume.hu, dtype=np.float32)
    return Made(hu, result.seconds, result.peak_memory_bytes, result.uncertainty_hu)
