"""The virtual X-ray bench: how two X-rays of a known volume are to be taken, and how they look.

The tubes stand on circles about the patient's long axis. A turn is that of `ViewGeometry.turned`: above zero, the tube
of a PA moves towards the patient's right, that of a left lateral towards the front. The detector keeps its size in
millimetres, so moving tube or detector changes how large the patient is on it, as it does in a room.

Units: degrees, millimetres, photons per detector pixel without a patient.
"""

import math
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from xr2ct_core.geometry import PRESETS, BeamModel, BiplanarGeometry, View, ViewGeometry
from xr2ct_core.grid import CUBE_MM
from xr2ct_core.protocol.tasks import PairShown
from xr2ct_viewer.models.marked import Filled, filled, listed, marked
from xr2ct_viewer.models.view_pose import ViewPose

TubeName = Literal["frontal", "lateral"]

TUBES: Final[tuple[TubeName, ...]] = ("frontal", "lateral")
LARGEST_TURN_DEG: Final = 45.0
NEAREST_TUBE_MM: Final = CUBE_MM
"""From the middle of the patient: outside of the cube, wherever the tube stands."""
FARTHEST_TUBE_MM: Final = 3000.0
NEAREST_DETECTOR_MM: Final = 120.0
FARTHEST_DETECTOR_MM: Final = 1200.0
TURN_STEP_DEG: Final = 0.5
LENGTH_STEP_MM: Final = 10.0
LOOKS: Final[dict[PairShown, str]] = {
    "line_integral": marked("Line integrals, as computed"),
    "display": marked("Display images of a usual machine"),
    "drawn": marked("Display images of a machine by chance"),
}
DOSES: Final[dict[float | None, str]] = {
    None: marked("No noise"),
    1e6: marked("Little noise (1,000,000 photons)"),
    1e5: marked("Usual noise (100,000 photons)"),
    1e4: marked("Much noise (10,000 photons)"),
}
"""Photons a pixel of the detector receives where no patient is."""


@dataclass(frozen=True)
class Tube:
    """One tube with its detector: `turn_deg` about the patient's long axis, `sad_mm` from the tube to the middle of the
    patient, `behind_mm` from there to the detector."""

    turn_deg: float
    sad_mm: float
    behind_mm: float

    @property
    def sdd_mm(self) -> float:
        return self.sad_mm + self.behind_mm

    def moved_to(self, base: tuple[float, float], at_lps_mm: tuple[float, float]) -> "Tube":
        """With the tube as near as it may come to a point (x, y) of the axial plane, in steps.

        `base` is the direction (x, y) in which the tube of the view stands unturned.
        """
        x_mm, y_mm = at_lps_mm
        turn_deg = math.degrees(math.atan2(y_mm, x_mm) - math.atan2(base[1], base[0]))
        turned = self.with_turn(_stepped((turn_deg + 180.0) % 360.0 - 180.0, TURN_STEP_DEG))
        return turned.with_sad(_stepped(math.hypot(x_mm, y_mm), LENGTH_STEP_MM))

    def with_detector_at(self, behind_mm: float) -> "Tube":
        """With the detector about so far behind the patient, in steps."""
        return self.with_behind(_stepped(behind_mm, LENGTH_STEP_MM))

    def with_turn(self, turn_deg: float) -> "Tube":
        """Turned as far as allowed."""
        return replace(self, turn_deg=min(max(turn_deg, -LARGEST_TURN_DEG), LARGEST_TURN_DEG))

    def with_sad(self, sad_mm: float) -> "Tube":
        """With the tube so far from the patient, as far as allowed."""
        return replace(self, sad_mm=min(max(sad_mm, NEAREST_TUBE_MM), FARTHEST_TUBE_MM))

    def with_behind(self, behind_mm: float) -> "Tube":
        """With the detector so far behind the patient, as far as allowed."""
        return replace(self, behind_mm=min(max(behind_mm, NEAREST_DETECTOR_MM), FARTHEST_DETECTOR_MM))


