"""Another X-ray in a study, and work that is easily lost: measurements stay, jobs stop, sessions and closing ask."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QMessageBox

from tests.viewer.conftest import make_pair
from tests.viewer.test_models import make_ct
from xr2ct_core.geometry import View
from xr2ct_core.io import radiograph_for_view, read_volume, write_pair
from xr2ct_core.radiograph import Radiograph
from xr2ct_viewer.models.geometry_origin import with_length
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.measure.measurement import Measurement, new_id
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.view_pose import ViewPose
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.read_measure import ReadMeasure
from xr2ct_viewer.workspaces.read_sessions import ReadSessions

OTHER = np.zeros((24, 32), np.float32)
OTHER[3, 3] = 5.0


@pytest.fixture
def opened(open_window, qtbot, tmp_path):
    """Opens a window with a study from files."""

    def open_study(behaviour="idle"):
        window = open_window(behaviour)
        window.read.open_files((write_pair(make_pair(), tmp_path / "case"),))
        qtbot.waitUntil(lambda: bool(window.read.session.studies), timeout=20_000)
        return window, window.read.session.current

    return open_study


def drop_another(window, qtbot, tmp_path, study: Study, *, is_frontal: bool) -> None:
    path = tmp_path / "other.npy"
    np.save(path, OTHER)
    window.read.sidebar.input.image_dropped.emit(path, is_frontal)
    qtbot.waitUntil(lambda: study.pair.radiographs[not is_frontal].image.max() == 5.0, timeout=10_000)


def save(window, qtbot, path) -> None:
    done = []
    window.read.area(ReadSessions).write(SaveChoice(path), lambda: done.append(path))
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)


@pytest.mark.parametrize("is_frontal", [True, False])
def test_a_pixel_size_typed_while_another_image_is_read_is_not_that_of_the_other_image(opened, tmp_path, is_frontal):
    """The image that goes is corrected, and the one that comes was laid on the detector as it stood before."""
    _window, study = opened()
    path = tmp_path / "other.npy"
    np.save(path, OTHER)
    told = study.pair_for_another(is_frontal=is_frontal)
    read = radiograph_for_view(path, told, is_frontal=is_frontal)
    study.set_edit(with_length(study.edit, "frontal_pixel_mm" if is_frontal else "lateral_pixel_mm", 7.0))
    study.replace_image(read, is_frontal=is_frontal)
    place = not is_frontal
    assert study.pair.radiographs[place].pixel_mm == study.pair.geometry.views[place].pixel_mm == read.pixel_mm == 20.0


@pytest.mark.parametrize("is_frontal", [True, False])
def test_an_image_turned_while_another_is_read_gives_way_to_it(is_frontal):
    study = Study("turned", pair=make_pair())
    geometry = study.pair.geometry
    read = Radiograph(OTHER, 20.0, geometry.views[not is_frontal].view, "line_integral")
    study.replace_image(read, is_frontal=is_frontal)
    turned = ImageEdit(quarters=1)
    study.set_edit(InputEdit(frontal=turned) if is_frontal else InputEdit(lateral=turned))
    study.replace_image(read, is_frontal=is_frontal)
    assert study.pair.radiographs[not is_frontal].shape == OTHER.shape


def wait_for_another(window, qtbot, tmp_path, study: Study, *, is_frontal: bool, meanwhile=()) -> None:
    """Drop another image, and do something before it has been read."""
    path = tmp_path / "other.npy"
    np.save(path, OTHER)
    window.read.sidebar.input.image_dropped.emit(path, is_frontal)
    for edit in meanwhile:
        edit()
    assert not study.has_other_image
    qtbot.waitUntil(lambda: study.has_other_image, timeout=10_000)


@pytest.mark.parametrize("is_frontal", [True, False])
@pytest.mark.parametrize("swaps", [1, 2])
def test_the_image_that_another_was_dropped_on_gives_way_to_it_also_where_both_are_swapped_meanwhile(
    opened, qtbot, tmp_path, is_frontal, swaps
):
    """As if the other image had been there at once: it is where the one that it was dropped on stands now."""
    window, study = opened()
    swap = window.read.sidebar.input.swap
    stays = study.pair.radiographs[is_frontal]
    wait_for_another(window, qtbot, tmp_path, study, is_frontal=is_frontal, meanwhile=(swap,) * swaps)
    found = study.pair
    here = not is_frontal if swaps == 2 else is_frontal
    np.testing.assert_array_equal(found.radiographs[here].image, OTHER)
    np.testing.assert_array_equal(found.radiographs[not here].image, stays.image)

    at_once = Study("at once", pair=make_pair())
    read = radiograph_for_view(tmp_path / "other.npy", at_once.pair, is_frontal=is_frontal)
    at_once.replace_image(read, is_frontal=is_frontal)
    at_once.set_edit(InputEdit(swap=swaps == 1))
    assert found.geometry.views == at_once.pair.geometry.views
    for one, other in zip(found.radiographs, at_once.pair.radiographs, strict=True):
        assert (one.view, one.pixel_mm, one.assumptions) == (other.view, other.pixel_mm, other.assumptions)


@pytest.mark.parametrize("is_frontal", [True, False])
def test_corrections_made_while_another_image_is_read_stay_in_the_image_that_stays(opened, qtbot, tmp_path, is_frontal):
    window, study = opened()
    frontal, lateral = (radiograph.image for radiograph in study.pair.radiographs)
    edit = InputEdit(frontal=ImageEdit(flip=True), lateral=ImageEdit(quarters=1))
    wait_for_another(window, qtbot, tmp_path, study, is_frontal=is_frontal, meanwhile=(lambda: study.set_edit(edit),))
    kept = np.rot90(lateral, -1) if is_frontal else frontal[:, ::-1]
    np.testing.assert_array_equal(study.pair.radiographs[is_frontal].image, kept)
    np.testing.assert_array_equal(study.pair.radiographs[not is_frontal].image, OTHER)
    assert study.edit.is_identity


def test_two_images_dropped_on_a_swapped_pair_take_the_places_they_were_dropped_on(opened, qtbot, tmp_path):
    """The first that is there ends the swap, since the pair is made of what is shown; that is no swap of a person."""
    window, study = opened()
    window.read.sidebar.input.swap()
    images = {True: OTHER, False: 2.0 * OTHER}
    for is_frontal, image in images.items():
        np.save(tmp_path / f"{is_frontal}.npy", image)
        window.read.sidebar.input.image_dropped.emit(tmp_path / f"{is_frontal}.npy", is_frontal)
    seen = [images[True].sum(), images[False].sum()]
    qtbot.waitUntil(lambda: [one.image.sum() for one in study.pair.radiographs] == pytest.approx(seen), timeout=10_000)
    assert study.pair.frontal.view.is_frontal and not study.pair.lateral.view.is_frontal


@pytest.mark.parametrize("is_frontal", [True, False])
def test_what_is_typed_into_a_field_while_another_image_arrives_is_forgotten(opened, qtbot, tmp_path, is_frontal):
    window, study = opened()
    form = window.read.sidebar.input.geometry_form
    form.set_open(True)
    field = form.distances._fields["frontal_pixel_mm" if is_frontal else "lateral_pixel_mm"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    drop_another(window, qtbot, tmp_path, study, is_frontal=is_frontal)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert study.edit.is_identity and field.value() == 20.0


def probe(space: str, row: float, col: float) -> Measurement:
    return Measurement("probe", space, ((row, col),), f"{space} {row} {col}", new_id())


def test_a_measurement_stays_on_the_same_spot_of_the_image_that_stays(opened, qtbot, tmp_path):
    window, study = opened()
    study.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    mark = probe("frontal", 4.0, 5.0)
    study.measurements.add(mark)
    desk = window.read.area(ReadMeasure).desk
    before = desk.reading(mark).headline
    drop_another(window, qtbot, tmp_path, study, is_frontal=False)
    (moved,) = study.measurements.items
    assert desk.reading(moved).headline == before and "1" in before
    study.steps.undo()
    assert study.measurements.items == (mark,) and desk.reading(mark).headline == before


@pytest.mark.parametrize("is_frontal", [True, False])
def test_after_a_swap_measurements_follow_their_image_or_go_with_it(is_frontal):
    study = Study("marked", pair=make_pair())
    study.set_edit(InputEdit(swap=True, lateral=ImageEdit(flip=True)))
    of_frontal, of_lateral = probe("frontal", 4.0, 5.0), probe("lateral", 7.0, 25.0)
    study.measurements.restore((of_frontal, of_lateral))
    view = study.pair.geometry.views[not is_frontal].view
    study.replace_image(Radiograph(OTHER, 20.0, view, "line_integral"), is_frontal=is_frontal)
    (kept,) = study.measurements.items
    if is_frontal:  # what was read as the frontal stands on the lateral's side, mirrored there
        assert kept == replace(of_frontal, space="lateral", points=((4.0, 26.0),))
    else:
        assert kept == replace(of_lateral, space="frontal")
    shown = study.pair.radiographs[is_frontal]
    row, col = (int(value) for value in kept.points[0])
    assert shown.image[row, col] > 0.0, "the mark of the image that stays"
    study.steps.undo()
    assert study.measurements.items == (of_frontal, of_lateral) and not study.has_other_image
    study.steps.redo()
    assert study.measurements.items == (kept,) and study.has_other_image


@pytest.mark.parametrize("is_frontal", [True, False])
def test_how_the_image_that_goes_was_taken_is_corrected_no_more(is_frontal):
    study, told = Study("turned", pair=make_pair()), make_pair().geometry
    study.set_edit(InputEdit(pose=ViewPose(turn_deg=5.0, height_mm=7.0, scale=1.1, side_mm=4.0)))
    corrected = study.pair.geometry
    view = study.pair_for_another(is_frontal=is_frontal).geometry.views[not is_frontal]
    study.replace_image(Radiograph(OTHER, view.pixel_mm, view.view, "line_integral"), is_frontal=is_frontal)
    found = study.pair.geometry
    if is_frontal:
        assert found.frontal == told.frontal and found.lateral == corrected.lateral != told.lateral
    else:
        assert found.lateral == told.lateral and found.frontal == corrected.frontal != told.frontal
    assert study.edit.is_identity
    study.steps.undo()
    assert study.pair.geometry == corrected


def test_measurements_in_the_patient_stay(pair):
    study = Study("marked", pair=pair)
    inside = Measurement("probe", "patient", ((1.0, 2.0, 3.0),), "P", new_id())
    study.measurements.add(inside)
    study.replace_image(Radiograph(OTHER, 20.0, View.LL, "line_integral"), is_frontal=False)
    assert study.measurements.items == (inside,)


def test_a_running_reconstruction_is_stopped_and_its_volume_never_shown(opened, qtbot, tmp_path):
    window, study = opened("slow")
    said = []
    window.read.notice.connect(said.append)
    window.read.reconstruct()
    qtbot.waitUntil(lambda: bool(window.read.jobs.running), timeout=10_000)
    drop_another(window, qtbot, tmp_path, study, is_frontal=True)
    assert all(job.cancelling for job in window.read.jobs.running)
    assert any("another X-ray" in sentence for sentence in said)
    qtbot.waitUntil(lambda: not window.read.jobs.running, timeout=20_000)
    assert not study.results
    study.steps.undo()
    assert not study.results


def test_another_image_counts_as_work(opened, qtbot, tmp_path):
    window, study = opened()
    save(window, qtbot, tmp_path / "case.xr2ct")
    drop_another(window, qtbot, tmp_path, study, is_frontal=False)
    assert window.read.area(ReadSessions).desk.changes.is_unsaved and window.isWindowModified()
    study.steps.undo()
    assert not window.isWindowModified()
    study.steps.redo()
    window.actions_hub.execute("file.close")
    assert window.read.session.closed == [study]


def test_a_study_that_is_reopened_beside_itself_is_another_one(opened, qtbot, tmp_path):
    window, study = opened()
    study.set_edit(InputEdit(swap=True))
    save(window, qtbot, tmp_path / "case.xr2ct")
    window.actions_hub.execute("file.close")
    window.read.open_files((tmp_path / "case.xr2ct",))
    session = window.read.session
    qtbot.waitUntil(lambda: bool(session.studies), timeout=20_000)
    window.actions_hub.execute("file.reopen")
    assert len({one.id for one in session.studies}) == 2 and session.current is session.studies[-1]


@pytest.mark.parametrize("quits", [True, False])
def test_quitting_asks_about_work_that_was_closed_and_never_saved(opened, qtbot, tmp_path, monkeypatch, quits):
    asked = []
    monkeypatch.setattr(Question, "is_confirmed", lambda self: (asked.append(self.text()), quits)[1])
    window, study = opened()
    study.set_edit(InputEdit(swap=True))
    window.actions_hub.execute("file.close")
    assert window.close() is quits
    assert len(asked) == 1 and study.title in asked[0]


def test_what_was_saved_before_it_was_closed_is_not_asked_about(opened, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(Question, "is_confirmed", lambda self: pytest.fail(self.text()))
    window, study = opened()
    study.set_edit(InputEdit(swap=True))
    save(window, qtbot, tmp_path / "case.xr2ct")
    window.actions_hub.execute("file.close")
    assert window.close()


def test_what_is_opened_while_a_session_loads_stays(opened, qtbot, tmp_path, monkeypatch):
    window, study = opened()
    save(window, qtbot, tmp_path / "case.xr2ct")
    sessions, session = window.read.area(ReadSessions), window.read.session
    loads = []
    monkeypatch.setattr(sessions.desk.io, "load", lambda *args: loads.append(args))
    sessions.open(tmp_path / "case.xr2ct")
    qtbot.waitUntil(lambda: bool(loads), timeout=10_000)
    newcomer = Study("newcomer", pair=make_pair())
    session.add(newcomer)
    monkeypatch.undo()
    sessions.desk.io.load(*loads[0])
    qtbot.waitUntil(lambda: study not in session.studies, timeout=20_000)
    assert [one.title for one in session.studies] == [study.title, "newcomer"] and session.current is newcomer


def test_work_done_while_a_session_loads_is_asked_about(opened, qtbot, tmp_path, monkeypatch):
    window, study = opened()
    save(window, qtbot, tmp_path / "case.xr2ct")
    sessions, session = window.read.area(ReadSessions), window.read.session
    loads, asked = [], []
    monkeypatch.setattr(sessions.desk.io, "load", lambda *args: loads.append(args))
    monkeypatch.setattr(
        QMessageBox, "question", lambda *args: (asked.append(args[2]), QMessageBox.StandardButton.Cancel)[1]
    )
    sessions.open(tmp_path / "case.xr2ct")
    qtbot.waitUntil(lambda: bool(loads), timeout=10_000)
    study.set_edit(InputEdit(swap=True))
    _path, _found, on_loaded, _failed = loads[0]
    on_loaded(None)
    assert len(asked) == 1 and session.studies == [study]


def test_escape_leaves_a_number_and_does_not_stop_the_reconstruction(opened, qtbot):
    window, _study = opened("slow")
    window.read.reconstruct()
    qtbot.waitUntil(lambda: window.actions_hub["run.cancel"].isEnabled(), timeout=10_000)
    spin = next(field for field in window.read.sidebar.findChildren(QAbstractSpinBox) if field.isEnabled())
    above = spin
    while above is not window:
        above.setVisible(True)
        above = above.parentWidget()
    spin.setFocus()
    QTest.keyClicks(spin, "12")
    QTest.keyClick(spin, Qt.Key.Key_Escape)
    assert not spin.hasFocus() and not any(job.cancelling for job in window.read.jobs.running)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert all(job.cancelling for job in window.read.jobs.running), "outside of fields it is the shortcut"


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_ct_whose_file_is_not_known_or_gone_is_projected_from_memory(open_window, qtbot, tmp_path, is_gone):
    window = open_window("slow")
    ct = make_ct()
    study = Study("A CT", ct=ct, paths=(tmp_path / "gone.nii.gz",) if is_gone else ())
    window.read.session.add(study)
    asked = []
    window.worker.start = lambda task, config, out_dir: (asked.append((task, config)), "job")[1]
    window.actions_hub.execute("run.project")
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    ((task, config),) = asked
    written = read_volume(config["ct_path"])
    assert task == "project" and np.array_equal(written.hu, ct.hu) and written.affine == ct.affine
