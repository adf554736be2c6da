"""One bundled CT laid over both radiographs while the pose of the lateral view, the breath and the tone curves change.

Two views hardly tell a turned lateral from a sheared patient: only what bodies look like does. So the CT may be moved,
stretched and turned, but a shear costs much, and what is left of one is taken as the turn of the view. Height, size and
breath show in what each view sees at each height (see `coarse_pair`): there the views must agree, whatever the body
looks like, so a disagreement counts much more than a difference of the images.

Units: millimetres, degrees. Shape legend: B guesses, K unknowns, N residuals, Z/Y/X voxels, V all of them, R rows,
C columns, 3 components in z, y, x.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import Final

import torch
from torch import Tensor

from xr2ct_core.inference.calibration.body import Template, body_at
from xr2ct_core.inference.calibration.coarse_pair import CoarsePair, CoarseView
from xr2ct_core.inference.calibration.least_squares import least_squares
from xr2ct_core.inference.calibration.unknowns import Unknowns, difference_steps, nothing
from xr2ct_core.methods.blocks.templates.losses import correlation

ROUNDS: Final = 14
_EDGE_LENGTH_MM, _EDGE_WEIGHT = 10.0, 8.0
_SHEAR_WEIGHT, _LEAN_WEIGHT, _BODY_WEIGHT, _USUAL_WEIGHT = 30.0, 0.5, 1e-2, 1e-3
_LEAST_SHARE = 1e-4
_LEAST_LEVEL, _LARGEST_FACTOR = 0.1, 2.0


@dataclass(frozen=True, eq=False)
class Fit:
    """What one template says (see `Unknowns`), how badly it fits (lower is better), and the correlation with both.

    `disagreement` is the root mean square difference of the views per height, relative to what they see, with the pose
    that was found, `disagreement_as_told` with the one that was told.
    """

    unknowns_K: Tensor
    loss: float
    correlations: tuple[float, float]
    disagreement: float
    disagreement_as_told: float

    @property
    def unknowns(self) -> Unknowns:
        return Unknowns(self.unknowns_K[None])


class PosedRegistration:
    """Fits one template, and where asked the pose of the lateral view, its breath and the tone curves."""

    def __init__(
        self,
        template: Template,
        pair: CoarsePair,
        *,
        with_pose: bool = True,
        with_breath: bool = True,
        with_tone: bool = False,
    ) -> None:
        self._template, self._pair, self._with_tone = template, pair, with_tone
        self._device = pair.lattice.position.device
        self._steps_K = difference_steps(
            self._device, with_pose=with_pose, with_breath=with_breath, with_tone=with_tone
        )

    def fit(self, on_round: Callable[[int], None]) -> Fit:
        """Look for the unknowns; `on_round` hears the number of each of at most `ROUNDS` rounds before it."""
        solution = least_squares(
            self._residuals, nothing(self._device), self._steps_K, rounds=ROUNDS, on_round=on_round
        )
        guess = Unknowns(solution.unknowns_K[None])
        images = self._images(guess)
        correlations = [
            correlation(image_BRC[0], view.measured_RC)
            for view, image_BRC in zip(self._pair.views, images, strict=True)
        ]
        disagreements = [
            float(self._level_difference(each).square().mean().sqrt()) for each in (images, self._images(guess.as_told))
        ]
        return Fit(solution.unknowns_K, solution.loss, (correlations[0], correlations[1]), *disagreements)

    def loss(self, unknowns_K: Tensor) -> float:
        """How badly these unknowns fit: what `fit` makes small."""
        return float(self._residuals(unknowns_K[None]).square().sum())

    def _residuals(self, values_BK: Tensor) -> Tensor:
        """Everything whose squares are summed, (B, N)."""
        guess = Unknowns(values_BK)
        images = self._images(guess)
        parts = [
            part for view, image_BRC in zip(self._pair.views, images, strict=True) for part in _misfit(view, image_BRC)
        ]
        difference_BH = self._level_difference(images)
        weight = sqrt(self._pair.level_weight / difference_BH.shape[1])
        parts += [weight * difference_BH, weight * difference_BH.diff(dim=1)]
        return torch.cat([*parts, *self._price(guess)], dim=1)

    def _price(self, guess: Unknowns) -> list[Tensor]:
        """Of a strange body and of unusual findings."""
        slopes_B33 = guess.affine_mm[:, :, :3] / self._pair.lattice.half_mm
        upper = torch.triu_indices(3, 3, 1)
        one, other = slopes_B33[:, upper[0], upper[1]], slopes_B33[:, upper[1], upper[0]]
        return [
            sqrt(_SHEAR_WEIGHT) * 0.5 * (one + other),
            sqrt(_LEAN_WEIGHT) * 0.5 * (one - other),
            sqrt(_BODY_WEIGHT) * guess.changed_body,
            sqrt(_USUAL_WEIGHT) * guess.unusual,
        ]

    def _level_difference(self, images: tuple[Tensor, Tensor]) -> Tensor:
        """By how much the lateral disagrees at each height (B, H) with a body that is put right by the frontal."""
        lateral = self._pair.lateral
        difference_BH = lateral.levels(images[1] - lateral.measured_RC)[:, self._pair.compared]
        return difference_BH / self._pair.usual_level_mm

    def _images(self, guess: Unknowns) -> tuple[Tensor, Tensor]:
        """Both projections (B, R, C) of the template as it is guessed, through its tone curves."""
        breath_B, pose_B6 = guess.body[:, 0], guess.pose
        position_3V = self._pair.lattice.position.flatten(1)
        straight_B3V = position_3V.expand(len(pose_B6), -1, -1)
        posed_B3V = _seen_places(position_3V, pose_B6, self._pair.lattice.half_mm)
        frontal, lateral = self._pair.views
        body = partial(body_at, self._template, guess, self._pair.lattice)
        frontal_BRC = self._shown(frontal, body(straight_B3V, breath_B), guess.tones[:, 0])
        factors_BH = frontal.levels(frontal.measured_RC[None]) / frontal.levels(frontal_BRC).clamp_min(
            _LEAST_LEVEL * self._pair.usual_level_mm
        )
        factors_BH = factors_BH.clamp(1.0 / _LARGEST_FACTOR, _LARGEST_FACTOR)
        lateral_BRC = self._shown(lateral, body(posed_B3V, breath_B, pose_B6[:, 5], factors_BH), guess.tones[:, 1])
        return frontal_BRC, lateral_BRC

    def _shown(self, view: CoarseView, mu_BZYX: Tensor, tones_B2: Tensor) -> Tensor:
        image_BRC = view.operator.forward(mu_BZYX)
        return _as_shown(image_BRC, view.measured_RC.amax(), tones_B2) if self._with_tone else image_BRC


def _seen_places(position_3V: Tensor, pose_B6: Tensor, half_mm: float) -> Tensor:
    """Where in the patient the voxels lie that the lateral view takes for its own, (B, 3, V) from -1 to 1."""
    z, y, x = position_3V
    turn, roll, pitch = torch.deg2rad(pose_B6[:, :3]).unbind(1)
    scale_B1 = torch.exp(pose_B6[:, 4:5])
    rotation_B33 = _rotations(roll, pitch, turn)
    in_view_B3V = torch.stack((x.expand(len(scale_B1), -1), y / scale_B1, z / scale_B1), dim=1)
    in_patient_B3V = torch.bmm(rotation_B33, in_view_B3V)
    x_BV, y_BV, z_BV = in_patient_B3V.unbind(1)
    return torch.stack((z_BV + pose_B6[:, 3:4] / half_mm, y_BV, x_BV), dim=1)


def _rotations(about_x: Tensor, about_y: Tensor, about_z: Tensor) -> Tensor:
    """`geometry.rotation_matrix` for many angles (B,) in radians at once: (B, 3, 3) on x, y, z."""
    (sx, cx), (sy, cy), (sz, cz) = ((torch.sin(angle), torch.cos(angle)) for angle in (about_x, about_y, about_z))
    rows = (
        (cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx),
        (sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx),
        (-sy, cy * sx, cy * cx),
    )
    return torch.stack([torch.stack(row, dim=1) for row in rows], dim=1)


def _misfit(view: CoarseView, image_BRC: Tensor) -> list[Tensor]:
    """The differences of the image and, weighted, of its changes over a centimetre, (B, N) each."""
    residual_BRC = (image_BRC - view.measured_RC) * view.counts_R1
    share = 1.0 / sqrt(2.0 * view.measured_RC.numel())
    edges = share * sqrt(_EDGE_WEIGHT) * _EDGE_LENGTH_MM / view.pixel_mm
    return [
        share * residual_BRC.flatten(1),
        edges * residual_BRC.diff(dim=1).flatten(1),
        edges * residual_BRC.diff(dim=2).flatten(1),
    ]


def _as_shown(image_BRC: Tensor, top: Tensor, tones_B2: Tensor) -> Tensor:
    """Line integrals through the inverse of a tone curve, comparable with what was measured."""
    gain, exponent = torch.exp(tones_B2[:, 0, None, None]), torch.exp(tones_B2[:, 1, None, None])
    share_BRC = (image_BRC / (gain * top)).clamp_min(_LEAST_SHARE)
    shown_BRC: Tensor = top * share_BRC ** (1.0 / exponent)
    return shown_BRC
