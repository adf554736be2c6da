"""From a study to a finished result: writes the corrected pair, runs the worker, reads the result, lands it.

Invariant: a result goes to the study it was started for, or nowhere if that study was closed, or another X-ray put into
it, meanwhile: its job is stopped then.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.messages import Progress, TaskName
from xr2ct_core.protocol.tasks import DeviceChoice, ReconstructTask
from xr2ct_core.runs.bundled import is_bundled
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.jobs import Job, Jobs, waiting_for
from xr2ct_viewer.models.known_volume import known_volume
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import Draft, StudyResult
from xr2ct_viewer.models.truth import synthetic_source
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.job_files import project_task, read_draft, read_projected, read_result, written_volume
from xr2ct_viewer.services.pair_writing import written
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.tr import tr

logger = logging.getLogger(__name__)


class _Order:
    """What a job was started with."""

    def __init__(self, study: Study, folder: Path) -> None:
        self.study, self.study_id, self.title, self.folder = study, study.id, study.title, folder
        self.edit: InputEdit = study.edit
        self.source_pair = study.source_pair
        self.method, self.run_name, self.opens_as = "", "", ""
        self.again: Callable[[], None] | None = None
        self.follow: Callable[[], None] | None = None
        self.newest_draft: Path | None = None


class Reconstruction(QObject):
    """Starts and lands jobs. `failed` carries a `Xr2ctError` and details, `landed` the id of the study,
    `refused` the error of the domain gate and a callable that reconstructs anyway, `outdated` the title of a study
    whose job is stopped because it has another X-ray now."""

    landed = Signal(str)
    outdated = Signal(str)
    failed = Signal(object, str)
    refused = Signal(object, object)
    projected = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        worker: WorkerClient,
        background: Background,
        scratch: Scratch,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._worker = session, jobs, worker
        self._background, self._scratch = background, scratch
        self._orders: dict[str, _Order] = {}
        worker.started.connect(jobs.begin)
        worker.phase.connect(self._on_phase)
        worker.progress.connect(self._on_progress)
        worker.warned.connect(self._on_warning)
        worker.announced.connect(self._on_announced)
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        worker.cancelled.connect(self._on_cancelled)

    def reconstruct(
        self,
        study: Study,
        method: str,
        grid_size: int,
        device: DeviceChoice,
        trained: TrainedModel | None = None,
        method_config: Mapping[str, Any] | None = None,
        *,
        fit_display: bool = True,
        style: str | None = None,
        anyway: bool = False,
    ) -> None:
        """Run a method, with the weights of a training where it needs them, on the corrected pair of a study.

        `method_config` are settings that differ from those of the training; `fit_display` and `style` (the folder
        of a checkpoint) say what is done with display images; `anyway` also where the domain gate refuses the pair.
        One job a study at a time.
        """
        pair = study.pair
        if pair is None or self._jobs.of_study(study.id) is not None:
            return
        order = _Order(study, self._scratch.new_folder("reconstruct"))
        order.method, order.run_name = method, trained.run if trained is not None else ""
        order.again = lambda: self.reconstruct(
            study,
            method,
            grid_size,
            device,
            trained,
            method_config,
            fit_display=fit_display,
            style=style,
            anyway=True,
        )
        self._follow(order)

        def start(pair_path: Path) -> None:
            config = ReconstructTask(
                pair_path=str(pair_path),
                method=method,
                grid_size=grid_size,
                device=device,
                method_config=dict(method_config or {}),
                checkpoint=trained.checkpoint if trained is not None else None,
                fallback=trained is not None and is_bundled(Path(trained.checkpoint)),
                fit_display=fit_display,
                style=style,
                anyway=anyway,
                drafts=True,
            )
            self._launch(order, "reconstruct", config.model_dump(mode="json"))

        self._prepare(order, "reconstruct", written(study, pair, order.folder / "inputs"), start)

    def project(self, study: Study, setup: BenchSetup | None = None) -> None:
        """Make an X-ray pair from the CT or the true CT of a study; it opens as a study of its own.

        `setup` says how it is taken, by default as everywhere. The volume is read from its file again, or written down
        first where that is not known or gone.
        """
        known = known_volume(study)
        if known is None or self._jobs.of_study(study.id) is not None:
            return
        order = _Order(study, self._scratch.new_folder("project"))
        how = setup.in_short if setup is not None else None
        words = filled("X-rays of {title} ({how})", title=study.title, how=how) if how is not None else None
        order.opens_as = tr(words or filled("X-rays of {title}", title=study.title))

        def start(ct_path: Path) -> None:
            self._launch(order, "project", project_task(ct_path, setup).model_dump(mode="json"))

        if known.path is not None and known.path.exists():
            start(known.path)
        else:
            copy = known.copy_in(order.folder / "inputs", study.title)
            self._prepare(order, "project", lambda: written_volume(known.read(), copy), start)

    def cancel(self, study_id: str) -> None:
        """Stop the job of a study."""
        job = self._jobs.of_study(study_id)
        if job is None:
            return
        self._jobs.update(job.id, phase=marked("Stopping"), cancelling=True)
        if job.id in self._orders:
            self._worker.cancel(job.id)

    def _prepare(self, order: _Order, task: TaskName, write: Callable[[], Path], start: Callable[[Path], None]) -> None:
        """Write what the worker reads, in the background, and start; a job of its own until then."""
        preparing = Job(
            f"preparing-{order.study_id}", order.study_id, task, order.title, phase=marked("Writing the inputs")
        )
        self._jobs.add(preparing)

        def go_on(path: Path) -> None:
            if self._jobs.end(preparing.id) is None or preparing.cancelling:
                self._drop(order)
            else:
                start(path)

        def fail(error: Xr2ctError) -> None:
            self._jobs.end(preparing.id)
            self._drop(order)
            self.failed.emit(error, "")

        self._background.run(write, go_on, fail)

    def _follow(self, order: _Order) -> None:
        """Stop the job where another X-ray comes into the study."""

        def stop() -> None:
            self.cancel(order.study_id)
            self.outdated.emit(order.title)

        order.follow = stop
        order.study.inputs_replaced.connect(stop)

    def _drop(self, order: _Order) -> None:
        if order.follow is not None:
            order.study.inputs_replaced.disconnect(order.follow)
            order.follow = None
        self._scratch.remove(order.folder)

    def _launch(self, order: _Order, task: Any, config: dict[str, Any]) -> None:
        before = self._worker.working_on
        job_id = self._worker.start(task, config, order.folder / "result")
        self._orders[job_id] = order
        job = Job(job_id, order.study_id, task, order.title)
        if before:
            job.is_waiting, job.phase = True, waiting_for(self._jobs.get(before))
        self._jobs.add(job)

    def _on_phase(self, job_id: str, name: str) -> None:
        self._jobs.update(job_id, phase=_sentence_case(name))

    def _on_progress(self, job_id: str, progress: Progress) -> None:
        fraction = progress.step / progress.total if progress.total else None
        self._jobs.update(job_id, fraction=fraction, eta_s=progress.eta_s)

    def _on_warning(self, job_id: str, text: str) -> None:
        job = self._jobs.get(job_id)
        if job is not None and len(job.warnings) < 20:
            job.warnings.append(text)

    def _on_announced(self, job_id: str, role: str, path: Path) -> None:
        """Show a draft, unless a newer one or the end came first."""
        order = self._orders.get(job_id)
        if order is None or order.source_pair is None or role != "draft":
            return
        pair, order.newest_draft = order.source_pair, path

        def show(draft: Draft) -> None:
            study = self._session.find(order.study_id)
            is_awaited = self._orders.get(job_id) is order and order.newest_draft == path
            if is_awaited and study is not None and study.source_pair is order.source_pair:
                study.show_draft(draft)

        def skip(error: Xr2ctError) -> None:
            if job_id in self._orders:
                logger.warning("A draft was not shown: %s", error.message)

        self._background.run(lambda: read_draft(path, pair, order.edit, order.method), show, skip)

    def _on_cancelled(self, job_id: str) -> None:
        self._settle(job_id)

    def _on_failed(self, job_id: str, error: Xr2ctError, details: str) -> None:
        order = self._orders.get(job_id)
        if order is None:
            return
        self._settle(job_id)
        if error.code == "refused" and order.again is not None:
            self.refused.emit(error, order.again)
        else:
            self.failed.emit(error, details)

    def _settle(self, job_id: str) -> None:
        self._jobs.end(job_id)
        order = self._orders.pop(job_id, None)
        if order is not None:
            order.study.show_draft(None)
            self._drop(order)

    def _on_finished(self, job_id: str, summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
        order, job = self._orders.get(job_id), self._jobs.get(job_id)
        if order is None or job is None:
            return
        self._jobs.update(job_id, phase=marked("Reading the result"), fraction=1.0)

        def fail(error: Xr2ctError) -> None:
            self._settle(job_id)
            self.failed.emit(error, "")

        if job.task == "project":

            def opened(study: Study) -> None:
                self._settle(job_id)
                self.projected.emit(study)

            self._background.run(lambda: read_projected(artifacts["pair"], order.opens_as), opened, fail)
            return

        def land(result: StudyResult) -> None:
            study = self._session.find(order.study_id)
            if study is not None and study.source_pair is order.source_pair:
                run_name = order.run_name if result.method_id == order.method else ""
                warnings = (*job.warnings, *filter(None, [synthetic_source(study)]))
                study.add_result(replace(result, warnings=warnings, run_name=run_name))
            self._settle(job_id)
            if study is not None and study.source_pair is order.source_pair:
                self.landed.emit(study.id)

        self._background.run(lambda: read_result(order.edit, summary, artifacts), land, fail)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
