"""Questions about a finished result: what the X-rays determine of it, what else would fit, how it compares.

Invariants: a question is asked once; its answer is kept with the result it was asked about and lands nowhere else;
after `cancel`, or once the study is closed, nothing lands. Files are int16 HU (z, y, x) on the result's cube.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.results import AlternativesTask, CardTask, EvidenceTask
from xr2ct_core.protocol.tasks import DeviceChoice
from xr2ct_viewer.models.alternatives import Alternative, alternative_title
from xr2ct_viewer.models.evidence import Evidence, EvidenceFacts
from xr2ct_viewer.models.insights import InsightName
from xr2ct_viewer.models.lens import annotated
from xr2ct_viewer.models.report_card import ReportCard
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.pair_writing import written
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient

ALTERNATIVES: Final = 4
SEED: Final = 0
NO_DOUBT: Final = "This method gives no uncertainty, so nobody knows where other volumes would differ."
Answer = Evidence | tuple[Alternative, ...] | ReportCard


@dataclass(frozen=True)
class _Files:
    """What the worker reads."""

    pair: Path
    volume: Path
    uncertainty: Path | None


@dataclass(eq=False)
class _Question:
    study_id: str
    result: StudyResult
    name: InsightName
    folder: Path
    job_id: str = ""


class InsightService(QObject):
    """Asks the worker and keeps the answers. `failed` carries a `Xr2ctError` and details."""

    failed = Signal(object, str)

    def __init__(
        self, worker: WorkerClient, background: Background, scratch: Scratch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._scratch = background, scratch
        self._calls = WorkerCalls(worker, scratch, self)
        self._questions: list[_Question] = []

    def ask(self, study: Study, result: StudyResult, name: InsightName, device: DeviceChoice = "auto") -> None:
        """Work out an insight unless it is known or under way already."""
        insights = result.insights
        if study.source_pair is None or insights.has(name) or insights.asking(name) is not None:
            return
        if name == "alternatives" and result.uncertainty_hu is None:
            self.failed.emit(Xr2ctError(NO_DOUBT, "Choose a method that gives an uncertainty."), "")
            return
        question = _Question(study.id, result, name, self._scratch.new_folder(f"{name}-inputs"))
        self._questions.append(question)
        insights.begin(name)
        pair = result.edit.apply(study.source_pair)
        write_files = written(study, pair, question.folder / "pair")

        def write() -> _Files:
            return _Files(
                write_files(),
                _written(question.folder / "volume.npy", result.volume.hu),
                None
                if result.uncertainty_hu is None
                else _written(question.folder / "uncertainty.npy", result.uncertainty_hu),
            )

        self._background.run(
            write,
            lambda files: self._start(question, files, device),
            lambda error: self._fail(question, error),
        )

    def cancel(self, result: StudyResult, name: InsightName) -> None:
        """Give up one question."""
        for question in [known for known in self._questions if known.result is result and known.name == name]:
            self._give_up(question)

    def cancel_study(self, study_id: str) -> None:
        """Give up all questions about the results of a study."""
        for question in [known for known in self._questions if known.study_id == study_id]:
            self._give_up(question)

    def keep_only(self, study_ids: set[str]) -> None:
        """Give up all questions about studies that are not open any more."""
        for question in [known for known in self._questions if known.study_id not in study_ids]:
            self._give_up(question)

    def _start(self, question: _Question, files: _Files, device: DeviceChoice) -> None:
        if question not in self._questions:
            return
        question.job_id = self._calls.call(
            question.name,
            _task(question, files, device),
            lambda summary, artifacts: self._land(question, summary, artifacts),
            lambda error, details: self._fail(question, error, details),
            lambda fraction, phase: question.result.insights.move(question.name, fraction, phase),
        )

    def _land(self, question: _Question, summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
        try:
            answer = _READERS[question.name](question.result, summary, artifacts)
        except (Xr2ctError, OSError, ValueError) as error:
            known = error if isinstance(error, Xr2ctError) else Xr2ctError("The answer cannot be read.", "Ask again.")
            self._fail(question, known, str(error))
            return
        self._forget(question)
        question.result.insights.land(question.name, answer)

    def _fail(self, question: _Question, error: Xr2ctError, details: str = "") -> None:
        if question not in self._questions:
            return
        self._forget(question)
        question.result.insights.end(question.name)
        if error.code != "cancelled":
            self.failed.emit(error, details)

    def _give_up(self, question: _Question) -> None:
        self._forget(question)
        if question.job_id:
            self._calls.cancel(question.job_id)
        question.result.insights.end(question.name)

    def _forget(self, question: _Question) -> None:
        self._questions.remove(question)
        self._scratch.remove(question.folder)


def _task(question: _Question, files: _Files, device: DeviceChoice) -> ConfigBase:
    result = question.result
    provenance = result.summary.provenance
    shared: dict[str, Any] = {
        "volume_path": str(files.volume),
        "pair_path": str(files.pair),
        "geometry": provenance["geometry"],
        "fit_display": result.fit_display,
        "device": device,
    }
    if question.name == "evidence":
        return EvidenceTask(**shared)
    if question.name == "alternatives":
        return AlternativesTask(**shared, uncertainty_path=str(files.uncertainty), count=ALTERNATIVES, seed=SEED)
    return CardTask(
        **shared,
        uncertainty_path=None if files.uncertainty is None else str(files.uncertainty),
        method=result.method_id,
        checkpoint_sha256=str(provenance.get("checkpoint_sha256") or ""),
    )


def _read_evidence(result: StudyResult, summary: dict[str, Any], artifacts: dict[str, Path]) -> Evidence:
    return Evidence(_volume(result, artifacts, "determined"), EvidenceFacts.of(summary))


def _read_alternatives(
    result: StudyResult, summary: dict[str, Any], artifacts: dict[str, Path]
) -> tuple[Alternative, ...]:
    count = sum(role.startswith("alternative_") for role in artifacts)
    if count == 0:
        raise Xr2ctError("No other volume was found.", "Ask again.")
    alternatives = []
    for number in range(count):
        hu = _volume(result, artifacts, f"alternative_{number}")
        sentence = f"{alternative_title(number + 1, count)}: another volume that explains the X-rays about as well."
        volume = annotated(replace(result.volume, hu=hu), sentence)
        alternatives.append(Alternative.of(volume, summary, number))
    return tuple(alternatives)


def _read_card(result: StudyResult, summary: dict[str, Any], artifacts: dict[str, Path]) -> ReportCard:
    return ReportCard.of(summary)


_READERS: Final[dict[InsightName, Callable[[StudyResult, dict[str, Any], dict[str, Path]], Answer]]] = {
    "evidence": _read_evidence,
    "alternatives": _read_alternatives,
    "card": _read_card,
}


def _volume(result: StudyResult, artifacts: dict[str, Path], role: str) -> NDArray[np.int16]:
    """An artifact in memory; raises `Xr2ctError` if it is missing or does not lie on the result's grid."""
    if role not in artifacts:
        raise Xr2ctError(f"The answer lacks its volume “{role}”.", "Ask again.")
    hu = np.ascontiguousarray(np.load(artifacts[role], allow_pickle=False), dtype=np.int16)
    if hu.shape != result.volume.shape_zyx:
        raise Xr2ctError(f"The answer has {hu.shape} voxels, the result {result.volume.shape_zyx}.", "Ask again.")
    return hu


def _written(path: Path, hu: NDArray[Any]) -> Path:
    np.save(path, np.rint(hu).astype(np.int16))
    return path
