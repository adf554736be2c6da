"""Lines on which a frontal and a lateral X-ray show the same: where apex, carina and diaphragm have to line up.

Both tubes and a point on the patient's long axis span a plane. Each X-ray shows this plane as a line, and whatever one
X-ray shows on its line the other one shows somewhere on its own. Where it does not, the geometry is not as told.

Units: LPS millimetres; heights from the isocentre, towards the head.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from xr2ct_core.epipolar import Ray
from xr2ct_core.geometry import ViewGeometry
from xr2ct_viewer.models.epipolar import ray_through
from xr2ct_viewer.models.events import Events

HEIGHTS_MM: Final = (-120.0, -80.0, -40.0, 0.0, 40.0, 80.0, 120.0)


@dataclass(eq=False)
class HeightLines:
    """Whether the lines are shown, and at which heights."""

    events: ClassVar[Events] = Events()

    is_on: bool = False
    heights_mm: tuple[float, ...] = HEIGHTS_MM


def ray_at_height(height_mm: float, partner: ViewGeometry) -> Ray:
    """The ray of the partner view through the long axis at a height; the other view shows it as its line."""
    return ray_through(partner, (0.0, 0.0, height_mm))
