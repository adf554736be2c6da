"""Makes the pictures of the manual: `python -m xr2ct_viewer.help_pictures --out resources/help`.

They are of the real window with the bundled sample, reconstructed by the real worker; without a display too. Settings
of the person who makes them are left alone. Each is a PNG of 256 colours, so that the manual stays small.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from xr2ct_viewer.window import MainWindow

SIZE: Final = (1440, 900)
WIDTH_PX: Final = 1280
RARE: Final = 96
"""Colours of the palette kept for what is rare in the picture, such as icons; the others go to the greys of images."""
BENCH_TURN_DEG: Final = 10.0
RECONSTRUCT_S: Final = 300.0
SETTLE_S: Final = 3.0
_LOOK_MS: Final = 50


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Let the window work until something is so; False if it is not after so many seconds."""
    from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer

    loop, watch, look = QEventLoop(), QElapsedTimer(), QTimer(interval=_LOOK_MS)
    watch.start()
    look.timeout.connect(lambda: (is_so() or watch.hasExpired(int(seconds * 1000))) and loop.quit())
    look.start()
    loop.exec()
    look.stop()
    return is_so()


class Photographer:
    """Brings the window into each state that is shown, and writes the picture."""

    def __init__(self, window: "MainWindow", out: Path) -> None:
        self._window, self._out = window, out

    def take_all(self) -> None:
        """Every picture of the manual, in the order of the pages."""
        window, hub = self._window, self._window.actions_hub
        self._prepare()
        hub.execute("view.read")
        self._take("window")
        hub.execute("view.mpr")
        self._take("mpr")
        hub.execute("view.uncertainty")
        wait_until(lambda: window.read.stage.is_settled, RECONSTRUCT_S)
        self._take("uncertainty")
        hub.execute("view.uncertainty")
        hub.execute("view.volume")
        self._take("volume")
        hub.execute("view.compare")
        self._take("compare")
        hub.execute("run.bench")
        self._take_bench()

    def _prepare(self) -> None:
        window = self._window
        window.read.opening.open_sample()
        if not wait_until(lambda: window.read.session.current is not None, 60.0):
            raise RuntimeError("The sample could not be opened.")
        study = window.read.session.current
        window.read.reconstruct()
        if study is None or not wait_until(lambda: study.result is not None, RECONSTRUCT_S):
            raise RuntimeError("The sample could not be reconstructed.")

    def _take_bench(self) -> None:
        """The bench with the truth of the sample on it, its lateral turned."""
        from xr2ct_viewer.workspaces.read_bench import ReadBench

        dialog = self._window.read.area(ReadBench).dialog
        if dialog is None:
            raise RuntimeError("The bench could not be opened.")
        dialog.form.chosen.emit(dialog.setup.with_tube("lateral", dialog.setup.lateral.with_turn(BENCH_TURN_DEG)))
        if not wait_until(lambda: all(canvas.has_image for canvas in dialog.canvases), 60.0):
            raise RuntimeError("The X-rays of the bench could not be computed.")
        self._take("bench", dialog)
        dialog.close()

    def _take(self, name: str, widget: "QWidget | None" = None) -> None:
        volume = self._window.read.grid.volume
        wait_until(lambda: volume.gl is not None or not volume.isVisible(), 30.0)
        wait_until(lambda: False, SETTLE_S)
        save_small((widget or self._window).grab().toImage(), self._out / f"{name}.png")
        sys.stdout.write(f"{name}.png {(self._out / f'{name}.png').stat().st_size // 1024} KB\n")


def save_small(image: "QImage", path: Path) -> None:
    """Write a picture with a palette of 256 colours of its own."""
    from PIL import Image
    from PySide6.QtGui import QImage

    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    raw = Image.frombytes("RGB", (rgb.width(), rgb.height()), bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine())
    small = raw.resize((WIDTH_PX, WIDTH_PX * raw.height // raw.width), Image.Resampling.LANCZOS)
    rare = small.quantize(RARE, method=Image.Quantize.MAXCOVERAGE).getpalette()[: 3 * RARE]
    usual = small.quantize(256 - RARE, method=Image.Quantize.MEDIANCUT).getpalette()[: 3 * (256 - RARE)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*rare, *usual])
    small.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Open a window of its own, take the pictures, close it."""
    parser = argparse.ArgumentParser(prog="xr2ct_viewer.help_pictures", description="Make the pictures of the manual.")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the pictures go")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if sys.platform == "linux" and "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XR2CT_HOME"] = home
        from xr2ct_viewer.app import load_numpy, make_application

        load_numpy()
        application = make_application()
        from xr2ct_viewer.window import MainWindow
        from xr2ct_viewer.workspaces.read_sessions import ReadSessions

        window = MainWindow()
        window.resize(*SIZE)
        window.show()
        try:
            Photographer(window, arguments.out.absolute()).take_all()
        finally:
            window.read.area(ReadSessions).discard()  # or closing would ask what to do with the result
            window.close()
        application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
