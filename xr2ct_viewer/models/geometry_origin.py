"""The distances and pixel sizes of a pair with where each comes from: a tag, the program's guess, or a person.

Units: millimetres.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from xr2ct_core.origins import ASSUMED, GeometryNumber, origin_of
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.marked import filled, marked

LengthName = Literal["sad_mm", "sdd_mm", "frontal_pixel_mm", "lateral_pixel_mm"]
LENGTH_NAMES: Final[tuple[LengthName, ...]] = ("sad_mm", "sdd_mm", "frontal_pixel_mm", "lateral_pixel_mm")


@dataclass(frozen=True)
class Length:
    """One number as it is used and as it was read, `origin` in a word or two, `tip` in a sentence."""

    name: LengthName
    value_mm: float
    read_mm: float
    is_changed: bool
    origin: str
    tip: str


def lengths(pair: RadiographPair, edit: InputEdit) -> dict[LengthName, Length]:
    """The four numbers of a pair as it was read, under corrections."""
    return {name: _length(pair, edit, name) for name in LENGTH_NAMES}


def with_length(edit: InputEdit, name: LengthName, value_mm: float | None) -> InputEdit:
    """The edit with a number that a person set, or with None as it was read."""
    edit = replace(edit, estimated=tuple(known for known in edit.estimated if known != name))
    if name == "sad_mm":
        return replace(edit, sad_mm=value_mm)
    if name == "sdd_mm":
        return replace(edit, sdd_mm=value_mm)
    if name == "frontal_pixel_mm":
        return replace(edit, frontal=replace(edit.frontal, pixel_mm=value_mm))
    return replace(edit, lateral=replace(edit.lateral, pixel_mm=value_mm))


def _length(pair: RadiographPair, edit: InputEdit, name: LengthName) -> Length:
    is_lateral = name == "lateral_pixel_mm"
    number: GeometryNumber = "pixel_mm" if name.endswith("pixel_mm") else "sad_mm" if name == "sad_mm" else "sdd_mm"
    used, read = (
        float(getattr(known.views_as_told(pair)[int(is_lateral)], number))
        for known in (edit, InputEdit(swap=edit.swap, model=edit.model))
    )
    images = pair.radiographs[::-1] if edit.swap else pair.radiographs
    stated = origin_of(images[int(is_lateral)], number)
    is_changed = with_length(edit, name, None) != edit
    origin, tip = _words(stated, is_changed=is_changed, is_estimated=name in edit.estimated)
    if number != "pixel_mm":
        other_mm = float(getattr(pair.geometry.lateral, number))
        if not is_changed and abs(other_mm - read) > 0.5:
            tip = filled("{tip} The lateral X-ray was taken at {other_mm} mm.", tip=tip, other_mm=f"{other_mm:g}")
    return Length(name, used, read, is_changed, origin, tip)


def _words(stated: str, *, is_changed: bool, is_estimated: bool) -> tuple[str, str]:
    if is_changed and is_estimated:
        return marked("estimated"), marked("Found by a calibration: an estimate.")
    if is_changed:
        return marked("set by you"), marked("You set it.")
    if stated == ASSUMED:
        return marked("assumed"), marked("The file does not say it; this is what is usual.")
    if stated:
        return filled("DICOM"), filled("The file says it in {tag}.", tag=stated)
    return marked("from the file"), marked("The file says it.")
