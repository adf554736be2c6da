"""Python's cycle collector, in the window's thread alone.

Left alone it runs in whichever thread allocates. In a background thread it would destroy Qt objects there: the
destructor holds one of Qt's locks while it waits for Python's, and the window's thread holds Python's while it waits
for that of Qt, so the window freezes. Here it is switched off, and a timer of the window's thread collects as often as
it would have.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 1000


def collect_here(parent: QObject) -> None:
    """From now on garbage is collected in the thread of `parent`, which has an event loop, for as long as it lives."""
    gc.disable()
    timer = QTimer(parent)
    timer.timeout.connect(collect_due)
    timer.start(INTERVAL_MS)


def collect_due() -> None:
    """Collect the oldest generation that has passed its threshold, if any."""
    for generation in (2, 1, 0):
        if 0 < gc.get_threshold()[generation] < gc.get_count()[generation]:
            gc.collect(generation)
            return
