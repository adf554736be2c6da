"""Trained networks that are to be measured: from folders of checkpoints and runs to named rows.

A row is named after its method; several of one method also after their runs, and by the settings in which they differ.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import torch

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.candidates import Candidate, checkpoint_candidate
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, CheckpointInfo, chosen_checkpoint, read_info
from xr2ct_core.runs.store import RunFolder, runs_in
from xr2ct_core.training.checkpoint import build_method

_SAID_IN_TITLE: Final = ("gan", "views", "grid_size")


@dataclass(frozen=True, eq=False)
class Contender:
    """A checkpoint with the id and the title of its row, the name of its run, and the size of its networks.

    `samples_per_s` is how fast each process of its training learned; None where the curves of the run are gone.
    """

    id: str
    title: str
    run: str
    path: Path
    info: CheckpointInfo
    parameters: int
    samples_per_s: float | None = None

    def candidate(self, device: str) -> Candidate:
        """Its row."""
        method_id, settings = self.info.method, self.info.method_config
        return checkpoint_candidate(self.id, self.title, method_id, self.path, self.parameters, settings, device)


def contenders(paths: Sequence[Path], grid_size: int) -> tuple[Contender, ...]:
    """The checkpoints that `paths` stand for (see `checkpoint_folders`), to be measured on a grid of `grid_size`³.

    Raises `BadInputError` for a folder without any, and what `read_info` raises.
    """
    found = [_contender(folder) for folder in dict.fromkeys(checkpoint_folders(paths))]
    return tuple(replace(one, id=_row_id(one, found), title=_row_title(one, found, grid_size)) for one in found)


def checkpoint_folders(paths: Sequence[Path]) -> Iterator[Path]:
    """The checkpoint in each path: itself, the best of a run, or those of all runs and checkpoints in a folder."""
    for path in paths:
        folder = path.expanduser().absolute()
        if (folder / DESCRIPTION).is_file() or (folder / "run.json").is_file():
            yield chosen_checkpoint(folder)
            continue
        inside = [chosen_checkpoint(run.path) for run in runs_in(folder) if run.checkpoint_steps()]
        inside += sorted(described.parent for described in folder.glob(f"*/{DESCRIPTION}"))
        if not inside:
            raise BadInputError(f"There is no checkpoint in {path}.", "Give a run, a checkpoint, or a folder of them.")
        yield from inside


def parameter_count(info: CheckpointInfo) -> int:
    """Parameters of the networks that reconstruct, counted without using memory for them."""
    with torch.device("meta"):
        method = build_method(info.method, info.method_config, "meta")
    networks = [method.networks[name] for name in method.inference_networks]
    return sum(parameter.numel() for network in networks for parameter in network.parameters())


def training_samples_per_s(run: RunFolder, info: CheckpointInfo) -> float | None:
    """Median over the stretches between two points of the curves, so that pauses and measurements do not count."""
    rows = run.metrics() if run.metrics_path.is_file() else []
    rates = [
        (later.step - earlier.step) / (later.time - earlier.time)
        for earlier, later in pairwise(rows)
        if later.step > earlier.step and later.time > earlier.time
    ]
    per_step = info.train_config.batch_size * info.train_config.accumulate
    return median(rates) * per_step if rates else None


def _contender(folder: Path) -> Contender:
    info = read_info(folder)
    in_run = folder.parent.name == "checkpoints"
    run = folder.parent.parent if in_run else folder
    rate = training_samples_per_s(RunFolder(run), info) if in_run else None
    return Contender(info.method, _variant(info), run.name, folder, info, parameter_count(info), rate)


def _variant(info: CheckpointInfo) -> str:
    """The title of the method as these settings make it."""
    title, settings = method_spec(info.method).title, info.method_config
    if settings.get("gan") is False:
        title = title.replace("-GAN", "-CNN") if "-GAN" in title else f"{title}, without discriminator"
    return f"{title}, frontal alone" if settings.get("views") == "frontal" else title


def _row_id(one: Contender, found: Sequence[Contender]) -> str:
    rivals = [other for other in found if other.info.method == one.info.method]
    if len(rivals) == 1:
        return one.info.method
    same_run = Counter(other.run for other in rivals)[one.run] > 1
    name = f"{one.info.method}:{one.run}"
    return f"{name}@{one.info.step}" if same_run else name


def _row_title(one: Contender, found: Sequence[Contender], grid_size: int) -> str:
    rivals = [other.info.method_config for other in found if other.title == one.title]
    parts = [one.title]
    for name, value in one.info.method_config.items():
        if name not in _SAID_IN_TITLE and any(other.get(name) != value for other in rivals):
            parts.append(f"{name} {_shown(value)}")
    if one.info.grid_size != grid_size:
        parts.append(f"network {one.info.grid_size}³")
    return ", ".join(parts)


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
