"""The titles of methods, to be translated where they are shown, with the training that their weights are from."""

from typing import Final

from xr2ct_core.methods.registry import method_specs
from xr2ct_viewer.models.marked import Filled, filled, marked

BUNDLED: Final = marked("bundled")
"""Stands where a training has the name of its run. Which network of the method it is depends on the grid."""


def titled(method_id: str, run_name: str = "") -> Filled:
    """The title of a known method; names of runs stay as they are in every language."""
    title = filled(method_specs()[method_id].title)
    if not run_name:
        return title
    return filled("{method} · {run}", method=title, run=filled(BUNDLED) if run_name == BUNDLED else run_name)
