"""Fixtures shared by all tests. Qt runs offscreen; threads wait passively; user data goes to a temporary home.

Processes of tests side by side (`-n`) compute on one thread each: more would wait for each other. What is imported to
collect the tests stays, so the garbage collector need not look through it again and again.

A suite started in the background by a shell ignores Ctrl-C, and so would every process it starts; tests of Ctrl-C need
the signal as a terminal has it.
"""

import gc
import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    gc.disable()
    found = yield
    gc.freeze()
    gc.enable()
    return found


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep settings, caches and recent files of the tests apart from the user's."""
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def _collect_garbage() -> Generator[None]:
    """Once there is an application, only its event loop collects garbage; few tests run it for long."""
    yield
    if not gc.isenabled() and "xr2ct_viewer.services.garbage" in sys.modules:
        sys.modules["xr2ct_viewer.services.garbage"].collect_due()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real CTs and radiographs beside the checkout; tests that need them skip where they are absent."""
    folder = Path(os.environ.get("XR2CT_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("The folder with real test data is not beside this checkout.")
    return folder
