"""Time from the start of the process to the first painted window and to the sample on screen.

The reference, in the same run, is an empty Qt window. Run with
`xvfb-run -a pytest -m benchmark tests/benchmarks/test_window_start.py -s`.
"""

import json
import subprocess
import sys
from statistics import median

import pytest

pytestmark = pytest.mark.benchmark
RUNS = 3

EMPTY_WINDOW = """
import json, sys, time, psutil
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print(json.dumps({"painted_s": time.time() - psutil.Process().create_time()}), flush=True)
        QApplication.exit(0)
application = QApplication([])
window = Window()
window.show()
application.exec()
"""

XR2CT_WINDOW = """
import json, sys, time
def since_start():
    import psutil
    return time.time() - psutil.Process().create_time()
from xr2ct_viewer.app import make_application
application = make_application()
from PySide6.QtCore import QEvent, QObject, QTimer
from xr2ct_viewer.window import MainWindow
seen = {}
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "painted_s" not in seen:
            QTimer.singleShot(0, painted)
            seen["painted_s"] = 0.0
        return False
def painted():
    seen["painted_s"] = since_start()
    window.read.opening.opened.connect(lambda _study: QTimer.singleShot(0, shown))
    window.read.opening.open_sample()
def shown():
    window.read.grid.frontal.repaint()
    seen["sample_s"] = since_start()
    print(json.dumps(seen), flush=True)
    window.close()
    application.exit(0)
window = MainWindow()
watch = Watch()
window.centralWidget().installEventFilter(watch)
window.show()
application.exec()
"""


def measure(code: str) -> dict[str, float]:
    runs = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
        runs.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return {key: median(run[key] for run in runs) for key in runs[0]}


def test_the_first_window_and_the_sample_come_quickly() -> None:
    empty, ours = measure(EMPTY_WINDOW), measure(XR2CT_WINDOW)
    ratio = ours["painted_s"] / empty["painted_s"]
    print(
        f"empty Qt window {empty['painted_s']:.2f} s, first window {ours['painted_s']:.2f} s ({ratio:.1f} times), "
        f"sample on screen {ours['sample_s']:.2f} s"
    )
    assert ratio < 6.0
    assert ours["sample_s"] < 5.0 * ours["painted_s"]
