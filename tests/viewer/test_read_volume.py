"""The 3D view in the window: appearance, X-rays in space, clip plane and surfaces follow the case and can be undone."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.viewer.render.test_slicer_presets import BONE, scene
from xr2ct_core.affine import Affine
from xr2ct_core.io.mesh import Mesh
from xr2ct_core.provenance import SYNTHETIC_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import ImageEdit, InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.surfaces import RECIPES, Surface, SurfaceRecipe
from xr2ct_viewer.render.presets import bundled_presets
from xr2ct_viewer.render.transfer_edit import is_edited
from xr2ct_viewer.views.volume_toolbar import VolumeToolbar
from xr2ct_viewer.workspaces.read_volume import ReadVolume


def make_block() -> Volume:
    hu = np.full((16, 16, 16), -1000, np.int16)
    hu[4:12, 4:12, 4:12] = 800
    return Volume(hu, Affine.centred(hu.shape, (5.0,) * 3))


@pytest.fixture
def window(open_window):
    window = open_window()
    window.read.session.add(Study("block", ct=make_block()))
    return window


@pytest.fixture
def area(window) -> ReadVolume:
    return window.read.area(ReadVolume)


@pytest.fixture
def controls(window, area):
    window.read.grid.volume.toolbar.adjust_button.click()
    assert area.controls is not None
    return area.controls


def steps(window):
    return window.read.session.current.steps


def test_a_chosen_appearance_is_a_step_of_the_case_and_the_toolbar_follows(window, area) -> None:
    box = area.view.toolbar.preset_box
    bone = next(preset for preset in bundled_presets() if preset.id == "bone")
    area.view.toolbar.preset_chosen.emit(bone)
    assert box.currentText() == "Bone" and steps(window).undo_title == "3D appearance"
    window.actions_hub.execute("edit.undo")
    assert box.currentText() == "Chest" and area.view.look.preset == bundled_presets()[0]


def test_x_rays_in_space_are_offered_for_pairs_and_follow_corrections(window, area, pair) -> None:
    button = area.view.toolbar.xrays_button
    assert not button.isEnabled() and not window.actions_hub["volume.xrays"].isEnabled()
    window.read.session.add(Study("pair", pair=pair))
    assert button.isEnabled()
    before = area.view.look.radiographs
    assert [radiograph.view for radiograph in before] == list(pair.geometry.views)
    window.actions_hub.execute("volume.xrays")
    assert area.view.look.show_xrays and button.isChecked()
    window.read.session.current.set_edit(InputEdit(frontal=ImageEdit(flip=True)))
    assert (area.view.look.radiographs[0].grey == before[0].grey[:, ::-1]).all()


def test_the_rays_run_through_the_crosshair_while_it_is_shown(window, area) -> None:
    window.read.grid.slices.crosshair_lps_mm = (10.0, -5.0, 15.0)
    assert area.view.look.crosshair == (10.0, -5.0, 15.0)
    window.read.grid.slices.show_crosshair = False
    assert area.view.look.crosshair is None


def test_a_point_dragged_in_the_editor_is_one_step(window, area, controls) -> None:
    canvas = controls.editor.canvas
    before = area.view.look.preset
    point = before.opacity[8]
    start = QPointF(canvas.axes.x_of(point.x), canvas.axes.y_of(point.y)).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for offset in (4, 8, 12):
        QTest.mouseMove(canvas, start + QPointF(offset, -offset).toPoint())
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPointF(12, -12).toPoint())
    after = area.view.look.preset
    assert is_edited(after) and len(after.opacity) == len(before.opacity)
    assert after.opacity[8].y > point.y
    assert controls.editor.hu_box.value() == round(after.opacity[8].x)
    window.actions_hub.execute("edit.undo")
    assert area.view.look.preset == before and not steps(window).can_undo


def test_points_are_added_coloured_and_removed_by_keyboard_and_numbers(area, controls) -> None:
    editor, canvas = controls.editor, controls.editor.canvas
    count = len(canvas.preset.opacity)
    canvas.choose("opacity", 4)
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    assert len(area.view.look.preset.opacity) == count + 1 and canvas.index == 5
    editor.opacity_box.setValue(25.0)
    assert area.view.look.preset.opacity[5].y == pytest.approx(0.25)
    hu = area.view.look.preset.opacity[5].x
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert area.view.look.preset.opacity[5].x == pytest.approx(hu + 5.0)
    editor.set_colour(-600.0, (0.0, 1.0, 0.0))
    assert (0.0, 1.0, 0.0) in [point.color for point in area.view.look.preset.colour]
    canvas.choose("opacity", 5)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(area.view.look.preset.opacity) == count


def test_reset_goes_back_to_the_appearance_that_was_edited(area, controls) -> None:
    editor = controls.editor
    assert not editor.reset_button.isEnabled()
    editor.shift_slider.setValue(30)
    assert area.view.look.preset.opacity[3].x == pytest.approx(bundled_presets()[0].opacity[3].x + 120.0)
    editor.reset_button.click()
    assert area.view.look.preset == bundled_presets()[0]


def test_slicers_presets_join_the_gallery_and_the_first_is_used(area, controls, tmp_path) -> None:
    path = tmp_path / "presets.xml"
    path.write_text(scene(BONE, BONE.replace("CT-Bone", "CT-Other")), encoding="utf-8")
    area.presets.open(path)
    titles = [controls.gallery.item(row).text() for row in range(controls.gallery.count())]
    assert titles[-2:] == ["CT-Bone", "CT-Other"]
    assert area.view.look.preset.title == "CT-Bone"
    own = area.presets.library.presets()
    for preset in own:
        area.presets.remove(preset)
    assert controls.gallery.count() == len(bundled_presets())


def test_an_appearance_survives_saving_and_opening(area, controls, tmp_path) -> None:
    controls.editor.shift_slider.setValue(10)
    edited = area.view.look.preset
    area.presets.save(tmp_path / "mine.vp.json")
    controls.editor.reset()
    area.presets.open(tmp_path / "mine.vp.json")
    assert area.view.look.preset.opacity == edited.opacity and area.view.look.preset.title == edited.title


def test_the_clip_plane_goes_through_the_crosshair_and_moves_as_one_step(window, area, controls) -> None:
    window.read.grid.slices.crosshair_lps_mm = (10.0, 20.0, 30.0)
    controls.scene.clip_requested.emit("coronal")
    clip = area.view.look.clip
    assert clip is not None and clip.point_lps_mm == (10.0, 20.0, 30.0) and clip.normal == (0.0, -1.0, 0.0)
    for depth_mm in (5, 10, 20):
        controls.scene.depth_slider.setValue(depth_mm)
    assert area.view.look.clip.point_lps_mm == pytest.approx((10.0, 40.0, 30.0))
    window.actions_hub.execute("edit.undo")
    assert area.view.look.clip == clip and controls.scene.depth_slider.value() == 0
    window.actions_hub.execute("volume.whole")
    assert area.view.look.clip is None and not controls.scene.depth_slider.isEnabled()


def test_soft_shadows_say_why_they_are_not_offered_in_software(controls) -> None:
    controls.scene.set_gl("software")
    assert not controls.scene.shadow_check.isEnabled() and "graphics card" in controls.scene.shadow_note.text()
    controls.scene.set_gl("hardware")
    assert controls.scene.shadow_check.isEnabled()


def test_a_surface_is_made_listed_faded_written_and_taken_back(window, area, controls, qtbot, tmp_path) -> None:
    with qtbot.waitSignal(area.surfaces.surfacing.made, timeout=30_000):
        area.surfaces.make(SurfaceRecipe("bone", 220.0, smoothing=0, kept_share=1.0))
    (surface,) = area.view.look.surfaces
    row = area.surfaces.panel.rows[surface.id]
    assert row.shown.text() == "Bone" and "estimate" in row.shown.toolTip()
    for percent in (80, 60, 40):
        row.opacity.setValue(percent)
    row.change_ended.emit()
    assert area.view.look.surfaces[0].opacity == pytest.approx(0.4)
    area.surfaces.export(area.view.look.surfaces, tmp_path / "bone.stl")
    qtbot.waitUntil(lambda: (tmp_path / "bone.stl").exists(), timeout=10_000)
    assert b"research only" in (tmp_path / "bone.stl").read_bytes()[:80]
    window.actions_hub.execute("edit.undo")
    assert area.view.look.surfaces[0].opacity == 1.0
    window.actions_hub.execute("edit.undo")
    assert area.view.look.surfaces == () and area.surfaces.panel.rows == {}


def test_surfaces_belong_to_their_volume(window, area) -> None:
    first = window.read.session.current
    mesh = Mesh(np.eye(3, dtype=np.float32), np.array([[0, 1, 2]], np.int32))
    area.surfaces.surfaces.set(area.view.volume, (Surface.new(RECIPES["skin"], mesh, mesh.vertices_lps_mm),))
    assert len(area.view.look.surfaces) == 1
    window.read.session.add(Study("another", ct=make_block()))
    assert area.view.look.surfaces == ()
    window.read.session.select(first)
    assert len(area.view.look.surfaces) == 1


@pytest.mark.parametrize("width_px", [330, 420, 520, 900])
def test_the_synthetic_tag_is_whole_however_narrow_the_view(qtbot, width_px) -> None:
    bar = VolumeToolbar()
    qtbot.addWidget(bar)
    bar.offer_drawer()
    bar.set_badge("CPU", "llvmpipe")
    bar.set_banner(SYNTHETIC_BANNER)
    bar.resize(width_px, 34)
    bar.show()
    assert bar._tag.isVisible() and bar._tag.width() >= bar._tag.sizeHint().width()
    assert bar._tag.geometry().right() < bar.width()
    bar._fill_menu()
    offered = [action.text() for action in bar._menu.actions()]
    for toggle in (bar.crop_button, bar.xrays_button, bar.adjust_button):
        assert toggle.isVisible() != (toggle.text() in offered)
    assert bar._sides.isVisible() != bar._more.isVisible()


def test_the_drawer_closes_when_its_view_goes_back_to_a_small_place(window, area, qtbot) -> None:
    window.resize(1280, 720)
    grid = window.read.grid
    qtbot.waitUntil(lambda: 0 < area.view.width() < 640)
    area.view.toolbar.adjust_button.click()
    qtbot.waitUntil(lambda: area.view.width() > 640)
    assert grid.enlarged == "volume" and area.controls.isVisible()
    grid.toggle_enlarged("volume")
    qtbot.waitUntil(area.controls.isHidden)
    assert not area.view.toolbar.adjust_button.isChecked() and grid.enlarged == ""


def test_adjust_leaves_an_enlarged_view_enlarged_however_narrow_it_is(window, area, qtbot) -> None:
    window.resize(1100, 720)
    window.actions_hub.execute("view.read")
    window.actions_hub.execute("measure.list")
    window.read.grid.toggle_enlarged("volume")
    qtbot.waitUntil(lambda: 300 < area.view.width() < 640)
    area.view.toolbar.adjust_button.click()
    qtbot.waitUntil(lambda: area.controls is not None and area.controls.isVisible())
    assert window.read.grid.enlarged == "volume"
