"""Cuts a byte stream into lines, with a bound on the length of one line."""

from collections import deque

from xr2ct_core.protocol.messages import MAX_LINE_BYTES


class LineTooLongError(Exception):
    """The other side sent more than one mebibyte without a line end."""


class LineBuffer:
    """Bytes in, complete lines out, in order."""

    def __init__(self, max_line_bytes: int = MAX_LINE_BYTES) -> None:
        self._max_line_bytes = max_line_bytes
        self._lines: deque[bytes] = deque()
        self._tail = b""

    def __len__(self) -> int:
        """Complete lines waiting."""
        return len(self._lines)

    def feed(self, chunk: bytes) -> None:
        """Take bytes; raises `LineTooLongError` where an unfinished line outgrows the bound."""
        *lines, self._tail = (self._tail + chunk).split(b"\n")
        self._lines.extend(line for line in lines if line.strip())
        if len(self._tail) > self._max_line_bytes:
            self._tail = b""
            raise LineTooLongError

    def pop(self) -> bytes | None:
        """The oldest complete line, None if there is none."""
        return self._lines.popleft() if self._lines else None

    def clear(self) -> None:
        self._lines.clear()
        self._tail = b""
