"""The noise schedule of a diffusion model (Ho et al., NeurIPS 2020) and the quantities that follow from it.

At level t = 0 ... T an image or volume is x_t = a_t x_0 + s_t e with standard normal e and a_t² + s_t² = 1; level 0 has
no noise.
The variance added at each level grows linearly, from 1e-4 to 0.02 for T = 1000, scaled for other T.

Shape legend: T levels, B batch; images and volumes begin with B and may have any axes after it.
"""

import torch
from torch import Tensor


class NoiseSchedule:
    """Signal and noise at each level: `signal_T` a_t, `noise_T` s_t and `ratio_T` s_t / a_t, of length T + 1."""

    def __init__(self, levels: int = 1000, device: torch.device | str = "cpu") -> None:
        added_T = torch.linspace(0.1 / levels, 20.0 / levels, levels, dtype=torch.float64)
        kept_T = torch.cat((torch.ones(1, dtype=torch.float64), torch.cumprod(1.0 - added_T, 0)))
        self.levels = levels
        self.signal_T = kept_T.sqrt().float().to(device)
        self.noise_T = (1.0 - kept_T).sqrt().float().to(device)
        self.ratio_T = self.noise_T / self.signal_T

    def level_of(self, deviation: Tensor) -> Tensor:
        """The lowest level whose noise, as a share of its signal, has at least this standard deviation; 1 to T."""
        return torch.searchsorted(self.ratio_T, deviation.to(self.ratio_T.dtype)).clamp(1, self.levels)

    def noised(self, clean: Tensor, level_B: Tensor, noise: Tensor) -> Tensor:
        """x_t of x_0 and e."""
        signal, share = self._at(level_B, clean)
        return signal * clean + share * noise

    def velocity(self, clean: Tensor, level_B: Tensor, noise: Tensor) -> Tensor:
        """v_t = a_t e - s_t x_0 (Salimans and Ho, ICLR 2022), of variance one at every level if x_0 has it."""
        signal, share = self._at(level_B, clean)
        return signal * noise - share * clean

    def clean_of(self, noisy: Tensor, level_B: Tensor, velocity: Tensor) -> Tensor:
        """x_0 of x_t and v_t."""
        signal, share = self._at(level_B, noisy)
        return signal * noisy - share * velocity

    def _at(self, level_B: Tensor, like: Tensor) -> tuple[Tensor, Tensor]:
        shape = (-1, *(1,) * (like.dim() - 1))
        return self.signal_T[level_B].view(shape), self.noise_T[level_B].view(shape)
