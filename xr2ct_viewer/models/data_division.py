"""In words: where source and detector stand in simulated radiographs, and which patients a split file holds out.

Toolkit-free. Distances come from the geometries themselves.
"""

from collections.abc import Sequence
from typing import Any, Final, get_args

from xr2ct_core.data.splits import DEFAULT_SHARES, PatientSplit
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.protocol.tasks import GeometryName
from xr2ct_viewer.models.marked import Filled, filled, listed, marked

GEOMETRY_TITLES: Final[dict[GeometryName, str]] = {"x2ct": "X2CT", "clinic": "Clinic", "parallel": "Parallel"}
_LIKE: Final[dict[GeometryName, Filled]] = {
    "x2ct": filled("close together, as the X2CT-GAN paper has them"),
    "clinic": filled("far apart, as in an X-ray room"),
    "parallel": filled("nothing is magnified, as from a source very far away"),
}
_SHARES: Final = {
    "train": marked("train {share:.0%}"),
    "validation": marked("validation {share:.0%}"),
    "test": marked("test {share:.0%}"),
}
_COUNTS: Final = {
    "train": marked("train {count}"),
    "validation": marked("validation {count}"),
    "test": marked("test {count}"),
}
_PARTS: Final = {"train": marked("train"), "validation": marked("validation"), "test": marked("test")}
_LISTED: Final = 12


def known_geometry(value: Any) -> GeometryName:
    """A geometry by the name that a file has for it; raises `BadInputError` if there is none."""
    for name in get_args(GeometryName):
        if value == name:
            return name  # type: ignore[no-any-return]
    raise BadInputError(f"There is no geometry named {value!r}.", f"Use {', '.join(get_args(GeometryName))}.")


def geometry_in_words(name: GeometryName) -> Filled:
    """One sentence: the distances and the pixel of a named geometry, and what it is like."""
    view = BiplanarGeometry.preset(name).frontal
    if view.model == "parallel":
        words = marked("Rays side by side onto pixels of {pixel:.3g} mm: {like}.")
        return filled(words, pixel=view.pixel_mm, like=_LIKE[name])
    words = marked(
        "Source {sad:g} mm from the centre of the patient and {sdd:g} mm from the detector, pixels of {pixel:.3g} mm:"
        " {like}."
    )
    return filled(words, sad=view.sad_mm, sdd=view.sdd_mm, pixel=view.pixel_mm, like=_LIKE[name])


def seed_in_words() -> Filled:
    """What holds patients out where no file does."""
    shares = [filled(_SHARES[part], share=share) for part, share in DEFAULT_SHARES.items()]
    return filled("Dealt out by the seed of the training: {shares} of the patients.", shares=listed(shares))


def split_in_words(split: PatientSplit) -> Filled:
    """How many patients are in each part of a split file."""
    counts = [filled(_COUNTS.get(part, part + " {count}"), count=len(ids)) for part, ids in split.parts.items()]
    return filled("{counts} patients", counts=listed(counts))


def split_patients(split: PatientSplit) -> tuple[Filled, ...]:
    """The patients of every part but the one for training, a line each."""
    return tuple(
        filled("{part}: {patients}", part=filled(_PARTS.get(part, part)), patients=_named(patients))
        for part, patients in split.parts.items()
        if part != "train"
    )


def _named(patients: Sequence[str]) -> Filled:
    """The first of many patients by name, and how many more there are."""
    names = ", ".join(patients[:_LISTED])
    if len(patients) <= _LISTED:
        return filled("{names}", names=names)
    return filled("{names} and {count} more", names=names, count=len(patients) - _LISTED)
