"""How the X-rays were taken beside what their files say: the lateral turned, moved and of another size, the frontal
beside the middle of the patient.

Otherwise the frontal view is where it is said to be: two views tell nothing about a movement of both. Angles add to
those of the file, as does the place of tube and detector together; the size divides the pixels. All zeros (size 1)
change nothing.

Units: degrees, millimetres; `scale` without unit, above 1 where the image shows the patient larger than told.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from xr2ct_core.geometry import ViewGeometry, rotation_matrix
from xr2ct_viewer.models.marked import marked


@dataclass(frozen=True)
class ViewPose:
    """`turn_deg` about the patient's long axis as in `ViewGeometry.turned`; `tilt_deg` the tube towards the head;
    `roll_deg` in the plane of the detector; `shift_mm` and `height_mm` of tube and detector to the back and up.
    `side_mm` is how far those of the frontal stood to the patient's left."""

    turn_deg: float = 0.0
    tilt_deg: float = 0.0
    roll_deg: float = 0.0
    shift_mm: float = 0.0
    height_mm: float = 0.0
    scale: float = 1.0
    side_mm: float = 0.0

    @property
    def is_as_told(self) -> bool:
        return self == AS_TOLD

    def applied(self, view: ViewGeometry) -> ViewGeometry:
        """A lateral view as it was taken."""
        if self.is_as_told:
            return view
        towards_head = self.tilt_deg if view.view == "LL" else -self.tilt_deg
        x_deg, y_deg, z_deg = view.rotation_deg
        posed = replace(view, rotation_deg=(x_deg + self.roll_deg, y_deg + towards_head, z_deg + self.turn_deg))
        told_mm = rotation_matrix((0.0, 0.0, self.turn_deg)) @ np.asarray(view.shift_mm)
        x_mm, y_mm, z_mm = (
            told_mm + self.shift_mm * posed.frame().column_axis + np.array((0.0, 0.0, self.height_mm))
        ).tolist()
        return replace(posed, shift_mm=(x_mm, y_mm, z_mm), pixel_mm=view.pixel_mm / self.scale)

    def without(self, *, is_frontal: bool) -> "ViewPose":
        """What is said of the other view alone, where one of them is left out."""
        return replace(self, side_mm=0.0) if is_frontal else ViewPose(side_mm=self.side_mm)

    def applied_to_frontal(self, view: ViewGeometry) -> ViewGeometry:
        """A frontal view as it was taken."""
        if not self.side_mm:
            return view
        x_mm, y_mm, z_mm = view.shift_mm
        return replace(view, shift_mm=(x_mm + self.side_mm, y_mm, z_mm))


def pose_between(told: tuple[ViewGeometry, ViewGeometry], found: tuple[ViewGeometry, ViewGeometry]) -> ViewPose:
    """The pose that brings both views from where they are told to be to where they were found.

    A movement along the central ray of the lateral, which hardly shows, is left out.
    """
    (frontal, lateral), (found_frontal, found_lateral) = told, found
    roll_deg, y_deg, turn_deg = np.subtract(found_lateral.rotation_deg, lateral.rotation_deg).tolist()
    pose = ViewPose(
        turn_deg,
        y_deg if lateral.view == "LL" else -y_deg,
        roll_deg,
        scale=lateral.pixel_mm / found_lateral.pixel_mm,
        side_mm=found_frontal.shift_mm[0] - frontal.shift_mm[0],
    )
    turned = pose.applied(lateral)
    missing_mm = np.subtract(found_lateral.shift_mm, turned.shift_mm)
    across = turned.frame().column_axis
    level = float(np.hypot(across[0], across[1]))
    shift_mm = float(missing_mm[:2] @ across[:2]) / level**2
    return replace(pose, shift_mm=shift_mm, height_mm=float(missing_mm[2] - shift_mm * across[2]))


AS_TOLD: Final = ViewPose()


@dataclass(frozen=True)
class PoseNumber:
    """One number of the pose as a person sets it. Limits and step are in the unit shown, which is `factor` times the
    number's own."""

    name: str
    title: str
    unit: str
    limit: float
    step: float
    tip: str
    factor: float = 1.0
    middle: float = 0.0

    def shown(self, pose: ViewPose) -> float:
        """The number in the unit shown."""
        return float(getattr(pose, self.name)) * self.factor

    def changed(self, pose: ViewPose, shown: float) -> ViewPose:
        """The pose with this number as shown."""
        return replace(pose, **{self.name: shown / self.factor})


POSE_NUMBERS: Final = (
    PoseNumber(
        "turn_deg",
        marked("Turn"),
        "°",
        25.0,
        0.5,
        marked("About the patient's long axis: above zero, the tube of a left lateral stood further to the front"),
    ),
    PoseNumber("tilt_deg", marked("Tilt"), "°", 15.0, 0.5, marked("How far the tube was tipped towards the head")),
    PoseNumber(
        "roll_deg",
        marked("Roll"),
        "°",
        15.0,
        0.5,
        marked("How far the detector lay turned in its own plane; the lines turn clockwise"),
    ),
    PoseNumber(
        "shift_mm",
        marked("Shift"),
        " mm",
        80.0,
        1.0,
        marked("How far tube and detector stood further to the patient's back"),
    ),
    PoseNumber(
        "height_mm",
        marked("Height"),
        " mm",
        100.0,
        1.0,
        marked("How much higher tube and detector stood; the lines move down"),
    ),
    PoseNumber(
        "scale",
        marked("Size"),
        " %",
        25.0,
        0.5,
        marked("How large the lateral X-ray shows the patient, beside what its pixel size says"),
        100.0,
        100.0,
    ),
    PoseNumber(
        "side_mm",
        marked("Side"),
        " mm",
        60.0,
        1.0,
        marked("How far tube and detector of the frontal X-ray stood further to the patient's left"),
    ),
)
