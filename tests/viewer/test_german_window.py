"""The German window speaks German: what it shows, explains or reads out is a translation, or a name that has none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from tests.viewer.test_models import make_ct, make_result
from xr2ct_core.config.command_line import configs_by_table
from xr2ct_core.config.tree import form_nodes
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io import write_pair
from xr2ct_core.methods.registry import learned_method_specs, method_specs
from xr2ct_viewer.models.alternatives import alternative_note
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.jobs import duration_in_words
from xr2ct_viewer.models.report_card import CardRow, ReportCard
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.said import expression_of, said
from xr2ct_viewer.services.estimation import Estimate
from xr2ct_viewer.services.opening import read_sample
from xr2ct_viewer.tr import tr
from xr2ct_viewer.translations import FOLDER, read_translations
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.train_settings import NO_DATA

GERMAN: Final = read_translations(FOLDER / "xr2ct_de.ts")
WORD: Final = re.compile(r"[^\W\d_]{3,}")
KEYS: Final = re.compile(r"\(?((Strg|Umschalt|Alt)\+)*(\w{1,3}|[.,]|Entf|Leertaste|Links|Rechts|Return|F\d+)\)?")
BETWEEN: Final = re.compile(r"\n| · |  +|: |(?<=^Rückgängig) |(?<=\S) (?=\()|<[^>]*>")
NAMES: Final = frozenset(
    {"xr2ct", "CASE", "marked", "bundled", "X2CT", "DICOM", "Trainieren[*] - xr2ct", "HD", "Full HD", "SYNTHETISCH"}
    | {"NIfTI (.nii.gz)", "NRRD (.nrrd)", "MetaImage (.mha)", "NumPy (.npz)", "STL (.stl)"}
    | {"Nach links scrollen", "Nach rechts scrollen"}
)
"""What has no translation: names of the program, of the case, of formats and geometries, and of the networks that come
along; a tag that is the first word of a banner; words of Qt. Names of methods, and titles, values and helps of settings
come from the core, which speaks English."""


def _plain(text: str) -> str:
    return text.replace("&", "").strip(" .…")


def _settings() -> Iterator[str]:
    for method in learned_method_specs():
        for config in configs_by_table(method).values():
            for node in form_nodes(config):
                yield from (node.title, node.name, node.help, *node.labels, *map(str, node.choices))


VALUES: Final = frozenset(map(_plain, GERMAN.values()))
ENGLISH: Final = frozenset(_plain(english) for english, german in GERMAN.items() if english != german) - VALUES
PATTERNS: Final = tuple(
    expression_of(german)
    for german in GERMAN.values()
    if "{" in german and WORD.search(re.sub(r"\{[^}]*\}", "", german))
)
FROM_THE_CORE: Final = frozenset(map(_plain, (*_settings(), *(spec.title for spec in method_specs().values()))))


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget shows, explains or reads out."""
    yield from (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.windowTitle())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QListWidget():
            yield from (widget.item(row).text() for row in range(widget.count()))
        case QTabWidget():
            yield from (widget.tabText(row) for row in range(widget.count()))
        case QTableView() | QTreeWidget():
            model = widget.model()
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                for column in range(model.columnCount()):
                    yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
    if hasattr(widget, "title_lines"):
        yield from widget.title_lines()
    for action in widget.actions():
        yield from (action.text(), action.toolTip(), action.iconText())


def found_in(*roots: QWidget) -> set[str]:
    widgets = [widget for root in roots for widget in (root, *root.findChildren(QWidget))]
    return {text for widget in widgets for text in texts_of(widget) if WORD.search(text)}


def is_known(text: str) -> bool:
    """Whether a text is a translation or a name, or made of such."""
    plain = _plain(text)
    if not WORD.search(plain) or plain in VALUES or plain in FROM_THE_CORE or text in NAMES or KEYS.fullmatch(text):
        return True
    if any(pattern.fullmatch(one) for pattern in PATTERNS for one in (text, text.strip(), plain)):
        return True
    if text.startswith("(") and text.endswith(")") and is_known(text[1:-1]):
        return True
    cuts = BETWEEN.finditer(text)
    return any(is_known(text[: cut.start()]) and is_known(text[cut.end() :]) for cut in cuts if cut[0] != text)


