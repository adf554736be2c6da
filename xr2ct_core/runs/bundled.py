"""Trained networks that come with the program, and the choice between them where nobody chose. Imports no torch.

    resources/checkpoints/<name>/   checkpoint.json  weights.safetensors (fp16)  MODEL_CARD.md  [calibration.json]
    resources/checkpoints/<name>/left-out/fold-<number>/   the same of the folds that it was measured with

`training.pack` makes such a folder. A patient whom a network learned from is reconstructed with the one of the fold
that tested him or her (`network_for`), so that what is then measured is honest. Which method is the default says
`DEFAULT_METHOD`; where no network of it comes with the program, `FALLBACK_METHOD` takes its place.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from xr2ct_core.data.patients import patient_of
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, CheckpointInfo, chosen_checkpoint, read_info

DEFAULT_METHOD: Final = "biplanar"
FALLBACK_METHOD: Final = "template"
CARD_NAME: Final = "MODEL_CARD.md"
LARGEST_BYTES: Final = 14 * 2**20
"""Of one file."""
_LEFT_OUT: Final = "left-out"


@dataclass(frozen=True)
class BundledCheckpoint:
    """One of them: the name and the path of its folder, and what it says about itself."""

    name: str
    path: Path
    info: CheckpointInfo


def bundled_folder() -> Path:
    """Where they lie."""
    return Path(str(files("xr2ct_resources"))) / "checkpoints"


def bundled_checkpoints() -> tuple[BundledCheckpoint, ...]:
    """Those whose description can be read and whose method is known: the default method first, finer grids first."""
    found = []
    for path in _folders():
        info = _readable(path)
        if info is not None and info.method in learned_method_specs():
            found.append(BundledCheckpoint(path.name, path, info))
    return tuple(sorted(found, key=_place))


def bundled_checkpoint(method: str, grid_size: int | None = None) -> BundledCheckpoint | None:
    """The network of a method that fits a grid best: made for it, else the next finer, else the finest one.

    Without a grid the finest one.
    """
    found = [one for one in bundled_checkpoints() if one.info.method == method]
    sizes = sorted(one.info.grid_size for one in found)
    best = next((size for size in sizes if grid_size is not None and size >= grid_size), max(sizes, default=0))
    return next((one for one in found if one.info.grid_size == best), None)


def default_choice(grid_size: int | None = None) -> tuple[str, Path | None]:
    """The method that reconstructs where nobody chose one, and its checkpoint if it is a trained one.

    A network of the default method whose description is damaged is named all the same where there is no other, so that
    using it tells what is wrong (`ReconstructTask.fallback`) instead of another method taking its place in silence.
    """
    best = bundled_checkpoint(DEFAULT_METHOD, grid_size)
    if best is not None:
        return DEFAULT_METHOD, best.path
    damaged = [path for path in damaged_folders() if path.name.startswith(DEFAULT_METHOD)]
    return (DEFAULT_METHOD, damaged[0]) if damaged else (FALLBACK_METHOD, None)


def begun_with(path: Path) -> Path:
    """The checkpoint that a training is to begin with: that of a run or folder, or the bundled one of this name."""
    bundled = next((one.path for one in bundled_checkpoints() if one.name == str(path)), None)
    return bundled if bundled is not None and not path.expanduser().exists() else chosen_checkpoint(path)


def damaged_folders() -> tuple[Path, ...]:
    """Those whose description cannot be read."""
    return tuple(path for path in _folders() if _readable(path) is None)


def others_like(checkpoint: Path) -> tuple[Path, ...]:
    """The bundled networks of the same method beside a bundled one, finer grids first; none for another checkpoint.

    Beside that of a fold there is the one that learned from everybody, too.
    """
    is_own = {checkpoint, checkpoint.parent.parent}
    own = next((one for one in bundled_checkpoints() if one.path in is_own), None)
    if own is None:
        return ()
    same = (one for one in bundled_checkpoints() if one.info.method == own.info.method)
    return tuple(one.path for one in same if one.path != checkpoint)


def is_bundled(checkpoint: Path) -> bool:
    """Whether a checkpoint is one of those that come with the program."""
    return checkpoint.absolute().parent == bundled_folder()


def network_for(checkpoint: Path, subject: str) -> Path:
    """The network to ask about a patient: a bundled one that learned from him gives way to the fold that tested him.

    Any other checkpoint is returned as it is, and so is one of which no fold tested him.
    """
    info, patient = _readable(checkpoint) if is_bundled(checkpoint) else None, patient_of(subject)
    if info is None or patient not in info.learned_from:
        return checkpoint
    return next((path for path in left_out_networks(checkpoint) if patient in read_info(path).tested), checkpoint)


def left_out_networks(checkpoint: Path) -> tuple[Path, ...]:
    """The networks of the folds beside a bundled one, in the order of the folds."""
    return tuple(sorted(path.parent for path in checkpoint.glob(f"{_LEFT_OUT}/*/{DESCRIPTION}")))


def network_with(weights_sha256: str) -> CheckpointInfo | None:
    """What the network with these weights says about itself, if it comes with the program, also as one of the folds."""
    folders = (folder for one in bundled_checkpoints() for folder in (one.path, *left_out_networks(one.path)))
    networks = filter(None, map(_readable, folders))
    return next((info for info in networks if info.weights_sha256 == weights_sha256), None)


def _folders() -> list[Path]:
    """Folders that hold the description of a checkpoint."""
    return sorted(path.parent for path in bundled_folder().glob(f"*/{DESCRIPTION}"))


def _place(one: BundledCheckpoint) -> tuple[bool, str, int]:
    return one.info.method != DEFAULT_METHOD, one.info.method, -one.info.grid_size


def _readable(path: Path) -> CheckpointInfo | None:
    """What a checkpoint says about itself, None if that is damaged."""
    try:
        info = read_info(path)
        return info if info.grid_size else None
    except (Xr2ctError, ValidationError):
        return None
