"""Taking things along from the window: every kind in its file, with the banner, stopped cleanly, never overwriting."""

import threading
from dataclasses import replace
from pathlib import Path

import imageio.v3 as iio
import numpy as np
import pydicom
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tests.viewer.test_models import make_ct, make_result
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_volume
from xr2ct_core.io.mesh import Mesh
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.dialogs.export_dialog import ExportDialog
from xr2ct_viewer.models.export_choice import (
    EXPORT_TITLES,
    NO_SURFACE,
    RECONSTRUCT_FIRST,
    ExportChoice,
    ExportOffer,
    offer_reasons,
    size_line,
)
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.surfaces import RECIPES, Surface
from xr2ct_viewer.services import export_tasks
from xr2ct_viewer.services.background import THREADS
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.read_volume import ReadVolume

SMALL_MOVIE = {"movie_width_px": 96, "movie_height_px": 96, "seconds": 1.0, "fps": 6}


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def study(window, pair) -> Study:
    study = Study("case", pair=pair)
    window.read.session.add(study)
    study.add_result(make_result(study))
    return study


@pytest.fixture
def area(window) -> ReadExport:
    return window.read.area(ReadExport)


@pytest.fixture
def surfaces(window, study) -> tuple[Surface, ...]:
    """Lungs and bone, shown in 3D."""
    corners = np.array([[0, 0, 0], [10, 0, 0], [0, 10, 0]], np.float32)
    mesh = Mesh(corners, np.array([[0, 1, 2]], np.int32))
    made = tuple(Surface.new(RECIPES[kind], mesh, np.ones((3, 3), np.float32)) for kind in ("lungs", "bone"))
    shown = window.read.area(ReadVolume).surfaces.surfaces
    shown.set(shown.volume, made)
    return made


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What was asked before something was replaced; every answer is no."""
    texts: list[str] = []
    monkeypatch.setattr(Question, "is_confirmed", lambda question: texts.append(question.text()) or False)
    return texts


def export(area: ReadExport, qtbot, choice: ExportChoice, path: Path, **extra: object) -> Path:
    with qtbot.waitSignal(area.exporting.done, timeout=20_000) as done:
        area.write(choice, path, **extra)
    return done.args[0]


def has_strip(image: QImage) -> bool:
    strip = image.pixelColor(2, image.height() - 3)
    return strip.red() > strip.blue() + 30


@pytest.mark.parametrize("layout", ["read", "mpr", "compare", "volume"])
def test_every_layout_becomes_a_picture_with_the_banner(window, area, study, qtbot, tmp_path, layout):
    window.actions_hub.execute(f"view.{layout}")
    path = export(area, qtbot, ExportChoice(kind="picture", picture_width_px=700), tmp_path / "view.png")
    image = QImage(str(path))
    assert has_strip(image) and abs(image.width() - 700) <= 2
    assert image.text("Disclaimer").startswith("SYNTHETIC")


def test_a_picture_of_one_view_at_a_size_has_the_height_that_was_promised(window, area, study, qtbot, tmp_path):
    window.actions_hub.execute("view.mpr")
    choice = ExportChoice(kind="picture", view="axial", picture_width_px=1000)
    offer = area.make_dialog(study).offer
    image = QImage(str(export(area, qtbot, choice, tmp_path / "axial.png")))
    assert abs(image.width() - 1000) <= 2 and abs(image.height() - offer.picture_height_px(choice)) <= 4
    assert "axial" in offer.views and has_strip(image)


def test_no_kind_of_export_is_cut_off_in_a_language_of_long_words(german, area, study):
    kinds = area.make_dialog(study).kinds
    lines = [line for row in range(kinds.count()) for line in kinds.item(row).text().split("\n")]
    room = kinds.width() - kinds.iconSize().width()
    assert max(map(kinds.fontMetrics().horizontalAdvance, lines)) < room - 20


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha", ".npz"])
def test_the_shown_volume_is_exported_in_every_format(area, study, qtbot, tmp_path, suffix):
    path = export(area, qtbot, ExportChoice(volume_format=suffix), tmp_path / f"out{suffix}")
    back = read_volume(path)
    assert np.array_equal(back.hu, study.volume.hu) and back.affine == study.volume.affine
    assert back.provenance is not None and back.provenance.synthetic


def test_dicom_is_a_secondary_capture_first_and_bears_a_name_only_when_given(area, study, qtbot, tmp_path):
    assert ExportChoice().dicom == "secondary-capture"
    path = export(area, qtbot, ExportChoice(kind="dicom"), tmp_path / "capture.dcm")
    data = pydicom.dcmread(path)
    assert data.Modality == "OT" and data.PatientName == "ANONYMOUS^SYNTHETIC"
    choice = ExportChoice(kind="dicom", dicom="ct-series")
    folder = export(area, qtbot, choice, tmp_path / "series", patient=("R-7", "Reader"))
    slices = sorted(folder.iterdir())
    assert len(slices) == 8 and pydicom.dcmread(slices[0]).PatientID == "R-7"
    assert "R-7" not in area._settings.data.export_choice


def test_a_sweep_is_a_movie_with_the_banner_in_every_frame(area, study, qtbot, tmp_path):
    choice = ExportChoice(kind="movie", movie="sweep", movie_format=".gif", **SMALL_MOVIE)
    frames = iio.imread(export(area, qtbot, choice, tmp_path / "sweep.gif"))
    assert frames.shape[:3] == (6, 96, 96)
    assert all(int(frame[-2, 1, 0]) - int(frame[-2, 1, 2]) > 25 for frame in frames)


def test_a_turntable_is_drawn_elsewhere_from_what_the_3d_view_shows(area, study, qtbot, tmp_path, monkeypatch):
    jobs = []

    def draw(job, _work):
        jobs.append((job, read_volume(Path(job.volume_path))))
        return Path(job.out_path)

    monkeypatch.setattr("xr2ct_core.media.render_process.run_render", draw)
    choice = ExportChoice(kind="movie", movie="turntable", degrees=180, **SMALL_MOVIE)
    export(area, qtbot, choice, tmp_path / "turn.mp4")
    ((job, volume),) = jobs
    assert job.turntable.degrees == 180 and job.banner.startswith("SYNTHETIC")
    assert np.array_equal(volume.hu, study.volume.hu)


def test_the_3d_view_is_put_into_its_place_of_a_picture(window, area, study, qtbot, tmp_path, monkeypatch):
    window.actions_hub.execute("view.mpr")
    monkeypatch.setattr("xr2ct_viewer.workspaces.read_export.can_draw_3d", lambda _grid: True)

    def draw(job, _work):
        image = QImage(job.width_px, job.height_px, QImage.Format.Format_RGB32)
        image.fill(QColor(0, 255, 0))
        image.save(job.out_path)
        assert not job.strip
        return Path(job.out_path)

    monkeypatch.setattr("xr2ct_core.media.render_process.run_render", draw)
    path = export(area, qtbot, ExportChoice(kind="picture", picture_width_px=800), tmp_path / "all.png")
    image, place = QImage(str(path)), window.read.grid.place_of_3d(800 / window.read.grid.width())
    assert image.pixelColor(place.center()).green() == 255 and has_strip(image)
    assert image.pixelColor(place.topLeft() / 2).green() != 255


def test_a_stopped_export_says_so_and_leaves_no_file(window, area, study, qtbot, tmp_path, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()
    frames = export_tasks.sweep_task

    def slow(*args):
        write = frames(*args)

        def waiting(work):
            begun.set()
            go_on.wait(10)
            return write(work)

        return waiting

    monkeypatch.setattr(export_tasks, "sweep_task", slow)
    area.write(ExportChoice(kind="movie", movie="sweep", **SMALL_MOVIE), tmp_path / "sweep.mp4")
    assert begun.wait(10) and area.exporting.is_busy
    with qtbot.waitSignal(area.exporting.cancelled, timeout=10_000):
        area.progress.cancel.click()
        go_on.set()
    assert list(tmp_path.iterdir()) == [] and not area.progress.isVisible()
    assert "cancelled" in window.statusBar().currentMessage()


def test_a_window_that_closes_stops_the_export_and_leaves_no_file(window, area, study, tmp_path, qtbot, monkeypatch):
    begun = threading.Event()

    def write(work):
        begun.set()
        while True:
            work.progress(0.5, "Writing")

    assert area.exporting.start("endless.mp4", write) and begun.wait(10)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    monkeypatch.setattr(window, "_may_close", lambda: True)
    assert window.close() and not area.progress.isVisible()
    qtbot.waitUntil(lambda: not any(one.name.startswith(THREADS) for one in threading.enumerate()), timeout=9_000)


def test_a_second_export_waits_for_its_turn_and_a_failed_one_is_explained(window, area, study, qtbot, tmp_path):
    release = threading.Event()

    def write(_work):
        release.wait(10)
        raise BadInputError("The disk is a coaster.", "Use another.")

    assert area.exporting.start("one", write) and not area.exporting.start("two", write)
    with qtbot.waitSignal(area.exporting.failed, timeout=10_000):
        release.set()
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None and not area.exporting.is_busy
    dialog.close()


def test_kinds_that_need_a_volume_say_why_they_are_off(window, area, pair):
    window.read.session.add(Study("no result", pair=pair))
    dialog = area.make_dialog(window.read.session.current)
    assert dialog.kind == "picture"
    for row, kind in enumerate(EXPORT_TITLES):
        item = dialog.kinds.item(row)
        is_on = bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)
        assert is_on == (kind == "picture") and (RECONSTRUCT_FIRST in item.text()) != is_on


def test_the_file_name_follows_kind_and_format(area, study, tmp_path):
    dialog = area.make_dialog(study)
    dialog.choose(ExportChoice(), tmp_path / "case")
    names = {}
    for kind, fields in {
        "volume": {"volume_format": ".mha"},
        "dicom": {"dicom": "ct-series"},
        "picture": {},
        "movie": {"movie_format": ".gif"},
        "report": {},
    }.items():
        dialog.choose(ExportChoice(kind=kind, **fields))
        names[kind] = dialog.path.name
    expected = {"volume": "case.mha", "dicom": "case", "picture": "case.png", "movie": "case.gif"}
    expected["report"] = "case.html"
    assert names == expected


def test_a_typed_ending_of_another_kind_chooses_that_kind_or_says_why_not(area, study, tmp_path, monkeypatch):
    monkeypatch.setattr(ExportDialog, "accept", lambda dialog: None)
    dialog = area.make_dialog(study)
    dialog.choose(ExportChoice(kind="dicom"), tmp_path / "a")
    dialog._path.setText(str(tmp_path / "mine.nrrd"))
    dialog._path.editingFinished.emit()
    assert (dialog.kind, dialog.choice.volume_format, dialog.path.name) == ("volume", ".nrrd", "mine.nrrd")
    assert "Volume" in dialog._where.text()
    dialog._path.setText(str(tmp_path / "mine.stl"))
    dialog._confirm()
    assert dialog.kind == "volume" and dialog.path.name == "mine.nrrd"
    assert "Surface cannot be had now" in dialog._where.text()
    dialog._path.setText(str(tmp_path / "dr. who.v2"))
    dialog._path.editingFinished.emit()
    assert dialog.path.name == "dr. who.v2.nrrd"
    dialog.deleteLater()


@pytest.mark.parametrize(
    ("name", "kind", "suffix"),
    [
        ("a.NII.GZ", "volume", ".nii.gz"),
        ("a.nii", "volume", ".nii.gz"),
        ("a.dcm", "dicom", ".dcm"),
        ("a.gif", "movie", ".gif"),
        ("a.ply", "surface", ".ply"),
        ("a.html", "report", ".html"),
    ],
)
def test_every_known_ending_has_its_kind(name, kind, suffix):
    wanted = ExportChoice(kind="picture").for_ending(name)
    assert (wanted.kind, wanted.suffix) == (kind, suffix)
    assert wanted.for_ending("a") is None and wanted.for_ending(f"a{suffix}") is None


def test_choices_are_remembered_and_a_damaged_memory_is_forgotten(window, area, study, qtbot, tmp_path):
    choice = ExportChoice(volume_format=".npz", fps=7, degrees=90.0)
    export(area, qtbot, choice, tmp_path / "kept.npz")
    assert area.make_dialog(study).choice.model_dump() == {**choice.model_dump(), "movie": choice.movie}
    assert ExportChoice.recalled('{"fps": 900}') == ExportChoice.recalled("nonsense") == ExportChoice()


def test_nothing_is_replaced_without_asking(area, study, tmp_path, monkeypatch):
    (tmp_path / "old.npz").write_bytes(b"old")
    dialog = area.make_dialog(study)
    dialog.choose(ExportChoice(volume_format=".npz"), tmp_path / "old.npz")
    monkeypatch.setattr(Question, "is_confirmed", lambda _self: False)
    dialog._confirm()
    assert dialog.result() == 0
    monkeypatch.setattr(Question, "is_confirmed", lambda _self: True)
    dialog._confirm()
    assert dialog.result() == 1


def test_no_file_of_several_surfaces_is_replaced_without_asking(area, study, surfaces, qtbot, tmp_path, asked):
    for name in ("mine.stl", "mine-1-lungs.stl"):
        (tmp_path / name).write_bytes(b"old")
    dialog = area.make_dialog(study)
    dialog.choose(ExportChoice(kind="surface"), tmp_path / "mine.stl")
    dialog._confirm()
    (tmp_path / "mine-2-bone.stl").write_bytes(b"old")
    dialog._confirm()
    assert asked == [
        "mine-1-lungs.stl exists already. Replace it?",
        "mine-1-lungs.stl and mine-2-bone.stl exist already. Replace them?",
    ]
    assert dialog.result() == 0
    dialog.choose(ExportChoice(kind="surface"), tmp_path / "new.stl")
    dialog._confirm()
    assert dialog.result() == 1 and len(asked) == 2
    export(area, qtbot, dialog.choice, dialog.path, surfaces=dialog.offer.surfaces)
    expected = dialog.offer.files(dialog.choice, dialog.path)
    assert [path.name for path in expected] == ["new-1-lungs.stl", "new-2-bone.stl"]
    assert set(tmp_path.glob("new*")) == set(expected)


def test_a_surface_that_is_made_while_the_dialog_asks_is_not_written(window, area, surfaces, monkeypatch, tmp_path):
    shown = window.read.area(ReadVolume).surfaces.surfaces
    written = []
    monkeypatch.setattr(export_tasks, "surface_task", lambda surfaces, *_: written.append(surfaces))
    monkeypatch.setattr(area.exporting, "start", lambda *_: True)

    def answer(dialog: ExportDialog) -> int:
        dialog.choose(ExportChoice(kind="surface"), tmp_path / "mine.stl")
        shown.set(shown.volume, surfaces)
        return 1

    monkeypatch.setattr(ExportDialog, "exec", answer)
    shown.set(shown.volume, surfaces[:1])
    area.ask()
    assert written == [surfaces[:1]]


def test_surfaces_saved_from_their_list_replace_nothing_without_asking(window, surfaces, qtbot, tmp_path, monkeypatch):
    old = tmp_path / "mine-1-lungs.stl"
    old.write_bytes(b"old")
    (tmp_path / "mine.stl").write_bytes(b"another")
    given: dict[str, object] = {}

    def name_file(*_args, **options) -> tuple[str, str]:
        given.update(options)
        return str(tmp_path / "mine.stl"), "STL (*.stl)"

    texts, answers = [], [False, True]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", name_file)
    monkeypatch.setattr(Question, "is_confirmed", lambda one: texts.append(one.text()) or answers[len(texts) - 1])
    owner = window.read.area(ReadVolume).surfaces
    (tmp_path / "mine-2-bone.stl").mkdir()
    owner.ask_export()
    assert texts == [] and "mine-2-bone.stl is a folder" in window.statusBar().currentMessage()
    (tmp_path / "mine-2-bone.stl").rmdir()
    owner.ask_export()
    assert texts == ["mine-1-lungs.stl exists already. Replace it?"]
    assert given["options"] == QFileDialog.Option.DontConfirmOverwrite
    owner.ask_export()
    qtbot.waitUntil((tmp_path / "mine-2-bone.stl").exists, timeout=10_000)
    assert len(texts) == 2 and old.read_bytes() != b"old" and (tmp_path / "mine.stl").read_bytes() == b"another"


@pytest.mark.parametrize("text", ["", "   ", "/", "~nobody_here/x", "x" * 300, "x" * 245, "there", ".nii.gz"])
def test_a_name_that_is_none_says_why_until_a_good_one_is_typed(window, area, study, tmp_path, asked, text):
    window.settings.update(last_folder=str(tmp_path))
    (tmp_path / "there").mkdir()
    dialog = area.make_dialog(study)
    dialog._path.setText(text)
    assert dialog._problem.text() == dialog._path.accessibleDescription() == dialog.problem != ""
    assert not dialog._export.isEnabled()
    for meddle in (dialog._path.editingFinished.emit, dialog._confirm, lambda: dialog.without_names.setChecked(True)):
        meddle()
        assert dialog._path.text() == text and dialog.result() == 0
    dialog.kinds.setCurrentRow(list(EXPORT_TITLES).index("picture"))
    dialog._path.setText(" mine ")
    assert dialog._export.isEnabled() and dialog._problem.text() == ""
    dialog._export.click()
    assert dialog.result() == 1 and dialog.path == tmp_path / "mine.png" and asked == []


def test_a_good_name_is_written_to_the_proposed_folder(window, area, study, qtbot, tmp_path, monkeypatch):
    window.settings.update(last_folder=str(tmp_path / "cases"))
    monkeypatch.chdir(tmp_path)
    dialog = area.make_dialog(study)
    dialog._path.setText("  mine.npz ")
    dialog._confirm()
    assert export(area, qtbot, dialog.choice, dialog.path) == tmp_path / "cases" / "mine.npz"
    assert [path.name for path in tmp_path.iterdir()] == ["cases"]


def test_a_series_goes_into_an_empty_folder_alone(area, study, tmp_path, asked):
    (tmp_path / "old").mkdir()
    dialog = area.make_dialog(study)
    dialog.choose(ExportChoice(kind="dicom", dicom="ct-series"), tmp_path / "old")
    assert dialog._export.isEnabled()
    (tmp_path / "old" / "holiday.jpg").touch()
    dialog._path.setText(str(tmp_path / "old "))
    assert "already holds files" in dialog._problem.text() and not dialog._export.isEnabled()
    dialog.choose(ExportChoice(kind="volume"))
    assert dialog.path == tmp_path / "old.nii.gz" and dialog._export.isEnabled()
    dialog._confirm()
    assert dialog.result() == 1 and asked == []


def test_a_folder_in_the_way_of_one_of_several_surfaces_is_told_of(window, area, study, surfaces, tmp_path, asked):
    (tmp_path / "mine-2-bone.stl").mkdir()
    dialog = area.make_dialog(study)
    dialog.choose(ExportChoice(kind="surface"), tmp_path / "mine.stl")
    assert dialog._problem.text() == "mine-2-bone.stl is a folder already. Choose another name."
    dialog._confirm()
    assert dialog.result() == 0 and asked == []


def test_without_opengl_the_turntable_is_off_and_the_sweep_is_chosen(window, area, study, qtbot):
    qtbot.waitUntil(lambda: window.read.grid.volume.gl is not None, timeout=10_000)
    page = area.make_dialog(study).pages["movie"]
    assert not page.turntable.isEnabled() and "3D is not available" in page.turntable.toolTip()
    assert page.sweep.isChecked() and page.values().get("movie") is None


def test_the_size_is_told_before_anything_is_written():
    offer = ExportOffer({}, {}, {"": (400.0, 300.0)}, (128, 128, 128))
    assert "128 files" in size_line(ExportChoice(kind="dicom", dicom="ct-series"), offer)
    assert size_line(ExportChoice(kind="picture", picture_width_px=4000), offer).startswith("4000 × 3000 pixels")
    assert size_line(ExportChoice(kind="movie", seconds=2, fps=10), offer).startswith("20 frames")
    assert offer_reasons(make_ct(), has_surfaces=False) == {"surface": NO_SURFACE}


def test_a_turntable_of_no_degrees_is_refused_with_a_sentence(window, area, study, tmp_path):
    area.write(ExportChoice(kind="movie", movie="turntable", degrees=0.0), tmp_path / "still.mp4")
    dialog = window.findChild(ErrorDialog)
    assert dialog is not None and list(tmp_path.iterdir()) == []
    dialog.close()


def test_names_stay_out_of_the_file_and_of_its_proposed_name_when_asked_for(window, area, study, qtbot, tmp_path):
    study.title = "Mueller Anna"
    result = make_result(study)
    origin = result.volume.provenance.model_copy(update={"subject": "Mueller", "source": "Mueller pa.png"})
    study.add_result(replace(result, volume=replace(result.volume, provenance=origin)))
    dialog = area.make_dialog(study)
    assert dialog.path.name == "Mueller_Anna_tv.nii.gz" and not dialog.without_names.isChecked()
    dialog.without_names.setChecked(True)
    assert dialog.path.name == "tv.nii.gz" and dialog.choice.without_names
    dialog.without_names.setChecked(False)
    assert dialog.path.name == "Mueller_Anna_tv.nii.gz"
    dialog._path.setText(str(tmp_path / "mine.nii.gz"))
    dialog.without_names.setChecked(True)
    assert dialog.path.name == "mine.nii.gz"
    found = {}
    for is_unnamed in (False, True):
        choice = ExportChoice(volume_format=".nrrd", without_names=is_unnamed)
        found[is_unnamed] = read_volume(export(area, qtbot, choice, tmp_path / f"{is_unnamed}.nrrd")).provenance
    assert (found[False].subject, found[False].source) == ("Mueller", "Mueller pa.png")
    assert found[True] == found[False].without_names() and (found[True].subject, found[True].source) == ("", "")
    assert area.make_dialog(study).without_names.isChecked(), "it is remembered"
