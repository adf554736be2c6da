"""The worker's task `calibrate-geometry`: a pair file in, a proposal of how it was taken out."""

from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from xr2ct_core.inference.calibration.geometry import Calibrated, calibrate_geometry
from xr2ct_core.inference.device import choose_device
from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.protocol.calibration import CalibrateGeometrySummary, CalibrateGeometryTask, GeometryEstimate
from xr2ct_core.worker.job import JobContext


def run_calibrate_geometry(config: CalibrateGeometryTask, job: JobContext) -> dict[str, Any]:
    """Calibrate `config.pair_path`; the artifacts are those of `CalibrateGeometryTask`."""
    job.work.progress(0.0, "Reading")
    pair = read_pair(Path(config.pair_path))
    started = perf_counter()
    found = calibrate_geometry(
        pair,
        job.work,
        device=choose_device(config.device),
        with_breath=config.with_breath,
        with_centring=config.with_centring,
        fit_display=config.fit_display,
    )
    seconds = perf_counter() - started
    job.announce("pair", write_pair(found.pair, job.out_dir / "calibrated"))
    return summarise(found, seconds).model_dump(mode="json")


def summarise(found: Calibrated, seconds: float) -> CalibrateGeometrySummary:
    """What the front end shows of a proposal."""
    findings, geometry = found.findings, found.pair.geometry
    return CalibrateGeometrySummary(
        subject=found.pair.subject,
        is_as_told=findings.is_as_told,
        estimates=tuple(
            GeometryEstimate(
                id=name,
                title=one.title,
                unit=one.unit,
                believed=one.believed,
                deviation=one.deviation,
                used=one.used,
                sentence=one.sentence,
            )
            for name, one in findings.estimates.items()
        ),
        sentences=findings.sentences(geometry.lateral.view),
        notes=found.notes,
        changes_image=findings.breath_mm != 0.0,
        geometry={"frontal": asdict(geometry.frontal), "lateral": asdict(geometry.lateral)},
        scores=found.scores,
        seconds=seconds,
    )
