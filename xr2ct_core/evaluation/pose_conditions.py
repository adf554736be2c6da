"""Pairs whose lateral view was taken otherwise than told, one number at a time: for what a calibration brings.

The body, the beam and the detector stay; nothing is noisy. Degrees, millimetres, factors.
"""

from dataclasses import dataclass, replace
from typing import Final

from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import lateral_hu
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume


@dataclass(frozen=True)
class TakenLateral:
    """How a lateral view was taken against what is told, and how much lower its diaphragm stands."""

    id: str
    title: str
    pose: LateralPose
    breath_mm: float = 0.0

    def pair(self, cube: Volume, geometry: BiplanarGeometry, subject: str = "") -> RadiographPair:
        """The pair of a CT on the working cube, told to have been taken in `geometry`."""
        seen = lateral_hu(cube, StandIn(turn_deg=0.0, breath_mm=self.breath_mm))
        pair = simulate_pair(cube, self.pose.applied(geometry), lateral_hu=seen, subject=subject)
        lateral = replace(pair.lateral, pixel_mm=geometry.lateral.pixel_mm)
        return replace(pair, lateral=lateral, geometry=geometry)


TAKEN_LATERALS: Final = (
    TakenLateral("rolled-4", "lateral rolled by 4° in its plane", LateralPose(roll_deg=4.0)),
    TakenLateral("tilted-3", "lateral tilted by 3°", LateralPose(pitch_deg=3.0)),
    TakenLateral("scaled-5", "lateral 5% larger", LateralPose(scale=1.05)),
    TakenLateral("moved-10", "patient 10 mm further back in the lateral", LateralPose(depth_mm=-10.0)),
    TakenLateral("breath-10", "diaphragm 10 mm lower in the lateral", LateralPose(), breath_mm=10.0),
)
