"""One reconstruction from start to end: a pair in, a volume out, with everything needed to judge it.

Invariants: the method sees line integrals only; the volume is float32 HU on the working cube with a provenance that
says it is synthetic; the re-projections are made from that volume on the pair's own detectors, so they can be laid over
the inputs; a volume with values that are not numbers is an error and never a result.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.control import WorkContext
from xr2ct_core.data.patients import patient_of
from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.metrics import projection_metrics, volume_metrics
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.calibrate import CalibratedPair
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.peak_memory import PeakMemory
from xr2ct_core.inference.ready_method import ReadyMethod, ready_ensemble, ready_method
from xr2ct_core.inference.run_method import run_method
from xr2ct_core.inference.styled import Style, read_style
from xr2ct_core.inference.truth import truth_of
from xr2ct_core.methods.base import MethodOutput
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.projection.projector import Projector
from xr2ct_core.provenance import Provenance, joined_sources
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.units import hu_to_mu_per_mm, with_empty_voxels
from xr2ct_core.volume import HuArray, Volume

METHOD_SHARE = 0.95
"""Fraction of the progress given to the method and what comes before it; the rest is re-projection and measuring."""
LEAST_TRUTH_NCC = 0.8
LEFT_OUT_NOTE = (
    "The network that comes with the program learned from this patient, {name}. "
    "The volume was made with one that never saw this patient."
)
KNOWN_PATIENT_NOTE = "The network learned from this patient, {name}; how good it is here says nothing about others."
TRUTH_NOTE = (
    "The CT {name} was not used for measuring: its projections do not look like these X-rays. "
    "A true CT stands where they saw it, the isocentre at the origin."
)


@dataclass(frozen=True, eq=False)
class Reconstruction:
    """A volume with its evidence.

    `pair` holds the line integrals the method saw, `reprojections` what the volume would have given on the same
    detectors, `metrics` their agreement (`psnr_frontal_db`, ...) and, where the truth is known, the 3D accuracy.
    `calibration` names what was found about how the pair was taken, where that was looked for; `pair` is as found.
    `seconds` is the method's own time with that of the calibration, `peak_memory_bytes` that of the process (of the
    card on a GPU).
    """

    volume: Volume
    uncertainty_hu: NDArray[np.float32] | None
    pair: RadiographPair
    reprojections: tuple[NDArray[np.float32], NDArray[np.float32]]
    method_id: str
    device: str
    seconds: float
    timings_s: dict[str, float]
    peak_memory_bytes: int
    metrics: dict[str, float]
    notes: tuple[str, ...] = field(default=())
    calibration: dict[str, float] = field(default_factory=dict)

    @property
    def provenance(self) -> Provenance:
        assert self.volume.provenance is not None
        return self.volume.provenance


def reconstruct(
    pair: RadiographPair,
    method_id: str,
    grid: WorkingGrid,
    *,
    method_config: Mapping[str, Any] | ConfigBase | None = None,
    checkpoint: Path | None = None,
    members: Sequence[Path] = (),
    fallback: bool = False,
    fit_display: bool = True,
    style: Path | None = None,
    device: str = "auto",
    context: WorkContext | None = None,
) -> Reconstruction:
    """Run a method on a pair and measure the result.

    `method_config` sets fields of the method's configuration, by name. A learned method needs a `checkpoint`, which
    brings its settings, of which those open at inference may be set; it works on its own grid whatever the asked one
    (see `own_grid`). `members` are checkpoints that reconstruct together in its place (see `ensemble`); `checkpoint` is
    then the folder they lie in, if they do. Where the checkpoint cannot be used, `fallback` takes another network or
    method and says so in a note (see `ready_method`). `fit_display` looks for the tone curves of display images (see
    `fit_display`); without it they are taken to be straight. `style` is a checkpoint of the method `style`, which
    translates display images first (see `styled`). Slow methods show drafts to `context.on_draft`.

    Raises `BadConfigError`, `BadInputError`, `CudaUnavailableError`, `CancelledError`, and errors of the codes
    `checkpoint_mismatch` and, if the method diverged, `nan_loss`.
    """
    context = context or WorkContext()
    torch_device = choose_device(device)
    spec = method_spec(method_id)
    if members:
        ready = ready_ensemble(spec, method_config, members, torch_device, folder=checkpoint)
    else:
        ready = ready_method(spec, method_config, checkpoint, torch_device, fallback=fallback)
    in_front = _style_in_front(style, ready, torch_device)
    fit_display = fit_display and ready.method.display_start == "fitted"
    if abs(grid.cube_mm - pair.cube_mm) > 1e-3:
        grid = WorkingGrid(grid.size, pair.cube_mm)
    inner = context.part(0.0, METHOD_SHARE, timings_s={})
    context.finish()
    started = perf_counter()
    with PeakMemory(torch_device) as memory:
        made = run_method(pair, ready, grid, torch_device, inner, fit_display=fit_display, style=in_front)
        seconds = perf_counter() - started
    output, linear_pair = made.output, made.taken.pair

    context.progress(METHOD_SHARE, "Re-projecting")
    reprojections = reproject(output.hu, linear_pair.geometry, grid, torch_device)
    context.progress(0.98, "Measuring")
    accuracy, truth_notes = _accuracy(output, linear_pair, grid, torch_device)
    metrics = view_metrics(reprojections, linear_pair) | accuracy
    context.progress(1.0, "Measuring")
    context.finish()
    provenance = _provenance(pair, made.taken, ready, fit_display)
    return Reconstruction(
        volume=Volume.on_grid(output.hu, grid, provenance),
        uncertainty_hu=output.uncertainty_hu,
        pair=linear_pair,
        reprojections=reprojections,
        method_id=ready.spec.id,
        device=torch_device,
        seconds=seconds,
        timings_s=inner.timings_s | context.timings_s,
        peak_memory_bytes=memory.peak_bytes,
        metrics={name: value for name, value in metrics.items() if isfinite(value)},
        notes=(*ready.notes, *made.notes, *output.notes, *truth_notes, *_known_patient(pair, ready)),
        calibration={} if made.taken.findings is None else made.taken.findings.numbers(),
    )


def _style_in_front(style: Path | None, ready: ReadyMethod, device: str) -> Style | None:
    """The style to translate display images with; raises `BadConfigError` where the method does so by itself."""
    if style is None:
        return None
    if ready.method.display_start == "first":
        raise BadConfigError(f"{ready.spec.title} translates by itself.", "Leave the style out, or the method.")
    return read_style(style, device)


def _known_patient(pair: RadiographPair, ready: ReadyMethod) -> tuple[str, ...]:
    """A note where the network learned from this patient."""
    is_known = patient_of(pair.subject) in ready.learned_from
    return (KNOWN_PATIENT_NOTE.format(name=pair.subject),) if is_known else ()


def reproject(
    hu: HuArray, geometry: BiplanarGeometry, grid: WorkingGrid, device: str = "cpu"
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Line integrals (rows, cols) of a volume (z, y, x) in HU for the frontal and the lateral view."""
    mu_BZYX = torch.from_numpy(hu_to_mu_per_mm(hu)).to(device)[None]
    with torch.inference_mode():
        frontal, lateral = Projector(geometry.views, grid, device).forward(mu_BZYX)
    return frontal[0].cpu().numpy(), lateral[0].cpu().numpy()


