"""What an area of the Read workspace (measuring, sessions, …) is given, and what it offers.

An area is a controller of its own: it makes its panels and models from the `ReadContext`, adds its commands through
`handlers`, and is wired in `assemble`, once the commands exist. `areas.py` lists them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.jobs import Jobs
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.panels.sidebar import Sidebar
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.opening import Opening
from xr2ct_viewer.services.reconstruction import Reconstruction
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_client import WorkerClient
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.views.viewport_grid import ViewportGrid
from xr2ct_viewer.workspaces.read_stage import ReadStage


@dataclass(frozen=True, eq=False)
class ReadContext:
    """Models, services and views of the workspace. `notice` says a line, `fail` shows an error with details."""

    window: QWidget
    session: Session
    jobs: Jobs
    settings: Settings
    theme: Theme
    worker: WorkerClient
    background: Background
    scratch: Scratch
    opening: Opening
    reconstruction: Reconstruction
    grid: ViewportGrid
    stage: ReadStage
    sidebar: Sidebar
    notice: Callable[[str], None]
    fail: Callable[[Xr2ctError, str], None]


class ReadArea(Protocol):
    """A part of the workspace with commands of its own."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do, by command id."""

    def assemble(self, hub: ActionHub) -> None:
        """Wire everything; the commands exist now."""

    def shutdown(self) -> None:
        """Stop and release before the window goes."""


@runtime_checkable
class GuardsClosing(Protocol):
    """An area that may keep the window open: it asks what is to become of unsaved work."""

    def may_close(self) -> bool:
        """False keeps the window open; the area may close it itself, later."""
