"""What the two networks are told: how far a volume is from the truth, and which class it is of; and how well they do.

Volumes are in units of the HU window, [0, 1].
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.evaluation.volume_metrics import clip_hu
from xr2ct_core.units import HU_MIN


def absolute_error(volume: Tensor, truth: Tensor) -> Tensor:
    """Mean absolute error over the voxels."""
    return (volume - truth).abs().mean()


def gradient_error(volume_B1ZYX: Tensor, truth_B1ZYX: Tensor) -> Tensor:
    """Mean absolute error of the differences of neighbours along the three axes."""
    error = volume_B1ZYX - truth_B1ZYX
    return torch.stack([error.diff(dim=axis).abs().mean() for axis in (2, 3, 4)]).mean()


def accuracy(logits_BK: Tensor, classes_B: Tensor) -> Tensor:
    """Share of samples whose largest logit is that of their class."""
    return (logits_BK.argmax(dim=1) == classes_B).float().mean()


def snr_db(hu: NDArray[np.floating], truth_hu: NDArray[np.floating]) -> float:
    """Signal-to-noise ratio in decibels: mean square of the truth over that of the error, both above -1024 HU.

    It depends on how much of the cube is filled, unlike PSNR, which takes the width of the window for the signal.
    """
    signal = clip_hu(truth_hu).astype(np.float64) - HU_MIN
    noise = clip_hu(hu).astype(np.float64) - HU_MIN - signal
    power = float(np.mean(noise**2))
    return float(10.0 * np.log10(np.mean(signal**2) / power)) if power > 0 else float("inf")
