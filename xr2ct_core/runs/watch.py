"""Obeying what is asked of a training through its folder.

A thread reads `requests.jsonl` ten times a second and hands new requests to the `ControlToken`, which the training
reads between its steps; so a window, a second terminal and a signal all end in the same place.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from xr2ct_core.control import ControlToken
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.requests import RequestName, request_in
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.tail import JsonLinesTail

LOOK_S: Final = 0.1


@contextmanager
def watched_requests(run: RunFolder, control: ControlToken, since: float) -> Iterator[None]:
    """Within the block, requests made since then (seconds since the epoch) reach `control`."""
    tail = JsonLinesTail(run.requests_path)
    acts: dict[RequestName, Callable[[], None]] = {
        "pause": control.request_pause,
        "resume": control.request_resume,
        "stop": control.request_stop,
        "checkpoint": control.request_checkpoint,
        "preview": control.request_preview,
    }
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_S):
            with suppress(Xr2ctError):  # a disk that is away for a moment; the next look finds what is missed
                for row in tail.read():
                    if (name := request_in(row, since)) is not None:
                        acts[name]()

    watcher = threading.Thread(target=look, name="requests", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
