"""Configurations and summaries of the worker's tasks about lungs on radiographs: find, learn, measure.

Paths are absolute. Each task writes into the message's `out_dir` and announces every finished file as an artifact.
"""

from typing import Any

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.protocol.tasks import DeviceChoice


class LungsTask(ConfigBase):
    """Find the lungs on both radiographs of a pair file.

    Artifacts: `lung_frontal`, `lung_lateral` as `.npy` float32 probabilities (rows, cols) on the pair's detectors, and
    `lung_path_frontal`, `lung_path_lateral`, the estimated way of each ray through lung in mm. The summary is a
    `LungsSummary`.
    """

    pair_path: str
    checkpoint: str = ui("", "Folder of a network; empty: the one that comes with the program.")
    device: DeviceChoice = "auto"


class LungsSummary(ConfigBase):
    """What was found: share of the lungs in each image, sentences that warn, and hints that may be normal."""

    share_frontal: float
    share_lateral: float
    quality: tuple[str, ...]
    hints: tuple[str, ...]
    network: dict[str, Any]
    seconds: float


class LearnLungsTask(ConfigBase):
    """Learn to find lungs from the CTs of a folder; what was begun in `out_dir` with the same settings goes on.

    Artifacts: `weights`, `description` and `card`. The summary is what `description` holds.
    """

    data_path: str = ui(..., "Folder of chest CTs.")
    folds: str = ui("", "File of folds, or the name of one of the program's own.")
    fold: str = ui("all", "Whom to leave out: the number of a fold, or all to learn from everybody.")
    steps: int = ui(800, "Steps of training.", ge=1, le=1_000_000)
    batch_size: int = ui(8, "Films a step.", ge=1, le=1024)
    bodies: int = ui(16, "Bodies made of each CT.", ge=1, le=10_000)
    seed: int = ui(0, "The same seed makes the same network.", ge=0)
    table: str = ui("", "The lungmask.json of a benchmark, for the numbers of the model card.")


class MeasureLungsTask(ConfigBase):
    """Measure networks of several folds on the patients whom each left out, beside trivial baselines.

    Artifacts: `table_json`, `table_md`, and a `picture` of each patient. The summary is what `table_json` holds.
    """

    data_path: str = ui(..., "Folder of chest CTs.")
    checkpoints: str = ui(..., "Folder with one folder for each fold.")
    folds: str = ui(..., "File of folds, or the name of one of the program's own.")
    seed: int = ui(0, "The same seed makes the same display images.", ge=0)
