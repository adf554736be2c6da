"""How much memory a training will need, found without using any.

The networks are built on torch's meta device, where tensors have shapes and no content, and one step's losses are
computed there; what autograd keeps for the backward pass is added up.
"""

from collections.abc import Mapping
from typing import Any, Final

import torch
from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks

from xr2ct_core.data.batch import PairBatch
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.training.checkpoint import build_method

STATE_BYTES: Final = 16
"""A weight, its gradient and its two moments, 4 bytes each."""
WORKING_SHARE: Final = 1.5
"""Gradients of intermediate results and working space of convolutions come on top of what is kept; measured."""
LIBRARY_BYTES: Final = 200_000_000
"""What torch takes for itself on the first step; measured on a CPU."""


def estimate_training_memory_bytes(method_id: str, settings: Mapping[str, Any], batch_size: int = 1) -> int:
    """Memory that a training in 32-bit arithmetic takes beyond what the process has before its start."""
    with torch.device("meta"):
        method = build_method(method_id, settings, "meta")
        batch = batch_of_shapes(method, batch_size)
        kept = 0
        seen: set[int] = {parameter.untyped_storage()._cdata for parameter in method.networks.parameters()}
        alive: list[Tensor] = []

        def keep(tensor: Tensor) -> Tensor:
            nonlocal kept
            storage = tensor.untyped_storage()
            if storage._cdata not in seen:
                seen.add(storage._cdata)
                alive.append(tensor)
                kept += storage.nbytes()
            return tensor

        with saved_tensors_hooks(keep, lambda tensor: tensor):
            # The first turn holds the largest graph: the generator's, with the discriminator behind it.
            next(method.training_step(batch))
    return round(STATE_BYTES * method.parameter_count() + WORKING_SHARE * kept) + LIBRARY_BYTES


def batch_of_shapes(method: TrainableMethod, batch_size: int) -> PairBatch:
    """A batch in the geometry `x2ct` as a method takes it; made within `torch.device("meta")` it has no content."""
    geometry = BiplanarGeometry.preset("x2ct")
    pixels = (batch_size, geometry.frontal.rows, geometry.frontal.cols)
    return PairBatch(
        torch.empty((batch_size, *method.grid.shape_zyx)),
        torch.empty(pixels),
        torch.empty(pixels),
        (geometry,) * batch_size,
        method.grid,
        ("",) * batch_size,
        torch.ones(batch_size, dtype=torch.bool),
    )
