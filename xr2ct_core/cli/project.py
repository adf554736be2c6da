"""`xr2ct project`: a pair of radiographs from a CT."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.notes import notes_of, tell
from xr2ct_core.cli.overwriting import new_pair_files, read_volume_files, refuse_overwriting
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.io.provenance_file import read_sidecar
from xr2ct_core.protocol.tasks import GeometryName, ProjectTask
from xr2ct_core.provenance import assumed


@dataclass(frozen=True)
class Project:
    """Make a frontal and a lateral radiograph from a chest CT, with the CT on the working cube as their truth."""

    ct: tyro.conf.Positional[Path]
    """CT to project: NIfTI, NRRD, MHA, NPZ, or a folder with one DICOM series."""
    out: Path
    """Folder for pair.json, the two images and the truth."""
    geometry: GeometryName = "x2ct"
    """Where source and detector stand: x2ct (0.54 / 0.95 m), clinic (1.6 / 1.8 m) or parallel beams."""
    grid: Literal[64, 128] = 128
    """Voxels along each edge of the 320 mm working cube."""
    photons: float | None = None
    """Photons per detector pixel, for images with noise (for example 1e5)."""
    seed: int = 0
    """Seed of the noise."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        ct = existing(self.ct, "CT")
        task = ProjectTask(
            ct_path=str(ct), geometry=self.geometry, grid_size=self.grid, photons=self.photons, seed=self.seed
        )
        refuse_overwriting(new_pair_files(self.out, with_truth=True), read_volume_files(ct))
        summary, artifacts = run_task("project", task, writable_folder(self.out), console)
        notes = notes_of(assumed(read_sidecar(Path(summary["truth"]))))
        files = {artifact.role: artifact.path for artifact in artifacts}
        console.result({**summary, "files": files, "notes": notes})
        console.say(
            f"[bold]{escape(summary['pair'])}[/]\n  frontal and lateral, geometry {self.geometry}, with the true CT"
        )
        tell(notes, console)
        return 0
