"""Running one task of the worker from a command, with progress, tidy scratch space and places to write to."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xr2ct_core.cli.console import Console
from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import refuse_odd_name, write_error
from xr2ct_core.protocol.messages import Artifact, Event, TaskName
from xr2ct_core.worker.client import WorkerClient


def run_task(
    task: TaskName, config: ConfigBase, out_dir: Path, console: Console
) -> tuple[dict[str, Any], list[Artifact]]:
    """Start a worker, do one task and return its summary and the files it announced."""
    artifacts: list[Artifact] = []
    with console.progress() as view, WorkerClient() as worker:

        def receive(event: Event) -> None:
            view.show(event)
            if isinstance(event, Artifact):
                artifacts.append(event)

        summary = worker.run(task, config, out_dir, receive)
    return summary, artifacts


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="xr2ct-") as folder:
        yield Path(folder)


def writable_folder(path: Path) -> Path:
    """The folder, created if need be; raises `BadInputError` before any work is done if no file can be made in it."""
    path = path.expanduser()
    refuse_odd_name(path.absolute())
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".xr2ct-", dir=path):
            return path
    except FileExistsError:
        raise BadInputError(f"{path} is a file, not a folder.", "Choose another folder for --out.") from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise write_error(path, error) from error
        reason = error.strerror or error
        raise BadInputError(f"Nothing can be written in {path}: {reason}.", "Choose another folder.") from error


def writable_file(path: Path) -> Path:
    """Absolute path of a file that can be written; raises `BadInputError` before any work is done."""
    path = path.expanduser().absolute()
    refuse_odd_name(path)
    if path.is_dir():
        raise BadInputError(f"{path} is a folder.", "Give the name of a file in it.")
    writable_folder(path.parent)
    return path
