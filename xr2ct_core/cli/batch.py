"""`xr2ct batch`: reconstruct many pairs, one after another, and go on where it was interrupted."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rich.markup import escape
from rich.table import Table

from xr2ct_core.asked_corrections import as_options
from xr2ct_core.batch.batch import VOLUMES, Batch
from xr2ct_core.batch.report import TABLE_NAME
from xr2ct_core.batch.sources import read_list, sources_in
from xr2ct_core.batch.state import STATE_NAME, BatchItem, BatchSettings, BatchSource, VolumeSuffix
from xr2ct_core.cli.choice import chosen, chosen_style
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.corrections import AS_GIVEN, CorrectionsOfPair
from xr2ct_core.cli.overwriting import pair_sources, refuse_overwriting, volume_files
from xr2ct_core.cli.several import Paths, Set, every, parsed_settings
from xr2ct_core.cli.work import scratch_folder, writable_folder
from xr2ct_core.errors import BadConfigError, CancelledError
from xr2ct_core.protocol.messages import Artifact, Event
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.worker.client import WorkerClient
from xr2ct_core.worker.faults import explain

SOME_FAILED: Final = 1
_KEPT: Final = {"device", "suffix", "uncertainty", "anyway", "style", "correction"}
"""Settings of the batch that stay where another method is chosen."""
_WORKER_IS_GONE: Final = frozenset({"crashed", "oom_host", "oom_gpu", "protocol"})


@dataclass(frozen=True)
class BatchCommand:
    """Reconstruct many pairs, one after another; write a volume and a row of a table for each.

    Ctrl-C stops; the same command again goes on and skips what is done: cases whose files and settings have not
    changed. A case that fails does not stop the others. With --out alone an interrupted batch goes on as it was begun.
    What puts X-rays right stays too, until other corrections are given; --rotate frontal=0 leaves them as they are.
    """

    out: Path
    """Folder for batch.json (the state), batch.csv (the table) and volumes/."""
    pairs: Paths = ()
    """Pair files, folders with a pair.json or with two images, or folders of such folders."""
    list: Path | None = None
    """CSV with the columns pair, or frontal and lateral, and maybe name; paths relative to it."""
    method: str | None = None
    """Method, one of those that `xr2ct methods` lists; by default the best that comes with the program."""
    checkpoint: Path | None = None
    """Trained network to use: a folder of checkpoints/ in a run, or the run itself for its best one."""
    grid: Literal[32, 64, 128] | None = None
    """Voxels along each edge of the working cube; by default 128, or those of the checkpoint."""
    device: Literal["auto", "cpu", "cuda"] | None = None
    """Where to compute."""
    settings: Set = ()
    """Settings of the method, by the names that `xr2ct methods --json` lists."""
    style: Path | None = None
    """Trained network of the method style that translates display images first."""
    corrections: CorrectionsOfPair = AS_GIVEN
    format: VolumeSuffix | None = None
    """Format of the volumes; by default .nii.gz."""
    anyway: bool = False
    """Make volumes even of X-rays that are refused; they then say so."""
    uncertainty: bool = False
    """Write the standard deviation of each voxel in HU too, where the method has one."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        out = self.out.expanduser().absolute()
        batch = self._opened(out)
        batch.claim()
        try:
            already_done = batch.state.count("done")
            if already_done:
                console.note(f"{already_done} of {len(batch.state.items)} cases are done already.")
            if put_right := as_options(batch.state.settings.correction):
                console.note(f"The X-rays of every case are put right: {put_right}.")
            _work(batch, console)
        finally:
            batch.leave()
        return _report(batch, console)

    def _opened(self, out: Path) -> Batch:
        """The batch with what is asked for; everything is checked before anything is written."""
        sources = (*sources_in(every(self.pairs)), *(read_list(self.list) if self.list is not None else ()))
        if not sources and not Batch.exists(out):
            raise BadConfigError("No X-rays were given.", "Use --pairs or --list.")
        read = (*([self.list] if self.list is not None else ()), *_files_of(source for _, source in sources))
        refuse_overwriting((out / STATE_NAME, out / TABLE_NAME), read)
        batch = Batch.at(out, self._asked(Batch.open(out).state.settings if Batch.exists(out) else None))
        writable_folder(out)
        batch.add(sources)
        refuse_overwriting(_volumes_of(batch), _files_of(item.source for item in batch.state.items))
        return batch

    def _asked(self, before: BatchSettings | None) -> BatchSettings:
        """The settings asked for; what is left open stays as the batch was begun with."""
        style = chosen_style(self.style)
        if before is None or self.method or self.checkpoint or self.grid or self.settings:
            choice = chosen(self.method, self.checkpoint, self.grid)
            values: dict[str, Any] = {
                "method": choice.method,
                "checkpoint": str(choice.checkpoint) if choice.checkpoint else None,
                "fallback": choice.fallback,
                "grid_size": choice.grid_size,
                "method_config": parsed_settings(every(self.settings)),
            }
            kept = before.model_dump(include=_KEPT) if before is not None else {}
        else:
            values, kept = before.model_dump(), {}
        if self.device is not None:
            values["device"] = self.device
        if style is not None:
            values["style"] = str(style)
        if self.corrections != AS_GIVEN:
            values["correction"] = self.corrections.correction
        if self.format is not None:
            values["suffix"] = self.format
        if self.anyway:
            values["anyway"] = True
        if self.uncertainty:
            values["uncertainty"] = True
        return BatchSettings.model_validate({**kept, **values})


