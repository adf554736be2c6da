"""From the words that name data to cases to learn from and cases held out.

Patients are dealt into train, validation and test by the seed, or by a stored split. The parts are kept with the run
and in its checkpoints, so that whoever measures a network can tell which patients it has not seen.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.dealing import deal, deal_by_file, held_out_in_words
from xr2ct_core.data.open import full_name, open_source
from xr2ct_core.data.source import Source, Subset, data_digest
from xr2ct_core.data.splits import PatientSplit
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.training.loop import TrainingData


def new_data(
    name: str, geometry_name: str, grid: WorkingGrid, seed: int, augment: AugmentConfig | None, split: str = ""
) -> TrainingData:
    """Data for a new run, dealt out by the file `split` if one is named.

    Raises `BadConfigError` if there are fewer than three patients, and `BadInputError` if the split does not fit.
    """
    source = open_source(name, grid, BiplanarGeometry.preset(geometry_name))
    digest = data_digest(source)
    path = Path(split).expanduser().absolute() if split else None
    parts = deal_by_file(source, path, digest) if path else deal(source, seed, digest)
    description = {
        "name": full_name(name),
        "geometry": geometry_name,
        "digest": digest,
        "seed": parts.seed,
        "split": str(path or ""),
        "kinds": dict(Counter(source.kinds)),
        "note": held_out_in_words(source),
        "patients": {part: list(patients) for part, patients in parts.parts.items()},
    }
    return _dealt(source, parts, description, augment)


def same_data(description: dict[str, Any], grid: WorkingGrid) -> TrainingData:
    """The data of an old run again; raises `BadInputError` if they are gone or have changed."""
    try:
        name, geometry_name = description["name"], description["geometry"]
        parts = {part: tuple(patients) for part, patients in description["patients"].items()}
        split = PatientSplit(seed=description["seed"], data_digest=description["digest"], parts=parts)
    except (KeyError, AttributeError, ValueError) as error:
        raise BadInputError("The run does not say which data it was made with.", "Start a new run.") from error
    source = open_source(name, grid, BiplanarGeometry.preset(geometry_name))
    digest = data_digest(source)
    split.check(digest)
    return _dealt(source, split, {**description, "digest": digest}, None)


def _dealt(
    source: Source, split: PatientSplit, description: dict[str, Any], augment: AugmentConfig | None
) -> TrainingData:
    train, validation = (Subset(source, split.indices(part, source.subjects)) for part in ("train", "validation"))
    return TrainingData(train, validation, description, augment)
