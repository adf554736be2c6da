"""Writes the X-rays of a study for the worker, with what their result is to be held against.

Invariant: the pair file names a true CT only where there is one to be read: its own file, or a copy of what is in
memory.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import is_truth_lost


def written(study: Study, pair: RadiographPair, folder: Path) -> Callable[[], Path]:
    """What writes a pair of a study into a folder and returns the pair file; for any thread."""
    truth = study.truth
    return lambda: write_with_truth(pair, folder, truth)


def write_with_truth(pair: RadiographPair, folder: Path, truth: Volume | None) -> Path:
    """Write a pair; `truth` is the CT it was made from, in memory, which is written where it has no file."""
    from xr2ct_core.io import write_pair

    if is_truth_lost(pair):
        pair = replace(pair, truth_path=None)
    return write_pair(pair, folder, truth if pair.truth_path is None else None)
