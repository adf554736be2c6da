"""A pair of X-rays of a known CT as hospitals take them: not quite straight, in two breaths, shown by a machine.

The truth is the CT in the breath of the frontal view, where it stood. Each image says in its assumptions what was done
to it, so that a simulated pair is never taken for another, and what the pair file leaves untold is known. Light as long
as nobody breathes and no machine shows the images; these need torch.

Units: degrees about LPS axes, millimetres, photons per detector pixel without a patient.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.data.breath_field import NO_LUNGS
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.inference.calibration.findings import listed
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.projection.simulate import grid_of, simulate_pair
from xr2ct_core.protocol.tasks import PairShown, PoseTold
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume

UNTOLD_FRONTAL: Final = "Simulated: the frontal X-ray was {movements}, which the pair does not tell."
UNTOLD_LATERAL: Final = "Simulated: the lateral X-ray was {movements}, which the pair does not tell."
DEEPER: Final = "Simulated: in the lateral X-ray the diaphragm stands {length:.0f} mm lower than in the frontal one."
SHALLOWER: Final = (
    "Simulated: in the lateral X-ray the diaphragm stands {length:.0f} mm higher than in the frontal one."
)
SHOWN: Final = {
    "display": "Simulated: scatter, noise and tone curve are those of a made-up machine.",
    "drawn": "Simulated: scatter, noise and tone curve are those of a made-up machine, drawn by chance.",
}


@dataclass(frozen=True)
class Taking:
    """How a pair is taken of a CT.

    `geometry` is where both tubes really stood, `told` whether the pair says so. `breath_mm` is how much lower the
    diaphragm stands in the lateral view. `shown` is as line integrals, of which `photons` makes noisy ones, or as the
    usual machine of stand-ins shows them, or one drawn by `seed`.
    """

    geometry: BiplanarGeometry
    told: PoseTold = "taken"
    breath_mm: float = 0.0
    shown: PairShown = "line_integral"
    photons: float | None = None
    seed: int = 0

    @property
    def told_geometry(self) -> BiplanarGeometry:
        """Where the pair says that both tubes stood."""
        return self.geometry.straightened() if self.told == "straight" else self.geometry.named(self.geometry.name)

    @property
    def needs_torch(self) -> bool:
        return self.shown != "line_integral" or self.breath_mm != 0.0


def take_pair(cube: Volume, how: Taking, *, subject: str = "") -> RadiographPair:
    """The pair of a CT on the working cube.

    Raises `BadInputError` if the volume lies on no cube, or is asked for another breath and shows no lungs, and
    `BadConfigError` if a source stands inside the cube or the photons are out of their range.
    """
    lateral_hu = _other_breath(cube, how.breath_mm) if how.breath_mm else None
    if how.shown == "line_integral":
        pair = simulate_pair(
            cube, how.geometry, lateral_hu=lateral_hu, subject=subject, photons=how.photons, seed=how.seed
        )
    else:
        pair = _displayed(cube, lateral_hu, how, subject)
    frontal, lateral = (
        _saying(radiograph, _done_to(view, told, how))
        for radiograph, view, told in zip(pair.radiographs, how.geometry.views, how.told_geometry.views, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral, geometry=how.told_geometry)


def _other_breath(cube: Volume, breath_mm: float) -> NDArray[np.float32]:
    from xr2ct_core.evaluation.stand_in import StandIn
    from xr2ct_core.evaluation.stand_ins import lateral_hu

    bent = lateral_hu(cube, StandIn(turn_deg=0.0, breath_mm=breath_mm))
    if np.array_equal(bent, cube.hu):
        raise BadInputError(NO_LUNGS, "Take both X-rays in one breath.")
    return bent


def _displayed(cube: Volume, lateral_hu: NDArray[np.float32] | None, how: Taking, subject: str) -> RadiographPair:
    from xr2ct_core.evaluation.stand_in import StandIn, displayed_pair, drawn_stand_in

    machine = drawn_stand_in(how.seed, subject) if how.shown == "drawn" else StandIn(seed=how.seed)
    frontal_hu = cube.hu.astype(np.float32)
    bodies = (frontal_hu, frontal_hu if lateral_hu is None else lateral_hu)
    return displayed_pair(
        bodies, how.geometry.views, how.told_geometry, machine, cube_mm=grid_of(cube).cube_mm, subject=subject
    )


def _saying(radiograph: Radiograph, sentences: list[str]) -> Radiograph:
    return replace(radiograph, assumptions=(*radiograph.assumptions, *sentences))


def _done_to(view: ViewGeometry, told: ViewGeometry, how: Taking) -> list[str]:
    """What was done to the image of this view, in sentences."""
    sentences = []
    if view != told and (movements := movements_of(view)):
        sentence = UNTOLD_FRONTAL if view.view.is_frontal else UNTOLD_LATERAL
        sentences.append(sentence.format(movements=listed(movements)))
    if how.breath_mm and not view.view.is_frontal:
        breath = DEEPER if how.breath_mm > 0.0 else SHALLOWER
        sentences.append(breath.format(length=abs(how.breath_mm)))
    if how.shown in SHOWN:
        sentences.append(SHOWN[how.shown])
    return sentences


def movements_of(view: ViewGeometry) -> list[str]:
    """How the assembly of a view is turned and shifted, each in a few words that follow "was"."""
    (about_x, about_y, about_z), (x_mm, y_mm, z_mm) = view.rotation_deg, view.shift_mm
    if not view.view.is_frontal:
        pose = LateralPose(about_z, z_mm, roll_deg=about_x, pitch_deg=about_y, depth_mm=y_mm)
        return pose.parts(view.view) + _shifted(x_mm, "left", "right")
    source_behind = view.view is View.PA
    parts = []
    if about_z:
        towards = "right" if (about_z > 0.0) == source_behind else "left"
        parts.append(f"turned by {abs(about_z):.1f}° (its source towards the patient's {towards})")
    if about_y:
        towards = "left" if about_y > 0.0 else "right"
        parts.append(f"rolled by {abs(about_y):.1f}° in its plane (its top towards the patient's {towards})")
    if about_x:
        towards = "head" if (about_x > 0.0) == source_behind else "feet"
        parts.append(f"tilted by {abs(about_x):.1f}° (its source towards the {towards})")
    if z_mm:
        parts.append(f"{abs(z_mm):.0f} mm {'higher' if z_mm > 0.0 else 'lower'}")
    return parts + _shifted(x_mm, "left", "right") + _shifted(y_mm, "back", "front")


def _shifted(by_mm: float, positive: str, negative: str) -> list[str]:
    return [f"{abs(by_mm):.0f} mm further to the {positive if by_mm > 0.0 else negative}"] if by_mm else []
