"""What a person drew: the kind of measurement, its points, and where they lie. Values only; nothing is measured here.

Places: with `space` "patient" the points are LPS millimetres (x, y, z) and `axes` the unit vectors to the right and
down of the plane they were drawn in; with "frontal" and "lateral" they are (row, col) of the radiograph *as it was read
from the file*, so that mirroring or swapping the images takes the points along.

Points: distance two ends; angle an arm, the vertex, the other arm; ellipse and rectangle two opposite corners; probe
and volume one. A measurement belongs to its study and not to one reconstruction: it is read anew on what is shown.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, Literal
from uuid import uuid4

from pydantic import ConfigDict, TypeAdapter, ValidationError

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.models.display import Point

Kind = Literal["distance", "angle", "ellipse", "rectangle", "probe", "volume"]
Space = Literal["patient", "frontal", "lateral"]
VolumeRule = Literal["connected", "left lung", "right lung"]

KIND_TITLES: Final[dict[Kind, str]] = {
    "distance": "Distance",
    "angle": "Angle",
    "ellipse": "Ellipse",
    "rectangle": "Rectangle",
    "probe": "Probe",
    "volume": "Volume",
}
POINTS: Final[dict[Kind, int]] = {
    "distance": 2,
    "angle": 3,
    "ellipse": 2,
    "rectangle": 2,
    "probe": 1,
    "volume": 1,
}


@dataclass(frozen=True)
class Measurement:
    """One measurement. `limits_hu` and `rule` say which voxels a volume takes; raises `BadInputError` if unsound."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: Kind
    space: Space
    points: tuple[tuple[float, ...], ...]
    name: str
    id: str
    axes: tuple[Point, Point] | None = None
    limits_hu: tuple[float, float] | None = None
    rule: VolumeRule = "connected"
    is_shown: bool = True

    def __post_init__(self) -> None:
        size = 3 if self.space == "patient" else 2
        sound = len(self.points) == POINTS[self.kind] and all(len(point) == size for point in self.points)
        if not sound or not all(isfinite(value) for point in self.points for value in point):
            raise BadInputError(f"The measurement “{self.name}” has points that make no {self.kind}.")
        if self.kind == "volume" and (self.space != "patient" or self.limits_hu is None):
            raise BadInputError(f"The volume “{self.name}” has no limits in HU or no place in the patient.")
        if self.kind in ("ellipse", "rectangle") and self.space == "patient" and self.axes is None:
            raise BadInputError(f"The region “{self.name}” lies in no plane.")

    @property
    def is_in_patient(self) -> bool:
        return self.space == "patient"


def new_id() -> str:
    return uuid4().hex[:12]


_LIST: Final = TypeAdapter(tuple[Measurement, ...])


def to_json(measurements: tuple[Measurement, ...]) -> list[dict[str, Any]]:
    """Plain values for a session file; `from_json` makes equal measurements of them."""
    plain: list[dict[str, Any]] = _LIST.dump_python(measurements, mode="json")
    return plain


def from_json(plain: object) -> tuple[Measurement, ...]:
    """Measurements of plain values; raises `BadInputError` where they are not what `to_json` wrote."""
    try:
        return _LIST.validate_python(plain)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadInputError(
            f"The stored measurements cannot be read ({where}: {first['msg']}).",
            "The file may be from a newer version.",
        ) from error
