"""`xr2ct views`: what one more X-ray buys, on a CT that is known."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import tyro
from rich.markup import escape
from rich.table import Table

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.notes import notes_of, tell
from xr2ct_core.cli.overwriting import read_volume_files, refuse_overwriting
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, scratch_folder, writable_folder
from xr2ct_core.data.find import subject_of
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName
from xr2ct_core.protocol.xray_bench import MOST_VIEWS, ViewsSummary, ViewsTask
from xr2ct_core.provenance import Provenance, assumed

PROJECTED_GRID_SIZE: Final = 128
"""CTs are projected from so many voxels along each edge, so that coarse volumes meet no X-rays of their own voxels."""


@dataclass(frozen=True)
class Views:
    """Show what one more X-ray buys: project a CT from more and more tubes around it, reconstruct, and measure.

    The X-rays have no noise and every pose is known, so the numbers are those that geometry alone allows.
    """

    ct: tyro.conf.Positional[Path]
    """CT to project: NIfTI, NRRD, MHA, NPZ, or a folder with one DICOM series."""
    out: Path
    """Folder for views.json, views.md and views.png."""
    geometry: GeometryName = "x2ct"
    """Distances and detector of the frontal tube, which the others share on half a turn around the patient."""
    counts: str = "1,2,3,4,6,8,12"
    """How many X-rays to reconstruct from, separated by commas, each from 1 to 32."""
    grid: Literal[32, 64, 128] = 64
    """Voxels along each edge of the working cube; numbers of different grids cannot be compared."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        from xr2ct_core.cli.views_files import FILES, Found, cells, headings, write_views

        counts = parsed_counts(self.counts)
        ct = existing(self.ct, "CT")
        refuse_overwriting([self.out / name for name in FILES], read_volume_files(ct))
        out = writable_folder(self.out)
        with scratch_folder() as scratch:
            provenance = _write_cube(ct, scratch / "ct.npy")
            task = ViewsTask(
                cube_path=str(scratch / "ct.npy"),
                geometry=asdict(BiplanarGeometry.preset(self.geometry)),
                counts=counts,
                grid_size=self.grid,
                device=self.device,
            )
            answer, artifacts = run_task("views", task, scratch / "result", console)
            volumes = {item.role: np.load(item.path, allow_pickle=False) for item in artifacts}
        summary = ViewsSummary.model_validate(answer)
        notes = notes_of(provenance)
        found = Found(subject_of(ct), self.geometry, WorkingGrid(self.grid), summary, volumes, notes)
        files = write_views(found, out)
        console.result({**summary.model_dump(mode="json"), "files": [str(file) for file in files], "notes": notes})
        table = Table(box=None, padding=(0, 2, 0, 0))
        for heading in headings():
            table.add_column(heading.replace(" (", "\n("), justify="right", no_wrap=True)
        for row in cells(summary.rows):
            table.add_row(*row)
        console.say(table)
        for file in files:
            console.say(escape(str(file)))
        tell(notes, console)
        return 0


def parsed_counts(text: str) -> tuple[int, ...]:
    """Numbers of X-rays from a list with commas, each once; raises `BadConfigError` for what is none."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or not all(name.isdecimal() and 1 <= int(name) <= MOST_VIEWS for name in names):
        raise BadConfigError(
            f"{text!r} is no list of numbers of X-rays.", f"Write whole numbers from 1 to {MOST_VIEWS}, as in 1,2,4,8."
        )
    return tuple(dict.fromkeys(int(name) for name in names))


def _write_cube(ct: Path, path: Path) -> Provenance:
    """The CT on the working cube as an array in a file; returns where it came from."""
    from xr2ct_core.cube import ct_to_cube
    from xr2ct_core.inference.truth import require_ct

    cube = ct_to_cube(require_ct(io.read_volume(ct), ct.name), WorkingGrid(PROJECTED_GRID_SIZE))
    np.save(path, cube.hu, allow_pickle=False)
    return assumed(cube.provenance)
