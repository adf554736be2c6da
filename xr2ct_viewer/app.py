"""Starts the desktop viewer. The window is painted first; torch, VTK and file readers come later, where needed."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.resources import as_file, files
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon, QSurfaceFormat
from PySide6.QtWidgets import QApplication

import xr2ct_core
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.log import send_to_stderr
from xr2ct_viewer.arguments import parse_arguments
from xr2ct_viewer.services.garbage import collect_here
from xr2ct_viewer.tr import speak

if TYPE_CHECKING:
    from xr2ct_viewer.window import MainWindow


def load_numpy() -> None:
    """Load numpy with products on one thread.

    Beside a training, the threads of a product wait for each other: a projection of 0.15 s took 10 s. Processes that
    the window starts keep their own choice.
    """
    name = "OPENBLAS_NUM_THREADS"
    if name not in os.environ and "numpy" not in sys.modules:
        os.environ[name] = "1"
        import_module("numpy")
        del os.environ[name]


def scale_controls(percent: int) -> None:
    """Make text and controls larger or smaller; a scale from outside counts more. Before the application is made."""
    if percent != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{percent / 100:g}")


def make_application() -> QApplication:
    """The one `QApplication`, with shared GL contexts, one style everywhere, and garbage collected in its thread."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    surface = QSurfaceFormat()
    surface.setVersion(3, 2)
    surface.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    surface.setSamples(0)
    QSurfaceFormat.setDefaultFormat(surface)
    application = QApplication(["xr2ct"])
    application.setApplicationName("xr2ct")
    application.setApplicationVersion(xr2ct_core.__version__)
    application.setStyle("Fusion")
    collect_here(application)
    with as_file(files("xr2ct_resources").joinpath("icons", "xr2ct.png")) as path:
        application.setWindowIcon(QIcon(str(path)))
    return application


def _show_unexpected(
    window: "MainWindow", kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A defect of the program reaches the person as a dialog with details, and the work goes on."""
    details = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(details)
    known = error if isinstance(error, Xr2ctError) else None
    sentence = Xr2ctError("Something unexpected went wrong.", "Please report it with the details.")
    window.show_error(known or sentence, details)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and what the arguments name; returns the exit code."""
    arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
    send_to_stderr()
    load_numpy()
    from xr2ct_viewer.models.settings import Settings

    settings = Settings()
    scale_controls(settings.data.ui_scale_percent)
    application = make_application()
    speak(application, settings.data.language)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from xr2ct_viewer.startup import Startup
    from xr2ct_viewer.window import MainWindow

    window = MainWindow(settings)
    sys.excepthook = lambda kind, error, trace: _show_unexpected(window, kind, error, trace)
    window.show()
    Startup(window, arguments)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
