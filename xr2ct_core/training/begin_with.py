"""Beginning a training with the weights of another one: a longer training, other cases, or a finer grid.

What the other one learned from stays known to these weights, so nobody of it may be held out from them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.methods.trainable import TrainableMethod
from xr2ct_core.runs.checkpoint_info import read_info
from xr2ct_core.training.checkpoint import read_weights


def begin_with(
    method: TrainableMethod, method_id: str, checkpoint: Path, description: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """Copy the weights that reconstruct into `method`; returns their hash and whom they learned from.

    `description` says of the new training, in `patients`, whom it learns from and whom it holds out. Raises
    `BadConfigError` for another method, `BadInputError` if somebody held out was learned from, and an error of code
    `checkpoint_mismatch` if the weights do not fit the settings. A network of which the checkpoint holds nothing, as a
    block for a finer grid, keeps its first weights.
    """
    info = read_info(checkpoint)
    if info.method != method_id:
        raise BadConfigError(
            f"The checkpoint belongs to the method {info.method}, not to {method_id}.", "Begin with one of the same."
        )
    held_out = {name for part, names in description["patients"].items() if part != "train" for name in names}
    known = sorted(held_out & info.learned_from)
    if known and description.get("independent", True):
        raise BadInputError(
            f"The checkpoint was trained on {', '.join(known)}, who would be held out now.",
            "Begin with one of the same fold or split, or with the first weights.",
        )
    weights = read_weights(checkpoint, info)
    own = method.inference_weights()
    new = set(method.inference_networks) - {key.partition(".")[0] for key in weights}
    method.load_inference_weights({key: own[key] for key in own if key.partition(".")[0] in new} | weights)
    return info.weights_sha256, tuple(sorted(info.learned_from))
