"""Makes the bundled networks again: `python -m xr2ct_core.inference.display.learn CT_DIR FOLDS OUT`.

One network a fold of `FOLDS` (a file of `xr2ct split`, or a bundled name), each taught without the patients of that
fold; whom the folds never test is left out of the last one, so that there is a network for everybody. AdamW with a half
cosine, twice, the second time from where the first ended; weights averaged over the last steps. A quarter of an hour a
network on one core. Shapes are mixed among those who are learned from.
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
from xr2ct_core.inference.display.lessons import GRID, Lessons, drawn_lessons, mirrored, varied
from xr2ct_core.inference.display.network import FieldNetwork, through_field
from xr2ct_core.io import read_volume

STEPS: Final = (1500, 6000)
BODIES, MACHINES = 112, 4
_BATCH: Final = 10
_RATE: Final = 2.5e-3
_WARM_UP: Final = 50
_DECAY: Final = 5e-2
_MEMORY: Final = 0.005
_LARGE_ERROR: Final = 0.5
_STRIDE: Final = 2
"""Every second pixel of every second row is compared, another one each time: as good, and twice as fast."""
_SLOW_PIXELS: Final = 4
"""28 mm."""


def taught(
    lessons: Mapping[str, Lessons],
    *,
    steps: int,
    seed: int = 5,
    start: TaughtNetwork | None = None,
    on_progress: ProgressCallback | None = None,
) -> TaughtNetwork:
    """A network after `steps` batches of these lessons, by patient; `start` is one that learned from them before."""
    torch.manual_seed(seed)
    pool = np.concatenate([lessons[name] for name in sorted(lessons)])
    numbers, random = np.random.default_rng(seed + 4), torch.Generator().manual_seed(seed)
    network = FieldNetwork()
    if start is not None:
        network.load_state_dict(start.network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    averaged = {name: value.clone() for name, value in network.state_dict().items()}
    for step in range(steps):
        rate = _RATE * min(1.0, (step + 1) / _WARM_UP) * 0.5 * (1.0 + cos(pi * step / steps)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = rate
        chosen = np.sort(numbers.integers(0, len(pool), _BATCH))
        seen = mirrored(varied(torch.from_numpy(pool[chosen].astype(np.float32)), random), random)
        row, col = torch.randint(_STRIDE, (2,), generator=random).tolist()
        loss = misfit(network, seen, (row, col))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            for name, value in network.state_dict().items():
                averaged[name].lerp_(value, max(_MEMORY, 1.0 / (step + 2)))
        if on_progress is not None:
            on_progress((step + 1) / steps, "Learning curve fields")
    network.load_state_dict(averaged)
    return TaughtNetwork(network.eval(), frozenset(lessons))


def misfit(network: FieldNetwork, lessons_BVCRP: Tensor, first: tuple[int, int] = (0, 0)) -> Tensor:
    """Error of line integrals where the patient is, and once more of their means over 28 mm.

    `first` is the first row and column that is compared.
    """
    rows, cols = (slice(number, None, _STRIDE) for number in first)
    _, exposed, direct, share, wanted = lessons_BVCRP[..., rows, cols].unbind(2)
    body = (exposed > 0.5) * (share > 0.5) * (1.0 - direct)
    found = through_field(lessons_BVCRP[:, :, 0], network(lessons_BVCRP[:, :, :4]), rows, cols)
    error = (found * (1.0 - direct) - wanted) * body
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
    networks = []
    for number, fold in enumerate(folds.folds):
        left_out = {*fold.test, *(folds.never_tested if fold is folds.folds[-1] else ())}
        shown = drawn_lessons({name: hu for name, hu in cubes.items() if name not in left_out}, BODIES, MACHINES)
        network = None
        for turn, steps in enumerate(STEPS):
            network = taught(shown, steps=steps, seed=number + 5 + 100 * turn, start=network)
        assert network is not None
        networks.append(network)
    write_networks(networks, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
