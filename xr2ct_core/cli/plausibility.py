"""`xr2ct plausibility`: whether the slices of any volume follow each other as those of CTs do."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.reconstruct import checked_volume_path
from xr2ct_core.cli.work import run_task, scratch_folder
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import DeviceChoice, PlausibilitySummary, PlausibilityTask
from xr2ct_core.provenance import Provenance
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint
from xr2ct_core.volume import Volume


@dataclass(frozen=True)
class Plausibility:
    """Compare each slice of a volume with what its neighbours lead to expect in CTs; no truth is needed."""

    volume: Path
    """Volume to judge, a reconstruction or a CT: NIfTI, NRRD, MHA, NPZ, or a folder with one DICOM series."""
    checkpoint: Path
    """Trained network of the method continuity: a folder of checkpoints/ in a run, or the run itself for its best."""
    out: Path | None = None
    """Map of the absolute error in HU to write; the ending chooses the format: .nii.gz, .nii, .nrrd, .mha or .npz."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        out = checked_volume_path(self.out) if self.out else None
        task = PlausibilityTask(
            volume_path=str(existing(self.volume, "volume")),
            checkpoint=str(chosen_checkpoint(existing(self.checkpoint, "checkpoint"))),
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
