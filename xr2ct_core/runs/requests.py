"""What is asked of a training from outside: `requests.jsonl`, one `{"time": …, "request": …}` a line, only appended.

`time` in seconds since the epoch. A training obeys the requests made since its process started, within one step.
"""

from pathlib import Path
from time import time
from typing import Any, Final, Literal, get_args

from xr2ct_core.runs.metrics_log import append_line

RequestName = Literal["pause", "resume", "stop", "checkpoint", "preview"]
REQUESTS_NAME: Final = "requests.jsonl"


def append_request(path: Path, name: RequestName) -> None:
    append_line(path, {"time": time(), "request": name})


def request_in(row: dict[str, Any], since: float) -> RequestName | None:
    """The request of a line, if it is one and was made since then."""
    name, made = row.get("request"), row.get("time")
    is_new = isinstance(made, (int, float)) and made >= since
    return name if is_new and name in get_args(RequestName) else None
