"""Finds what of display X-rays is left out before their grey values become attenuation, in the background.

It is found as a reconstruction finds it (`xr2ct_core.radiography.parts`). Line integrals have nothing to leave out.
"""

from PySide6.QtCore import QObject, Signal

from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.outlines import Outlines, outlines_of
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.latest import Latest


class LeftOutSearch(QObject):
    """Answers `ask` by `found` (Outlines) or `failed` (Xr2ctError, details)."""

    found = Signal(object)
    failed = Signal(object, str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(background)

    def ask(self, pair: RadiographPair) -> None:
        """Look at a pair, in place of what was asked before."""
        self._latest.ask(lambda: left_out(pair), self.found.emit, lambda error: self.failed.emit(error, ""))

    def give_up(self) -> None:
        """No answer is wanted any more."""
        self._latest.forget()


def left_out(pair: RadiographPair) -> Outlines:
    """Borders and letters of both X-rays. Takes a moment; runs on any thread."""
    import numpy as np

    from xr2ct_core.radiography.parts import find_parts

    masks = []
    for radiograph in pair.radiographs:
        if radiograph.scale == "line_integral":
            masks.append(np.zeros(radiograph.shape, dtype=bool))
        else:
            parts = find_parts(radiograph)
            masks.append(parts.letters | ~parts.exposed)
    return outlines_of(masks[0], masks[1], 0.5)
