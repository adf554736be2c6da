"""Where the X-ray source and the detector stand for each view.

World: LPS millimetres, isocentre at the origin. The detector plane is orthogonal to the central ray and centred on it.
Detector images are (row, col): rows grow towards the feet (-z); columns grow towards the patient's left (+x) in PA and
AP, towards the back (+y) in LL and RL. PA has its source behind the patient, AP in front, LL on the right, RL on the
left. `rotation_deg` turns the whole assembly about LPS x, then y, then z; PA turned +90 degrees about z is LL.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xr2ct_core.errors import BadConfigError

HALF_TURN_DEG: Final = 180.0
BeamModel = Literal["cone", "parallel"]


class View(StrEnum):
    """Named radiographic projections."""

    PA = "PA"
    AP = "AP"
    LL = "LL"
    RL = "RL"

    @property
    def is_frontal(self) -> bool:
        return self in (View.PA, View.AP)

    @property
    def label(self) -> str:
        return {
            View.PA: "Frontal (PA)",
            View.AP: "Frontal (AP)",
            View.LL: "Left lateral",
            View.RL: "Right lateral",
        }[self]


_TOWARDS_SOURCE: Final = {View.PA: (0, 1, 0), View.AP: (0, -1, 0), View.LL: (-1, 0, 0), View.RL: (1, 0, 0)}
_COLUMN_AXIS: Final = {View.PA: (1, 0, 0), View.AP: (1, 0, 0), View.LL: (0, 1, 0), View.RL: (0, 1, 0)}
_NOWHERE: Final = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class ViewFrame:
    """A view placed in the world; vectors are (x, y, z) LPS, lengths in millimetres.

    `source_mm` is None for parallel beams. `ray_direction` points from the source to the detector.
    """

    source_mm: NDArray[np.float64] | None
    detector_centre_mm: NDArray[np.float64]
    column_axis: NDArray[np.float64]
    row_axis: NDArray[np.float64]
    ray_direction: NDArray[np.float64]


@dataclass(frozen=True)
class ViewGeometry:
    """One view: beam, distances, detector and pose.

    `sad_mm` source to isocentre, `sdd_mm` source to detector (ignored for parallel beams), `pixel_mm` edge of the
    square detector pixels, `rotation_deg` and `shift_mm` the pose of the whole assembly about and along LPS x, y, z.
    """

    view: View
    model: BeamModel = "cone"
    sad_mm: float = 541.0
    sdd_mm: float = 949.0
    rows: int = 320
    cols: int = 320
    pixel_mm: float = 1.5625
    rotation_deg: tuple[float, float, float] = (0.0, 0.0, 0.0)
    shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        if not (1 <= self.rows <= 8192 and 1 <= self.cols <= 8192):
            raise BadConfigError(f"A detector of {self.rows} x {self.cols} pixels is not supported.")
        if not (np.isfinite(self.pixel_mm) and self.pixel_mm > 0):
            raise BadConfigError(f"The pixel size must be positive, not {self.pixel_mm:g} mm.")
        if self.model == "cone" and not (np.isfinite(self.sdd_mm) and 0 < self.sad_mm < self.sdd_mm):
            raise BadConfigError(
                f"The source cannot be {self.sad_mm:g} mm from the centre and {self.sdd_mm:g} mm from the detector.",
                "The source-to-detector distance is the larger one.",
            )

    @property
    def is_aligned(self) -> bool:
        """True if the detector axes lie along world axes, so projection factors over them."""
        return all(angle == 0.0 for angle in self.rotation_deg)

    @property
    def pixel_at_isocentre_mm(self) -> float:
        """Edge of a detector pixel seen at the isocentre, the scale bar of a radiograph."""
        return self.pixel_mm if self.model == "parallel" else self.pixel_mm * self.sad_mm / self.sdd_mm

    @property
    def middle_mm(self) -> tuple[float, float]:
        """How far below the origin of the world the middle of the detector looks, and how far along the columns.

        In mm at the isocentre: where the assembly is shifted, that is not 0.
        """
        frame, shift_mm = self.frame(), np.asarray(self.shift_mm)
        return float(frame.row_axis @ shift_mm), float(frame.column_axis @ shift_mm)

    @property
    def rows_mm(self) -> NDArray[np.float64]:
        """How far below the origin of the world each row looks, in mm at the isocentre (rows)."""
        return self.middle_mm[0] + _from_middle(self.rows) * self.pixel_at_isocentre_mm

    @property
    def cols_mm(self) -> NDArray[np.float64]:
        """How far from the origin of the world along the columns each of them looks, in mm at the isocentre (cols)."""
        return self.middle_mm[1] + _from_middle(self.cols) * self.pixel_at_isocentre_mm

    def turned(self, degrees: float) -> "ViewGeometry":
        """The same view with the assembly turned about the patient's long axis (+z), PA towards LL."""
        x_deg, y_deg, z_deg = self.rotation_deg
        return replace(self, rotation_deg=(x_deg, y_deg, z_deg + degrees))

    def around(self, count: int) -> tuple["ViewGeometry", ...]:
        """So many views spread evenly over half a turn about the patient's long axis, this one first."""
        return tuple(self.turned(HALF_TURN_DEG * number / count) for number in range(count))

    def moved(
        self, rotation_deg: tuple[float, float, float], shift_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    ) -> "ViewGeometry":
        """The same view with its whole assembly turned about LPS x, then y, then z, and then shifted along them."""
        turn = rotation_matrix(rotation_deg)
        x_mm, y_mm, z_mm = (turn @ np.asarray(self.shift_mm) + np.asarray(shift_mm)).tolist()
        angles_deg = self.rotation_deg
        if any(rotation_deg):
            angles_deg = rotation_angles_deg(turn @ rotation_matrix(self.rotation_deg))
        return replace(self, rotation_deg=angles_deg, shift_mm=(x_mm, y_mm, z_mm))

    def resampled(self, rows: int, cols: int) -> "ViewGeometry":
        """The same field of view with another number of (still square) pixels."""
        if rows * self.cols != cols * self.rows:
            raise BadConfigError("Resampling a detector must keep its aspect ratio.")
        return replace(self, rows=rows, cols=cols, pixel_mm=self.pixel_mm * self.rows / rows)

    def scaled(self, factor: float) -> "ViewGeometry":
        """The same view in a world that is so much larger."""
        x_mm, y_mm, z_mm = (factor * along_mm for along_mm in self.shift_mm)
        return replace(
            self,
            sad_mm=factor * self.sad_mm,
            sdd_mm=factor * self.sdd_mm,
            pixel_mm=factor * self.pixel_mm,
            shift_mm=(x_mm, y_mm, z_mm),
        )

    def frame(self) -> ViewFrame:
        """Source, detector centre and axes in the world."""
        rotation = rotation_matrix(self.rotation_deg)
        towards_source = rotation @ np.array(_TOWARDS_SOURCE[self.view], dtype=np.float64)
        shift_mm = np.asarray(self.shift_mm, dtype=np.float64)
        is_cone = self.model == "cone"
        behind_isocentre_mm = self.sdd_mm - self.sad_mm if is_cone else 0.0
        return ViewFrame(
            source_mm=towards_source * self.sad_mm + shift_mm if is_cone else None,
            detector_centre_mm=-towards_source * behind_isocentre_mm + shift_mm,
            column_axis=rotation @ np.array(_COLUMN_AXIS[self.view], dtype=np.float64),
            row_axis=rotation @ np.array((0.0, 0.0, -1.0)),
            ray_direction=-towards_source,
        )

    def pixel_to_world_mm(self, row_col: ArrayLike) -> NDArray[np.float64]:
        """World (..., 3) of the centres of detector pixels (..., 2) given as fractional (row, col)."""
        row_col = np.asarray(row_col, dtype=np.float64)
        frame = self.frame()
        down_mm = (row_col[..., 0:1] - (self.rows - 1) / 2.0) * self.pixel_mm
        right_mm = (row_col[..., 1:2] - (self.cols - 1) / 2.0) * self.pixel_mm
        return frame.detector_centre_mm + right_mm * frame.column_axis + down_mm * frame.row_axis

    def world_to_pixel(self, point_lps_mm: ArrayLike) -> NDArray[np.float64]:
        """Fractional (row, col) (..., 2) at which world points (..., 3) appear on the detector."""
        point = np.asarray(point_lps_mm, dtype=np.float64)
        frame = self.frame()
        if frame.source_mm is None:
            offset = point - frame.detector_centre_mm
        else:
            from_source = point - frame.source_mm
            depth_mm = from_source @ frame.ray_direction
            offset = from_source * (self.sdd_mm / depth_mm)[..., None] + frame.source_mm - frame.detector_centre_mm
        col = offset @ frame.column_axis / self.pixel_mm + (self.cols - 1) / 2.0
        row = offset @ frame.row_axis / self.pixel_mm + (self.rows - 1) / 2.0
        return np.stack([row, col], axis=-1)


