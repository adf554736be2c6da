"""`xr2ct train` and `xr2ct resume`: a learned method from data, in a run folder."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.here import run_here
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.reconstruct import parsed_settings
from xr2ct_core.errors import BadConfigError
from xr2ct_core.io.files import read_text
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName
from xr2ct_core.protocol.training import ResumeTask, TrainTask
from xr2ct_core.runs.store import RunFolder

_TABLES: Final = ("train", "method", "augment")


@dataclass(frozen=True)
class Train:
    """Train a method on CTs. Ctrl-C stops after the running step and writes a checkpoint; `xr2ct resume` goes on."""

    data: str
    """A folder of CTs, a folder made by `xr2ct prepare`, or phantoms:NUMBER for computed thoraxes."""
    out: Path
    """New folder for the run: curves, checkpoints, previews."""
    method: str | None = None
    """Learned method; by default that of --config, else x2ct-gan."""
    config: Path | None = None
    """TOML file with the tables [train], [method] and [augment], such as the config.toml of another run."""
    settings: Annotated[tuple[str, ...], tyro.conf.arg(name="set", metavar="TABLE.NAME=VALUE")] = field(default=())
    """Single settings, stronger than --config: train.steps=1000 method.grid_size=64 augment.mirror=true ..."""
    split: str = ""
    """File that says which patients are held out; by default they are dealt out by the seed."""
    no_augment: bool = False
    """Show the cases as they are."""
    geometry: GeometryName = "x2ct"
    """Where source and detector stand in the simulated radiographs."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        tables = _tables(self.config, self.settings)
        task = TrainTask.model_validate(
            {
                "data": self.data,
                "method": self.method or tables["run"].get("method", next(iter(learned_method_specs()))),
                "method_config": tables["method"],
                "train": tables["train"],
                "split": self.split,
                "augment": None if self.no_augment else tables["augment"],
                "geometry": self.geometry,
                "device": self.device,
            }
        )
        _report(run_here("train", task, self.out.expanduser().absolute(), console), console)
        return 0


@dataclass(frozen=True)
class Resume:
    """Go on with a run that was stopped, interrupted or failed, from its newest checkpoint to the same result."""

    path: tyro.conf.Positional[Path]
    """Folder of the run."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        run = RunFolder.open(existing(self.path, "run"))
        _report(run_here("resume", ResumeTask(device=self.device), run.path, console), console)
        return 0


def _tables(path: Path | None, items: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {name: {} for name in ("run", *_TABLES)}
    if path is not None:
        try:
            found = tomllib.loads(read_text(path))
        except tomllib.TOMLDecodeError as error:
            raise BadConfigError(f"{path} is not TOML: {error}.", "Correct the file.") from error
        unknown = [name for name, table in found.items() if name not in tables or not isinstance(table, dict)]
        if unknown:
            raise BadConfigError(f"{path} has the unknown table {unknown[0]!r}.", f"Use {', '.join(_TABLES)}.")
        tables |= found
    for name, value in parsed_settings(items).items():
        table, dot, key = name.partition(".")
        if table not in _TABLES or not dot:
            raise BadConfigError(f"{name!r} is not a setting of a training.", "Write --set train.steps=1000.")
        tables[table] = {**tables[table], key: value}
    return tables


def _report(summary: dict[str, Any], console: Console) -> None:
    if os.environ.get("RANK", "0") != "0":
        return  # one of several processes speaks
    console.result(summary)
    console.say(f"[bold]{escape(summary['run'])}[/]")
    console.say(f"  {summary['method']}, {summary['step']} steps in {summary['seconds'] / 60:.1f} minutes")
    if "psnr_3d_db" in summary["metrics"]:
        console.say(f"  held-out cases: {summary['metrics']['psnr_3d_db']:.2f} dB PSNR in 3D")
