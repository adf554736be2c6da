"""In words: where source and detector stand in simulated radiographs, and which patients a split file holds out.

Toolkit-free. Distances come from the geometries themselves.
"""

from typing import Any, Final, get_args

from xr2ct_core.data.splits import DEFAULT_SHARES, PatientSplit
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.protocol.tasks import GeometryName

GEOMETRY_TITLES: Final[dict[GeometryName, str]] = {"x2ct": "X2CT", "clinic": "Clinic", "parallel": "Parallel"}
_LIKE: Final[dict[GeometryName, str]] = {
    "x2ct": "close together, as the X2CT-GAN paper has them",
    "clinic": "far apart, as in an X-ray room",
    "parallel": "nothing is magnified, as from a source very far away",
}
_LISTED: Final = 12


def known_geometry(value: Any) -> GeometryName:
    """A geometry by the name that a file has for it; raises `BadInputError` if there is none."""
    for name in get_args(GeometryName):
        if value == name:
            return name  # type: ignore[no-any-return]
    raise BadInputError(f"There is no geometry named {value!r}.", f"Use {', '.join(get_args(GeometryName))}.")


def geometry_in_words(name: GeometryName) -> str:
    """One sentence: the distances and the pixel of a named geometry, and what it is like."""
    view = BiplanarGeometry.preset(name).frontal
    if view.model == "parallel":
        return f"Rays side by side onto pixels of {view.pixel_mm:.3g} mm: {_LIKE[name]}."
    return (
        f"Source {view.sad_mm:g} mm from the centre of the patient and {view.sdd_mm:g} mm from the detector, pixels of "
        f"{view.pixel_mm:.3g} mm: {_LIKE[name]}."
    )


def seed_in_words() -> str:
    """What holds patients out where no file does."""
    shares = ", ".join(f"{part} {share:.0%}" for part, share in DEFAULT_SHARES.items())
    return f"Dealt out by the seed of the training: {shares} of the patients."


def split_in_words(split: PatientSplit) -> str:
    """How many patients are in each part of a split file."""
    return ", ".join(f"{part} {len(patients)}" for part, patients in split.parts.items()) + " patients"


def split_patients(split: PatientSplit) -> str:
    """The patients of every part but the one for training, a line each."""
    lines = []
    for part, patients in split.parts.items():
        if part != "train":
            more = f" and {len(patients) - _LISTED} more" if len(patients) > _LISTED else ""
            lines.append(f"{part}: {', '.join(patients[:_LISTED])}{more}")
    return "\n".join(lines)
