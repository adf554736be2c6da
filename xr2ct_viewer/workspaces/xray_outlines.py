"""What is outlined over both X-rays on demand, whatever finds it: looked for once it is wanted, and never stale.

It is looked for again once the images are others; geometry moves nothing in the images. A search that fails puts the
outlines away.
"""

from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.outlines import image_key
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.widgets.outlines_overlay import OutlinesOverlay
from xr2ct_viewer.workspaces.read_area import ReadContext


class OutlineSearch(Protocol):
    """Looks for something on a pair: `found` carries what, `failed` an error and details."""

    found: SignalInstance
    failed: SignalInstance

    def ask(self, pair: RadiographPair) -> None:
        """Look, in place of what was looked for before."""
        ...

    def give_up(self) -> None:
        """No answer is wanted any more."""
        ...


class XrayOutlines(QObject):
    """`is_on` while outlines are wanted; `found` is the answer about the images in front, None until there is one."""

    def __init__(self, context: ReadContext, command: str, search: OutlineSearch, overlay: OutlinesOverlay) -> None:
        super().__init__(context.window)
        self._context, self._command, self._search, self.overlay = context, command, search, overlay
        self.is_on = False
        self.found: Any = None
        self._asked: tuple[object, ...] = ()
        self._study: Study | None = None

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        for canvas in (self._context.grid.frontal, self._context.grid.lateral):
            canvas.overlays.append(self.overlay)
        self._context.sidebar.input.overlays.add_action(hub[self._command])
        self._search.found.connect(self._show)
        self._search.failed.connect(self._on_failed)
        self._context.session.current_changed.connect(self._follow)
        self._follow()

    def shutdown(self) -> None:
        """Stop following and asking."""
        self._context.session.current_changed.disconnect(self._follow)
        self._leave()

    def toggle(self) -> None:
        """Show the outlines, or put them away."""
        self.is_on = not self.is_on
        self._refresh()

    # What an area adds

    def _look(self, pair: RadiographPair) -> None:
        self._search.ask(pair)

    def _show(self, found: Any) -> None:
        self.found = found

    def _forget(self) -> None:
        self._search.give_up()
        self.found, self._asked = None, ()
        self.overlay.show(None)

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        self.is_on = False
        self._refresh()
        if error.code != "cancelled":
            self._context.fail(error, details)

    # Inside

    def _follow(self) -> None:
        self._leave()
        study = self._context.session.current
        if study is not None and study.pair is not None:
            self._study = study
            study.edited.connect(self._refresh)
        self._refresh()

    def _leave(self) -> None:
        self._forget()
        if self._study is not None:
            self._study.edited.disconnect(self._refresh)
            self._study = None

    def _refresh(self) -> None:
        """Look at the images as they are now, where outlines are wanted and not known."""
        self._hub[self._command].setChecked(self.is_on)
        study = self._study
        key = () if study is None else (study.source_pair, *image_key(study.edit))
        if not self.is_on or key != self._asked:
            self._forget()
        if self.is_on and study is not None and study.pair is not None and not self._asked:
            self._asked = key
            self._look(study.pair)
