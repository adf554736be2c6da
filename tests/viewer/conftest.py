"""Fixtures of the viewer's tests: one application, and windows that are torn down completely."""

import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.pairing.findings import PairReport
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_viewer.app import make_application
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.tr import load_translators
from xr2ct_viewer.window import MainWindow
from xr2ct_viewer.workspaces.read_sessions import ReadSessions

FAKE_WORKER = Path(__file__).with_name("fake_worker.py")


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[..., QApplication]:
    """pytest-qt makes the application the way the program does."""
    return lambda *_args: make_application()


def make_pair(rows: int = 24, cols: int = 32) -> RadiographPair:
    """A pair with an off-centre mark in each image, so that every flip shows."""
    frontal, lateral = np.zeros((rows, cols), np.float32), np.zeros((rows, cols), np.float32)
    frontal[4, 5] = 1.0
    lateral[7, 25] = 2.0
    geometry = BiplanarGeometry.make(rows=rows, cols=cols, pixel_mm=20.0)
    return RadiographPair(
        Radiograph(frontal, 20.0, geometry.frontal.view, "line_integral"),
        Radiograph(lateral, 20.0, geometry.lateral.view, "line_integral"),
        geometry,
        subject="marked",
    )


@pytest.fixture
def pair() -> RadiographPair:
    return make_pair()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The window speaks German, in words as long as they get."""
    translators = load_translators("de")
    for translator in translators:
        QCoreApplication.installTranslator(translator)
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


@pytest.fixture
def fake_command() -> Callable[[str], tuple[str, ...]]:
    """The command line of a scripted worker that behaves as named."""
    return lambda behaviour: (sys.executable, str(FAKE_WORKER), behaviour)


@pytest.fixture(scope="session")
def remembering_check() -> Callable[[RadiographPair], PairReport]:
    """The check of pairs, which looks at the same pair once: most tests here open the same and ask nothing of it."""
    known: dict[bytes, PairReport] = {}

    def check(pair: RadiographPair) -> PairReport:
        key = pickle.dumps(pair)
        if key not in known:
            known[key] = check_pair(pair)
        return known[key]

    return check


@pytest.fixture
def open_window(qtbot, qapp, fake_command, remembering_check, monkeypatch) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows whose worker is scripted (or real with behaviour None); closes them and what they hold.

    Their style sheet goes with them: the next window is built before it has one, as the only one of a process is.

    The search for OpenGL finds none, so that no test here waits for VTK; the 3D view has tests of its own.
    """
    monkeypatch.setattr("xr2ct_core.pairing.doctor.check_pair", remembering_check)
    monkeypatch.setattr("xr2ct_viewer.views.volume_view.probe_command", lambda: (sys.executable, "-c", ""))
    windows: list[MainWindow] = []

    def make(behaviour: str | None = "idle") -> MainWindow:
        worker = WorkerClient(command=fake_command(behaviour), grace_ms=(300, 300)) if behaviour else None
        window = MainWindow(worker=worker)
        windows.append(window)
        window.show()
        return window

    yield make
    for window in windows:
        for job in window.read.jobs.running:
            window.read.jobs.end(job.id)
        window.read.area(ReadSessions).discard()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
