"""Errors that the German window shows are German with their values: of the window, of the core, and of the system."""

import errno
import os
import re
from types import SimpleNamespace
from typing import Final

import numpy as np
import pytest
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtWidgets import QLabel

from xr2ct_core.batch.batch import Batch
from xr2ct_core.config.tree import form_nodes
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.splits import PatientSplit, write_split
from xr2ct_core.domain import sentences
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.methods.registry import method_spec
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.foreign_words import PROBLEMS, SYSTEM
from xr2ct_viewer.models.data_choice import DataChoice
from xr2ct_viewer.models.display import SliceDisplay, WindowLevel
from xr2ct_viewer.models.doubts import reasons_in_words
from xr2ct_viewer.models.own_windows import OwnWindows
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.models.training_setup import TrainingSetup, problem_in_words
from xr2ct_viewer.panels.train.data_options import DataOptions
from xr2ct_viewer.said import expression_of, said
from xr2ct_viewer.sentences import said_sentences
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.process_tree import exit_error
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

PLACE: Final = re.compile(r"\{(\w+)[^{}]*\}")


def filled_in(pattern: str, values: dict[str, str]) -> str:
    """A pattern with values in its places."""
    return PLACE.sub(lambda place: values[place[1]], pattern)


def words_of(window, qtbot) -> tuple[str, str]:
    """Sentence and hint of the error that the window shows."""
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorDialog)), timeout=10_000)
    labels = [label.text() for label in window.findChild(ErrorDialog).findChildren(QLabel) if label.text()]
    window.findChild(ErrorDialog).close()
    return labels[0], labels[1]


def test_a_single_x_ray_is_refused_in_german(german, open_window, qtbot, tmp_path) -> None:
    window, path = open_window(), tmp_path / "a. b.png"
    Image.fromarray(np.zeros((40, 40), np.uint8)).save(path)
    window.read.open_files((path,))
    assert words_of(window, qtbot) == (
        "a. b.png ist nur ein einziges Röntgenbild.",
        "Das frontale und das seitliche zusammen wählen. Was geöffnet war, ist unverändert.",
    )


def test_a_damaged_session_is_refused_in_german(german, open_window, qtbot, tmp_path) -> None:
    window, path = open_window(), tmp_path / "case.xr2ct"
    path.write_bytes(b"no session")
    window.read.open_files((path,))
    sentence, hint = words_of(window, qtbot)
    assert sentence == "Die Sitzungsdatei case.xr2ct ist beschädigt oder unvollständig."
    assert hint.startswith("Eine Kopie der Sitzungsdatei verwenden.")


def test_a_training_without_data_is_refused_in_german(german, open_window, qtbot) -> None:
    window = open_window()
    window.actions_hub.execute("view.workspace_train")
    with pytest.raises(Xr2ctError) as found:
        TrainingSetup(DataChoice()).task()
    window.train.failed.emit(found.value, "")
    sentence, hint = words_of(window, qtbot)
    assert sentence == "Es gibt keine Daten zum Lernen." and hint.startswith("Einen Ordner oder Phantome hinzufügen.")


def test_names_and_folders_are_refused_in_german(german, tmp_path) -> None:
    own = OwnWindows(Settings(), SliceDisplay())
    own.keep("Knie", WindowLevel(100, 900))
    for call, words in (
        (lambda: own.keep("Knie", WindowLevel(100, 900)), "Es gibt schon eine Fensterung namens „Knie“. Einen anderen"),
        (lambda: Batch.open(tmp_path / "x"), f"In {tmp_path / 'x'} ist kein Stapel. Einen Ordner mit einer batch.json"),
    ):
        with pytest.raises(Xr2ctError) as found:
            call()
        assert said(str(found.value)).startswith(words)


