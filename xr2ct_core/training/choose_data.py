"""From the words that name data to cases to learn from and cases held out.

Patients are dealt into train, validation and test by the seed. The parts are kept with the run and in its checkpoints,
so that whoever measures a network can tell which patients it has not seen.
"""

from pathlib import Path
from typing import Any

from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.open import PHANTOMS, open_source
from xr2ct_core.data.source import Source, Subset, data_digest
from xr2ct_core.data.splits import PatientSplit, split_by_patient
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.training.loop import TrainingData


def new_data(
    name: str, geometry_name: str, grid: WorkingGrid, seed: int, augment: AugmentConfig | None
) -> TrainingData:
    """Data for a new run; raises `BadConfigError` if there are fewer than three patients."""
    source = open_source(name, grid, BiplanarGeometry.preset(geometry_name))
    digest = data_digest(source)
    split = split_by_patient(source.subjects, seed, data_digest=digest)
    kept_name = name if name.startswith(PHANTOMS) else str(Path(name).expanduser().absolute())
    description = {
        "name": kept_name,
        "geometry": geometry_name,
        "digest": digest,
        "seed": seed,
        "patients": {part: list(patients) for part, patients in split.parts.items()},
    }
    return _dealt(source, split, description, augment)


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
