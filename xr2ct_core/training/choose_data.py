"""From the words that name data to cases to learn from and cases held out.

Patients are dealt into train, validation and test by the seed, by a stored split, or by one of several stored folds.
The parts are kept with the run and in its checkpoints, so that whoever measures a network can tell which patients it
has not seen, and which runs are folds of one cross-validation.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.dealing import deal, deal_by_file, deal_by_fold, held_out_in_words
from xr2ct_core.data.folds import folds_path, read_folds
from xr2ct_core.data.names import full_name
from xr2ct_core.data.open import open_source
from xr2ct_core.data.source import Source, Subset, data_digest
from xr2ct_core.data.splits import PatientSplit
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.training.loop import TrainingData


def new_data(
    name: str,
    geometry_name: str,
    grid: WorkingGrid,
    seed: int,
    augment: AugmentConfig | None,
    split: str = "",
    *,
    folds: str = "",
    fold: str = "",
) -> TrainingData:
    """Data for a new run, dealt out by the file `split`, or by a `fold` of the file `folds`, if one is named.

    Raises `BadConfigError` if there are fewer than three patients or no such fold, and `BadInputError` if the split or
    the folds do not fit, or one scan has two names.
    """
    source = open_source(name, grid, BiplanarGeometry.preset(geometry_name))
    digest = data_digest(source)
    _refuse_one_scan_of_two(source)
    path = Path(split).expanduser().absolute() if split else folds_path(folds) if folds else None
    in_fold: dict[str, Any] = {}
    if path is None:
        parts = deal(source, seed, digest)
    elif folds:
        stored = read_folds(path)
        parts = deal_by_fold(source, stored, fold, digest)
        in_fold = {"fold": fold, "folds": len(stored.folds), "folds_sha256": stored.sha256}
    else:
        parts = deal_by_file(source, path, digest)
    description = {
        "name": full_name(name),
        "geometry": geometry_name,
        "digest": digest,
        "seed": parts.seed,
        "split": str(path or ""),
        **in_fold,
        "independent": parts.independent,
        "kinds": dict(Counter(source.kinds)),
        "note": held_out_in_words(source, parts),
        "patients": {part: list(patients) for part, patients in parts.parts.items()},
    }
    return _dealt(source, parts, description, augment)


def _refuse_one_scan_of_two(source: Source) -> None:
    """The same scan under two names would be learned from and held out at once."""
    owners: dict[str, str] = {}
    for index, subject in enumerate(source.subjects):
        first = owners.setdefault(source.fingerprint(index), subject)
        if first != subject:
            raise BadInputError(
                f"“{first}” and “{subject}” are one scan under two names, so it could be learned from and held out.",
                "Remove one of them, or give both one subject in subjects.csv.",
            )


def same_data(description: dict[str, Any], grid: WorkingGrid) -> TrainingData:
    """The data of an old run again; raises `BadInputError` if they are gone or have changed."""
    try:
        name, geometry_name = description["name"], description["geometry"]
        parts = {part: tuple(patients) for part, patients in description["patients"].items()}
        split = PatientSplit(
            seed=description["seed"],
            data_digest=description["digest"],
            independent=description.get("independent", True),
            parts=parts,
        )
    except (KeyError, AttributeError, ValueError) as error:
        raise BadInputError("The run does not say which data it was made with.", "Start a new run.") from error
    try:
        source = open_source(name, grid, BiplanarGeometry.preset(geometry_name))
    except BadInputError as error:
        raise BadInputError(
            f"The data that the run began with cannot be read: {error.message}",
            "Put them back there, or a link to where they are now.",
        ) from error
    if split.data_digest != data_digest(source):
        raise BadInputError(
            "The data are not those the run began with.", "Put the same cases back, or start a new run."
        )
    return _dealt(source, split, description, None)


def _dealt(
    source: Source, split: PatientSplit, description: dict[str, Any], augment: AugmentConfig | None
) -> TrainingData:
    train, validation = (Subset(source, split.indices(part, source.subjects)) for part in ("train", "validation"))
    return TrainingData(train, validation, description, augment)
