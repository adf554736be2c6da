"""Memory of one window over many cases that are opened, reconstructed, looked at and closed.

Run with `pytest -m benchmark tests/benchmarks/test_window_memory.py -s`. The reference is the window's own memory after
the first cycles, when every library is loaded and every pool has grown.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.benchmark

WARM_CYCLES = 10
CYCLES = 50
ALLOWED_GROWTH_MIB = 30.0
"""Over 40 cycles; one 128³ volume of 16 bit is 4 MiB and one of 32 bit 8 MiB, so that one kept a cycle shows."""
LAYOUTS = ("read", "mpr", "compare", "volume")


@pytest.fixture
def window(qtbot) -> Iterator[object]:
    from xr2ct_viewer.window import MainWindow
    from xr2ct_viewer.workspaces.read_sessions import ReadSessions

    made = MainWindow()
    made.show()
    yield made
    made.read.area(ReadSessions).discard()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.timeout(1500)
def test_memory_is_flat_over_fifty_cases(qtbot, window, tmp_path: Path) -> None:
    process = psutil.Process()
    window.read.sidebar.reconstruct.choose("backprojection", 128, "cpu", "")
    used_mib: list[float] = []
    for cycle in range(CYCLES):
        with qtbot.waitSignal(window.read.opening.opened, timeout=60_000):
            window.read.opening.open_sample()
        with qtbot.waitSignal(window.read.reconstruction.landed, timeout=120_000):
            window.read.reconstruct()
        for layout in LAYOUTS:
            window.actions_hub.execute(f"view.{layout}")
            QApplication.processEvents()
        qtbot.waitUntil(lambda: not window.read.grid.compare.is_computing, timeout=60_000)
        window.actions_hub.execute("file.close")
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        used_mib.append(process.memory_info().rss / 2**20)
        if cycle % 10 == 9:
            print(f"after {cycle + 1:2d} cases: {used_mib[-1]:.0f} MiB")
    reference = used_mib[WARM_CYCLES - 1]
    print(f"growth after {WARM_CYCLES} cases: {used_mib[-1] - reference:+.0f} MiB, {used_mib[-1] / reference:.2f}x")
    assert used_mib[-1] - reference < ALLOWED_GROWTH_MIB
