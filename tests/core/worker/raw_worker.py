"""A raw worker process, spoken to line by line."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from xr2ct_core.protocol.framing import encode, event_decoder
from xr2ct_core.protocol.messages import Event, Message, State

ODD_WORKER = (sys.executable, str(Path(__file__).parent / "odd_worker.py"))


class RawWorker:
    """A worker process with nothing between the test and the pipe."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ODD_WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self._decoder = event_decoder()
        self._pending: list[Event] = []
        self.seen: list[Event] = []

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)

    def send(self, command: Message) -> None:
        self.write(encode(command))

    def read_until(self, is_wanted: Callable[[Event], bool]) -> list[Event]:
        """Events up to the first wanted one; fails if the stream ends before."""
        taken: list[Event] = []
        assert self.process.stdout is not None
        while True:
            while self._pending:
                event = self._pending.pop(0)
                assert not isinstance(event, Exception), event
                taken.append(event)
                self.seen.append(event)
                if is_wanted(event):
                    return taken
            chunk = self.process.stdout.read(65536)
            assert chunk, f"the worker ended; last events: {taken[-3:]}"
            self._pending += self._decoder.feed(chunk)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def until_state(self, job: str, state: str) -> list[Event]:
        return self.read_until(lambda event: isinstance(event, State) and event.job == job and event.state == state)

    def until(self, kind: type[Message]) -> list[Event]:
        return self.read_until(lambda event: isinstance(event, kind))
