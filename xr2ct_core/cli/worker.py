"""`xr2ct worker`: the worker process itself, for other front ends."""

import runpy
from dataclasses import dataclass

from xr2ct_core.cli.console import Console


@dataclass(frozen=True)
class Worker:
    """Serve heavy work over standard input and output, one JSON object a line. Started by other programs."""

    def run(self, console: Console) -> int:
        try:
            runpy.run_module("xr2ct_core.worker", run_name="__main__")
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0
        return 0
