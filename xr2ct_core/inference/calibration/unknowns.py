"""What a registration with an open pose looks for, as one vector: each number in units of what is usual for it.

The pose of the lateral view and the breath between the views are what a calibration is for; the rest is the body, the
ends of its scan and the tone curves. Units: millimetres, degrees, logarithms. Shape legend: B guesses, K unknowns.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

POSE_NAMES: Final = ("turn", "roll", "pitch", "height", "scale", "breath")
POSE_USUAL: Final = (5.0, 3.0, 2.0, 8.0, 0.02, 8.0)
"""Degrees, degrees, degrees, millimetres, logarithm, millimetres."""
BODY_USUAL: Final = (8.0, 0.15)
"""Of the body's own breath in mm, and of the logarithm of the density of its lungs."""
TONE_USUAL: Final = (0.1, 0.2)
"""Of the logarithms of gain and exponent, for each view."""
END_USUAL: Final = 0.1
"""Of half the cube."""
SCAN_ENDS: Final = (-0.94, 0.94)
_AFFINE, _ENDS, _BODY, _POSE, _TONE = slice(0, 12), slice(12, 14), slice(14, 16), slice(16, 22), slice(22, 26)
COUNT: Final = 26
_DIFFERENCES: Final = ((_AFFINE, 1.0), (_ENDS, 0.1), (_BODY, 0.05), (_POSE, 0.05), (_TONE, 0.05))


@dataclass(frozen=True, eq=False)
class Unknowns:
    """Guesses (B, K) taken apart."""

    values_BK: Tensor

    @property
    def affine_mm(self) -> Tensor:
        """(B, 3, 4): displacements at the faces of the cube per axis z, y, x, and the shift, as in `Deformation`."""
        return self.values_BK[:, _AFFINE].reshape(-1, 3, 4)

    @property
    def ends(self) -> Tensor:
        """(B, 2): lower and upper end of the patient's scan, as a fraction of half the cube."""
        return END_USUAL * self.values_BK[:, _ENDS] + self.values_BK.new_tensor(SCAN_ENDS)

    @property
    def body(self) -> Tensor:
        """(B, 2): the body's own breath in mm and the logarithm of its lungs' density."""
        return self.values_BK[:, _BODY] * self.values_BK.new_tensor(BODY_USUAL)

    @property
    def pose(self) -> Tensor:
        """(B, 6): in the order of `POSE_NAMES`."""
        return self.values_BK[:, _POSE] * self.values_BK.new_tensor(POSE_USUAL)

    @property
    def tones(self) -> Tensor:
        """(B, 2, 2): logarithms of gain and exponent (last) of the frontal and the lateral view."""
        return self.values_BK[:, _TONE].reshape(-1, 2, 2) * self.values_BK.new_tensor(TONE_USUAL)

    @property
    def unusual(self) -> Tensor:
        """(B, ...): how far the ends, the pose and the curves are from what was told, in units of the usual."""
        return torch.cat((self.values_BK[:, _ENDS], self.values_BK[:, _POSE.start :]), dim=1)

    @property
    def as_told(self) -> "Unknowns":
        """The same bodies, the lateral taken as it was told."""
        values = self.values_BK.clone()
        values[:, _POSE] = 0.0
        return Unknowns(values)

    @property
    def changed_body(self) -> Tensor:
        """(B, 2): the body's own breath and density in units of the usual."""
        return self.values_BK[:, _BODY]


def nothing(device: torch.device) -> Tensor:
    """The unknowns (K,) where the template is as it is and everything was taken as told."""
    return torch.zeros(COUNT, device=device)


def difference_steps(device: torch.device, *, with_pose: bool, with_breath: bool, with_tone: bool) -> Tensor:
    """Steps (K,) of finite differences; 0 for what is not looked for."""
    steps = torch.zeros(COUNT, device=device)
    for part, step in _DIFFERENCES:
        steps[part] = step
    if not with_pose:
        steps[_POSE.start : _POSE.stop - 1] = 0.0
    if not with_breath:
        steps[_POSE.stop - 1] = 0.0
    if not with_tone:
        steps[_TONE] = 0.0
    return steps
