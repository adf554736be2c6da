"""The 3D view: what is shown of the volume, what is cut away, and what stands around it."""

from typing import Final

from xr2ct_viewer.actions.command import Command

VOLUME_COMMANDS: Final = (
    Command(
        "volume.adjust",
        "Adjust the 3D view",
        "volume/1",
        "preset",
        "Shift+A",
        "in_read and has_volume",
        "Appearance over the histogram, surfaces, clip plane and light, beside the 3D view",
        checkable=True,
    ),
    Command(
        "volume.crop",
        "Crop box",
        "volume/2",
        "crop",
        "Shift+C",
        "in_read and has_volume",
        "Cut the volume open: drag the yellow handles in the 3D view, or the sliders above it",
        checkable=True,
    ),
    Command(
        "volume.whole",
        "Undo all cuts",
        "volume/2",
        "reset",
        "",
        "in_read and has_volume",
        "Show the whole volume again, without crop and clip plane",
    ),
    Command(
        "volume.xrays",
        "X-rays in space",
        "volume/3",
        "xray",
        "Shift+X",
        "in_read and has_pair",
        "Show the two X-rays where they were taken, their sources, and the rays through the crosshair",
        checkable=True,
    ),
    Command(
        "volume.surface_lungs",
        "Surface of the lungs",
        "volume/4",
        "lungs",
        "",
        "in_read and has_volume",
        "Make a surface of the lungs, in the background",
    ),
    Command("volume.surface_bone", "Surface of bone", "volume/4", "", "", "in_read and has_volume", "Make it in the background"),
    Command("volume.surface_skin", "Surface of the skin", "volume/4", "", "", "in_read and has_volume", "Make it in the background"),
    Command(
        "volume.export_surfaces",
        "Save surfaces…",
        "volume/4",
        "",
        "",
        "in_read and has_volume",
        "Write the surfaces that are shown as STL or PLY",
    ),
    Command(
        "volume.open_preset",
        "Open appearance…",
        "volume/5",
        "",
        "",
        "in_read and has_volume",
        "Open an appearance: .vp.json, or presets of 3D Slicer (.xml, .vp)",
    ),
    Command("volume.save_preset", "Save appearance…", "volume/5", "", "", "in_read and has_volume", "As .vp.json, which 3D Slicer opens too"),
)
