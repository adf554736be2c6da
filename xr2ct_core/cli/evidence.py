"""`xr2ct evidence`: what two X-rays determine of a reconstruction, and how much of it the method supplied."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.on_cube import on_cube
from xr2ct_core.cli.overwriting import pair_sources, read_volume_files, refuse_overwriting, volume_files
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.reconstruct import checked_volume_path
from xr2ct_core.cli.work import run_task, scratch_folder
from xr2ct_core.protocol.results import EvidenceSummary, EvidenceTask
from xr2ct_core.protocol.tasks import DeviceChoice

DETERMINED_NOTE: Final = (
    "Only the part that the two X-rays determine, below -1000 HU where its attenuation is negative."
)


@dataclass(frozen=True)
class Evidence:
    """Split a reconstruction into what its two X-rays determine and what the method supplied."""

    volume: Path
    """Reconstruction: NIfTI, NRRD, MHA or NPZ."""
    pair: Path
    """Pair file (pair.json) that it was made from."""
    out: Path | None = None
    """Volume of the determined part to write; the ending chooses the format: .nii.gz, .nii, .nrrd, .mha or .npz."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        out = checked_volume_path(self.out) if self.out else None
        pair_path = existing(self.pair, "pair file")
        refuse_overwriting(volume_files(out), (*read_volume_files(self.volume), *pair_sources(pair_path)))
        with scratch_folder() as scratch:
            cube = on_cube(self.volume, pair_path, "volume", scratch)
            task = EvidenceTask(
                volume_path=str(cube.array_path),
                pair_path=str(pair_path),
                geometry=cube.provenance.geometry,
                fit_display=cube.provenance.fit_display,
                device=self.device,
            )
            found, artifacts = run_task("evidence", task, scratch / "result", console)
            if out is not None:
                (determined,) = [item for item in artifacts if item.role == "determined"]
                cube.write(np.load(determined.path, allow_pickle=False), DETERMINED_NOTE, out)
        summary = EvidenceSummary.model_validate(found)
        console.result({**summary.model_dump(mode="json"), "determined": str(out) if out else None})
        console.say(f"[bold]{summary.determined_share:.1%}[/] of the unknowns are determined by the two X-rays")
        console.say(f"  {summary.unknowns:,} voxels; {summary.measurements:,} measurements,")
        console.say(f"  about {summary.rank:,} of them independent; the rest comes from the method")
        console.say(f"  {summary.energy_share:.0%} of its energy lies in the determined part: its rough shape")
        if out is not None:
            console.say(f"[bold]{escape(str(out))}[/]")
            console.say(f"[yellow]{cube.provenance.banner}[/]")
        return 0
