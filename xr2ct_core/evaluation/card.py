"""The report card of one case: a result beside baselines made from the same two X-rays.

Where the true CT is known, all are measured by the protocol of the evaluation, and the truth itself, blurred, says what
the numbers are worth. Where it is not, only the agreement with the two X-rays can be measured, and the card says that
this is no accuracy. A CT that cannot be the truth of these X-rays is not used.

Units: HU; volumes (z, y, x) on the working cube of the pair.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.config.calibration import as_told
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import CancelledError, Xr2ctError
from xr2ct_core.evaluation.baselines import BASELINES, Surroundings
from xr2ct_core.evaluation.candidates import Candidate, Made, baseline_candidate, method_candidate
from xr2ct_core.evaluation.card_words import TRAINED_ON, Doubt, Judged, notes, verdict
from xr2ct_core.evaluation.cases import Case, case_from_pair
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.evaluation.runner import measure
from xr2ct_core.evaluation.volume_metrics import require_same_shape
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.reconstruct import LEAST_TRUTH_NCC, TRUTH_NOTE, reconstruct, reproject, view_metrics
from xr2ct_core.inference.truth import truth_of
from xr2ct_core.io import read_pair
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.protocol.results import CardRow, CardSummary
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.bundled import network_with

Hu = NDArray[np.float32]

BASELINE_SHARES: Final = {"tv": 0.2, "backprojection": 0.05, "template": 0.6}
"""Methods beside the result, in the order of the card, and about how much of the time each takes."""
TRUTHS_SHARE: Final = 0.1
OWN_SHARE: Final = 0.05
UNNAMED: Final = "This volume"
COST_METRICS: Final = ("seconds", "peak_memory_bytes")


@dataclass(frozen=True, eq=False)
class CardVolume:
    """What the card is about. `method` is empty where nobody knows what made it; `checkpoint_sha256` its weights."""

    hu: Hu
    uncertainty_hu: Hu | None = None
    method: str = ""
    checkpoint_sha256: str = ""

    @property
    def title(self) -> str:
        return method_spec(self.method).title if self.method else UNNAMED


def report_card(
    volume: CardVolume,
    pair_path: Path,
    *,
    seen: RadiographPair | None = None,
    device: str = "cpu",
    context: WorkContext | None = None,
) -> CardSummary:
    """Measure a volume and the baselines on the pair of a pair file, the result first.

    `seen` are the line integrals, and where they stand, that the volume was made from, unless those are what a
    reconstruction makes of the pair by itself; baselines are made from the same. A baseline that fails has its sentence
    in place of numbers. Raises `BadInputError`, `BadConfigError` for an unknown method, and `CancelledError`.
    """
    context = context or WorkContext()
    context.progress(0.0, "Reading")
    pair = read_pair(pair_path)
    grid = WorkingGrid(volume.hu.shape[0], pair.cube_mm)
    linear = seen or physical_pair(pair, device, WorkContext(context.control)).pair
    linear = replace(linear, truth_path=None)
    title = volume.title
    if volume.uncertainty_hu is not None:
        require_same_shape(volume.hu, volume.uncertainty_hu)
    case, truth_note = _case_with_truth(pair_path, pair, linear, grid, device)
    context.progress(0.02, f"Measuring {title}")
    judge = _Judge(grid, device, linear, case)
    own = judge.judged("result", title, volume.hu, volume.uncertainty_hu)
    doubt = Doubt() if case is None else _doubt(volume, case, device)
    rows = [own, *_baselines(volume.method, judge, context.part(OWN_SHARE, 1.0 - OWN_SHARE))]
    context.progress(1.0, "Measured")
    context.finish()
    return CardSummary(
        rows=tuple(row.row for row in rows),
        has_truth=case is not None,
        verdict=verdict(rows, doubt, has_truth=case is not None),
        notes=notes(rows, doubt, pair, truth_note),
    )


class _Judge:
    """Measures volumes on one pair, with its truth or without."""

    def __init__(self, grid: WorkingGrid, device: str, pair: RadiographPair, case: Case | None) -> None:
        self.grid, self.device, self.pair, self.case = grid, device, pair, case
        self.views = EvaluationViews(grid, device)
        self._unseen = None if case is None else self.views.project(case.truth.hu, case.pair.geometry)[2]

    def judged(
        self, name: str, title: str, hu: Hu, uncertainty_hu: Hu | None = None, cost: dict[str, float] | None = None
    ) -> Judged:
        """A row of the card; `cost` are its seconds and bytes where they are known."""
        if self.case is None or self._unseen is None:
            metrics = view_metrics(reproject(hu, self.pair.geometry, self.grid, self.device), self.pair)
            metrics["psnr_inputs_db"] = (metrics["psnr_frontal_db"] + metrics["psnr_lateral_db"]) / 2.0
        else:
            metrics = measure(Made(hu, 0.0, 0, uncertainty_hu), self.case, self.views, self._unseen)
            metrics = {key: value for key, value in metrics.items() if key not in COST_METRICS}
        known = {key: float(value) for key, value in (metrics | (cost or {})).items() if isfinite(value)}
        return Judged(CardRow(name=name, title=title, is_baseline=name != "result", metrics=known))


def _baselines(method: str, judge: _Judge, context: WorkContext) -> Iterator[Judged]:
    """The methods beside the result's own, then the blurred truths where the truth is known."""
    shares = {method_id: share for method_id, share in BASELINE_SHARES.items() if method_id != method}
    whole = sum(shares.values()) + TRUTHS_SHARE
    done = 0.0
    for method_id, share in shares.items():
        title = method_spec(method_id).title
        part = context.part(done / whole, share / whole)
        yield _baseline(method_candidate(method_id, title, method_id, {}, "baseline", judge.device), judge, part)
        done += share
    if judge.case is None:
        return
    surroundings = Surroundings((judge.case,), judge.views)
    for baseline in (known for known in BASELINES if known.sees_truth):
        context.progress(done / whole, f"Measuring {baseline.title[0].lower()}{baseline.title[1:]}")
        made = baseline_candidate(baseline).run(judge.case, surroundings, context)
        yield Judged(judge.judged(baseline.id, baseline.title, made.hu).row, sees_truth=True)


