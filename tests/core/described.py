"""The description of a checkpoint without its weights, which is all that a choice between checkpoints looks at."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xr2ct_core.runs.checkpoint_info import DESCRIPTION


def describe(
    folder: Path,
    name: str,
    method: str,
    grid_size: object,
    *,
    patients: Mapping[str, Sequence[str]] | None = None,
    **settings: Any,
) -> Path:
    """Write the description of a network into a folder of that name; nothing of it is checked."""
    config, data = {"grid_size": grid_size, **settings}, {"patients": dict(patients or {})}
    text = json.dumps({"method": method, "method_config": config, "train_config": {}, "step": 1, "data": data})
    (folder / name).mkdir()
    (folder / name / DESCRIPTION).write_text(text)
    return folder / name
