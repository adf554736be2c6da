"""What is written on a slice: which slice it is, how it is turned and how thick, and the value under the mouse."""

from typing import Final

from xr2ct_viewer.models.frames import STRAIGHT, Orientation, direction_letters
from xr2ct_viewer.models.planes import Plane
from xr2ct_viewer.models.slabs import slab_text
from xr2ct_viewer.models.slice_content import SliceContent
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets import painting

_NORMAL: Final[dict[Orientation, tuple[str, int]]] = {"axial": ("z", 2), "coronal": ("y", 1), "sagittal": ("x", 0)}


def title_lines(content: SliceContent, title: str, note: str) -> tuple[str, ...]:
    """Title with angle or slab, place in the stack, and what is unusual about the volume.

    The first line stays short of the letter at the top edge: the slab of a turned plane begins the second.
    """
    plane = content.plane
    if plane is None:
        return (title,)
    slab = slab_text(plane, content.slab)
    place = (f"{content.index + 1}/{plane.count}", _place(plane, content.index))
    if plane.is_oblique:
        angle = plane.frame.tilt_deg(STRAIGHT[content.orientation])
        lines = _joined(tr("{plane} oblique {angle:.0f}°", plane=title, angle=angle)), _joined(slab, *place), note
    else:
        lines = _joined(title, slab), _joined(*place), note
    return tuple(line for line in lines if line)


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


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _place(plane: Plane, index: int) -> str:
    """A slice's coordinate, or for a turned one, the way its stack runs."""
    if plane.is_oblique:
        return tr("towards {letters}", letters=direction_letters(plane.frame.normal))
    name, axis = _NORMAL[plane.orientation]
    return f"{name} = {painting.signed(plane.at_index((0.0, 0.0, 0.0), index)[axis])} mm"
