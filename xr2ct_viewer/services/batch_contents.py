"""Adds cases to a batch, on any thread: from files and folders, or from studies that are open."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.sources import sources_in
from xr2ct_core.batch.state import BatchSettings, BatchSource
from xr2ct_core.corrections import NOTHING
from xr2ct_core.errors import BadInputError
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.services.pair_writing import write_with_truth

INPUTS: Final = "inputs"
"""Pairs of open studies are kept in this folder of the batch."""
OpenCase = tuple[str, RadiographPair, Volume | None]
"""The title of an open study, its X-rays, and what they were made from, as far as that is in memory."""


def with_paths(shown: Batch | None, folder: Path, settings: BatchSettings, paths: Sequence[Path]) -> Batch:
    """The batch of a folder, new where there is none, with the cases among files and folders.

    `shown` is the batch on screen: it is the one that is added to, if it is of this folder. Raises `BadInputError`
    where a path leads to no case.
    """
    sources = sources_in(paths)
    batch = _of(shown, folder, settings)
    batch.add(sources)
    return batch


def with_pairs(shown: Batch | None, folder: Path, settings: BatchSettings, cases: Sequence[OpenCase]) -> Batch:
    """As `with_paths`, with open studies; their X-rays are written into the batch as they are corrected.

    Raises `BadInputError` where the batch puts right the X-rays of every case: these would be corrected twice.
    """
    batch = _of(shown, folder, settings)
    if batch.state.settings.correction != NOTHING:
        raise BadInputError(
            marked("This batch puts the X-rays of every case right, and open X-rays would be corrected twice."),
            marked("Add them to a batch in another folder."),
        )
    for title, pair, truth in cases:
        path = write_with_truth(pair, _free_folder(folder / INPUTS, title), truth)
        batch.add([(title, BatchSource(pair=str(path)))])
    return batch


def _of(shown: Batch | None, folder: Path, settings: BatchSettings) -> Batch:
    return shown if shown is not None and shown.folder == folder else Batch.at(folder, settings)


def _free_folder(root: Path, title: str) -> Path:
    stem = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in title)[:60].strip("-") or "study"
    number = 1
    while (root / (stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    return root / (stem if number == 1 else f"{stem}-{number}")
