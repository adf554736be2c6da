"""Following files that a training appends to, without reading them anew each time.

Only whole lines are given; a line that is being written waits for the next look. Invariant: all rows given since the
newest restart are what the file held at the last look.
"""

import json
from pathlib import Path
from typing import Any

from xr2ct_core.errors import BadInputError
from xr2ct_core.runs.metrics_log import MetricsRow, metrics_row


class LinesTail:
    """The lines added to a text file since the last look.

    `restarted` says of the last look that the file was cut or rewritten since the one before (as a resume does with
    the curves), and that it was read from its start again. It is known by the line that was read last.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.restarted = False
        self._offset = 0
        self._last_line = b""

    def lines(self) -> list[str]:
        """Whole lines since the last look, without their ends; none if the file is missing."""
        self.restarted = False
        try:
            with self.path.open("rb") as file:
                file.seek(self._offset - len(self._last_line))
                if file.read(len(self._last_line)) != self._last_line:
                    self._restart()
                    file.seek(0)
                added = file.read()
        except FileNotFoundError:
            if self._offset:
                self._restart()
            return []
        except OSError as error:
            raise BadInputError(f"{self.path} cannot be read: {error.strerror}.", "Check the disk.") from error
        whole = added[: added.rfind(b"\n") + 1]
        if whole:
            self._offset += len(whole)
            self._last_line = whole[whole.rfind(b"\n", 0, -1) + 1 :]
        return whole.decode("utf-8", "replace").splitlines()

    def _restart(self) -> None:
        self.restarted, self._offset, self._last_line = True, 0, b""


class JsonLinesTail(LinesTail):
    """The JSON objects added since the last look; lines that hold none are passed over."""

    def read(self) -> list[dict[str, Any]]:
        return [row for line in self.lines() if (row := _json_object(line)) is not None]


class MetricsTail(LinesTail):
    """The rows added to the curves since the last look; lines that hold none are passed over."""

    def read(self) -> list[MetricsRow]:
        return [row for line in self.lines() if (row := metrics_row(line)) is not None]


def _json_object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
