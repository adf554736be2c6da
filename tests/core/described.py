"""The description of a checkpoint without its weights, which is all that a choice between checkpoints looks at."""

import json
from pathlib import Path
from typing import Any

from xr2ct_core.runs.checkpoint_info import DESCRIPTION


def describe(folder: Path, name: str, method: str, grid_size: object, **settings: Any) -> Path:
    """Write the description of a network into a folder of that name; nothing of it is checked."""
    config = {"grid_size": grid_size, **settings}
    text = json.dumps({"method": method, "method_config": config, "train_config": {}, "step": 1})
    (folder / name).mkdir()
    (folder / name / DESCRIPTION).write_text(text)
    return folder / name
