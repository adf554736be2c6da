"""Who is learned from and who is held out: patients, never scans, dealt out by a seed that is stored with the result.

Invariants: no patient is in two parts, whatever the number of scans (in a split that says it is not independent, the
validation patients are learned from as well); the same patients and seed give the same parts, and a patient added later
moves few others; a stored split says which data it was made for and refuses other data.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import numpy as np
from pydantic import ValidationError, model_validator

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.io.files import read_text, write_text

DEFAULT_SHARES: Final = {"train": 0.8, "validation": 0.1, "test": 0.1}


class PatientSplit(ConfigBase):
    """Patients by part, with the seed they were dealt out by and the digest of the data (see `source.data_digest`).

    Where `independent` is False the patients of the validation part are learned from as well.
    """

    format: Literal["xr2ct-split"] = "xr2ct-split"
    version: Literal[1] = 1
    seed: int
    data_digest: str = ""
    independent: bool = True
    parts: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _nobody_twice(self) -> "PatientSplit":
        apart = [set(own) for part, own in self.parts.items() if self.independent or part != "validation"]
        counts = Counter(patient for patients in apart for patient in patients)
        twice = sorted(patient for patient, count in counts.items() if count > 1)
        if twice:
            raise ValueError(f"{', '.join(twice[:4])} would be in two parts")
        return self

    def indices(self, part: str, subjects: Sequence[str]) -> tuple[int, ...]:
        """Positions of the part's cases among cases with these patients, in their order.

        Raises `BadInputError` for an unknown part and for a patient the split does not know.
        """
        if part not in self.parts:
            raise BadInputError(f"The split has no part {part!r}.", f"Use {', '.join(self.parts)}.")
        known = {patient for patients in self.parts.values() for patient in patients}
        strangers = sorted(set(subjects) - known)
        if strangers:
            raise BadInputError(f"The split does not know the patient {strangers[0]}.", "Make the split again.")
        chosen = set(self.parts[part])
        return tuple(index for index, subject in enumerate(subjects) if subject in chosen)

    def check(self, data_digest: str) -> None:
        """Raise `BadInputError` if the split was made for other data."""
        if self.data_digest and self.data_digest != data_digest:
            raise BadInputError("The split was made for other data than these.", "Make it again or choose its data.")


def split_by_patient(
    subjects: Sequence[str], seed: int, shares: Mapping[str, float] = DEFAULT_SHARES, data_digest: str = ""
) -> PatientSplit:
    """Deal the patients of `subjects` out to named parts in these shares (they are brought to a sum of 1).

    A part with a share gets at least one patient. Raises `BadConfigError` for impossible shares and for too few
    patients.
    """
    patients = _shuffled(subjects, seed)
    total = sum(shares.values())
    if not shares or total <= 0 or min(shares.values()) < 0 or not np.isfinite(total):
        raise BadConfigError("The shares of a split must be positive.", "Use for example 0.8, 0.1 and 0.1.")
    wanted = sum(share > 0 for share in shares.values())
    if len(patients) < wanted:
        raise BadConfigError(
            f"{len(patients)} patients cannot be split into {wanted} parts.", "Add patients or use fewer parts."
        )
    sizes = _sizes(len(patients), [share / total for share in shares.values()])
    ends = np.cumsum([0, *sizes])
    parts = {
        name: tuple(sorted(patients[start:end])) for name, start, end in zip(shares, ends[:-1], ends[1:], strict=True)
    }
    return PatientSplit(seed=seed, data_digest=data_digest, parts=parts)


def write_split(split: PatientSplit, path: Path) -> None:
    write_text(path, json.dumps(split.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n")


def read_split(path: Path) -> PatientSplit:
    """The split file at `path`; raises `BadInputError` with what is wrong in it."""
    try:
        return PatientSplit.model_validate_json(read_text(path))
    except ValidationError as error:
        raise BadInputError(f"{path.name} is no split. {settings_in_words(error)}", "Make the split again.") from error


def _shuffled(subjects: Sequence[str], seed: int) -> list[str]:
    """Each patient once, in an order that depends on the seed and the names alone."""
    return sorted(set(subjects), key=lambda patient: hashlib.sha256(f"{seed}:{patient}".encode()).digest())


def _sizes(count: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers near the shares of `count`, at least one for each share above zero."""
    sizes = [max(1, int(share * count)) if share > 0 else 0 for share in shares]
    while sum(sizes) != count:
        step = 1 if sum(sizes) < count else -1
        lack = [
            (share * count - size) * step if share > 0 and size + step >= 1 else float("-inf")
            for share, size in zip(shares, sizes, strict=True)
        ]
        sizes[int(np.argmax(lack))] += step
    return sizes
