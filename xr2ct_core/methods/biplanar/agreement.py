"""The last step of a reconstruction: the network's volume is changed where it is uncertain, until it agrees.

`weighted` takes the network's own standard deviation as that of the error and adds the conditional mean of the error
given what both radiographs still miss (see `blocks.conditional_mean`): what is certain stays, what is not moves.
`multiplicative` are more rounds of the factors that the network was trained with; it serves where one view is known.
Attenuation in 1/mm.
"""

from collections.abc import Callable, Collection
from typing import Final

from torch import Tensor

from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.consistency import consistent
from xr2ct_core.methods.blocks.conditional_mean import LARGEST_MU, correct, line_integral_noise
from xr2ct_core.methods.blocks.radiograph_level import Level
from xr2ct_core.projection.measured import MeasuredView

CORRELATION_MM: Final = 6.0
"""Over which the network's errors are alike."""
ROUNDS: Final = 2
"""Air cannot become less than air, which one round has to learn from the one before."""
FACTOR_ROUNDS: Final = 4


def agreeing(
    mu_ZYX: Tensor,
    sigma_ZYX: Tensor,
    views: Collection[MeasuredView],
    level: Level,
    settings: BiplanarConfig,
    on_step: Callable[[], None],
) -> Tensor:
    """`mu_ZYX` after the consistency that the settings name with the known `views`.

    `sigma_ZYX` is the standard deviation of its error.
    """
    if settings.consistency == "none":
        return mu_ZYX
    if settings.consistency == "multiplicative" or len(views) == 1:
        return consistent(mu_ZYX[None], views, FACTOR_ROUNDS)[0]
    deviation_ZYX = sigma_ZYX * (mu_ZYX > 0)
    noise = line_integral_noise(level, mu_ZYX)
    for _ in range(ROUNDS):
        mu_ZYX = correct(
            level,
            mu_ZYX,
            deviation_ZYX,
            correlation_mm=CORRELATION_MM,
            noise=noise,
            steps=settings.consistency_steps,
            on_step=on_step,
        ).clamp(0.0, LARGEST_MU)
    return mu_ZYX
