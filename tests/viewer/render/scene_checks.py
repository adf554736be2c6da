"""Draws small volumes and prints what was seen as JSON. Run in a process of its own by `test_scene.py`."""

import json
import sys

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkRenderWindow

from xr2ct_core.affine import Affine
from xr2ct_core.geometry import PRESETS
from xr2ct_core.io.mesh import Mesh
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.models.space_radiograph import SpaceRadiograph
from xr2ct_viewer.models.surfaces import RECIPES, Surface
from xr2ct_viewer.render.capture import SceneCapture, make_offscreen_window, read_pixels
from xr2ct_viewer.render.presets import bundled_presets
from xr2ct_viewer.render.scene import VolumeScene
from xr2ct_viewer.render.scene_state import SceneState

SIZE = 48
BONE = next(preset for preset in bundled_presets() if preset.id == "bone")


def capture_scene(
    scene: VolumeScene,
    volume: Volume,
    width_px: int,
    height_px: int,
    visibility: NDArray[np.float32] | None = None,
    *,
    azimuth_deg: float = 0.0,
) -> NDArray[np.uint8]:
    """One picture of the scene, (rows, cols, 3) RGB."""
    with SceneCapture(scene, volume, width_px, height_px, visibility) as capture:
        return capture.picture(azimuth_deg)


def ball(z: int, y: int, x: int) -> Volume:
    """A small ball of bone in air at a voxel position."""
    grid = np.indices((SIZE, SIZE, SIZE))
    inside = sum((axis - centre) ** 2 for axis, centre in zip(grid, (z, y, x), strict=True)) <= 5**2
    return Volume(np.where(inside, 1000, -1024).astype(np.int16), Affine.centred((SIZE,) * 3, (5.0,) * 3))


def lung_mist() -> Volume:
    """A soft cloud of lung tissue: no steep edges, which the lung preset leaves out."""
    grid = np.indices((SIZE, SIZE, SIZE)) - (SIZE - 1) / 2
    hu = -1024 + 300 * np.exp(-(grid**2).sum(0) / (2 * 9.0**2))
    return Volume(np.rint(hu).astype(np.int16), Affine.centred((SIZE,) * 3, (5.0,) * 3))


def shown(scene: VolumeScene, window: vtkRenderWindow) -> np.ndarray:
    """The scene as RGB of whole numbers that may be subtracted, the corner cube left out."""
    scene.prepare_frame()
    window.Render()
    return read_pixels(window)[:150, 50:, :3].astype(int)


def bright_halves(rgb: np.ndarray) -> list[int]:
    """Bright pixels left and right of the middle of a picture that starts 50 pixels from the left."""
    return [int((half.sum(2) > 150).sum()) for half in (rgb[:, :50], rgb[:, 50:])]


def check_camera(scene: VolumeScene, seen: dict[str, object]) -> None:
    """Somebody's own view of a volume, then finer voxels of the same cube, then a larger cube."""
    camera, volume = scene.renderer.GetActiveCamera(), ball(z=36, y=24, x=36)
    fine_hu = volume.hu.repeat(2, 0).repeat(2, 1).repeat(2, 2)
    scene.set_volume(volume)
    scene.look_from("L")
    camera.Azimuth(30.0)
    place = camera.GetPosition()
    scene.set_volume(Volume(fine_hu, Affine.centred((2 * SIZE,) * 3, (2.5,) * 3)))
    seen["camera_stays_for_finer_voxels"] = camera.GetPosition() == place
    scene.set_volume(Volume(volume.hu, Affine.centred((SIZE,) * 3, (6.0,) * 3)))
    seen["camera_moves_for_another_cube"] = camera.GetPosition() != place


def check_fading(scene: VolumeScene, window: vtkRenderWindow, seen: dict[str, object]) -> None:
    """Two balls of bone, the left one uncertain, in every preset that shows bone; then back again."""
    both = ball(z=36, y=24, x=36).hu.copy()
    both[ball(z=36, y=24, x=12).hu > 0] = 1000
    volume = Volume(both, Affine.centred((SIZE,) * 3, (5.0,) * 3))
    certain = np.ones(both.shape, np.float32)
    left_uncertain = certain.copy()
    left_uncertain[:, :, SIZE // 2 :] = 0.0
    scene.look_from("A")
    for preset in (known for known in bundled_presets() if known.id in ("chest", "bone", "mip")):
        scene.set_preset(preset)
        scene.set_volume(volume)
        plain = shown(scene, window)
        scene.set_volume(volume, certain)
        seen[f"certain_{preset.id}_difference"] = float(np.abs(shown(scene, window) - plain).mean())
        scene.set_volume(volume, left_uncertain)
        faded = shown(scene, window)
        seen[f"faded_{preset.id}"] = bright_halves(faded)
        scene.set_volume(volume)
        seen[f"restored_{preset.id}"] = bool((shown(scene, window) == plain).all())
    picture = capture_scene(scene, volume, 200, 200, left_uncertain)
    seen["faded_in_a_picture"] = bright_halves(picture[:150, 50:].astype(int))


def marked_pair() -> tuple[SpaceRadiograph, ...]:
    """Two radiographs, brighter in one half."""
    grey = np.full((32, 32), 60, np.uint8)
    grey[:, :16] = 220
    return tuple(SpaceRadiograph(grey, view) for view in PRESETS["x2ct"].views)


def tetrahedron() -> Surface:
    """A small surface on the patient's right, below."""
    vertices = np.array([[-90, -40, -90], [-30, -40, -90], [-60, 40, -90], [-60, 0, -30]], np.float32)
    faces = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]], np.int32)
    normals = vertices - vertices.mean(0)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Surface.new(RECIPES["bone"], Mesh(vertices, faces), normals.astype(np.float32))


