"""Which trained networks reconstruct together: one, several that are named, or those in a folder. Imports no torch.

    <folder>/<member>/checkpoint.json  ...  [<folder>/calibration.json]

A calibration in the folder is that of all together (`runs.calibration`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, chosen_checkpoint, read_info


@dataclass(frozen=True)
class Members:
    """The checkpoints, and the folder they were found in where one was given in their place."""

    checkpoints: tuple[Path, ...]
    folder: Path | None = None


def members_of(paths: Sequence[Path]) -> Members:
    """The checkpoints that paths stand for: each itself, the best one of a run, or all that lie in a folder.

    Raises `BadInputError` for a folder without any and for the same one twice, `BadConfigError` if they belong to
    different methods.
    """
    found: list[Path] = []
    for path in paths:
        found += _inside(path) or [chosen_checkpoint(path)]
    if len(set(found)) < len(found):
        raise BadInputError("The same checkpoint was named twice.", "Name each member once.")
    if len(found) > 1:
        methods = sorted({read_info(path).method for path in found})
        if len(methods) > 1:
            raise BadConfigError(
                f"These networks are of different methods: {', '.join(methods)}.", "Average networks of one method."
            )
    is_folder = len(paths) == 1 and len(found) > 1
    return Members(tuple(found), paths[0].expanduser().absolute() if is_folder else None)


def _inside(path: Path) -> list[Path]:
    """The members in a folder that is itself no checkpoint and no run."""
    folder = path.expanduser().absolute()
    if not folder.is_dir() or _can_be_used(folder):
        return []
    found = [
        chosen_checkpoint(one) for one in sorted(folder.iterdir()) if not one.name.startswith(".") and _can_be_used(one)
    ]
    if not found:
        raise BadInputError(f"There is no checkpoint in {path}.", "Give a checkpoint, a run, or a folder of them.")
    return found


def _can_be_used(folder: Path) -> bool:
    """Whether it is a checkpoint or a run."""
    return any((folder / name).is_file() for name in (DESCRIPTION, "run.json"))
