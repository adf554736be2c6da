"""Levenberg-Marquardt for a handful of unknowns, whose residuals are computed for many guesses at once.

The derivatives are finite differences, all in one call. Deterministic. Marquardt, J Soc Ind Appl Math 1963;11:431.
Shape legend: B guesses, K unknowns, N residuals.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

_FIRST_DAMPING: Final = 1e-2
_DAMPING: Final = (1e-4, 5.0)
"""The least, and the factor by which it changes."""
_TRIALS: Final = 8
_LONGEST_STEP: Final = 30.0
"""In units of the steps of the differences."""


@dataclass(frozen=True, eq=False)
class Solution:
    """The unknowns (K,) with the least sum of squares found, and that sum."""

    unknowns_K: Tensor
    loss: float


@torch.no_grad()
def least_squares(
    residuals: Callable[[Tensor], Tensor],
    first_K: Tensor,
    steps_K: Tensor,
    *,
    rounds: int,
    enough: float = 1e-4,
    on_round: Callable[[int], None] = lambda number: None,
) -> Solution:
    """Lower the sum of squares of `residuals`, (B, K) to (B, N), from `first_K`.

    `steps_K` are the steps of the differences; an unknown with step 0 stays. `enough` is the relative
    gain of a round below which nothing more is looked for; `on_round` hears the number of each round before it.
    """
    best_K, damping = first_K.clone(), _FIRST_DAMPING
    free = steps_K.nonzero()[:, 0]
    differences_FK = torch.diag(steps_K)[free]
    rest_N = residuals(best_K[None])[0]
    loss = float(rest_N @ rest_N)
    for number in range(rounds):
        on_round(number)
        jacobian_FN = (residuals(best_K + differences_FK) - rest_N) / steps_K[free, None]
        curvature_FF, slope_F = jacobian_FN @ jacobian_FN.T, jacobian_FN @ rest_N
        before = loss
        for _ in range(_TRIALS):
            damped_FF = curvature_FF + damping * torch.diag(curvature_FF.diagonal() + 1e-6)
            step_F = torch.linalg.solve(damped_FF, -slope_F)
            step_F = step_F.clamp(-_LONGEST_STEP * steps_K[free], _LONGEST_STEP * steps_K[free])
            tried_K = best_K.index_add(0, free, step_F)
            tried_N = residuals(tried_K[None])[0]
            tried = float(tried_N @ tried_N)
            if tried < loss:
                best_K, rest_N, loss = tried_K, tried_N, tried
                damping = max(damping / _DAMPING[1], _DAMPING[0])
                break
            damping *= _DAMPING[1]
        if before - loss < enough * before:
            break
    return Solution(best_K, loss)
