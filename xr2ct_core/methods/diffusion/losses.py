"""What the diffusion model learns from: its correction of the coarse volume, and the errors it is told beforehand."""

from torch import Tensor


def correction_loss(correction: Tensor, coarse: Tensor, truth: Tensor, error: Tensor) -> Tensor:
    """Mean squared error of the clean volume over the voxels, as a share of that of the coarse volume.

    `correction` is in units of `error`, the root mean square error of coarse volumes. The smallest loss has the
    expected clean volume, so what a single step gives is the best guess and no draw.
    """
    return (correction - (truth - coarse) / error).square().mean()
