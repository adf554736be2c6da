"""`xr2ct project`: a pair of radiographs from a CT."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.notes import notes_of, tell
from xr2ct_core.cli.overwriting import new_pair_files, read_volume_files, refuse_overwriting
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.io.provenance_file import read_sidecar
from xr2ct_core.protocol.tasks import GeometryName, PairShown, ProjectTask
from xr2ct_core.provenance import assumed

_DEGREES: Final = tyro.conf.arg(metavar="DEG")
_MM: Final = tyro.conf.arg(metavar="MM")


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
    """Seed of the noise, and of a drawn machine."""
    turn_lateral: Annotated[float, _DEGREES] = 0.0
    """Turn of the lateral about the patient's long axis; a left one's source goes towards the patient's front."""
    roll_lateral: Annotated[float, _DEGREES] = 0.0
    """Roll of the lateral in its own plane, its top towards the patient's front."""
    tilt_lateral: Annotated[float, _DEGREES] = 0.0
    """Tilt of the lateral, the patient's right side towards the head."""
    raise_lateral: Annotated[float, _MM] = 0.0
    """How much higher the lateral stands."""
    breath_mm: Annotated[float, _MM] = 0.0
    """How much lower the diaphragm stands in the lateral than in the frontal, whose breath is that of the truth."""
    untold: bool = False
    """Let the pair say that both X-rays were taken straight, as pairs from hospitals do."""
    shown: PairShown = "line_integral"
    """Line integrals, or display images of the usual made-up machine (display) or of one drawn by --seed (drawn)."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        ct = existing(self.ct, "CT")
        task = ProjectTask(
            ct_path=str(ct),
            geometry=self.geometry,
            taken=self._taken(),
            told="straight" if self.untold else "taken",
            breath_mm=self.breath_mm,
            shown=self.shown,
            grid_size=self.grid,
            photons=self.photons,
            seed=self.seed,
        )
        refuse_overwriting(new_pair_files(self.out, with_truth=True), read_volume_files(ct))
        summary, artifacts = run_task("project", task, writable_folder(self.out), console)
        notes = (*summary["notes"], *notes_of(assumed(read_sidecar(Path(summary["truth"])))))
        files = {artifact.role: artifact.path for artifact in artifacts}
        console.result({**summary, "files": files, "notes": notes})
        console.say(
            f"[bold]{escape(summary['pair'])}[/]\n  frontal and lateral, geometry {self.geometry}, with the true CT"
        )
        tell(notes, console)
        return 0

    def _taken(self) -> dict[str, Any]:
        """Where the tubes really stood, as `ProjectTask` takes it."""
        pose = LateralPose(
            self.turn_lateral, self.raise_lateral, roll_deg=self.roll_lateral, pitch_deg=self.tilt_lateral
        )
        return {} if pose.is_as_told else asdict(pose.applied(BiplanarGeometry.preset(self.geometry)))
