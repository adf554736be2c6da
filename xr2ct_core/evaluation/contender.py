"""A trained network that is to be measured, or the networks of all folds of one cross-validation.

Invariant: of a cross-validation each patient is reconstructed by the one network that was neither trained nor chosen on
him.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.baselines import Surroundings
from xr2ct_core.evaluation.candidates import Candidate, Made, checkpoint_candidate
from xr2ct_core.evaluation.cases import Case
from xr2ct_core.runs.checkpoint_info import BEGUN_WITH, CheckpointInfo
from xr2ct_core.runs.collections import COMPUTED


@dataclass(frozen=True, eq=False)
class Contender:
    """A checkpoint with the id and the title of its row, the name of its run, and the size of its networks.

    `samples_per_s` is how fast each process of its training learned; None where the curves of the run are gone. A
    cross-validation has its networks in `folds`; `path` and `info` are those of the first, `run` is their folder. A
    network that comes with the program has those of its folds there, and is itself in `rest`, for everybody new to it.
    An ensemble has its checkpoints in `members`, `path` is their folder, and `info` names the patients of all.
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
    rest: "Contender | None" = None
    changes: Mapping[str, Any] | None = None
    members: tuple[Path, ...] = ()

    def candidate(self, device: str) -> Candidate:
        """Its row."""
        method_id, settings = self.info.method, self.info.method_config
        together = {"members": self.members} if self.members else {}
        row = checkpoint_candidate(
            self.id, self.title, method_id, self.path, self.parameters, settings, device, self.changes, **together
        )
        if not self.folds:
            return row
        runs = {fold.path: fold.candidate(device).run for fold in self.networks}

        def run(case: Case, surroundings: Surroundings, context: WorkContext) -> Made:
            fold = self.for_patient(case.subject)
            if fold is None:
                raise BadInputError(f"No fold of {self.run} left {case.subject} out.", "Measure patients of its folds.")
            return runs[fold.path](case, surroundings, context)

        return replace(row, run=run)

    @property
    def settings(self) -> dict[str, Any]:
        """All settings of method, training and augmentation, by table and name, and of the data who was trained on, in
        which geometry, and whom the first weights knew."""
        tables = self.info.model_dump(mode="json", include={"method_config", "train_config", "augment"})
        tables = {name.removesuffix("_config"): values or {} for name, values in tables.items()}
        flat = {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}
        return flat | {f"data.{name}": self.info.data.get(name) for name in ("patients", "geometry", BEGUN_WITH)}

    @property
    def networks(self) -> tuple["Contender", ...]:
        """The networks it stands for: itself, or one for each fold and one for the rest."""
        return (*self.folds, *((self.rest,) if self.rest is not None else ())) or (self,)

    def for_patient(self, subject: str) -> "Contender | None":
        """The network that reconstructs a patient: of folds the one that tests him, None if there is none."""
        if not self.folds:
            return self
        rest = self.rest
        if rest is not None and subject in rest.info.learned_from | rest.info.chosen_on:
            rest = None
        return next((fold for fold in self.folds if subject in fold.info.tested), rest)

    def new_to(self, subject: str) -> "Contender | None":
        """The network that did not learn from a person: the one that reconstructs him, else the first; None if all did.

        Raises `BadInputError` if a checkpoint does not name its patients.
        """
        own = self.for_patient(subject)
        ones = (*((own,) if own is not None else ()), *self.networks)
        return next((one for one in ones if subject not in one.taught), None)

    @property
    def steps(self) -> str:
        """Steps of its training, from the least to the most of its folds."""
        return _span([one.info.step for one in self.networks])

    @property
    def trained_on(self) -> str:
        """Number of people trained on, from the least to the most of its folds, and of computed thoraxes beside."""
        taught = [(one.info.data.get("patients") or {}).get("train", ()) for one in self.networks]
        computed = [sum(str(name).startswith(COMPUTED) for name in names) for names in taught]
        people = [len(names) - count for names, count in zip(taught, computed, strict=True)]
        return _span(people) + (f" + {_span(computed)} phantoms" if any(computed) else "")

    @property
    def taught(self) -> frozenset[str]:
        """Everybody it learned from; raises `BadInputError` if the checkpoint does not name them."""
        named = self.info.data.get("patients")
        if not isinstance(named, dict) or not isinstance(named.get("train"), list | tuple):
            raise BadInputError(
                f"The checkpoint {self.path} does not say which patients it was trained on.",
                "It cannot be measured honestly; train the method again.",
            )
        return self.info.learned_from


def _span(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
