"""Makes the bundled networks again: `python -m xr2ct_core.inference.display.learn CT_DIR FOLDS OUT`.

One network a fold of `FOLDS` (a file of `xr2ct split`, or a bundled name), each taught without the patients of that
fold; whom the folds never test is left out of the last one, so that there is a network for everybody. AdamW with a half
cosine, weights averaged over the last steps; a few minutes a network on one core.
"""

import sys
from collections.abc import Mapping
from math import cos, pi
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, huber_loss

from xr2ct_core.control import ProgressCallback
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.data.folds import folds_path, read_folds
from xr2ct_core.inference.display.fields import TaughtNetwork, write_networks
from xr2ct_core.inference.display.lessons import GRID, Lessons, drawn_lessons, varied
from xr2ct_core.inference.display.network import FieldNetwork, through_field
from xr2ct_core.io import read_volume

STEPS: Final = 1000
BODIES, MACHINES = 12, 4
_BATCH: Final = 10
_RATE: Final = 3e-3
_WARM_UP: Final = 50
_DECAY: Final = 2e-2
_MEMORY: Final = 0.01
_LARGE_ERROR: Final = 0.5
_SLOW_PIXELS: Final = 8


def taught(
    lessons: Mapping[str, Lessons], *, steps: int = STEPS, seed: int = 5, on_progress: ProgressCallback | None = None
) -> TaughtNetwork:
    """A network after `steps` batches of these lessons, by patient."""
    torch.manual_seed(seed)
    pool = np.concatenate([lessons[name] for name in sorted(lessons)])
    numbers, random = np.random.default_rng(seed + 4), torch.Generator().manual_seed(1)
    network = FieldNetwork()
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    averaged = {name: value.clone() for name, value in network.state_dict().items()}
    for step in range(steps):
        rate = _RATE * min(1.0, (step + 1) / _WARM_UP) * 0.5 * (1.0 + cos(pi * step / steps)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = rate
        chosen = np.sort(numbers.integers(0, len(pool), _BATCH))
        loss = misfit(network, varied(torch.from_numpy(pool[chosen].astype(np.float32)), random))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            for name, value in network.state_dict().items():
                averaged[name].lerp_(value, _MEMORY)
        if on_progress is not None:
            on_progress((step + 1) / steps, "Learning curve fields")
    network.load_state_dict(averaged)
    return TaughtNetwork(network.eval(), frozenset(lessons))


def misfit(network: FieldNetwork, lessons_BVCRP: Tensor) -> Tensor:
    """Error of line integrals where the patient is, and once more of their means over 28 mm."""
    looks, wanted = lessons_BVCRP[:, :, :4], lessons_BVCRP[:, :, 4]
    direct = looks[:, :, 2]
    body = (looks[:, :, 1] > 0.5) * (looks[:, :, 3] > 0.5) * (1.0 - direct)
    error = (through_field(looks[:, :, 0], network(looks)) * (1.0 - direct) - wanted) * body
    fine = huber_loss(error, torch.zeros_like(error), delta=_LARGE_ERROR, reduction="sum") / body.sum().clamp_min(1.0)
    slow = avg_pool2d(error, _SLOW_PIXELS).square().sum() / avg_pool2d(body, _SLOW_PIXELS).sum().clamp_min(1.0)
    return fine + slow


def main(ct_dir: Path, folds_name: str, out: Path) -> None:
    """Teach one network a fold and write them to `out`."""
    folds = read_folds(folds_path(folds_name))
    cubes = {
        path.name.removesuffix(".nii.gz"): ct_to_cube(read_volume(path), GRID).hu
        for path in sorted(ct_dir.glob("*.nii.gz"))
        if "label" not in path.name
    }
    lessons = drawn_lessons(cubes, BODIES, MACHINES)
    networks = []
    for number, fold in enumerate(folds.folds):
        left_out = {*fold.test, *(folds.never_tested if fold is folds.folds[-1] else ())}
        shown = {name: lessons[name] for name in lessons if name not in left_out}
        networks.append(taught(shown, seed=number + 5))
    write_networks(networks, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
