"""Registers the commands with app-model and makes one `QAction` of each, shared by menus, buttons and shortcuts.

Invariant: a command has exactly one `QAction`, so its shortcut is never ambiguous. Enablement follows `update`, keys
follow `set_shortcuts`. Titles and tips are translated here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import count

from app_model import Action, Application
from app_model.types import MenuItem, MenuRule
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from xr2ct_viewer.actions.command import Command, WindowContext
from xr2ct_viewer.actions.reasons import reason_against
from xr2ct_viewer.actions.table import COMMANDS, MENUS
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

_numbers = count(1)


class ActionHub(QObject):
    """The commands of one window. `handlers` maps each command id to what it does."""

    def __init__(self, handlers: Mapping[str, Callable[[], object]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name = f"xr2ct-{next(_numbers)}"
        self._app = Application(self.name)
        parent.destroyed.connect(partial(Application.destroy, self.name))
        self._rules = {command.id: _to_action(command, handlers[command.id]) for command in COMMANDS}
        self._app.register_actions(list(self._rules.values()))
        self._actions = {command.id: self._make(command, parent) for command in COMMANDS}
        self.set_shortcuts({})
        self.refresh_icons()
        theme.changed.connect(self.refresh_icons)
        self.menus: dict[str, QMenu] = {}
        self._context = WindowContext()
        self.update()

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def execute(self, command_id: str) -> None:
        """Run a command if it is enabled now."""
        if self._actions[command_id].isEnabled():
            self._app.commands.execute_command(command_id).result()

    def reason_against(self, command_id: str) -> str:
        """Why a command cannot be used now, in a few words; empty if it can."""
        if self._actions[command_id].isEnabled():
            return ""
        expression = next(command.enabled for command in COMMANDS if command.id == command_id)
        return reason_against(expression, self._context.keys())

    def set_shortcuts(self, chosen: Mapping[str, str]) -> None:
        """Take the keys people chose for some commands (empty: none), and the usual ones for all others."""
        for command in COMMANDS:
            keys = QKeySequence(chosen.get(command.id, command.shortcut))
            action = self._actions[command.id]
            action.setShortcut(keys)
            action.setToolTip(_tip(command, keys))
            action.setStatusTip(tr(command.tip))

    def update(self, **changes: bool) -> None:
        """Note what changed in the window's state (fields of `WindowContext`) and enable what it allows."""
        self._context = replace(self._context, **changes)
        keys = self._context.keys()
        for command_id, rule in self._rules.items():
            self._actions[command_id].setEnabled(bool(rule.enablement.eval(keys)) if rule.enablement else True)

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Add the menus to a menu bar; returns them by name, as `menus` does afterwards."""
        menus = self.menus
        for name, title in MENUS.items():
            menu = bar.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            for index, group in enumerate(self._app.menus.iter_menu_groups(name)):
                if index:
                    menu.addSeparator()
                for item in group:
                    if isinstance(item, MenuItem):
                        menu.addAction(self._actions[item.command.id])
            menus[name] = menu
        return menus

    def refresh_icons(self) -> None:
        for command in COMMANDS:
            if command.icon:
                make = self._theme.toggle_icon if command.checkable else self._theme.icon
                self._actions[command.id].setIcon(make(command.icon))

    def close(self) -> None:
        """Forget the registrations; app-model keeps applications by name for ever otherwise."""
        Application.destroy(self.name)

    def _make(self, command: Command, parent: QWidget) -> QAction:
        action = QAction(tr(command.title), parent)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        action.triggered.connect(lambda _checked=False: self.execute(command.id))
        parent.addAction(action)
        return action


def _tip(command: Command, keys: QKeySequence) -> str:
    words = tr(command.tip or command.title).rstrip("…")
    return f"{words} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})" if not keys.isEmpty() else words


def _to_action(command: Command, handler: Callable[[], object]) -> Action:
    menu, _, group = command.menu.partition("/")
    order = float(next(index for index, known in enumerate(COMMANDS) if known is command))
    return Action(
        id=command.id,
        title=command.title,
        tooltip=command.tip or None,
        enablement=command.enabled or None,
        callback=lambda: handler(),  # built-in methods of Qt have no signature to be inspected
        menus=[MenuRule(id=menu, group=group, order=order)],
        palette=False,
    )
