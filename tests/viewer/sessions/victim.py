"""A window in a process of its own, to be killed: it corrects and reconstructs, waits for the autosave, says so."""

import json
import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.viewer.conftest import make_pair
from tests.viewer.test_models import make_result
from xr2ct_viewer.app import make_application
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.window import MainWindow
from xr2ct_viewer.workspaces.read_recovery import ReadRecovery


def say(window: MainWindow) -> None:
    """What the next window has to find again; only once everything is written."""
    study = window.read.session.current
    if study is None or study.result is None or window.read.area(ReadRecovery).autosave.is_pending:
        return
    total = int(study.result.volume.hu.astype(np.int64).sum())
    sys.stdout.write(json.dumps({"title": study.title, "sum": total, "flip": study.edit.frontal.flip}) + "\n")
    sys.stdout.flush()


def begin(window: MainWindow, behaviour: str) -> None:
    if behaviour == "made":
        study = Study("made", pair=make_pair())
        study.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
        study.add_result(make_result(study))
        window.read.session.add(study)
    else:
        window.read.opening.opened.connect(lambda study: QTimer.singleShot(0, window, lambda: start(window, study)))
        window.read.opening.open_sample("phantom")


def start(window: MainWindow, study: Study) -> None:
    study.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    window.read.reconstruction.reconstruct(study, "backprojection", 64, "cpu")


def main(behaviour: str) -> None:
    application = make_application()
    window = MainWindow()
    window.show()
    window.read.area(ReadRecovery).autosave.saved.connect(lambda: say(window))
    QTimer.singleShot(0, window, lambda: begin(window, behaviour))
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1])
