"""How good a method is on held-out cases, by the measures of the evaluation protocol, and what it makes of one case."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

import numpy as np

from xr2ct_core.control import WorkContext
from xr2ct_core.data.source import Sample, Source
from xr2ct_core.evaluation.metrics import volume_metrics
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import view_metrics
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.provenance import Provenance
from xr2ct_core.runs.preview_case import preview_case_path, write_preview_case
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.batches import BatchMaker, source_of
from xr2ct_core.units import with_empty_voxels
from xr2ct_core.volume import Volume

_VIEWS: Final = ("psnr_frontal_db", "psnr_lateral_db")


def held_out_cases(source: Source, count: int) -> list[Sample]:
    """At most `count` cases in their order, with and without a volume in turn, so that both are measured."""
    has_volume = [kind != "pair" for kind in source.kinds]
    groups = [[index for index, has in enumerate(has_volume) if has == wanted] for wanted in (True, False)]
    in_turn = [index for pair in zip_longest(*groups) for index in pair if index is not None]
    return [source[index] for index in in_turn[:count]]


def validate(
    method: TrainableMethod, cases: Sequence[Sample], maker: BatchMaker, context: WorkContext
) -> dict[str, float]:
    """Means over the cases; a measure that some case does not have is the mean of the others.

    Nothing if a volume holds values that are no numbers: the mean of the other cases would hide it.

    Accuracy in 3D where the volume is known. Of all cases, how well the result explains its X-rays: `psnr_frontal_db`,
    `psnr_lateral_db` and their mean `psnr_views_db`; of those without a volume also `ssim_...` and `ncc_...`.
    """
    found: dict[str, list[float]] = {}
    for case in cases:
        pair, truth_hu = maker.pair_and_truth(case)
        hu = with_empty_voxels(method.reconstruct(pair, method.grid, context).hu)
        if not np.isfinite(hu).all():
            return {}
        metrics = view_metrics(maker.reprojections(hu, pair.geometry), pair)
        if truth_hu is not None:
            metrics = {name: metrics[name] for name in _VIEWS}
            metrics |= volume_metrics(hu, with_empty_voxels(truth_hu), spacing_mm=method.grid.spacing_mm)
            metrics |= method.extra_metrics(truth_hu, hu, pair)
        for key, value in metrics.items():
            if np.isfinite(value):
                found.setdefault(key, []).append(value)
    means = {key: float(np.mean(values)) for key, values in found.items()}
    views = [means[name] for name in _VIEWS if name in means]
    return means | ({"psnr_views_db": float(np.mean(views))} if views else {})


def keep_preview_case(run: RunFolder, case: Sample, maker: BatchMaker, grid: WorkingGrid) -> None:
    """Keep the X-rays and, where it is known, the truth of the case that is previewed, unless the run has them."""
    if not preview_case_path(run).exists():
        pair, truth_hu = maker.pair_and_truth(case)
        write_preview_case(run, pair, None if truth_hu is None else Volume.on_grid(truth_hu, grid))


def preview(
    method: TrainableMethod, method_id: str, case: Sample, maker: BatchMaker, context: WorkContext, step: int
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
        source=source_of(case),
        assumptions=(f"Made during training, after {step} steps.",),
    )
    return Volume.on_grid(with_empty_voxels(output.hu), method.grid, provenance).as_int16()
