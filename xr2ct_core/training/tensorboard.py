"""The curves as TensorBoard event files, where tensorboard is installed."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class TensorBoard:
    """Writes scalars; does nothing without tensorboard or if not wanted.

    `first_step` hides what a crashed run wrote beyond it.
    """

    def __init__(self, is_wanted: bool, folder: Path, first_step: int) -> None:
        self._writer: Any = None
        if is_wanted and find_spec("tensorboard") is not None:
            from torch.utils.tensorboard import SummaryWriter

            self._writer = SummaryWriter(str(folder), purge_step=first_step)

    def add(self, step: int, values: Mapping[str, float]) -> None:
        if self._writer is not None:
            for name, value in values.items():
                self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
