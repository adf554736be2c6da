"""A diffusion that starts at a coarse volume under noise, in training as in use.

At level t the volume is x_t = a_t m_t + s_t e around the centre m_t = x_0 + g_t (c - x_0), which moves from the clean
volume x_0 at level 0 to the coarse one c at the start, with g_t = (s_t / a_t) / (s_T / a_T) for the start T. Hence the
volume at the start holds nothing of x_0 that c does not: the network never takes the errors of c for the truth under
noise, as it would had it been trained on noisy true volumes alone, and its first estimate is the expectation of x_0
given c. In x_t / a_t the way is a straight line from c + (s_T / a_T) e to x_0 (compare ResShift, Yue et al., NeurIPS
2023, and flow matching, Lipman et al., ICLR 2023), so few steps suffice.
"""

from torch import Tensor

from xr2ct_core.methods.blocks.noise_schedule import NoiseSchedule


class Bridge:
    """The way from the coarse volumes (B, 1, Z, Y, X) at the level `start` to the clean ones at level 0."""

    def __init__(self, schedule: NoiseSchedule, coarse_B1ZYX: Tensor, start: Tensor) -> None:
        self._schedule = schedule
        self._coarse = coarse_B1ZYX
        self._start = start

    def centre(self, clean_B1ZYX: Tensor, level_B: Tensor) -> Tensor:
        """m_t at the level of each sample."""
        ratio_T = self._schedule.ratio_T
        share = (ratio_T[level_B] / ratio_T[self._start.view(1)]).view(-1, 1, 1, 1, 1)
        return clean_B1ZYX + share * (self._coarse - clean_B1ZYX)

    def noised(self, clean_B1ZYX: Tensor, level_B: Tensor, noise: Tensor) -> Tensor:
        """x_t."""
        return self._schedule.noised(self.centre(clean_B1ZYX, level_B), level_B, noise)
