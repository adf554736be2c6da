"""Starts the desktop viewer. The window is painted first; torch, VTK and file readers come later, where needed."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QIcon, QSurfaceFormat
from PySide6.QtWidgets import QApplication

import xr2ct_core


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Files to open, or the sample."""
    parser = argparse.ArgumentParser(prog="xr2ct-viewer", description="Show X-ray pairs, reconstructions and CTs.")
    parser.add_argument("files", nargs="*", type=Path, help="two X-rays, a pair.json, or a CT")
    parser.add_argument("--sample", nargs="?", const="", metavar="ID", help="open a bundled case")
    return parser.parse_args(argv)


def make_application() -> QApplication:
    """The one `QApplication`, with shared GL contexts and a style that looks the same everywhere."""
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
    with as_file(files("xr2ct_resources").joinpath("icons", "xr2ct.png")) as path:
        application.setWindowIcon(QIcon(str(path)))
    return application


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and what the arguments name; returns the exit code."""
    arguments = parse_arguments(sys.argv[1:] if argv is None else argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    application = make_application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from xr2ct_viewer.window import MainWindow

    window = MainWindow()
    window.show()

    def open_arguments() -> None:
        window.scratch.sweep()
        if arguments.files:
            window.open_files(tuple(path.absolute() for path in arguments.files))
        elif arguments.sample is not None:
            window.opening.open_sample(arguments.sample or None)

    QTimer.singleShot(0, window, open_arguments)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
