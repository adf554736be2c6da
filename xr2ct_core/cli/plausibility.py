"""`xr2ct plausibility`: whether the slices of any volume follow each other as those of CTs do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.evaluate import chosen_methods, say_report
from xr2ct_core.cli.overwriting import files_in, read_volume_files, refuse_overwriting, volume_files
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.reconstruct import checked_volume_path
from xr2ct_core.cli.work import run_task, scratch_folder, writable_folder
from xr2ct_core.errors import BadConfigError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import DeviceChoice, JudgeTask, PlausibilitySummary, PlausibilityTask
from xr2ct_core.provenance import Provenance
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint
from xr2ct_core.volume import Volume


@dataclass(frozen=True)
class Plausibility:
    """Compare each slice of a volume with what its neighbours lead to expect in CTs; no truth is needed.

    With --table, see what that is worth: true CTs, the same torn, and reconstructions of the same patients.
    """

    checkpoint: Path
    """Trained network of the method continuity: a folder of checkpoints/ in a run, or the run itself for its best."""
    volume: Path | None = None
    """Volume to judge, a reconstruction or a CT: NIfTI, NRRD, MHA, NPZ, or a folder with one DICOM series."""
    table: Path | None = None
    """Folder of CTs, in place of a volume: those of patients the network did not learn from are judged, as they are,
    with their slices in another order, and reconstructed from two X-rays."""
    out: Path | None = None
    """Map of the absolute error in HU to write; the ending chooses the format: .nii.gz, .nii, .nrrd, .mha or .npz.
    With --table a folder for judgements.json and judgements.md."""
    methods: str = "template,tv,backprojection"
    """Methods without training that reconstruct for --table, separated by commas."""
    grid: Literal[64, 128] = 64
    """Voxels along each edge of the working cube for --table."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        if (self.volume is None) == (self.table is None):
            raise BadConfigError("There is nothing to judge, or too much.", "Use either --volume or --table.")
        return self._judge_volume(self.volume, console) if self.volume is not None else self._make_table(console)

    def _make_table(self, console: Console) -> int:
        if self.table is None or self.out is None:
            raise BadConfigError("A table needs a folder to be written to.", "Give one with --out.")
        methods, bundled = chosen_methods(self.methods, self.grid)
        if bundled:
            raise BadConfigError("Only methods without training can be judged here.", "Leave the learned ones out.")
        task = JudgeTask(
            data_path=str(existing(self.table, "folder")),
            checkpoint=str(chosen_checkpoint(existing(self.checkpoint, "checkpoint"))),
            methods=methods,
            grid_size=self.grid,
            device=self.device,
        )
        say_report(*run_task("judge", task, writable_folder(self.out), console), console, role="judgements_md")
        return 0

    def _judge_volume(self, volume: Path, console: Console) -> int:
        out = checked_volume_path(self.out) if self.out else None
        checkpoint = chosen_checkpoint(existing(self.checkpoint, "checkpoint"))
        refuse_overwriting(volume_files(out), (*read_volume_files(volume), *files_in(checkpoint)))
        task = PlausibilityTask(
            volume_path=str(existing(volume, "volume")),
            checkpoint=str(checkpoint),
            device=self.device,
        )
        with scratch_folder() as scratch:
            found, artifacts = run_task("plausibility", task, scratch, console)
            summary = PlausibilitySummary.model_validate(found)
            if out is not None:
                error_hu = np.load(next(item.path for item in artifacts if item.role == "error_map"))
                grid = WorkingGrid(summary.grid_size, summary.cube_mm)
                io.write_volume(Volume.on_grid(error_hu, grid, Provenance.model_validate(summary.provenance)), out)
        console.result({**summary.model_dump(mode="json"), "map": str(out) if out else None})
        _say(summary, out, console)
        return 0


def _say(summary: PlausibilitySummary, out: Path | None, console: Console) -> None:
    lowest, highest = summary.usual_range
    console.say(
        f"[bold]{summary.relative_error:.2f}[/] times the error of CTs that change as much; "
        f"most have {lowest:.2f} to {highest:.2f}"
    )
    console.say(f"  {summary.mean_error_hu:.0f} HU between slices and what their neighbours lead to expect")
    console.say(f"  {escape(summary.verdict)}")
    console.say(f"  least expected: {summary.axis} slice at {summary.worst_slice_mm:.0f} mm from the centre")
    if out is not None:
        console.say(f"[bold]{escape(str(out))}[/]")
    for note in summary.notes:
        console.note(f"note: {note}")
