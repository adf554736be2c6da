"""Runs that are folds of one cross-validation over four small patients, of which one is never tested."""

from pathlib import Path
from typing import Any

import torch

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.folds import Fold, PatientFolds
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.runs.record import RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.training.checkpoint import build_method, write_checkpoint

WIDTHS = {"ann": 0.9, "bob": 1.1, "cid": 1.0, "dan": 0.95}
FOLDS = PatientFolds(
    folds=(Fold(test=("ann", "bob"), validation=("cid",)), Fold(test=("cid",), validation=("ann",))),
    never_tested=("dan",),
    release_validation=("ann",),
)
SMALL = {
    "u-x2ct-gan": {"grid_size": 64, "width": 0.1, "adversarial_weight": 0.0},
    "diffusion": {"grid_size": 32, "width": 4, "steps": 2, "samples": 2, "coarse": "backprojection"},
}


def described(fold: str, method: str = "u-x2ct-gan", **settings: Any) -> CheckpointInfo:
    split = FOLDS.split(fold)
    data: dict[str, Any] = {
        "name": "somewhere",
        "digest": "d",
        "geometry": "x2ct",
        "patients": {part: list(patients) for part, patients in split.parts.items()},
        "fold": fold,
        "folds": len(FOLDS.folds),
        "folds_sha256": FOLDS.sha256,
    }
    return CheckpointInfo(
        method=method, method_config={**SMALL[method], **settings}, train_config=TrainConfig(), step=7, data=data
    )


def fold_run(folder: str, fold: str, **settings: Any) -> Contender:
    """A row before it is merged; there are no files."""
    path = Path("/runs") / folder / f"fold-{fold}" / "checkpoints" / "00000007"
    return Contender("row", "u-X2CT-GAN", f"fold-{fold}", path, described(fold, **settings), 10, float(fold))


def save_run(folder: Path, info: CheckpointInfo) -> Path:
    """A run on disk whose network has its first weights; returns its checkpoint."""
    torch.manual_seed(int(info.data["fold"]))
    run = RunFolder.create(folder, RunRecord(method=info.method, total_steps=7, data=info.data), {}, {})
    method = build_method(info.method, info.method_config, "cpu")
    run.checkpoints_path.mkdir()
    write_checkpoint(run.checkpoint_path(7), info, method.inference_weights(), method, {})
    return run.checkpoint_path(7)
