"""Ten tasks of a person at the window, done with a real mouse and keyboard; one picture or more of each.

    xvfb-run -a -s "-screen 0 1600x1000x24" sh -c 'openbox & python tests/viewer/journeys/ten_tasks.py OUT'

writes `OUT/NN-name.png` and `OUT/tasks.json`, which says of each task whether it was reached and, if not, why. The
window of the first eight tasks is killed, as a crash would; the last two are done in a second one.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import numpy as np
from hands import Gui, Hands, NotReachedError
from PySide6.QtWidgets import QApplication

from xr2ct_core.io import read_pair, write_pair
from xr2ct_core.samples import samples
from xr2ct_viewer.app import make_application
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.window import MainWindow

RECONSTRUCT_S = 300.0
MOVIE_S = 300.0


class Tasks:
    """The tasks in order; each raises `NotReachedError` where it does not come to its end."""

    def __init__(self, folder: Path, window: MainWindow, gui: Gui) -> None:
        self.folder, self.window = folder, window
        self.hands = Hands(folder, gui)

    def begin(self) -> None:
        self.hands.wait(self.window.isActiveWindow, "the window in front", 20)

    @property
    def study(self):
        study = self.window.read.session.current
        if study is None:
            raise NotReachedError("No case is open.")
        return study

    def open_a_pair(self) -> None:
        """A pair whose frontal X-ray is mirrored, by File > Open and typing its path."""
        pair_path = mirrored_sample(self.folder)
        self.hands.key("ctrl+o")
        self.hands.wait(lambda: QApplication.activeModalWidget() is not None, "the dialog to open files", 10)
        self.hands.picture("open-dialog")
        self.hands.type(str(pair_path))
        self.hands.key("Return")
        self.hands.wait(lambda: self.window.read.session.current is not None, "the case")
        self.hands.picture("opened")

    def fix_the_mirrored_view(self) -> None:
        self.hands.click("Mirror the frontal X-ray left to right")
        self.hands.picture("mirrored-back")
        truth = read_pair(samples()[0].pair_path).frontal.image
        if not np.array_equal(self.study.pair.frontal.image, truth):
            raise NotReachedError("The frontal X-ray is not as it was taken.")

    def reconstruct(self) -> None:
        self.hands.click("64³ quick")
        self.hands.click("Reconstruct", (0.5, 0.5))
        self.hands.picture("reconstructing")
        self.hands.wait(lambda: self.study.result is not None, "the volume", RECONSTRUCT_S)
        self.hands.look(1.5)
        self.hands.picture("reconstructed")

    def find_the_uncertain_region(self) -> None:
        self.hands.key("2", "u")
        self.hands.wait(lambda: self.window.read.stage.lens.name == "uncertainty", "the uncertainty in colours", 10)
        self.hands.click("Axial slices", (0.45, 0.6))
        self.hands.wheel("Axial slices", 6, (0.45, 0.6))
        self.hands.picture("uncertainty")
        self.hands.key("u")

    def measure_a_lung(self) -> None:
        self.hands.menu("Tools", "Measure both lungs")
        self.hands.wait(lambda: len(self.study.measurements.items) >= 2, "two lungs in the list", 60)
        self.hands.key("d")
        self.hands.drag("Axial slices", (0.3, 0.5), (0.42, 0.55))
        self.hands.wait(lambda: len(self.study.measurements.items) >= 3, "the distance in the list", 10)
        self.hands.look(1.5)
        self.hands.picture("measured")

    def compare_with_the_true_ct(self) -> None:
        self.hands.key("3")
        self.hands.click("Compare the Slices")
        self.hands.look(4)
        self.hands.picture("compared-side-by-side")
        for mode in ("Swipe", "Checkerboard", "Difference"):
            self.hands.click(mode)
            self.hands.look(0.8)
            self.hands.picture(f"compared-{mode.lower()}")

    def make_a_turntable(self) -> None:
        path = self.folder / "turntable.mp4"
        self._export("Movie", path)
        self.hands.wait(lambda: path.exists() and path.stat().st_size > 10_000, "the movie", MOVIE_S)
        self.hands.look(1)
        self.hands.picture("movie-made")

    def export_dicom_and_read_it_back(self) -> None:
        path = self.folder / "dicom"
        self._export("DICOM", path)
        self.hands.wait(lambda: any(path.parent.rglob("*.dcm")), "DICOM files", 120)
        self.hands.look(2)
        self.hands.picture("dicom-made")
        import pydicom

        found = sorted(path.parent.rglob("*.dcm"))
        dataset = pydicom.dcmread(found[0])
        if dataset.SyntheticData != "YES" or dataset.ImageType[:2] != ["DERIVED", "SECONDARY"]:
            raise NotReachedError(f"{found[0].name} does not say that it is synthetic.")
        if not np.ptp(dataset.pixel_array) > 0:
            raise NotReachedError("The DICOM pixels are empty.")

    def crash(self) -> None:
        """Wait for the autosave, then die without a word."""
        self.hands.look(6)
        os.kill(os.getpid(), signal.SIGKILL)

    def recover(self) -> None:
        self.hands.look(2.5)
        self.hands.picture("after-the-crash")
        self.hands.click("Recover")
        self.hands.wait(lambda: self.window.read.session.current is not None, "the case of before the crash", 60)
        self.hands.look(2)
        self.hands.picture("recovered")
        if self.study.result is None or not self.study.edit.frontal.flip or len(self.study.measurements.items) < 3:
            raise NotReachedError("The result, the correction or the measurements did not come back.")

    def do_it_all_by_keyboard(self) -> None:
        hands, window = self.hands, self.window
        count = len(window.read.session.studies)
        hands.key("ctrl+t")
        hands.wait(lambda: len(window.read.session.studies) == count + 1, "the sample")
        hands.key("ctrl+r")
        hands.wait(lambda: self.study.result is not None, "the volume", RECONSTRUCT_S)
        hands.key("2", "F6", "F6")
        hands.picture("keyboard-mpr")
        hands.key("ctrl+shift+p")
        hands.wait(lambda: QApplication.activeModalWidget() or QApplication.activePopupWidget(), "the palette", 5)
        hands.type("lungs")
        hands.picture("palette")
        hands.key("Return")
        hands.wait(lambda: len(self.study.measurements.items) >= 2, "two lungs in the list", 60)
        hands.key("ctrl+z")
        hands.wait(lambda: len(self.study.measurements.items) < 2, "undo", 5)
        path = self.folder / "by-keyboard.nii.gz"
        hands.key("ctrl+e")
        hands.wait(lambda: QApplication.activeModalWidget() is not None, "the export dialog", 10)
        hands.tab_to("What to export")
        hands.key("Home")
        hands.tab_to("File name")
        hands.key("ctrl+a")
        hands.type(str(path))
        hands.picture("keyboard-export")
        hands.key("Return")
        hands.wait(path.exists, "the exported volume", 60)
        hands.key("F1")
        self.hands.look(1.5)
        hands.picture("manual")
        hands.key("Escape")

    def leave(self) -> None:
        """Quit, and say that what was made need not be kept."""
        self.hands.key("ctrl+q")
        self.hands.wait(lambda: QApplication.activeModalWidget() is not None, "the question on closing", 10)
        self.hands.picture("leaving")
        self.hands.click("Discard")

    def _export(self, kind: str, path: Path) -> None:
        self.hands.key("ctrl+e")
        self.hands.wait(lambda: QApplication.activeModalWidget() is not None, "the export dialog", 10)
        self.hands.click_row("What to export", kind)
        self._type_path(path)
        self.hands.picture(f"export-{kind.lower()}")
        self.hands.key("Return")

    def _type_path(self, path: Path) -> None:
        self.hands.click("File name", count=3)
        self.hands.key("ctrl+a")
        self.hands.type(str(path))


def mirrored_sample(folder: Path) -> Path:
    """The bundled pair with its frontal X-ray mirrored, written into a folder."""
    from dataclasses import replace

    pair = read_pair(samples()[0].pair_path)
    return write_pair(replace(pair, frontal=pair.frontal.flipped_horizontally()), folder / "mirrored")


BEFORE: tuple[tuple[str, str], ...] = (
    ("open", "open_a_pair"),
    ("fix a mirrored view", "fix_the_mirrored_view"),
    ("reconstruct", "reconstruct"),
    ("find the uncertain region", "find_the_uncertain_region"),
    ("measure a lung", "measure_a_lung"),
    ("compare with the true CT", "compare_with_the_true_ct"),
    ("make a turntable", "make_a_turntable"),
    ("export DICOM and read it back", "export_dicom_and_read_it_back"),
)
AFTER: tuple[tuple[str, str], ...] = (
    ("crash and recover", "recover"),
    ("do it all by keyboard", "do_it_all_by_keyboard"),
)


def do(tasks: Tasks, names: tuple[tuple[str, str], ...], report: Path) -> None:
    """Do tasks one after another; one that fails leaves a picture and does not stop the next."""
    done = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    for title, method in names:
        try:
            act: Callable[[], None] = getattr(tasks, method)
            act()
            done[title] = "reached"
        except Exception as error:  # noqa: BLE001  the next task is tried all the same
            done[title] = f"{type(error).__name__}: {error}"
            traceback.print_exc()
            tasks.hands.picture("not-reached")
            for _ in range(3):
                tasks.hands.key("Escape")
        report.write_text(json.dumps(done, indent=2), encoding="utf-8")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("XR2CT_HOME", str(folder / "home"))
    is_after = "--after" in sys.argv
    if not is_after:
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            os.execv(sys.executable, [sys.executable, __file__, str(folder), "--after"])
    application = make_application()
    settings = Settings()
    settings.update(tour_at_start=False)
    window, gui = MainWindow(settings), Gui()
    window.showMaximized()
    tasks = Tasks(folder, window, gui)

    def work() -> None:
        tasks.begin()
        if is_after:
            tasks.hands.start_counting_at(60)
        do(tasks, AFTER if is_after else BEFORE, folder / "tasks.json")
        if not is_after:
            tasks.crash()
        tasks.leave()

    Thread(target=work, daemon=True).start()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
