"""Controls for work within a training, such as the reconstructions of a validation or a preview.

A pause that reaches that work first would else hold it silently, and whoever asked would not see that it was obeyed.
"""

from collections.abc import Callable

from xr2ct_core.control import ControlToken
from xr2ct_core.errors import CancelledError


class OnlyStops(ControlToken):
    """Passes on a stop of `control`, but goes on while that is paused: for what was asked for meanwhile."""

    def __init__(self, control: ControlToken) -> None:
        super().__init__()
        self._control = control

    @property
    def stop_requested(self) -> bool:
        return self._control.stop_requested

    def checkpoint(self) -> None:
        if self._control.stop_requested:
            raise CancelledError


class VisiblePause(OnlyStops):
    """Passes on a pause too; `hold` waits while it lasts, and says so."""

    def __init__(self, control: ControlToken, hold: Callable[[], None]) -> None:
        super().__init__(control)
        self._hold = hold

    def checkpoint(self) -> None:
        self._hold()
        self._control.checkpoint()
