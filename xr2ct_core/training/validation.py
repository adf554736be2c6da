"""How good a method is on held-out cases, by the measures of the evaluation protocol, and what it makes of one case."""

from collections.abc import Sequence

import numpy as np

from xr2ct_core.control import WorkContext
from xr2ct_core.data.source import CaseSample
from xr2ct_core.evaluation.metrics import volume_metrics
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.provenance import Provenance
from xr2ct_core.training.batches import BatchMaker
from xr2ct_core.volume import Volume


def validate(
    method: TrainableMethod, cases: Sequence[CaseSample], maker: BatchMaker, context: WorkContext
) -> dict[str, float]:
    """Mean 3D accuracy over the cases; a measure that some case does not have is the mean of the others."""
    found: dict[str, list[float]] = {}
    for case in cases:
        pair, truth_hu = maker.pair_and_truth(case)
        output = method.reconstruct(pair, method.grid, context)
        metrics = volume_metrics(output.hu, truth_hu, spacing_mm=method.grid.spacing_mm)
        for key, value in (metrics | method.extra_metrics(truth_hu, output.hu, pair)).items():
            if np.isfinite(value):
                found.setdefault(key, []).append(value)
    return {key: float(np.mean(values)) for key, values in found.items()}


def preview(
    method: TrainableMethod, method_id: str, case: CaseSample, maker: BatchMaker, context: WorkContext, step: int
) -> Volume:
    """The reconstruction of one case as a volume that says what it is."""
    pair, _ = maker.pair_and_truth(case)
    output = method.reconstruct(pair, method.grid, context)
    provenance = Provenance(
        kind="reconstruction",
        synthetic=True,
        subject=case.subject,
        method_id=method_id,
        method_config=method.config.model_dump(mode="json"),
        source="simulated from CT",
        assumptions=(f"Made during training, after {step} steps.",),
    )
    return Volume.on_grid(output.hu, method.grid, provenance).as_int16()