def view_metrics(
    reprojections: tuple[NDArray[np.float32], NDArray[np.float32]], pair: RadiographPair
) -> dict[str, float]:
    """Agreement of the re-projections with the images the method saw, named by view."""
    metrics: dict[str, float] = {}
    for name, image, radiograph in zip(("frontal", "lateral"), reprojections, pair.radiographs, strict=True):
        found = projection_metrics(image, radiograph.image)
        metrics[f"psnr_{name}_db"] = found["psnr_db"]
        metrics[f"ssim_{name}"] = found["ssim"]
        metrics[f"ncc_{name}"] = found["ncc"]
    return metrics


def _accuracy(
    output: MethodOutput, pair: RadiographPair, grid: WorkingGrid, device: str
) -> tuple[dict[str, float], tuple[str, ...]]:
    """The 3D metrics where a truth is known, and a note where the truth named by the pair cannot be the truth."""
    if pair.truth_path is None:
        return {}, ()
    truth = truth_of(pair.truth_path, grid)
    if truth.volume is None:
        return {}, (truth.doubt,)
    agreement = view_metrics(reproject(truth.volume.hu, pair.geometry, grid, device), pair)
    if not min(agreement["ncc_frontal"], agreement["ncc_lateral"]) > LEAST_TRUTH_NCC:
        return {}, (TRUTH_NOTE.format(name=pair.truth_path.name),)
    truth_hu = with_empty_voxels(truth.volume.hu)
    return volume_metrics(output.hu, truth_hu, spacing_mm=grid.spacing_mm), ()


def _provenance(pair: RadiographPair, taken: CalibratedPair, ready: ReadyMethod, fit_display: bool) -> Provenance:
    """Of the volume; the geometry is the one it was made with."""
    assumptions = [text for radiograph in taken.pair.radiographs for text in radiograph.assumptions]
    geometry = {"cube_mm": pair.cube_mm, **asdict(taken.pair.geometry)}
    if taken.findings is not None:
        geometry["calibration"] = taken.findings.numbers()
        assumptions += taken.notes
    return Provenance(
        kind="reconstruction",
        synthetic=True,
        subject=pair.subject,
        method_id=ready.spec.id,
        method_config=ready.config.model_dump(mode="json"),
        checkpoint_sha256=ready.checkpoint_sha256,
        inputs_sha256={"frontal": _image_sha256(pair.frontal), "lateral": _image_sha256(pair.lateral)},
        geometry=geometry,
        fit_display=fit_display,
        source=joined_sources(radiograph.source for radiograph in pair.radiographs),
        assumptions=tuple(dict.fromkeys(assumptions)),
    )


def _image_sha256(radiograph: Radiograph) -> str:
    """Hash of the pixel values as read (float32, row by row)."""
    return hashlib.sha256(np.ascontiguousarray(radiograph.image).tobytes()).hexdigest()
