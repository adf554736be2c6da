"""From folders of checkpoints and runs to named rows of trained networks.

A row is named after its method; several of one method also after their runs (with the folders above them where two are
called alike), and by the settings in which they differ. No two rows have one id, because outcomes are kept by it.
The folds of one cross-validation are one row: each patient is reconstructed by the network that left him out. So is a
network that comes with the program, with those of its folds that come with it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import torch

from xr2ct_core.data.folds import RELEASE
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.bundled import is_bundled, left_out_networks
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, CheckpointInfo, chosen_checkpoint, read_info
from xr2ct_core.runs.store import RunFolder, runs_in
from xr2ct_core.training.checkpoint import build_method

_SAID_IN_TITLE: Final = ("gan", "views", "grid_size")


def contenders(paths: Sequence[Path], grid_size: int) -> tuple[Contender, ...]:
    """The checkpoints that `paths` stand for (see `checkpoint_folders`), to be measured on a grid of `grid_size`³.

    Folds of one cross-validation are merged. Raises `BadInputError` for a folder without any, and what `read_info`
    raises.
    """
    networks = merged(list(map(_contender, dict.fromkeys(checkpoint_folders(paths)))))
    found = [_with_folds(one) for one in _told_apart(networks)]
    return tuple(replace(one, id=_row_id(one, found), title=_row_title(one, found, grid_size)) for one in found)


def checkpoint_folders(paths: Sequence[Path]) -> Iterator[Path]:
    """The checkpoint in each path: itself, the best of a run, or those of all runs, cross-validations and checkpoints
    in a folder."""
    for path in paths:
        folder = path.expanduser().absolute()
        if (folder / DESCRIPTION).is_file() or (folder / "run.json").is_file():
            yield chosen_checkpoint(folder)
            continue
        runs = [*runs_in(folder), *(run for inner in _plain_folders(folder) for run in runs_in(inner))]
        inside = [chosen_checkpoint(run.path) for run in runs if run.checkpoint_steps()]
        inside += sorted(described.parent for described in folder.glob(f"*/{DESCRIPTION}"))
        if not inside:
            raise BadInputError(f"There is no checkpoint in {path}.", "Give a run, a checkpoint, or a folder of them.")
        yield from inside


def merged(found: Sequence[Contender]) -> list[Contender]:
    """The networks with those that are folds of one cross-validation as one, at the place of the first.

    They lie in one folder, have the same settings and data, and each another fold of the same folds.
    """
    groups: dict[str, list[Contender]] = {}
    for one in found:
        groups.setdefault(_training_key(one), []).append(one)
    rows = []
    for group in groups.values():
        numbers = Counter(one.info.data.get("fold") for one in group)
        rows += [_merge(group)] if len(group) > 1 and max(numbers.values()) == 1 else group
    return rows


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
    config = method_spec(info.method).config_type().model_validate(info.method_config)
    info = info.model_copy(update={"method_config": config.model_dump(mode="json")})
    run = _run_folder(folder)
    rate = training_samples_per_s(RunFolder(run), info) if run != folder else None
    return Contender(info.method, _variant(info), run.name, folder, info, parameter_count(info), rate)


def _with_folds(one: Contender) -> Contender:
    """A bundled network with those of its folds, if they come with it."""
    folders = left_out_networks(one.path) if is_bundled(one.path) else ()
    return replace(one, folds=tuple(map(_contender, folders)), rest=one) if folders else one


def _run_folder(checkpoint: Path) -> Path:
    """The run a checkpoint lies in, or the checkpoint itself where it lies elsewhere."""
    lies_in_run = checkpoint.parent.name == "checkpoints" and not is_bundled(checkpoint)
    return checkpoint.parent.parent if lies_in_run else checkpoint


def _plain_folders(folder: Path) -> list[Path]:
    """The folders inside that are no runs themselves and not hidden."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in inside if path.is_dir() and path.name[0] != "." and not (path / "run.json").is_file()]


def _training_key(one: Contender) -> str:
    """Equal for the folds of one cross-validation, and for no others."""
    data = one.info.data
    if data.get("fold") in (None, RELEASE):
        return str(one.path)
    folder = _run_folder(one.path).parent
    settings = one.info.model_dump(mode="json", include={"method", "method_config", "train_config", "augment"})
    named = [data.get(name) for name in ("digest", "geometry", "folds_sha256")]
    return json.dumps([str(folder), settings, named], sort_keys=True)


def _merge(group: Sequence[Contender]) -> Contender:
    folds = tuple(sorted(group, key=lambda one: int(one.info.data["fold"])))
    first, all_folds = folds[0], folds[0].info.data.get("folds")
    rates = [one.samples_per_s for one in folds if one.samples_per_s is not None]
    title = first.title if len(folds) == all_folds else f"{first.title}, {len(folds)} of {all_folds} folds"
    run = _run_folder(first.path).parent.name
    return replace(first, title=title, run=run, samples_per_s=median(rates) if rates else None, folds=folds)


def _variant(info: CheckpointInfo) -> str:
    """The title of the method as these settings make it."""
    title, settings = method_spec(info.method).title, info.method_config
    if settings.get("gan") is False:
        title = title.replace("-GAN", "-CNN") if "-GAN" in title else f"{title}, without discriminator"
    return f"{title}, frontal alone" if settings.get("views") == "frontal" else title


def _told_apart(found: Sequence[Contender]) -> list[Contender]:
    """The networks, with the folders above in the names of runs of one method that lie elsewhere under one name."""
    return [replace(one, run=_name_beside(_place(one), _rivals(one, found))) for one in found]


def _name_beside(place: Path, others: Sequence[Contender]) -> str:
    """The end of a path, as short as it can be without being that of another one."""
    strangers = {other for one in others if (other := _place(one)) != place}
    ends = (place.parts[-count:] for count in range(1, len(place.parts)))
    own = (end for end in ends if all(other.parts[-len(end) :] != end for other in strangers))
    return Path(*next(own, place.parts)).as_posix()


def _place(one: Contender) -> Path:
    """The folder that a network is named after: its run, or the folder of its cross-validation."""
    run = _run_folder(one.path)
    return run.parent if one.folds else run


def _row_id(one: Contender, found: Sequence[Contender]) -> str:
    rivals = _rivals(one, found)
    if len(rivals) == 1:
        return one.info.method
    same_run = Counter(other.run for other in rivals)[one.run] > 1
    name = f"{one.info.method}:{one.run}"
    return f"{name}@{one.info.step}" if same_run else name


def _rivals(one: Contender, found: Sequence[Contender]) -> list[Contender]:
    """The networks of its method, itself among them."""
    return [other for other in found if other.info.method == one.info.method]


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
