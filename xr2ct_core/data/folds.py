"""Leaving patients out in turn: who is tested in which fold, and on whom its checkpoint is chosen, fixed in a file.

Invariants: every patient is tested in exactly one fold or is said never to be; nobody a fold is chosen on is tested in
it; whoever is neither is learned from. The release training learns from everybody, so what it measures on its
validation patients says nothing about others, and its split says so.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError, model_validator

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.data.splits import PatientSplit, split_by_patient
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.io.files import read_text, write_text

RELEASE: Final = "all"
"""Stands for the fold that leaves nobody out."""


class Fold(ConfigBase):
    """Patients tested in a fold, and those its checkpoint is chosen on."""

    test: tuple[str, ...] = Field(min_length=1)
    validation: tuple[str, ...] = Field(min_length=1)


class PatientFolds(ConfigBase):
    """All folds, with the digest of the data they were made for (empty for any data with these patients)."""

    format: Literal["xr2ct-folds"] = "xr2ct-folds"
    version: Literal[1] = 1
    data_digest: str = ""
    folds: tuple[Fold, ...] = Field(min_length=2)
    never_tested: tuple[str, ...] = ()
    release_validation: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> "PatientFolds":
        tested = Counter([patient for fold in self.folds for patient in fold.test] + list(self.never_tested))
        twice = sorted(patient for patient, count in tested.items() if count > 1)
        if twice:
            raise ValueError(f"{', '.join(twice[:4])} would be tested twice, or tested and never tested")
        for number, fold in enumerate(self.folds, 1):
            if both := sorted(set(fold.test) & set(fold.validation)):
                raise ValueError(f"fold {number} would be chosen on {both[0]}, whom it tests")
        named = {patient for fold in self.folds for patient in fold.validation} | set(self.release_validation)
        if strangers := sorted(named - set(tested)):
            raise ValueError(f"{strangers[0]} is in no fold")
        return self

    @property
    def patients(self) -> tuple[str, ...]:
        """Everybody."""
        return tuple(sorted({patient for fold in self.folds for patient in fold.test} | set(self.never_tested)))

    @property
    def names(self) -> tuple[str, ...]:
        """The folds as they are named, from "1" on."""
        return tuple(str(number) for number in range(1, len(self.folds) + 1))

    @property
    def sha256(self) -> str:
        """Names these folds, whatever the file is called."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def split(self, name: str) -> PatientSplit:
        """Train, validation and test of a fold, or of `RELEASE`; raises `BadConfigError` for another name."""
        everybody = set(self.patients)
        if name == RELEASE:
            parts = {"train": self.patients, "validation": tuple(sorted(self.release_validation)), "test": ()}
            return PatientSplit(seed=0, data_digest=self.data_digest, independent=False, parts=parts)
        if name not in self.names:
            raise BadConfigError(f"There is no fold {name!r}.", f"Use {', '.join(self.names)}, or {RELEASE}.")
        fold = self.folds[int(name) - 1]
        parts = {
            "train": tuple(sorted(everybody - set(fold.test) - set(fold.validation))),
            "validation": tuple(sorted(fold.validation)),
            "test": tuple(sorted(fold.test)),
        }
        return PatientSplit(seed=0, data_digest=self.data_digest, parts=parts)


def folds_by_patient(subjects: Sequence[str], count: int, seed: int, data_digest: str = "") -> PatientFolds:
    """The patients dealt by the seed into `count` folds of equal size; each is chosen on two of the next fold's."""
    if count < 2:
        raise BadConfigError("Cross-validation needs at least two folds.", "Use five.")
    dealt = split_by_patient(subjects, seed, {str(number): 1.0 for number in range(count)})
    tests = list(dealt.parts.values())
    folds = tuple(Fold(test=own, validation=tests[(number + 1) % count][:2]) for number, own in enumerate(tests))
    return PatientFolds(data_digest=data_digest, folds=folds, release_validation=tests[0][:2])


def write_folds(folds: PatientFolds, path: Path) -> None:
    write_text(path, json.dumps(folds.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n")


def folds_path(name: str) -> Path:
    """The file of that path, or the program's own folds of that name, such as `shared-cts`."""
    path = Path(name).expanduser().absolute()
    own = Path(str(files("xr2ct_resources").joinpath("configs", f"{name}.folds.json")))
    return own if not path.exists() and Path(name).name == name and own.is_file() else path


def read_folds(path: Path) -> PatientFolds:
    """The folds in a file; raises `BadInputError` with what is wrong in it."""
    try:
        return PatientFolds.model_validate_json(read_text(path))
    except ValidationError as error:
        raise BadInputError(
            f"{path.name} is no file of folds. {settings_in_words(error)}", "A split file is given with --split."
        ) from error
