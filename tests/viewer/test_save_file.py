"""Tables, curves, appearances and presets replace no file that was not asked about, whatever ending was typed."""

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from tests.viewer.test_models import make_ct
from xr2ct_viewer.arguments import parse_arguments
from xr2ct_viewer.models.training_presets import own_preset_file
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.widgets.save_file import ask_save_file, with_ending


@pytest.fixture
def answers(monkeypatch):
    """Names the file that is typed, and answers questions in turn; holds what was asked."""
    asked: list[str] = []
    given: list[bool] = []

    def prepare(typed: str, *replies: bool) -> list[str]:
        asked.clear()
        given[:] = replies
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_options: (typed, ""))
        return asked

    monkeypatch.setattr(Question, "is_confirmed", lambda one: (asked.append(one.text()), given.pop(0))[1])
    return prepare


def test_what_the_ending_makes_of_a_name_is_asked_about(qtbot, answers, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask():
        return ask_save_file(parent, "Save", tmp_path / "a.csv", "*.csv", lambda path: with_ending(path, ".csv"))

    (tmp_path / "old.csv").write_text("kept")
    asked = answers(str(tmp_path / "old"), False)
    assert ask() is None and asked == ["old.csv exists already. Replace it?"]
    answers(str(tmp_path / "old"), True)
    assert ask() == tmp_path / "old.csv"
    assert answers(str(tmp_path / "new")) == [] and ask() == tmp_path / "new.csv"
    assert answers("") == [] and ask() is None


def test_measurements_are_kept_from_replacing_a_table(open_window, answers, tmp_path):
    from xr2ct_viewer.models.study import Study
    from xr2ct_viewer.workspaces.read_measure import ReadMeasure

    window = open_window()
    window.read.session.add(Study("ct", ct=make_ct()))
    (tmp_path / "old.csv").write_text("kept")
    asked = answers(str(tmp_path / "old"), False)
    window.read.area(ReadMeasure).export.ask()
    assert len(asked) == 1 and (tmp_path / "old.csv").read_text() == "kept"


def test_a_preset_of_a_training_is_replaced_after_a_question_only(open_window, answers, monkeypatch):
    window = open_window()
    window.show_workspace("train")
    own_preset_file("mine").parent.mkdir(parents=True, exist_ok=True)
    own_preset_file("mine").write_text("kept")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_options: ("mine", True))
    for reply in (False, True):
        asked = answers("", reply)
        window.train.values._ask_to_save_preset()
        assert asked == ["mine.toml exists already. Replace it?"]
        assert (own_preset_file("mine").read_text() == "kept") is not reply


def test_a_run_in_a_home_that_is_none_is_refused_by_the_command_line(capsys):
    with pytest.raises(SystemExit):
        parse_arguments(["--run", "~nobody-at-all/run"])
    assert "no home folder ~nobody-at-all" in capsys.readouterr().err