def check_state(scene: VolumeScene, volume: Volume, seen: dict[str, object]) -> None:
    """Everything that can stand in a scene, in a picture of it and in one drawn from its state as JSON."""
    scene.look_from("P")
    plain = capture_scene(scene, volume, 160, 160).astype(int)
    changes = {
        "surface": lambda: scene.surfaces.show((tetrahedron(),)),
        "xrays": lambda: scene.show_beams(True),
        "clip": lambda: scene.set_clip(ClipPlane.through((70.0, 0.0, 70.0), (0.0, 1.0, 0.0))),
        "crop": lambda: scene.set_crop(CropBox(z=(0.25, 1.0))),
        "no_volume": lambda: scene.show_volume(False),
    }
    scene.set_radiographs(marked_pair())
    for name, change in changes.items():
        before = capture_scene(scene, volume, 160, 160).astype(int)
        change()
        after = capture_scene(scene, volume, 160, 160).astype(int)
        seen[f"{name}_changes_a_picture"] = int((np.abs(after - before).sum(2) > 30).sum())
    other = VolumeScene("software")
    other.set_volume(volume)
    text = SceneState.of(scene).model_dump_json()
    SceneState.model_validate_json(text).apply_to(other)
    redrawn = capture_scene(other, volume, 160, 160).astype(int)
    seen["state_difference"] = int(np.abs(redrawn - after).max())
    other.close()
    scene.show_beams(False)
    scene.surfaces.show(())
    scene.set_clip(None)
    scene.set_crop(CropBox())
    scene.show_volume(True)
    seen["all_taken_back_difference"] = int(np.abs(capture_scene(scene, volume, 160, 160).astype(int) - plain).max())


def check_soft_shadows(seen: dict[str, object]) -> None:
    """The graphics card's way of drawing, which software OpenGL can do too if slowly."""
    scene, window = VolumeScene("hardware"), make_offscreen_window(120, 120)
    scene.attach(window)
    scene.set_volume(ball(z=24, y=24, x=24))

    def drawn() -> np.ndarray:
        scene.prepare_frame()
        window.Render()
        return read_pixels(window)[:, :, :3].astype(int)

    plain = drawn()
    scene.set_soft_shadows(True)
    soft = drawn()
    scene.set_moving(window, True)
    seen["light_reach_while_moving"] = scene._mapper.GetGlobalIlluminationReach()
    scene.set_moving(window, False)
    seen["soft_shadow_change"] = float(np.abs(soft - plain).max())
    seen["soft_shadow_change_at_rest"] = float(np.abs(drawn() - soft).max())
    scene.close()
    window.Finalize()


def centroid(rgb: np.ndarray) -> list[float] | None:
    """Where the bright pixels are, as fractions from the top and from the left, the corner cube left out."""
    grey = rgb.astype(float).sum(2)
    grey[int(rgb.shape[0] * 0.75) :, : int(rgb.shape[1] * 0.25)] = 0
    rows, cols = np.nonzero(grey > 150)
    return [float(rows.mean() / rgb.shape[0]), float(cols.mean() / rgb.shape[1])] if rows.size else None


def main() -> None:
    seen: dict[str, object] = {}
    scene = VolumeScene("software")
    window = make_offscreen_window(200, 200)
    scene.attach(window)
    scene.set_preset(BONE)

    left_head = ball(z=38, y=24, x=38)
    scene.set_volume(left_head)
    for side in "APLRSI":
        scene.look_from(side)
        scene.prepare_frame()
        window.Render()
        seen[f"left_head_from_{side}"] = centroid(read_pixels(window)[:, :, :3])

    scene.look_from("A")
    for preset in bundled_presets():
        scene.set_volume(lung_mist() if preset.id in ("lung", "airways") else left_head)
        scene.set_preset(preset)
        seen[f"preset_{preset.id}"] = int((shown(scene, window).sum(2) > 60).sum())
    scene.set_preset(next(preset for preset in bundled_presets() if preset.id == "lung"))
    scene.set_volume(left_head)
    seen["bone_in_lung_preset"] = int((shown(scene, window).sum(2) > 60).sum())
    check_fading(scene, window, seen)
    scene.set_volume(left_head)

    scene.set_preset(BONE)
    scene.set_crop(CropBox(x=(0.0, 0.5)))
    scene.prepare_frame()
    window.Render()
    red, _green, blue = np.moveaxis(read_pixels(window)[:150, :, :3].astype(int), 2, 0)
    seen["bone_pixels_outside_crop"] = int((red > blue + 10).sum())
    scene.set_crop(CropBox())

    buffer_before = id(scene._hu)
    scene.set_volume(ball(z=10, y=24, x=10))
    scene.prepare_frame()
    window.Render()
    seen["right_feet_from_A"] = centroid(read_pixels(window)[:, :, :3])
    seen["buffer_reused"] = id(scene._hu) == buffer_before

    picture = capture_scene(scene, left_head, 320, 240)
    seen["capture_shape"] = list(picture.shape)
    seen["capture_centroid"] = centroid(picture)

    behind = capture_scene(scene, left_head, 200, 200, azimuth_deg=180.0)
    seen["capture_from_behind"] = centroid(behind)
    with SceneCapture(scene, left_head, 200, 200) as capture:
        capture.picture(90.0)
        seen["turntable_frame_is_the_same_picture"] = bool((capture.picture(180.0) == behind).all())

    check_state(scene, left_head, seen)
    check_soft_shadows(seen)

    check_camera(scene, seen)
    scene.set_volume(None)
    scene.prepare_frame()
    window.Render()
    seen["empty"] = centroid(read_pixels(window)[:, :, :3])
    scene.close()
    window.Finalize()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main()
