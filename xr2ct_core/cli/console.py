"""What a command says: its result on standard output, everything else on standard error.

With `as_json` the result is one JSON object and nothing else is said except errors.
"""

import errno
import io
import json
import math
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final, TextIO

from rich.console import Console as RichConsole
from rich.console import RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.plain_text import plain
from xr2ct_core.protocol import messages

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class ReaderLeftError(Exception):
    """Nobody reads standard output any more, as after `| head`: there is nothing left to do and nobody to tell."""


class OutputError(Xr2ctError):
    """Standard output cannot be written to, for example because it leads to a file on a full disk."""

    def __init__(self, error: OSError) -> None:
        is_full = error.errno in _FULL
        super().__init__(
            f"The result cannot be written to standard output: {error.strerror or error}.",
            "Free some space or choose another place." if is_full else "Choose another place.",
            code="disk_full" if is_full else "bad_input",
        )


class _Output(RichConsole):
    def on_broken_pipe(self) -> None:
        raise ReaderLeftError


class Console:
    """Standard output and standard error of one command."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        _never_at_a_loss(sys.stdout)
        self._out = _Output(soft_wrap=True, highlight=False)
        self._err = RichConsole(stderr=True, soft_wrap=True, highlight=False)

    def say(self, *content: RenderableType) -> None:
        """Part of the result, for people."""
        if not self.as_json:
            with self.writing():
                self._out.print(*content)

    def note(self, text: str) -> None:
        """Something worth knowing while waiting."""
        if not self.as_json:
            self._err.print(escape(text))

    def result(self, value: Mapping[str, Any]) -> None:
        """The result as JSON; said only with `as_json`."""
        if self.as_json:
            text = json.dumps(_plain(value), ensure_ascii=not _takes_all_letters(self._out.file))
            with self.writing():
                self._out.file.write(text + "\n")
                self._out.file.flush()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around what writes to standard output: raises `ReaderLeftError` or `OutputError` where that fails.

        What is left in its buffers goes nowhere then, so that the end of the program does not fail on it again.
        """
        try:
            yield
        except BrokenPipeError as error:
            _drop_output()
            raise ReaderLeftError from error
        except OSError as error:
            _drop_output()
            raise OutputError(error) from error

    def failure(self, error: Xr2ctError, details: str = "") -> None:
        """An error as a sentence and a hint, after `details` such as the traceback of a crash."""
        with suppress(OSError):
            if details:
                self._err.print(escape(details.rstrip()), style="dim")
            self._err.print(f"[bold red]error:[/] {escape(error.message)}")
            if error.hint:
                self._err.print(f"[bold]hint:[/] {escape(error.hint)}")
        with suppress(OutputError, ReaderLeftError):
            self.result({"error": {"code": error.code, "message": error.message, "hint": error.hint}})

    @contextmanager
    def progress(self) -> Iterator["ProgressView"]:
        """A progress bar on a terminal, nothing elsewhere."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        is_silent = self.as_json or not self._err.is_terminal
        with Progress(*columns, console=self._err, transient=True, disable=is_silent) as bar:
            yield ProgressView(bar, self)


class ProgressView:
    """Shows a job's events as a bar, and its warnings as lines."""

    def __init__(self, bar: Progress, console: Console) -> None:
        self._bar = bar
        self._console = console
        self._task = bar.add_task("Starting", total=None)

    def move(self, fraction: float, phase: str) -> None:
        """Progress of work that is done in this process (`control.ProgressCallback`)."""
        self._bar.update(self._task, description=phase, completed=fraction, total=1.0)

    def show(self, event: messages.Event) -> None:
        match event:
            case messages.Phase():
                self._bar.update(self._task, description=event.name[:1].upper() + event.name[1:])
            case messages.Progress():
                self._bar.update(self._task, completed=event.step, total=event.total)
            case messages.Warned() | messages.Log():
                self._console.note(event.text)


def _drop_output() -> None:
    """Let standard output lead nowhere from now on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _never_at_a_loss(stream: TextIO) -> None:
    """Let letters that a stream has no bytes for stand there as escapes."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="backslashreplace")


def _takes_all_letters(stream: Any) -> bool:
    return str(getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8")


def _plain(value: Any) -> Any:
    """JSON has no infinities and no halves of characters: those numbers become null, those characters marks."""
    if isinstance(value, Mapping):
        return {plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, (int, float, bool, type(None))) else plain(str(value))
