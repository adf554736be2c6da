"""A trained network works on the grid it was made for; its result is brought to the grid that was asked for.

Values are interpolated trilinearly; where several voxels of the network make one, their mean is taken. A network that
knows no millimetres sees a pair of another cube in a world scaled so that the cube is its own: HU stay as they are.
"""

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool3d, interpolate

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method, MethodOutput
from xr2ct_core.methods.trainable import SAME_CUBE_MM, TrainableMethod
from xr2ct_core.radiograph import RadiographPair

NOTE = "The network works on {own}³ voxels; its volume was resampled to {asked}³, which adds no detail."


def own_grid(method: Method, asked: WorkingGrid) -> WorkingGrid:
    """The grid a method has to be run on for a result on `asked`."""
    return method.grid_for(asked) if isinstance(method, TrainableMethod) else asked


def on_own_grid(method: Method, pair: RadiographPair, asked: WorkingGrid, context: WorkContext) -> MethodOutput:
    """What a method computes of a pair whose cube is that of `asked`, on the grid it has to be run on."""
    return method.reconstruct(*_in_its_world(method, pair, asked), context)


def sketch_on_own_grid(method: Method, pair: RadiographPair, asked: WorkingGrid) -> NDArray[np.float32] | None:
    """What a method can show of it at once (`Method.sketch`)."""
    return method.sketch(*_in_its_world(method, pair, asked))


def _in_its_world(method: Method, pair: RadiographPair, asked: WorkingGrid) -> tuple[RadiographPair, WorkingGrid]:
    """The pair in a world of the cube that a method knows, and the grid it has to be run on."""
    own = own_grid(method, asked)
    return (pair.in_cube(own.cube_mm) if abs(own.cube_mm - pair.cube_mm) > SAME_CUBE_MM else pair), own


def on_grid(output: MethodOutput, asked: WorkingGrid) -> MethodOutput:
    """What a method computed, on the grid that was asked for; a note says so if that is another one."""
    own_size = len(output.hu)
    if own_size == asked.size:
        return output
    return replace(
        output,
        hu=_resampled(output.hu, asked.size),
        uncertainty_hu=None if output.uncertainty_hu is None else _resampled(output.uncertainty_hu, asked.size),
        notes=(*output.notes, NOTE.format(own=own_size, asked=asked.size)),
    )


def _resampled(values_ZYX: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    values = torch.from_numpy(np.ascontiguousarray(values_ZYX))[None, None]
    factor, rest = divmod(values.shape[-1], size)
    result: Tensor = (
        interpolate(values, size=(size,) * 3, mode="trilinear", align_corners=False)
        if rest or factor == 0
        else avg_pool3d(values, factor)
    )
    return result[0, 0].numpy()