def test_what_the_system_says_of_a_file_is_german(german, qtbot) -> None:
    background, failures = Background(), []

    def fail() -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/data/x.png")

    background.run(fail, pytest.fail, failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=5_000)
    background.close()
    assert said(str(failures[0])) == (
        "Die Datei /data/x.png kann nicht geöffnet werden: Zugriff verweigert. Pfad und Rechte prüfen."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has words of its own")
def test_the_words_of_the_system_are_those_it_has() -> None:
    assert set(SYSTEM) <= {os.strerror(number) for number in errno.errorcode}


def test_a_process_that_ended_is_told_in_german(german) -> None:
    assert said(str(exit_error(11, crashed=True))).startswith("Der Rekonstruktionsprozess stürzte ab (Signal 11).")
    killed = exit_error(9, crashed=True, is_training=True)
    assert killed.code == "oom_host"
    assert (
        said(killed.message) == "Das System hat den Trainingsprozess beendet, höchstwahrscheinlich aus Speichermangel."
    )


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid")
    above: float = Field(1, gt=0)
    least: int = Field(1, ge=1)
    below: float = Field(0, lt=1)
    most: int = Field(0, le=5)
    step: int = Field(0, multiple_of=4)
    needed: int


def test_what_is_wrong_with_settings_is_german(german) -> None:
    with pytest.raises(ValidationError) as found:
        _Checked.model_validate({"above": 0, "least": 0, "below": 1, "most": 6, "extra": 1, "needed": 1})
    assert said(settings_in_words(found.value)) == (
        "Eine Einstellung stimmt nicht – above: muss größer als 0 sein; least: muss mindestens 1 sein;"
        " below: muss kleiner als 1 sein; most: darf höchstens 5 sein; und 1 weitere."
    )
    problems = [problem_in_words(item["msg"], ()) for item in found.value.errors() if item["type"] != "extra_forbidden"]
    for config, wrong in (
        (AugmentConfig, {"crossing": 1, "mixing": 1}),
        (AugmentConfig, {"photons_low": 0.5}),
        (method_spec("cnn3d").config_type(), {"nodule_smallest_mm": 20.0, "nodule_largest_mm": 10.0}),
    ):
        with pytest.raises(ValidationError) as found:
            config.model_validate(wrong)
        problems.append(problem_in_words(found.value.errors()[0]["msg"], form_nodes(config)))
    assert [text for text in problems if said(text) == text] == []
    assert [text for text in problems if not any(expression_of(one).fullmatch(text) for one in PROBLEMS)] == []


def test_who_is_held_out_is_listed_in_german(german, qtbot, tmp_path) -> None:
    path = tmp_path / "split.json"
    many = tuple(f"p{number}" for number in range(15))
    write_split(PatientSplit(seed=0, parts={"train": ("a",), "validation": ("c",), "test": many}), path)
    choice = DataChoice("phantoms:6")
    options = DataOptions(choice, Theme("dark"))
    qtbot.addWidget(options)
    choice.set_split(str(path))
    assert options.parts.toolTip() == f"Validierung: c\nTest: {', '.join(many[:12])} und 3 weitere"


def test_why_there_is_no_3d_is_german(german, open_window, qtbot) -> None:
    window = open_window()
    view = window.read.grid.volume
    view.warm_up()
    qtbot.waitUntil(lambda: view.gl is not None, timeout=20_000)
    assert view.toolbar._badge.text() == "kein 3D"
    reason = "Der OpenGL-Treiber startete nicht (Exitcode 0)."
    assert view._message.text().startswith(f"3D ist hier nicht verfügbar: {reason}")


def test_every_sentence_is_found_by_its_own_pattern(german) -> None:
    """None is taken for another one whose pattern fits it too."""
    for pattern in said_sentences():
        names = expression_of(pattern).groupindex
        values = {name.removeprefix("value_"): f"Q{number}x" for name, number in names.items()}
        assert said(filled_in(pattern, values)) == filled_in(tr(pattern), values)


def test_a_result_that_was_made_although_it_was_refused_says_so_in_german(german) -> None:
    told = SimpleNamespace(summary=SimpleNamespace(reasons=(sentences.one_picture(),)))
    (words,) = reasons_in_words(told)
    assert words.startswith("Made although it was refused: ") and said(words).startswith("Trotz Ablehnung gemacht: ")
    assert sentences.one_picture().sentence not in said(words)
