"""The folder of a run and the runs in a folder.

    run.json  config.toml  environment.json  metrics.jsonl  log.jsonl  checkpoints/<step>/  previews/<step>.npz
    live.json  requests.jsonl  note.json

Steps are written with eight digits, so names sort by time. A checkpoint folder exists only when it is whole. All but
`requests.jsonl` and `note.json` is written by the training alone.
"""

import json
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.io.files import MAX_RECORD_BYTES, read_text, write_error, write_text
from xr2ct_core.runs.live import LIVE_NAME, LiveStatus, read_live, write_live
from xr2ct_core.runs.metrics_log import MetricsRow, append_line, append_metrics, drop_metrics_after, read_metrics
from xr2ct_core.runs.note import NOTE_NAME, RunNote, read_note, write_note
from xr2ct_core.runs.record import RunRecord, now, parse_record
from xr2ct_core.runs.requests import REQUESTS_NAME, RequestName, append_request
from xr2ct_core.runs.toml_text import toml_text


@dataclass(frozen=True)
class RunFolder:
    """One run on disk."""

    path: Path

    @classmethod
    def create(
        cls, path: Path, record: RunRecord, config: Mapping[str, Mapping[str, Any]], environment: Mapping[str, Any]
    ) -> "RunFolder":
        """Start a run in a new or empty folder."""
        path = path.expanduser().absolute()
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise BadInputError(f"{path} is not an empty folder.", "Choose a new folder for the run, or resume it.")
        run = cls(path)
        write_text(path / "config.toml", toml_text(config))
        write_text(path / "environment.json", json.dumps(environment, indent=2) + "\n")
        run.write_record(record)
        return run

    @classmethod
    def open(cls, path: Path) -> "RunFolder":
        """An existing run; raises `BadInputError` if the folder holds none."""
        run = cls(path.expanduser().absolute())
        if not run.record_path.is_file():
            raise BadInputError(f"{path} is not the folder of a run.", "Choose a folder with run.json in it.")
        run.record()
        return run

    @property
    def record_path(self) -> Path:
        return self.path / "run.json"

    @property
    def metrics_path(self) -> Path:
        return self.path / "metrics.jsonl"

    @property
    def log_path(self) -> Path:
        return self.path / "log.jsonl"

    @property
    def live_path(self) -> Path:
        return self.path / LIVE_NAME

    @property
    def requests_path(self) -> Path:
        return self.path / REQUESTS_NAME

    @property
    def checkpoints_path(self) -> Path:
        return self.path / "checkpoints"

    @property
    def tensorboard_path(self) -> Path:
        return self.path / "tensorboard"

    def record(self) -> RunRecord:
        return parse_record(read_text(self.record_path, MAX_RECORD_BYTES), str(self.record_path))

    def write_record(self, record: RunRecord) -> None:
        text = record.model_copy(update={"updated": now()}).model_dump_json(indent=2)
        write_text(self.record_path, text + "\n")

    def config(self) -> dict[str, dict[str, Any]]:
        """The tables of `config.toml`."""
        try:
            return tomllib.loads(read_text(self.path / "config.toml"))
        except tomllib.TOMLDecodeError as error:
            raise BadConfigError(f"config.toml of the run is damaged: {error}.", "Restore it from a copy.") from error

    def log(self, level: str, text: str) -> None:
        """Add a line to `log.jsonl`."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        append_line(self.log_path, {"time": time, "level": level, "text": text})

    def request(self, name: RequestName) -> None:
        """Ask the process that trains here to do something; it obeys within a step."""
        append_request(self.requests_path, name)

    def live(self) -> LiveStatus | None:
        """How the training is doing, as far as it said."""
        return read_live(self.live_path)

    def write_live(self, status: LiveStatus) -> None:
        write_live(self.live_path, status)

    def note(self) -> RunNote:
        return read_note(self.path / NOTE_NAME)

    def write_note(self, note: RunNote) -> None:
        write_note(self.path / NOTE_NAME, note)

    def append_metrics(self, step: int, values: Mapping[str, float]) -> None:
        append_metrics(self.metrics_path, step, values)

    def metrics(self) -> list[MetricsRow]:
        return read_metrics(self.metrics_path)

    def drop_metrics_after(self, step: int) -> None:
        drop_metrics_after(self.metrics_path, step)

    def checkpoint_path(self, step: int) -> Path:
        return self.checkpoints_path / f"{step:08d}"

    def preview_path(self, step: int) -> Path:
        return self.path / "previews" / f"{step:08d}.npz"

    def checkpoint_steps(self) -> list[int]:
        """Steps with a whole checkpoint, oldest first."""
        folders = self.checkpoints_path.glob("[0-9]*") if self.checkpoints_path.is_dir() else ()
        return sorted(int(path.name) for path in folders if path.name.isdigit() and path.is_dir())

    def preview_steps(self) -> list[int]:
        paths = (self.path / "previews").glob("*.npz")
        return sorted(int(path.stem) for path in paths if path.stem.isdigit())

    def remove_checkpoint(self, step: int) -> None:
        """Forget a checkpoint: out of sight first, so that half of one is never seen."""
        path = self.checkpoint_path(step)
        hidden = path.with_name(f".{path.name}.removed")
        try:
            path.replace(hidden)
            shutil.rmtree(hidden)
        except OSError as error:
            raise write_error(path, error) from error


def runs_in(folder: Path) -> list[RunFolder]:
    """The runs directly in a folder, by name; hidden folders and those whose record cannot be read are left out."""
    runs = []
    for record_path in sorted(folder.glob("*/run.json")):
        if record_path.parent.name.startswith("."):
            continue
        try:
            runs.append(RunFolder.open(record_path.parent))
        except BadInputError:
            continue
    return runs
