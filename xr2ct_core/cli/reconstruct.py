"""`xr2ct reconstruct`: two radiographs in, a volume out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rich.markup import escape

from xr2ct_core.batch.result_files import read_arrays, write_result
from xr2ct_core.cli.choice import Choice, chosen_style, chosen_together, require_uncertainty
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.corrections import AS_GIVEN, CorrectionsOfPair
from xr2ct_core.cli.overwriting import files_in, is_same_file, pair_sources, refuse_overwriting, volume_files
from xr2ct_core.cli.pairs import one_pair
from xr2ct_core.cli.several import Paths, Set, every, parsed_settings
from xr2ct_core.cli.work import run_task, scratch_folder, writable_file
from xr2ct_core.errors import BadConfigError
from xr2ct_core.io.provenance_file import sidecar_path
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName, ReconstructSummary, ReconstructTask
from xr2ct_core.provenance import SYNTHETIC_BANNER, Provenance


@dataclass(frozen=True)
class Reconstruct:
    """Make a synthetic volume from a frontal and a lateral radiograph."""

    out: Path
    """Volume to write; the ending chooses the format: .nii.gz, .nii, .nrrd, .mha or .npz."""
    pair: Path | None = None
    """Pair file (pair.json) with both images and their geometry."""
    frontal: Path | None = None
    """Frontal image: PNG, JPEG, TIFF, NPY or DICOM; with --lateral instead of --pair."""
    lateral: Path | None = None
    """Lateral image."""
    geometry: GeometryName | None = None
    """Geometry of the two images; without it, what the files say or else a clinical one."""
    corrections: CorrectionsOfPair = AS_GIVEN
    method: str | None = None
    """Method, one of those that `xr2ct methods` lists; by default that of the checkpoint, or the best that comes with
    the program."""
    checkpoint: Paths = ()
    """Trained network to use: a folder of checkpoints/ in a run, or the run itself for its best one; by default the
    one of the method that comes with the program, if there is one. Given several times, or as a folder of them, all
    reconstruct together: the mean of their volumes, unsure where they differ."""
    grid: Literal[32, 64, 128] | None = None
    """Voxels along each edge of the working cube; by default 128, or those of the checkpoint."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    settings: Set = ()
    """Settings of the method, by the names that `xr2ct methods --json` lists; of a trained network those that the list
    marks with at_inference."""
    style: Path | None = None
    """Trained network of the method style that translates display images first: a folder of checkpoints/ in a run, or
    the run itself for its best one."""
    fit_display: bool = True
    """Look for the tone curves of display images, whose grey values are not attenuation, with the bundled CTs; with
    --no-fit-display they are taken to be straight."""
    anyway: bool = False
    """Make a volume even of X-rays that are refused, for example because they show no chest; it then says so."""
    uncertainty: Path | None = None
    """Volume to write as well: the standard deviation of each voxel in HU."""
    preview: Path | None = None
    """PNG to write as well: inputs and re-projections, slices, those of the true CT if known, with the banner."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        correction = self.corrections.correction
        out = checked_volume_path(self.out)
        uncertainty = checked_volume_path(self.uncertainty) if self.uncertainty else None
        preview = checked_picture_path(self.preview) if self.preview else None
        if uncertainty is not None and is_same_file(uncertainty, out):
            raise BadConfigError("--out and --uncertainty name the same file.", "Give them different names.")
        choice = chosen_together(self.method, every(self.checkpoint), self.grid)
        settings, style = parsed_settings(every(self.settings)), chosen_style(self.style)
        if uncertainty is not None:
            require_uncertainty(choice, settings)
        refuse_overwriting(
            (*volume_files(out, uncertainty), *([preview] if preview else [])),
            (
                *pair_sources(self.pair, self.frontal, self.lateral),
                *files_in(choice.checkpoint, *choice.members, style),
            ),
        )
        with scratch_folder() as scratch:
            pair_path = one_pair(self.pair, self.frontal, self.lateral, self.geometry, scratch, correction)
            done = reconstruct_to_files(
                pair_path,
                out,
                console,
                choice=choice,
                device=self.device,
                fit_display=self.fit_display,
                anyway=self.anyway,
                style=style,
                method_config=settings,
                uncertainty=uncertainty,
                preview=preview,
                scratch=scratch,
            )
        report(done, console)
        return 0


def reconstruct_to_files(
    pair_path: Path,
    out: Path,
    console: Console,
    *,
    choice: Choice,
    scratch: Path,
    device: DeviceChoice = "auto",
    fit_display: bool = True,
    anyway: bool = False,
    style: Path | None = None,
    method_config: dict[str, Any] | None = None,
    uncertainty: Path | None = None,
    preview: Path | None = None,
) -> dict[str, Any]:
    """Reconstruct in a worker, write the volume with its provenance, its uncertainty and the preview; returns what to
    report.

    Raises `BadConfigError` if the uncertainty was asked for and the method has none; the volume is written then.
    """
    task = ReconstructTask(
        pair_path=str(pair_path),
        method=choice.method,
        method_config=method_config or {},
        checkpoint=str(choice.checkpoint) if choice.checkpoint else None,
        members=tuple(map(str, choice.members)),
        fallback=choice.fallback,
        fit_display=fit_display,
        style=str(style) if style else None,
        grid_size=choice.grid_size,
        device=device,
        anyway=anyway,
    )
    summary_json, artifacts = run_task("reconstruct", task, scratch / "result", console)
    summary = ReconstructSummary.model_validate(summary_json)
    arrays = read_arrays({artifact.role: Path(artifact.path) for artifact in artifacts})
    if not write_result(summary, arrays, out, uncertainty) and uncertainty is not None:
        raise BadConfigError(
            f"The volume was written, but {summary.method} tells no uncertainty.",
            "Leave --uncertainty out, or use another method.",
        )
    if preview is not None:
        from xr2ct_core.cli.picture import write_picture

        write_picture(preview, arrays, summary, pair_path)
    return {
        **summary.model_dump(mode="json"),
        "volume": str(out),
        "provenance_file": str(sidecar_path(out)),
        "uncertainty": str(uncertainty) if uncertainty else None,
        "preview": str(preview) if preview else None,
        "banner": Provenance.model_validate(summary.provenance).banner,
    }


def report(done: dict[str, Any], console: Console) -> None:
    """Tell what was written and how well it agrees."""
    console.result(done)
    console.say(f"[bold]{escape(done['volume'])}[/]")
    for extra in ("uncertainty", "preview"):
        if done[extra]:
            console.say(escape(done[extra]))
    metrics = done["metrics"]
    for view in ("frontal", "lateral"):
        if f"psnr_{view}_db" in metrics:
            agreement = f"{metrics[f'psnr_{view}_db']:.1f} dB, SSIM {metrics[f'ssim_{view}']:.3f}"
            console.say(f"  {view} re-projection against the input: {agreement}")
    if "psnr_3d_db" in metrics:
        console.say(f"  3D against the true CT: {metrics['psnr_3d_db']:.2f} dB, {metrics['mae_hu']:.0f} HU mean error")
    memory_gb = done["peak_memory_bytes"] / 1e9
    console.say(
        f"  {done['method']}, {done['grid_size']}³, {done['seconds']:.1f} s on {done['device']}, {memory_gb:.1f} GB"
    )
    for reason in done["reasons"]:
        console.say(f"[bold yellow]warning:[/] {escape(reason['sentence'])} {escape(reason['hint'])}")
    told = set(done["provenance"]["warnings"])
    for note in (*done["provenance"]["assumptions"], *(note for note in done["notes"] if note not in told)):
        console.note(f"note: {note}")
    console.say(f"[yellow]{SYNTHETIC_BANNER}[/]")


def checked_volume_path(path: Path) -> Path:
    """Absolute path of a volume that can be written; raises before any work is done."""
    from xr2ct_core.io.volume_write import SUFFIXES  # loads SimpleITK, which `--help` can do without

    if not path.name.lower().endswith(SUFFIXES):
        raise BadConfigError(f"{path.name} has no known ending for a volume.", f"Use one of {', '.join(SUFFIXES)}.")
    return writable_file(path)


def checked_picture_path(path: Path) -> Path:
    if path.suffix.lower() != ".png":
        raise BadConfigError(f"{path.name} is not a PNG name.", "Use the ending .png for --preview.")
    return writable_file(path)
