"""The worker's task `reconstruct`: one pair file in, a volume and its evidence out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.control import WorkContext
from xr2ct_core.domain.after import judge_result
from xr2ct_core.domain.before import judge_input
from xr2ct_core.domain.limits import bundled_limits
from xr2ct_core.domain.reasons import Reason, refusal_of, sentences_of
from xr2ct_core.domain.sentences import turned
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.patient_turn import patient_turn
from xr2ct_core.inference.reconstruct import LEFT_OUT_NOTE, Reconstruction, reconstruct
from xr2ct_core.io import read_pair
from xr2ct_core.lungmask.mask import find_lungs
from xr2ct_core.lungmask.reasons import lung_reasons
from xr2ct_core.protocol.tasks import ReconstructSummary, ReconstructTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.bundled import network_for
from xr2ct_core.runs.checkpoint_info import read_info
from xr2ct_core.worker.job import JobContext


def run_reconstruct(config: ReconstructTask, job: JobContext) -> dict[str, Any]:
    """Reconstruct `config.pair_path`; the artifacts are those of `ReconstructTask`."""
    job.work.progress(0.0, "Reading")
    pair = read_pair(Path(config.pair_path))
    reasons = judge_input(pair)
    refusal = refusal_of(reasons)
    if refusal is not None and not config.anyway:
        raise refusal
    if refusal is None:
        reasons = (*reasons, *_of_lungs(pair, reasons, job))
    _warn(reasons, job)
    grid = WorkingGrid(config.grid_size, pair.cube_mm)
    asked = Path(config.checkpoint) if config.checkpoint else None
    checkpoint = network_for(asked, pair.subject) if asked is not None else None
    if config.drafts:
        job.work.on_draft = lambda hu: job.save_next("draft", _int16(hu))
    result = reconstruct(
        pair,
        config.method,
        grid,
        method_config=config.method_config,
        checkpoint=checkpoint,
        members=[Path(member) for member in config.members],
        fallback=config.fallback,
        fit_display=config.fit_display,
        style=Path(config.style) if config.style else None,
        device=config.device,
        context=job.work,
    )
    if checkpoint is not None and checkpoint != asked:
        result = _told_left_out(result, checkpoint)
    found = judge_result(pair, result)
    if refusal is None:
        found = (*_of_turn(pair, result, job), *found)
    _warn(found, job)
    result = with_reasons(result, (*reasons, *found))
    for name, image, radiograph in zip(
        ("frontal", "lateral"), result.reprojections, result.pair.radiographs, strict=True
    ):
        job.save_array(f"input_{name}", radiograph.image)
        job.save_array(f"reprojection_{name}", image)
    if result.uncertainty_hu is not None:
        job.save_array("uncertainty", _int16(result.uncertainty_hu))
    job.save_array("volume", result.volume.as_int16().hu)
    summary = summarise(result, grid, (*reasons, *found)).model_dump(mode="json")
    job.save_json("result", summary)
    return summary


def _told_left_out(result: Reconstruction, checkpoint: Path) -> Reconstruction:
    """The result with a note that this network took the place of the bundled one, unless it could not be used."""
    if result.provenance.checkpoint_sha256 != read_info(checkpoint).weights_sha256:
        return result
    return replace(result, notes=(*result.notes, LEFT_OUT_NOTE.format(name=result.pair.subject)))


def with_reasons(result: Reconstruction, reasons: Sequence[Reason]) -> Reconstruction:
    """The result with why it is to be doubted, in its notes and in the provenance of the volume."""
    sentences = sentences_of(reasons)
    provenance = result.provenance.model_copy(update={"warnings": (*result.provenance.warnings, *sentences)})
    return replace(result, volume=replace(result.volume, provenance=provenance), notes=(*sentences, *result.notes))


def _of_lungs(pair: RadiographPair, known: Sequence[Reason], job: JobContext) -> tuple[Reason, ...]:
    """What the outlines of the lungs add to what is known: cut off, or not found."""
    told = {(reason.kind, reason.place) for reason in known}
    try:
        found = lung_reasons(find_lungs(pair))
    except Xr2ctError as error:
        job.warn(f"The lungs were not looked for. {error.message}", hint=error.hint)
        return ()
    return tuple(reason for reason in found if (reason.kind, reason.place) not in told)


def _of_turn(pair: RadiographPair, result: Reconstruction, job: JobContext) -> tuple[Reason, ...]:
    """Whether the patient was turned about the long axis, on the line integrals that the method saw."""
    limits = bundled_limits()
    degrees = patient_turn(result.pair, result.device, WorkContext(job.work.control)).degrees - limits.usual_turn_deg
    most_deg = limits.most_turn_deg(pair.is_physical)
    return (turned(degrees, most_deg),) if abs(degrees) > most_deg else ()


def _warn(reasons: Sequence[Reason], job: JobContext) -> None:
    for reason in reasons:
        job.warn(reason.sentence, code=reason.code, hint=reason.hint)


def summarise(result: Reconstruction, grid: WorkingGrid, reasons: Sequence[Reason] = ()) -> ReconstructSummary:
    """What the front end shows beside the volume."""
    return ReconstructSummary(
        subject=result.provenance.subject,
        method=result.method_id,
        grid_size=grid.size,
        cube_mm=grid.cube_mm,
        device=result.device,
        seconds=result.seconds,
        timings_s=result.timings_s,
        peak_memory_bytes=result.peak_memory_bytes,
        metrics=result.metrics,
        notes=result.notes,
        calibration=result.calibration,
        reasons=tuple(reasons),
        input_errors=(result.pair.frontal.error, result.pair.lateral.error),
        provenance=result.provenance.model_dump(mode="json"),
    )


def _int16(values: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.rint(np.clip(values, -32768, 32767)).astype(np.int16)
