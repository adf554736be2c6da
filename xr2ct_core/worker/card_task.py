"""The worker's task `card`: a volume and its pair in, numbers beside baselines out."""

from pathlib import Path
from typing import Any

from xr2ct_core.evaluation.card import CardVolume, report_card
from xr2ct_core.inference.device import choose_device
from xr2ct_core.inference.stored_cube import stored_cube
from xr2ct_core.protocol.results import CardTask
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.result_pair import result_pair


def run_card(config: CardTask, job: JobContext) -> dict[str, Any]:
    """Measure `config.volume_path`; the summary is a `CardSummary`."""
    volume = CardVolume(
        stored_cube(Path(config.volume_path), "volume"),
        stored_cube(Path(config.uncertainty_path), "uncertainty") if config.uncertainty_path else None,
        config.method,
        config.checkpoint_sha256,
    )
    device = choose_device(config.device)
    job.work.progress(0.0, "Reading")
    seen = result_pair(config, job, device)
    card = report_card(volume, Path(config.pair_path), seen=seen, device=device, context=job.work)
    return card.model_dump(mode="json")
