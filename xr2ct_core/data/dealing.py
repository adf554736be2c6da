"""Who is learned from and who is held out where people and phantoms, CTs and radiographs without a CT stand together.

Invariants: phantoms are never held out beside people with a CT, so a score is always that of people where it can be;
each kind is dealt out on its own, so that every part holds some of it; a stored split decides over people, and phantoms
that it does not know are learned from.
"""

from pathlib import Path

from xr2ct_core.data.folds import PatientFolds
from xr2ct_core.data.source import CaseKind, Source, Subset, data_digest
from xr2ct_core.data.splits import PatientSplit, read_split, split_by_patient
from xr2ct_core.errors import BadConfigError, BadInputError

PARTS = ("train", "validation", "test")
PHANTOMS_ONLY_TAUGHT = "Phantoms are learned from only; held out are people."
NOBODY_HELD_OUT = "Validation patients are learned from as well; what is measured on them says nothing about others."


def deal(source: Source, seed: int, digest: str) -> PatientSplit:
    """The patients of a source in train, validation and test.

    Of a kind with fewer patients than parts nobody is held out if there is another one to hold out. Raises
    `BadConfigError` if nobody could be.
    """
    people_with_ct, people, phantoms = (_of_kind(source, kind) for kind in ("CT", "pair", "phantom"))
    people -= people_with_ct
    groups = [people_with_ct, people, *([] if people_with_ct else [phantoms])]
    dealt = [group for group in groups if len(group) >= len(PARTS)]
    if not dealt:
        everybody = people_with_ct | people or phantoms
        if phantoms and everybody is not phantoms:
            raise BadConfigError(
                f"{len(everybody)} patients cannot be split into {len(PARTS)} parts; phantoms are not held out "
                "beside people.",
                "Add patients, or name a split.",
            )
        dealt = [everybody]
    splits = [split_by_patient(sorted(group), seed) for group in dealt]
    parts = {part: {patient for split in splits for patient in split.parts[part]} for part in PARTS}
    parts["train"] |= set(source.subjects) - set().union(*dealt)
    return PatientSplit(
        seed=seed, data_digest=digest, parts={part: tuple(sorted(patients)) for part, patients in parts.items()}
    )


def deal_by_file(source: Source, path: Path, digest: str) -> PatientSplit:
    """The parts a stored split gives the patients of a source; raises `BadInputError` as `completed` does, and if the
    file is no split."""
    return completed(read_split(path), source, digest)


def deal_by_fold(source: Source, folds: PatientFolds, fold: str, digest: str) -> PatientSplit:
    """The parts of a fold for the patients of a source; raises `BadInputError` as `completed` does, and
    `BadConfigError` if there is no such fold."""
    return completed(folds.split(fold), source, digest)


def completed(split: PatientSplit, source: Source, digest: str) -> PatientSplit:
    """A stored split made to know the phantoms of a source: those it does not name are learned from.

    The split may have been made for the source with its phantoms or without them. Raises `BadInputError` if it was
    made for other data, does not know a patient, or leaves nobody for `train` or `validation`.
    """
    people = [index for index, kind in enumerate(source.kinds) if kind != "phantom"]
    if split.data_digest != data_digest(Subset(source, people)):
        split.check(digest)
    known = {patient for patients in split.parts.values() for patient in patients}
    new = sorted(_of_kind(source, "phantom") - known)
    parts = {**split.parts, "train": (*split.parts.get("train", ()), *new)} if new else split.parts
    whole = split.model_copy(update={"data_digest": digest, "parts": parts})
    for part in PARTS[:2]:
        if not whole.indices(part, source.subjects):
            raise BadInputError(f"The split names none of these patients for {part}.", "Choose another split.")
    return whole


def held_out_in_words(source: Source, split: PatientSplit | None = None) -> str:
    """What is to be said of who is held out; nothing where all cases are of one kind and somebody is held out."""
    words = [NOBODY_HELD_OUT] if split is not None and not split.independent else []
    words += [PHANTOMS_ONLY_TAUGHT] if {"CT", "phantom"} <= set(source.kinds) else []
    return " ".join(words)


def _of_kind(source: Source, kind: CaseKind) -> set[str]:
    return {subject for subject, own in zip(source.subjects, source.kinds, strict=True) if own == kind}
