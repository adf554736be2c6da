"""Networks that come with the program, in the window: offered first, chosen by the grid, with the settings they leave
open."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.described import describe
from xr2ct_core.config.base import inference_settings
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.runs import bundled
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.workspaces.read_methods import ReadMethods


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bundled, "bundled_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def networks(folder: Path) -> dict[int, Path]:
    return {size: describe(folder, f"biplanar-{size}", "biplanar", size) for size in (64, 128)}


def offered(panel) -> list[str]:
    return [panel._method.itemText(row) for row in range(panel._method.count())]


def test_without_networks_template_is_first_with_its_usual_settings(folder, open_window) -> None:
    panel = open_window().read.sidebar.reconstruct
    assert panel.method == "template" and panel.trained is None
    assert not panel._options.isHidden() and panel.method_config == {}


def test_a_method_is_offered_once_and_the_grid_chooses_its_network(networks, folder, open_window) -> None:
    describe(folder, "other", "x2ct-gan", 64)
    panel = open_window().read.sidebar.reconstruct
    assert offered(panel)[:3] == ["Biplanar network · bundled", "X2CT-GAN · bundled", "Registered template"]
    assert (panel.method, panel.grid_size, panel.trained.checkpoint) == ("biplanar", 128, str(networks[128]))
    panel._small.click()
    assert panel.trained == TrainedModel(method="biplanar", checkpoint=str(networks[64]), run="bundled")
    panel._method.setCurrentIndex(1)
    assert panel.trained.checkpoint == str(folder / "other")
    panel._fine.click()
    assert panel.trained.checkpoint == str(folder / "other")


def test_a_damaged_default_is_offered_so_that_its_use_tells(folder, open_window) -> None:
    path = describe(folder, "biplanar-64", "biplanar", "many")
    panel = open_window().read.sidebar.reconstruct
    assert panel.trained.checkpoint == str(path) and panel._options.isHidden()


def test_the_choice_is_remembered_by_method_so_that_a_newer_network_takes_its_place(networks, open_window) -> None:
    window = open_window()
    panel = window.read.sidebar.reconstruct
    panel._method.setCurrentIndex(panel._method.findData("template"))
    assert open_window().read.sidebar.reconstruct.method == "template"
    panel._method.setCurrentIndex(0)
    data = window.settings.data
    assert (data.method, data.checkpoint) == ("biplanar", "")
    assert open_window().read.sidebar.reconstruct.trained.checkpoint == str(networks[128])


def test_trainings_stand_below_and_are_chosen_by_their_checkpoint(networks, folder, open_window) -> None:
    mine = TrainedModel(method="biplanar", checkpoint=str(describe(folder.parent, "mine", "biplanar", 32)), run="mine")
    window = open_window()
    window.read.area(ReadMethods).offer(mine)
    panel = window.read.sidebar.reconstruct
    assert panel.trained == mine and offered(panel)[-1] == "Biplanar network · mine"
    panel.set_trained((mine,))
    assert panel.trained == mine
    panel.set_trained(())
    assert panel.trained.run == "bundled" and offered(panel)[-1] != "Biplanar network · mine"


def test_the_options_are_those_open_at_inference_and_start_from_the_checkpoint(folder, open_window) -> None:
    describe(folder, "biplanar-64", "biplanar", 64, consistency_steps=7)
    options = open_window().read.sidebar.reconstruct._options
    assert not options.isHidden() and options.form is None
    options.fold.click()
    assert set(options.form.rows) == set(inference_settings(BiplanarConfig))
    assert options.form.values()["consistency_steps"] == 7 and options.changes == {}


def test_a_method_without_training_offers_the_calibration_and_others_nothing(open_window) -> None:
    panel = open_window().read.sidebar.reconstruct
    panel._method.setCurrentIndex(panel._method.findData("template"))
    options = panel._options
    options.fold.click()
    assert not options.isHidden() and set(options.form.rows) == {"fit_pose", "fit_breath", "fit_tone"}
    options.form.edited.emit("fit_pose", "always")
    assert panel.method_config == {"fit_pose": "always"} and options.fold.text() == "Options · 1 changed"
    panel._method.setCurrentIndex(panel._method.findData("tv"))
    assert options.isHidden() and panel.method_config == {}
    panel._method.setCurrentIndex(panel._method.findData("template"))
    assert panel.method_config == {"fit_pose": "always"}


def test_what_is_changed_is_counted_kept_for_its_network_and_can_be_taken_back(networks, open_window) -> None:
    panel = open_window().read.sidebar.reconstruct
    options = panel._options
    options.fold.click()
    views = options.form.rows["views"]
    views.editor.setCurrentIndex(views.editor.findData("frontal"))
    views.editor.activated.emit(views.editor.currentIndex())
    assert panel.method_config == {"views": "frontal"} and options.fold.text() == "Options · 1 changed"
    panel._small.click()
    assert panel.method_config == {} and options.form.values()["views"] == "both"
    panel._fine.click()
    assert panel.method_config == {"views": "frontal"} and options.form.values()["views"] == "frontal"
    options.form.rows["views"].back.click()
    assert panel.method_config == {} and options.fold.text() == "Options"


def test_what_is_not_valid_is_said_at_its_field_and_kept_out(networks, open_window) -> None:
    panel = open_window().read.sidebar.reconstruct
    panel._options.fold.click()
    form = panel._options.form
    form.edited.emit("consistency_steps", 0)
    assert "greater than or equal to 1" in form.rows["consistency_steps"].problem.text()
    assert panel.method_config == {}
    form.edited.emit("consistency_steps", 3)
    assert form.rows["consistency_steps"].problem.text() == "" and panel.method_config == {"consistency_steps": 3}


def test_the_worker_is_told_network_changes_and_that_another_may_take_its_place(
    networks, open_window, pair, qtbot, monkeypatch
) -> None:
    window = open_window()
    window.read.session.add(Study("case", pair=pair))
    panel = window.read.sidebar.reconstruct
    panel._options.fold.click()
    panel._options.form.edited.emit("views", "lateral")
    panel._small.click()
    panel._fine.click()
    asked = []
    monkeypatch.setattr(window.read.reconstruction, "_launch", lambda order, task, config: asked.append(config))
    window.actions_hub.execute("run.start")
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    told = {name: asked[0][name] for name in ("method", "checkpoint", "method_config", "grid_size", "fallback")}
    assert told == {
        "method": "biplanar",
        "checkpoint": str(networks[128]),
        "method_config": {"views": "lateral"},
        "grid_size": 128,
        "fallback": True,
    }


def test_the_form_is_not_made_before_it_is_asked_for(networks) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom xr2ct_core.runs import bundled\n"
        f"bundled.bundled_folder = lambda: Path({str(networks[64].parent)!r})\n"
        "from xr2ct_viewer.app import make_application\nfrom xr2ct_viewer.theme.manager import Theme\n"
        "application = make_application()\n"
        "from xr2ct_viewer.panels.reconstruct_panel import ReconstructPanel\n"
        "panel = ReconstructPanel(Theme())\n"
        "print(panel.trained is not None, 'pyqtgraph' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["True", "False"], done.stderr