@dataclass(frozen=True)
class BenchSetup:
    """How both X-rays are taken and shown.

    `pose` is that of the lateral apart from its turn, which is its tube's; `breath_mm` how much deeper the patient
    breathed in for the lateral; `is_told` whether the pair says how it was taken, or that everything stood straight.
    """

    frontal: Tube
    lateral: Tube
    model: BeamModel = "cone"
    pixels: int = 320
    pixel_mm: float = 1.5625
    pose: ViewPose = field(default_factory=ViewPose)
    breath_mm: float = 0.0
    look: PairShown = "line_integral"
    photons: float | None = None
    seed: int = 0
    is_told: bool = True

    @classmethod
    def preset(cls, name: str) -> "BenchSetup":
        """Both X-rays straight and noiseless, with the distances and detectors of a named geometry."""
        view = PRESETS[name].frontal
        is_cone = view.model == "cone"
        # Parallel beams have no distances; those of a usual room are kept for the day there are tubes again.
        sad_mm, behind_mm = (view.sad_mm, view.sdd_mm - view.sad_mm) if is_cone else (1600.0, 200.0)
        tube = Tube(0.0, sad_mm, behind_mm)
        return cls(tube, tube, view.model, view.cols, view.pixel_mm)

    def with_room_of(self, name: str) -> "BenchSetup":
        """The distances and detectors of a named geometry; all else as it is."""
        room = BenchSetup.preset(name)
        frontal = replace(room.frontal, turn_deg=self.frontal.turn_deg)
        lateral = replace(room.lateral, turn_deg=self.lateral.turn_deg)
        return replace(
            self, frontal=frontal, lateral=lateral, model=room.model, pixels=room.pixels, pixel_mm=room.pixel_mm
        )

    @property
    def room(self) -> str:
        """The named geometry whose distances and detectors these are; empty if there is none."""
        return next((name for name in PRESETS if self.with_room_of(name) == self), "")

    def tube(self, name: TubeName) -> Tube:
        return self.frontal if name == "frontal" else self.lateral

    def with_tube(self, name: TubeName, tube: Tube) -> "BenchSetup":
        return replace(self, frontal=tube) if name == "frontal" else replace(self, lateral=tube)

    @property
    def geometry(self) -> BiplanarGeometry:
        """Where tubes and detectors stand."""
        frontal = self._view(View.PA, self.frontal).turned(self.frontal.turn_deg)
        pose = replace(self.pose, turn_deg=self.lateral.turn_deg)
        lateral = pose.applied(self._view(View.LL, self.lateral))
        straight = PRESETS.get(self.room)
        is_named = straight is not None and (frontal, lateral) == straight.views
        return BiplanarGeometry(frontal, lateral, self.room if is_named else "custom")

    @property
    def straightened(self) -> "BenchSetup":
        """Both X-rays taken as they should be: nothing turned, tilted or moved, in one breath; distances stay."""
        frontal, lateral = (self.tube(name).with_turn(0.0) for name in TUBES)
        return replace(self, frontal=frontal, lateral=lateral, pose=ViewPose(), breath_mm=0.0)

    @property
    def in_short(self) -> Filled | None:
        """What tells a pair taken so from another one of the same volume, for its title; None where all is usual."""
        numbers = (
            (marked("frontal {value}°"), self.frontal.turn_deg),
            (marked("{value}°"), self.lateral.turn_deg),
            (marked("tilt {value}°"), self.pose.tilt_deg),
            (marked("roll {value}°"), self.pose.roll_deg),
            (marked("height {value} mm"), self.pose.height_mm),
            (marked("breath {value} mm"), self.breath_mm),
        )
        parts = [filled(pattern, value=f"{value:+g}".replace("-", "−")) for pattern, value in numbers if value]
        if self.look == "display":
            parts.append(filled("machine"))
        elif self.look == "drawn":
            parts.append(filled("machine {number}", number=self.seed + 1))
        return listed(parts) if parts else None

    @property
    def record(self) -> dict[str, Any]:
        """The geometry as the worker takes it."""
        return asdict(self.geometry)

    def _view(self, view: View, tube: Tube) -> ViewGeometry:
        sad_mm, sdd_mm = (tube.sad_mm, tube.sdd_mm) if self.model == "cone" else (0.0, 0.0)
        return ViewGeometry(view, self.model, sad_mm, sdd_mm, self.pixels, self.pixels, self.pixel_mm)


def standing_towards(name: TubeName) -> tuple[float, float]:
    """In which direction (x, y LPS) the tube of a view stands unturned, as seen from the patient."""
    view = ViewGeometry(View.PA if name == "frontal" else View.LL)
    x, y, _ = (-view.frame().ray_direction).tolist()
    return float(x), float(y)


def _stepped(value: float, step: float) -> float:
    return round(value / step) * step
