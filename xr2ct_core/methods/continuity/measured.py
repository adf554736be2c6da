"""What a training measures beside learning: how well real slices are predicted, and what the error map is worth.

Running means, kept with the weights; errors are in units of the HU window. The newest measurement has a least weight,
so that those of the first steps are forgotten.
"""

import torch
from torch import Tensor, nn


class RunningMeans(nn.Module):
    """Running means of some quantities that are measured together, over about 1 / `slowest_rate` measurements."""

    means: Tensor
    count: Tensor

    def __init__(self, quantities: int, slowest_rate: float) -> None:
        super().__init__()
        self._slowest_rate = slowest_rate
        self.register_buffer("means", torch.zeros(quantities))
        self.register_buffer("count", torch.zeros(()))

    @torch.no_grad()
    def take_in(self, *values: Tensor) -> None:
        """Take in one measurement; one that is not a number, as that of nothing, is left out."""
        new = torch.stack(values).to(self.means)
        if bool(torch.isfinite(new).all()):
            self.count += 1.0
            self.means += self.count.reciprocal().clamp_min(self._slowest_rate) * (new - self.means)


class UsualShare(RunningMeans):
    """Mean and standard deviation, over the volumes of the training, of the share of their change left unforeseen."""

    def __init__(self) -> None:
        super().__init__(2, slowest_rate=0.05)

    def update(self, share: Tensor) -> None:
        """Take in the share of one volume."""
        self.take_in(share, share.square())

    @property
    def mean(self) -> float:
        return float(self.means[0])

    @property
    def deviation(self) -> float:
        return float((self.means[1] - self.means[0].square()).clamp_min(0.0).sqrt())


class ErrorOfRefined(RunningMeans):
    """How far a refined reconstruction is from the truth, given the error map of what was refined.

    Within the body the variance is taken as a + b m² with the map m, a and b by least squares over the voxels and not
    negative; outside it is one number.
    """

    def __init__(self) -> None:
        super().__init__(5, slowest_rate=0.15)

    def update(self, map_ZYX: Tensor, body_ZYX: Tensor, error_ZYX: Tensor) -> None:
        """Take in the map of one volume and the error of what it was refined to."""
        square, error = map_ZYX[body_ZYX].square(), error_ZYX[body_ZYX].square()
        outside = error_ZYX[~body_ZYX].square()
        self.take_in(square.mean(), square.square().mean(), error.mean(), (square * error).mean(), outside.mean())

    def deviation(self, map_ZYX: Tensor, body_ZYX: Tensor) -> Tensor:
        """Standard deviation of each voxel."""
        square, fourth, error, product, outside = self.means
        slope = (product - square * error) / (fourth - square.square()).clamp_min(1e-12)
        slope = torch.minimum(slope.clamp_min(0.0), error / square.clamp_min(1e-12))
        within = error - slope * square + slope * map_ZYX.square()
        return torch.where(body_ZYX, within, outside).clamp_min(0.0).sqrt()


class BatchCount(nn.Module):
    """How many batches were seen, kept with the state of the training."""

    value: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("value", torch.zeros((), dtype=torch.int64))
