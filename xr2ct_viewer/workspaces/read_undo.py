"""Undo and redo of the study in front; the menu says what: “Undo distance”, and not just “Undo”."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext

UNDO_TITLES: Final = {"edit.undo": "Undo", "edit.redo": "Redo"}


class ReadUndo(QObject):
    """Follows the steps of the study in front."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._session = context.session
        self._followed: Study | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "edit.undo": lambda: self._followed and self._followed.steps.undo(),
            "edit.redo": lambda: self._followed and self._followed.steps.redo(),
        }

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        self._session.current_changed.connect(self._follow)
        self._follow()

    def shutdown(self) -> None:
        """Stop following."""
        self._session.current_changed.disconnect(self._follow)
        if self._followed is not None:
            self._followed.steps.changed.disconnect(self._refresh)

    def _follow(self) -> None:
        if self._followed is not None:
            self._followed.steps.changed.disconnect(self._refresh)
        self._followed = self._session.current
        if self._followed is not None:
            self._followed.steps.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        steps = self._followed.steps if self._followed is not None else None
        names = {"edit.undo": steps.undo_title if steps else "", "edit.redo": steps.redo_title if steps else ""}
        for command_id, title in UNDO_TITLES.items():
            self._hub[command_id].setText(f"{tr(title)} {tr(names[command_id])}".strip())