def _baseline(candidate: Candidate, judge: _Judge, context: WorkContext) -> Judged:
    refusal = "" if judge.case is None else candidate.refusal(judge.case)
    if refusal:
        return _unmeasured(candidate, refusal)
    phase = f"Reconstructing with {candidate.title} to compare"
    inner = WorkContext(context.control, lambda fraction, _: context.on_progress(0.95 * fraction, phase))
    try:
        made = reconstruct(
            judge.pair,
            candidate.method,
            judge.grid,
            method_config=as_told(method_spec(candidate.method).config_type()),
            device=judge.device,
            context=inner,
        )
        context.progress(0.95, f"Measuring {candidate.title}")
    except CancelledError:
        raise
    except Xr2ctError as error:
        return _unmeasured(candidate, str(error))
    cost = {"seconds": made.seconds, "peak_memory_bytes": float(made.peak_memory_bytes)}
    return judge.judged(
        candidate.id, candidate.title, np.asarray(made.volume.hu, np.float32), made.uncertainty_hu, cost
    )


def _unmeasured(candidate: Candidate, message: str) -> Judged:
    return Judged(CardRow(name=candidate.id, title=candidate.title, is_baseline=True, metrics={}, message=message))


def _case_with_truth(
    path: Path, pair: RadiographPair, linear: RadiographPair, grid: WorkingGrid, device: str
) -> tuple[Case | None, str]:
    """The case where a truth is known, and a note where the CT named by the pair cannot be the truth."""
    if pair.truth_path is None:
        return None, ""
    if doubt := truth_of(pair.truth_path, grid).doubt:
        return None, doubt
    case = case_from_pair(path, grid.size)
    agreement = view_metrics(reproject(case.truth.hu, linear.geometry, grid, device), linear)
    if not min(agreement["ncc_frontal"], agreement["ncc_lateral"]) > LEAST_TRUTH_NCC:
        return None, TRUTH_NOTE.format(name=pair.truth_path.name)
    return replace(case, pair=linear), ""


def _doubt(volume: CardVolume, case: Case, device: str) -> Doubt:
    """Whether what made the volume knew this patient."""
    if not volume.method:
        return Doubt()
    refusal = method_candidate("result", volume.title, volume.method, {}, "method", device).refusal(case)
    if refusal or not volume.checkpoint_sha256:
        return Doubt(refusal)
    network = network_with(volume.checkpoint_sha256)
    if network is None:
        return Doubt(is_training_unknown=True)
    return Doubt(TRAINED_ON if case.subject in network.learned_from else "")
