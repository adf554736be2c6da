"""Adds cases to a batch, on any thread: from files and folders, or from studies that are open."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xr2ct_core.batch.batch import Batch
from xr2ct_core.batch.sources import sources_in
from xr2ct_core.batch.state import BatchSettings, BatchSource
from xr2ct_core.radiograph import RadiographPair

INPUTS: Final = "inputs"
"""Pairs of open studies are kept in this folder of the batch."""


def with_paths(shown: Batch | None, folder: Path, settings: BatchSettings, paths: Sequence[Path]) -> Batch:
    """The batch of a folder, new where there is none, with the cases among files and folders.

    `shown` is the batch on screen: it is the one that is added to, if it is of this folder. Raises `BadInputError`
    where a path leads to no case.
    """
    sources = sources_in(paths)
    batch = _of(shown, folder, settings)
    batch.add(sources)
    return batch


def with_pairs(
    shown: Batch | None, folder: Path, settings: BatchSettings, pairs: Sequence[tuple[str, RadiographPair]]
) -> Batch:
    """As `with_paths`, with open studies by title; their X-rays are written into the batch as they are corrected."""
    from xr2ct_core.io import write_pair

    batch = _of(shown, folder, settings)
    for title, pair in pairs:
        batch.add([(title, BatchSource(pair=str(write_pair(pair, _free_folder(folder / INPUTS, title)))))])
    return batch


def _of(shown: Batch | None, folder: Path, settings: BatchSettings) -> Batch:
    return shown if shown is not None and shown.folder == folder else Batch.at(folder, settings)


def _free_folder(root: Path, title: str) -> Path:
    stem = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in title)[:60].strip("-") or "study"
    number = 1
    while (root / (stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    return root / (stem if number == 1 else f"{stem}-{number}")
