"""`xr2ct phantom`: random procedural thoraxes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.protocol.tasks import DeviceChoice, PhantomTask


@dataclass(frozen=True)
class Phantom:
    """Write random, plausible, procedural chest CTs. The same seed gives the same chest."""

    out: Path
    """Folder for the NIfTI files."""
    count: int = 1
    """How many."""
    seed: int = 0
    """Seed of the first; the others follow."""
    grid: Literal[64, 128] = 64
    """Voxels along each edge of the 320 mm working cube."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        task = PhantomTask(count=self.count, seed=self.seed, grid_size=self.grid, device=self.device)
        summary, artifacts = run_task("phantom", task, writable_folder(self.out), console)
        console.result({**summary, "files": [artifact.path for artifact in artifacts]})
        for artifact in artifacts:
            console.say(escape(artifact.path))
        return 0