def _files_of(sources: Iterable[BatchSource]) -> tuple[Path, ...]:
    """What is read of some cases, as far as their paths are not private."""
    named = (name for source in sources for name in (source.pair, source.frontal, source.lateral) if name is not None)
    return pair_sources(*map(Path, named))


def _volumes_of(batch: Batch) -> tuple[Path, ...]:
    """What all its cases leave."""
    suffix = batch.state.settings.suffix
    names = (f"{item.name}{kind}{suffix}" for item in batch.state.items for kind in ("", ".uncertainty"))
    return volume_files(*(batch.folder / VOLUMES / name for name in names))


def _work(batch: Batch, console: Console) -> None:
    """Do everything that is pending; one worker serves all cases, and another takes its place if it ends."""
    names = [item.name for item in batch.pending]
    worker: WorkerClient | None = None
    try:
        for number, name in enumerate(names, start=1):
            console.note(f"[{number}/{len(names)}] {name}")
            try:
                if worker is None:
                    worker = WorkerClient()
                    worker.start()
                _do(batch, name, worker, console)
            except CancelledError:
                raise
            except Exception as problem:
                error = explain(problem)
                batch.fail(name, error)
                console.note(f"  {error}")
                if error.code in _WORKER_IS_GONE and worker is not None:
                    worker.close()
                    worker = None
                if error.code == "disk_full":
                    raise error from problem
    except (KeyboardInterrupt, CancelledError):
        done = batch.state.count("done")
        raise CancelledError(
            f"The batch was stopped; {done} of {len(batch.state.items)} cases are done.", "The same command goes on."
        ) from None
    finally:
        if worker is not None:
            worker.close()


def _do(batch: Batch, name: str, worker: WorkerClient, console: Console) -> None:
    with scratch_folder() as scratch, console.progress() as view:
        prepared = batch.prepare(name, scratch / "pair")
        artifacts: dict[str, Path] = {}

        def receive(event: Event) -> None:
            view.show(event)
            if isinstance(event, Artifact):
                artifacts[event.role] = Path(event.path)

        summary = worker.run("reconstruct", prepared.task, scratch / "result", receive)
        batch.land(prepared, summary, artifacts)


def _report(batch: Batch, console: Console) -> int:
    state = batch.state
    failed = state.count("failed")
    console.result(
        {
            "folder": str(batch.folder),
            "table": str(batch.folder / TABLE_NAME),
            "done": state.count("done"),
            "failed": failed,
            "put_right": as_options(state.settings.correction) or None,
            "items": [item.model_dump(mode="json") for item in state.items],
            "banner": SYNTHETIC_BANNER,
        }
    )
    table = Table("case", "state", "frontal", "lateral", "3D", "time", title=escape(str(batch.folder)))
    for item in state.items:
        table.add_row(*_cells(item))
    console.say(table)
    console.say(
        f"{state.count('done')} done, {failed} failed. Table: [bold]{escape(str(batch.folder / TABLE_NAME))}[/]"
    )
    console.say(f"[yellow]{SYNTHETIC_BANNER}[/]")
    return SOME_FAILED if failed else 0


def _cells(item: BatchItem) -> tuple[str, ...]:
    if item.state != "done":
        return escape(item.name), f"[red]{item.state}[/] {escape(item.error)}".strip(), "", "", "", ""
    measures = (item.metrics.get(name) for name in ("psnr_frontal_db", "psnr_lateral_db", "psnr_3d_db"))
    return (
        escape(item.name),
        "[green]done[/]",
        *("" if value is None else f"{value:.1f} dB" for value in measures),
        f"{item.seconds:.1f} s",
    )
