"""Every learned method: started from the window, and used in Read on the bundled case."""

import os
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.runs.store import RunFolder
from xr2ct_viewer.services.running_trainings import default_runs_folder

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

NARROW = {
    **dict.fromkeys(("biplanar", "cnn3d", "continuity", "ddnm", "diffusion", "style"), 4),
    **{"cgan-128": 0.1, "u-x2ct-gan": 0.1},
}
"""Small widths; those of the others are shares of the published ones."""
SHORT = {"steps": 2, "validate_every": 2, "preview_every": 2, "checkpoint_every": 2, "log_every": 1}


@pytest.fixture(autouse=True)
def _leave_trainings_alone(monkeypatch) -> None:
    """A window closed after a failure asks nobody."""
    monkeypatch.setattr("xr2ct_viewer.workspaces.train_desk.ask_closing", lambda *_: "stop")


@pytest.fixture
def data() -> str:
    """The real CTs where they are at hand, else phantoms."""
    folder = Path(os.environ.get("XR2CT_TEST_DATA", "")) / "ct"
    return str(folder) if os.environ.get("XR2CT_TEST_DATA") and folder.is_dir() else "phantoms:4"


@pytest.mark.parametrize("method", list(learned_method_specs()))
def test_a_method_trains_from_the_window_and_reconstructs_the_bundled_case(
    method: str, data: str, open_window, qtbot
) -> None:
    window = open_window(None)
    window.show_workspace("train")
    setup = window.train.setup
    setup.data.set_text(data)
    setup.choose_method(method)
    for name, value in {"grid_size": 32, "width": NARROW.get(method, 0.05)}.items():
        setup.edit("method", name, value)
    for name, value in SHORT.items():
        setup.edit("train", name, value)
    window.train.start._name.setText("two steps")
    window.actions_hub.execute("train.start")
    run = RunFolder(default_runs_folder() / "two steps")
    qtbot.waitUntil(lambda: window.train.desk.state == "finished", timeout=100_000)
    record = run.record()
    assert record.method == method and run.checkpoint_steps() == [2]
    assert "psnr_3d_db" in record.metrics and run.preview_steps() == [2]

    window.train.use_checkpoint(run.path)
    assert window.read.sidebar.reconstruct.method == method
    window.read.sidebar.reconstruct._small.setChecked(True)
    window.read.opening.open_sample(None)
    qtbot.waitUntil(lambda: window.read.session.current is not None, timeout=60_000)
    window.read.reconstruct()
    with qtbot.waitSignal(window.read.reconstruction.landed, timeout=100_000):
        pass
    result = window.read.session.current.result
    assert result.volume.shape_zyx == (64, 64, 64) and result.volume.provenance.synthetic
    assert np.ptp(result.volume.hu) > 0 and result.summary.method == method
