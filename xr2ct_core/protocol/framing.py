"""Messages to lines and lines to messages, without ever losing step.

Invariants: a line is one JSON object in UTF-8 ended by a newline, at most `MAX_LINE_BYTES` long. Whatever arrives -
half a line, bad UTF-8, an unknown type, megabytes without a newline - a decoder reports it as a `ProtocolError` value
and reads on with the next line. Pure bytes in and out, so pipes, QProcess and tests share it.
"""

import json
from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from xr2ct_core.errors import ErrorCode, Xr2ctError
from xr2ct_core.plain_text import is_plain, texts_in
from xr2ct_core.protocol.messages import COMMAND_ADAPTER, EVENT_ADAPTER, MAX_LINE_BYTES, Command, Event, Message

M = TypeVar("M")

_SHOWN_CHARACTERS: Final = 120


class ProtocolError(Xr2ctError):
    """A line that is not a message of the protocol."""

    code: ErrorCode = "protocol"


def encode(message: Message) -> bytes:
    """The message as one line; raises `ProtocolError` if it is longer than the protocol allows or no text in UTF-8."""
    kind = getattr(message, "t", "message")
    try:
        line = message.model_dump_json().encode() + b"\n"
    except (ValueError, RecursionError) as error:
        raise ProtocolError(
            f"A {kind} message holds what cannot be sent.", "It may hold numbers and text in UTF-8."
        ) from error
    if len(line) > MAX_LINE_BYTES:
        raise ProtocolError(
            f"A {kind} message of {len(line):,} bytes is too long for the pipe.",
            "Put large values into a file and send its path.",
        )
    return line


class Decoder(Generic[M]):
    """Turns a stream of byte chunks into messages and, for lines that are none, `ProtocolError` values."""

    def __init__(self, adapter: TypeAdapter[M]) -> None:
        self._adapter = adapter
        self._buffer = bytearray()
        self._skipping = False

    def feed(self, chunk: bytes) -> list[M | ProtocolError]:
        """Messages completed by `chunk`; an unfinished line waits for the next one."""
        return [self._decode(line) for line in self._lines(chunk)]

    def _lines(self, chunk: bytes) -> Iterable[bytes | ProtocolError]:
        *complete, rest = chunk.split(b"\n")
        for part in complete:
            line = bytes(self._buffer) + part
            self._buffer.clear()
            if self._skipping:
                self._skipping = False
            elif len(line) >= MAX_LINE_BYTES:
                yield _too_long()
            elif line.strip():
                yield line
        if self._skipping:
            return
        self._buffer += rest
        if len(self._buffer) >= MAX_LINE_BYTES:
            self._buffer.clear()
            self._skipping = True
            yield _too_long()

    def _decode(self, line: bytes | ProtocolError) -> M | ProtocolError:
        if isinstance(line, ProtocolError):
            return line
        try:
            found = json.loads(line.decode())
            if b"\\u" in line and not all(map(is_plain, texts_in(found))):
                return ProtocolError("A line on the pipe holds halves of characters.", _shown(line))
            return self._adapter.validate_python(found)
        except (UnicodeDecodeError, RecursionError):
            return ProtocolError("A line on the pipe is not JSON text in UTF-8.", _shown(line))
        except ValidationError as error:
            return ProtocolError(f"A message on the pipe is not understood: {_reasons(error)}.", _shown(line))
        except ValueError:
            return ProtocolError("A line on the pipe is not JSON.", _shown(line))


def command_decoder() -> Decoder[Command]:
    """Decoder for the worker's stdin."""
    return Decoder(COMMAND_ADAPTER)


def event_decoder() -> Decoder[Event]:
    """Decoder for the worker's stdout."""
    return Decoder(EVENT_ADAPTER)


def _too_long() -> ProtocolError:
    return ProtocolError(f"A line on the pipe is longer than {MAX_LINE_BYTES:,} bytes and was dropped.")


def _shown(line: bytes) -> str:
    text = line[:_SHOWN_CHARACTERS].decode(errors="replace")
    return f"It began: {text}"


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, item['loc'])) or 'it'}: {item['msg']}" for item in error.errors()[:3])
