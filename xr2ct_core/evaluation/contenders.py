"""Trained networks that are to be measured: from folders of checkpoints and runs to named rows.

A row is named after its method; several of one method also after their runs, and by the settings in which they differ.
The folds of one cross-validation are one row: each patient is reconstructed by the network that left him out.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import torch

from xr2ct_core.config.base import inference_settings
from xr2ct_core.control import WorkContext
from xr2ct_core.data.folds import RELEASE
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.baselines import Surroundings
from xr2ct_core.evaluation.candidates import Candidate, Made, checkpoint_candidate
from xr2ct_core.evaluation.cases import Case
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, CheckpointInfo, chosen_checkpoint, read_info
from xr2ct_core.runs.store import RunFolder, runs_in
from xr2ct_core.training.checkpoint import build_method

_SAID_IN_TITLE: Final = ("gan", "views", "grid_size")


@dataclass(frozen=True, eq=False)
class Contender:
    """A checkpoint with the id and the title of its row, the name of its run, and the size of its networks.

    `samples_per_s` is how fast each process of its training learned; None where the curves of the run are gone. A
    cross-validation has its networks in `folds`; `path` and `info` are those of the first, `run` is their folder.
    `changes` are settings that it reconstructs with in place of those of its checkpoint; `info` tells them, too.
    """

    id: str
    title: str
    run: str
    path: Path
    info: CheckpointInfo
    parameters: int
    samples_per_s: float | None = None
    folds: tuple["Contender", ...] = ()
    changes: Mapping[str, Any] | None = None

    def candidate(self, device: str) -> Candidate:
        """Its row."""
        method_id, settings = self.info.method, self.info.method_config
        row = checkpoint_candidate(
            self.id, self.title, method_id, self.path, self.parameters, settings, device, self.changes
        )
        if not self.folds:
            return row
        runs = {fold.path: fold.candidate(device).run for fold in self.folds}

        def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
            fold = self.for_patient(case.subject)
            if fold is None:
                raise BadInputError(f"No fold of {self.run} left {case.subject} out.", "Measure patients of its folds.")
            return runs[fold.path](case, surroundings, context)

        return replace(row, run=run)

    @property
    def settings(self) -> dict[str, Any]:
        """All settings of method, training and augmentation, by table and name, and the patients trained on."""
        tables = self.info.model_dump(mode="json", include={"method_config", "train_config", "augment"})
        tables = {name.removesuffix("_config"): values or {} for name, values in tables.items()}
        flat = {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}
        return {**flat, "data.patients": self.info.data.get("patients")}

    @property
    def networks(self) -> tuple["Contender", ...]:
        """The networks it stands for: itself, or one for each fold."""
        return self.folds or (self,)

    def for_patient(self, subject: str) -> "Contender | None":
        """The network that reconstructs a patient: of folds the one that tests him, None if there is none."""
        if not self.folds:
            return self
        return next((fold for fold in self.folds if subject in fold._tested), None)

    @property
    def steps(self) -> str:
        """Steps of its training, from the least to the most of its folds."""
        return _span([one.info.step for one in self.networks])

    @property
    def trained_on(self) -> str:
        """Number of patients trained on, from the least to the most of its folds."""
        return _span([len((one.info.data.get("patients") or {}).get("train", ())) for one in self.networks])

    @property
    def _tested(self) -> frozenset[str]:
        return self.patients("test") - self.patients("train") - self.patients("validation")

    def patients(self, part: str) -> frozenset[str]:
        """The patients of a part of its training; raises `BadInputError` if the checkpoint does not name them."""
        named = self.info.data.get("patients")
        if not isinstance(named, dict) or not isinstance(named.get("train"), list | tuple):
            raise BadInputError(
                f"The checkpoint {self.path} does not say which patients it was trained on.",
                "It cannot be measured honestly; train the method again.",
            )
        return frozenset(map(str, named.get(part, ())))


def contenders(paths: Sequence[Path], grid_size: int) -> tuple[Contender, ...]:
    """The checkpoints that `paths` stand for (see `checkpoint_folders`), to be measured on a grid of `grid_size`³.

    Folds of one cross-validation are merged. Raises `BadInputError` for a folder without any, and what `read_info`
    raises.
    """
    found = merged([_contender(folder) for folder in dict.fromkeys(checkpoint_folders(paths))])
    return tuple(replace(one, id=_row_id(one, found), title=_row_title(one, found, grid_size)) for one in found)


def with_variants(networks: Sequence[Contender], variants: Sequence[Mapping[str, Any]]) -> tuple[Contender, ...]:
    """The networks, each followed by itself under those variants that are settings of its method at inference.

    Raises `BadConfigError` for a variant that is none of any network here, or has a value that is not right.
    """
    rows: list[Contender] = []
    for network in networks:
        rows.append(network)
        known = inference_settings(method_spec(network.info.method).config_type())
        rows += [_varied(network, variant) for variant in variants if set(variant) <= set(known)]
    for variant in variants:
        if not any(row.changes == variant for row in rows):
            raise BadConfigError(
                f"No network here can be used with {_in_words(variant)}.",
                "Only settings that its method has at inference can be varied.",
            )
    return tuple(rows)


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
    run = _run_folder(folder)
    rate = training_samples_per_s(RunFolder(run), info) if run != folder else None
    return Contender(info.method, _variant(info), run.name, folder, info, parameter_count(info), rate)


def _run_folder(checkpoint: Path) -> Path:
    """The run a checkpoint lies in, or the checkpoint itself where it lies elsewhere."""
    return checkpoint.parent.parent if checkpoint.parent.name == "checkpoints" else checkpoint


def _span(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


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


def _varied(network: Contender, variant: Mapping[str, Any]) -> Contender:
    """The network as it reconstructs with other settings."""
    config = method_spec(network.info.method).config_type().model_validate({**network.info.method_config, **variant})
    values = config.model_dump(mode="json")
    told = {**network.info.method_config, **{name: values[name] for name in variant}}
    return replace(
        network,
        id=f"{network.id} {_in_words(variant)}",
        title=f"{network.title}, {_in_words(variant)}",
        info=network.info.model_copy(update={"method_config": told}),
        folds=tuple(_varied(fold, variant) for fold in network.folds),
        changes=variant,
    )


def _in_words(variant: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in variant.items()
    )


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