def _from_middle(count: int) -> NDArray[np.float64]:
    return np.arange(count, dtype=np.float64) - (count - 1) / 2.0


def rotation_matrix(rotation_deg: tuple[float, float, float]) -> NDArray[np.float64]:
    """Rotation about LPS x, then y, then z, by the three angles in degrees."""
    (sx, sy, sz), (cx, cy, cz) = np.sin(np.deg2rad(rotation_deg)), np.cos(np.deg2rad(rotation_deg))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    matrix: NDArray[np.float64] = about_z @ about_y @ about_x
    return matrix


def rotation_angles_deg(matrix: NDArray[np.float64]) -> tuple[float, float, float]:
    """The angles in degrees of which `rotation_matrix` makes this rotation; the second lies within 90 degrees."""
    about_x = np.arctan2(matrix[2, 1], matrix[2, 2])
    about_y = np.arctan2(-matrix[2, 0], np.hypot(matrix[2, 1], matrix[2, 2]))
    about_z = np.arctan2(matrix[1, 0], matrix[0, 0])
    x_deg, y_deg, z_deg = (float(angle) for angle in np.round(np.rad2deg((about_x, about_y, about_z)), 9) + 0.0)
    return x_deg, y_deg, z_deg


@dataclass(frozen=True)
class BiplanarGeometry:
    """The frontal and the lateral view of one pair. `name` is a preset's or "custom"."""

    frontal: ViewGeometry
    lateral: ViewGeometry
    name: str = "custom"

    def __post_init__(self) -> None:
        if not self.frontal.view.is_frontal or self.lateral.view.is_frontal:
            raise BadConfigError(
                f"A pair needs a frontal and a lateral view, not {self.frontal.view} and {self.lateral.view}.",
                "Swap the two images or correct their views.",
            )

    @classmethod
    def make(
        cls,
        *,
        model: BeamModel = "cone",
        sad_mm: float = 541.0,
        sdd_mm: float = 949.0,
        rows: int = 320,
        cols: int = 320,
        pixel_mm: float = 1.5625,
        frontal_view: View = View.PA,
        lateral_view: View = View.LL,
        name: str = "custom",
    ) -> "BiplanarGeometry":
        """Both views with the same beam, distances and detector."""
        frontal = ViewGeometry(frontal_view, model, sad_mm, sdd_mm, rows, cols, pixel_mm)
        return cls(frontal, replace(frontal, view=lateral_view), name)

    @classmethod
    def preset(cls, name: str) -> "BiplanarGeometry":
        """One of the named geometries `x2ct`, `clinic`, `parallel`."""
        try:
            return PRESETS[name]
        except KeyError:
            raise BadConfigError(f"There is no geometry named {name!r}.", f"Use {', '.join(PRESETS)}.") from None

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "BiplanarGeometry":
        """What `dataclasses.asdict` wrote, also after JSON; other entries are left aside. Raises `BadConfigError`."""
        try:
            frontal, lateral = (_view_from_record(record[side]) for side in ("frontal", "lateral"))
            return cls(frontal, lateral, str(record.get("name", "custom")))
        except (KeyError, TypeError, ValueError) as error:
            raise BadConfigError("This record does not tell how both X-rays were taken.") from error

    @property
    def views(self) -> tuple[ViewGeometry, ViewGeometry]:
        return self.frontal, self.lateral

    def named(self, otherwise: str = "custom") -> "BiplanarGeometry":
        """Under the name of the preset it equals, else under another name, which is never that of a preset."""
        preset = next((key for key, value in PRESETS.items() if value.views == self.views), None)
        return replace(self, name=preset or (otherwise if otherwise not in PRESETS else "custom"))

    def straightened(self) -> "BiplanarGeometry":
        """As if nothing had been turned or shifted: the same distances and detectors."""
        frontal, lateral = (replace(view, rotation_deg=_NOWHERE, shift_mm=_NOWHERE) for view in self.views)
        return BiplanarGeometry(frontal, lateral).named()


def _view_from_record(record: Mapping[str, Any]) -> ViewGeometry:
    values: dict[str, Any] = dict(record)
    values |= {name: tuple(value) for name, value in record.items() if isinstance(value, list)}
    values["view"] = View(values["view"])
    return ViewGeometry(**values)


PRESETS: Final[dict[str, BiplanarGeometry]] = {
    "x2ct": BiplanarGeometry.make(name="x2ct"),
    "clinic": BiplanarGeometry.make(sad_mm=1600, sdd_mm=1800, rows=384, cols=384, pixel_mm=1.0, name="clinic"),
    "parallel": BiplanarGeometry.make(model="parallel", sad_mm=0, sdd_mm=0, pixel_mm=1.0, name="parallel"),
}
