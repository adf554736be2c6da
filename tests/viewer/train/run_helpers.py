"""Small runs on disk for the tests of what follows them."""

import json
from pathlib import Path

import numpy as np

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.volume_npz import write_npz
from xr2ct_core.provenance import Provenance
from xr2ct_core.runs.preview_case import write_preview_case
from xr2ct_core.runs.record import ProcessStamp, RunRecord
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.volume import Volume

GRID = WorkingGrid(8)
MARK_ZYX = (6, 2, 5)
"""Towards the head, the front and the left."""


def make_run(path: Path, **record: object) -> RunFolder:
    """A finished run with a config, unless the record says otherwise."""
    values = {"method": "x2ct-gan", "total_steps": 100, "step": 100, "state": "finished", **record}
    tables = {"train": {"batch_size": 2, "accumulate": 3, "steps": values["total_steps"]}, "method": {"grid_size": 32}}
    return RunFolder.create(path, RunRecord.model_validate(values), tables, {})


def alive(path: Path, **record: object) -> RunFolder:
    """A run that this very process is training."""
    return make_run(path, state="running", process=ProcessStamp.of_this_process(), **record)


def write_rows(run: RunFolder, first: int, last: int, keys: int = 2) -> None:
    """Append a row for each step, several at once as a fast training would."""
    with run.metrics_path.open("a") as file:
        for step in range(first, last + 1):
            values = {f"train/generator/term_{number}": 1.0 / step + number for number in range(keys - 1)}
            values["train/generator/loss"] = 10.0 / step
            file.write(json.dumps({"step": step, "time": 0.0, "values": values}) + "\n")


def marked_volume(hu: int = 900) -> Volume:
    """Air with one bright voxel at `MARK_ZYX`."""
    values = np.full(GRID.shape_zyx, -1000, np.int16)
    values[MARK_ZYX] = hu
    return Volume.on_grid(values, GRID, Provenance(kind="reconstruction", synthetic=True, method_id="x2ct-gan"))


def write_preview(run: RunFolder, step: int, hu: int = 900) -> Path:
    path = run.preview_path(step)
    path.parent.mkdir(exist_ok=True)
    write_npz(marked_volume(hu), path)
    return path


def write_case(run: RunFolder, *, with_truth: bool = True) -> None:
    from xr2ct_core.projection.simulate import simulate_pair

    truth = marked_volume()
    pair = simulate_pair(truth, BiplanarGeometry.make(rows=20, cols=20, pixel_mm=28.0), subject="patient 3")
    write_preview_case(run, pair, truth if with_truth else None)
