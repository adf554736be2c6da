"""What reconstructs where a command leaves some of it open: method, checkpoint and grid.

Invariant: only where nobody named a method or a checkpoint may another method take the place of one that fails.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from xr2ct_core.cli.pairs import existing
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.bundled import bundled_checkpoint, default_choice
from xr2ct_core.runs.checkpoint_info import TRANSLATES_NONE, chosen_checkpoint, read_info, require_method
from xr2ct_core.runs.members import members_of

FINEST_GRID: Final = 128
STYLE_METHOD: Final = "style"


@dataclass(frozen=True)
class Choice:
    """What reconstructs, on which grid; `fallback` where nobody asked for this method by name."""

    method: str
    checkpoint: Path | None
    grid_size: Literal[32, 64, 128]
    fallback: bool = False
    members: tuple[Path, ...] = ()
    """Networks that reconstruct together; `checkpoint` is then the folder they lie in, if they do."""


def chosen_together(method: str | None, paths: Sequence[Path], grid_size: Literal[32, 64, 128] | None) -> Choice:
    """As `chosen`, where several checkpoints may be named, or a folder of them."""
    members = members_of([existing(path, "checkpoint") for path in paths])
    if len(members.checkpoints) < 2:
        return chosen(method, members.checkpoints[0] if members.checkpoints else None, grid_size)
    one = chosen(method, members.checkpoints[0], grid_size)
    return replace(one, checkpoint=members.folder, members=members.checkpoints)


def chosen(method: str | None, checkpoint: Path | None, grid_size: Literal[32, 64, 128] | None) -> Choice:
    """What is not said follows from the checkpoint, or from the networks that come with the program."""
    if checkpoint is not None:
        path = chosen_checkpoint(existing(checkpoint, "checkpoint"))
        info = read_info(path)
        return Choice(method_spec(method or info.method).id, path, grid_size or info.grid_size)
    if method is None:
        name, path_or_none = default_choice(grid_size)
        return Choice(name, path_or_none, grid_size or _own_grid(path_or_none), fallback=path_or_none is not None)
    bundled = bundled_checkpoint(method, grid_size)
    path_or_none = bundled.path if bundled is not None else None
    return Choice(method_spec(method).id, path_or_none, grid_size or _own_grid(path_or_none))


def require_uncertainty(choice: Choice, settings: Mapping[str, Any]) -> None:
    """Raise `BadConfigError` for a choice that is known to tell no uncertainty, whatever the X-rays."""
    if len(choice.members) > 1:
        return
    spec = method_spec(choice.method)
    if not spec.tells_uncertainty:
        raise BadConfigError(
            f"{choice.method} tells no uncertainty.", "Leave --uncertainty out, or use another method."
        )
    if spec.spread_of and settings.get(spec.spread_of) == 1:
        raise BadConfigError(
            f"{choice.method} tells no uncertainty with {spec.spread_of}=1.",
            f"Leave --uncertainty out, or use more {spec.spread_of}.",
        )


def chosen_style(path: Path | None) -> Path | None:
    """The checkpoint of the method style that is named; raises `BadConfigError` for one of another method."""
    if path is None:
        return None
    folder = chosen_checkpoint(existing(path, "checkpoint"))
    require_method(read_info(folder), STYLE_METHOD, TRANSLATES_NONE)
    return folder


def _own_grid(checkpoint: Path | None) -> Literal[32, 64, 128]:
    """The grid of a network, else the finest one; also where the description cannot be read, which its use tells."""
    with suppress(Xr2ctError, ValidationError):
        return read_info(checkpoint).grid_size if checkpoint is not None else FINEST_GRID
    return FINEST_GRID
