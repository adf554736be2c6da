"""The command line, `xr2ct`. Light: no torch here, heavy work runs in the worker process."""

from xr2ct_core.cli.start import main

__all__ = ["main"]
