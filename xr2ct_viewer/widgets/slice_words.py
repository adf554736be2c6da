"""What is written on a slice: which slice it is, how it is turned and how thick, and the value under the mouse."""

from typing import Final

from xr2ct_viewer.models.frames import STRAIGHT, Orientation, direction_letters
from xr2ct_viewer.models.planes import Plane
from xr2ct_viewer.models.slabs import slab_text
from xr2ct_viewer.models.slice_content import SliceContent
from xr2ct_viewer.widgets import painting

_NORMAL: Final[dict[Orientation, tuple[str, int]]] = {"axial": ("z", 2), "coronal": ("y", 1), "sagittal": ("x", 0)}


def title_lines(content: SliceContent, title: str, note: str) -> tuple[str, ...]:
    """Title with angle and slab, place in the stack, and what is unusual about the volume."""
    plane = content.plane
    if plane is None:
        return (title,)
    words = [title, slab_text(plane, content.slab)]
    if plane.is_oblique:
        words[0] = f"{title} oblique {plane.frame.tilt_deg(STRAIGHT[content.orientation]):.0f}°"
    place = f"{content.index + 1}/{plane.count} · {_place(plane, content.index)}"
    return tuple(line for line in (" · ".join(word for word in words if word), place, note) if line)


def probe_lines(content: SliceContent, row: float, col: float) -> tuple[str, ...]:
    """Where a pixel lies in the patient, and its value; nothing outside of the volume."""
    hu, plane = content.hu_under(row, col), content.plane
    if hu is None or plane is None:
        return ()
    x, y, z = (painting.signed(value) for value in plane.to_world(row, col, content.index))
    sigma = content.sigma_image()
    deviation = "" if sigma is None else f" ± {sigma[round(row), round(col)]:.0f}"
    slab = slab_text(plane, content.slab)
    value = f"{painting.plain(hu)}{deviation} HU"
    return f"x {x}  y {y}  z {z} mm", f"{value} · {slab}" if slab else value


def _place(plane: Plane, index: int) -> str:
    """A slice's coordinate, or for a turned one, the way its stack runs."""
    if plane.is_oblique:
        return f"towards {direction_letters(plane.frame.normal)}"
    name, axis = _NORMAL[plane.orientation]
    return f"{name} = {painting.signed(plane.at_index((0.0, 0.0, 0.0), index)[axis])} mm"