def opened(open_window, pair):
    """A window with a result whose X-rays were corrected, both workspaces built."""
    window = open_window()
    study = Study("CASE", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    study.set_edit(InputEdit(swap=True))
    window.actions_hub.execute("view.workspace_train")
    return window, study


def test_nothing_in_both_workspaces_and_the_export_is_left_in_english(german, open_window, pair) -> None:
    window, study = opened(open_window, pair)
    dialog = window.read.area(ReadExport).make_dialog(study)
    found = found_in(window, dialog)
    assert len(found) > 500
    settings = found_in(*(window.train.form.form(group) for group in ("method", "train", "augment")))
    english = sorted(text for text in found - settings if _plain(text) in ENGLISH - FROM_THE_CORE)
    assert not english, "\n".join(english)
    unknown = sorted(text for text in found if not is_known(text))
    assert not unknown, "\n".join(unknown)


def test_sentences_made_while_working_are_german_with_german_numbers(german, open_window, pair) -> None:
    window, _ = opened(open_window, pair)
    start = window.train.start
    start.show_estimate(Estimate(2_500_000, int(12.5e9), int(3e9), 0.75, 15_000.0, "cpu"), 20_000, "")
    assert start._memory.text() == "Braucht etwa 12,5 GB im Arbeitsspeicher; 3,0 GB sind frei. Das passt nicht."
    assert start._time.text() == "Etwa 4 h 10 min: 20.000 Schritte zu 0,75 s. 2,5 Millionen Gewichte."
    start.show_problem(tr(NO_DATA))
    assert start._problem.text() == "Zuerst Daten wählen."
    start.show_estimate_failed(Xr2ctError("Choose a CT series."))
    assert start._memory.text() == "Speicher und Zeit ließen sich nicht schätzen. Eine CT-Serie wählen."
    assert window.read.sidebar.result._line.text().endswith("1,0 s auf CPU")
    grid = window.read.grid
    assert grid.axial._labels(grid.axial.transform(), is_export=False).tags == ("SYNTHETISCH", "Röntgenbilder geändert")
    assert grid.volume.toolbar._tag.text() == "SYNTHETISCH"
    assert grid.frontal.probe_lines(grid.frontal.pixels, 4, 5)[1].startswith("Linienintegral ")
    assert "Eigenes; Teile: Liu" in window.train.method._needs.text()
    assert said("The lungs of the volume hold 1.0 L (estimate); adults have 1 to 9.5 L.").startswith(
        "Die Lunge des Volumens fasst 1,0 l"
    )
    assert tr(alternative_note(2, 4)) == "Alternative 2 von 4 · erklärt die Röntgenbilder etwa ebenso gut"
    card = ReportCard((CardRow("tv", "TV", False, {"equivalent_blur_mm": 6.9}),), True, "", ())
    assert "Unschärfe 6,9 mm" in tr(card.blur_sentence) and "Halbwertsbreite ist 16 mm" in tr(card.blur_sentence)


def test_english_numbers_stay_as_they_were(qapp) -> None:
    assert tr("step {step:,} of {total_steps:,}", step=1250, total_steps=20_000) == "step 1,250 of 20,000"
    assert tr(duration_in_words(0.75)) == "0.75 s" == duration_in_words(0.75)


def test_cases_that_the_program_makes_have_german_names(german, open_window, qtbot, tmp_path, pair) -> None:
    """A pair of the bench is called by how it was taken, in German words and numbers; so are the bundled cases."""
    window = open_window("slow")
    write_pair(pair, tmp_path / "made")
    window.worker.start = lambda task, config, out_dir: "job"
    setup = BenchSetup.preset("x2ct")
    turned = replace(setup.with_tube("lateral", setup.lateral.with_turn(-2.5)), breath_mm=6.0, look="drawn", seed=3)
    for how, title in (
        (None, "Röntgenbilder von Müller"),
        (turned, "Röntgenbilder von Müller (−2,5°, Atem +6 mm, Gerät 4)"),
    ):
        study = Study("Müller", ct=make_ct())
        window.read.session.add(study)
        window.read.reconstruction.project(study, how)
        qtbot.waitUntil(lambda: window.read.jobs.get("job") is not None, timeout=20_000)
        with qtbot.waitSignal(window.read.reconstruction.projected, timeout=20_000) as made:
            window.worker.finished.emit("job", {}, {"pair": tmp_path / "made" / "pair.json"})
        assert made.args[0].title == title
    sample = read_sample("phantom")
    assert sample.title == "Berechneter Thorax" and sample.attribution == "Mit xr2ct erzeugt. Lizenz: Apache-2.0."
    window.read.session.add(sample)
    listed = window.read.sidebar.studies.findChild(QListWidget).currentItem()
    assert listed.text() == sample.title and "Kein Patient." in listed.toolTip()
