"""Finds a command by typing some of its letters.

Invariants: what was run lately stands first while nothing is typed; commands that cannot be used now are shown with the
reason and do nothing.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.actions.command import Command
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.table import COMMANDS, MENUS
from xr2ct_viewer.models.fuzzy import score
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

MAX_RECENT = 6
_WIDTH = 560
_BESIDE = 24
"""Margins of a row, and of the palette within a narrow window, in pixels."""


class CommandPalette(QDialog):
    """Type to narrow, arrows to choose, Enter to run, Escape to leave."""

    def __init__(self, hub: ActionHub, settings: Settings, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Find a command"))
        self._hub, self._settings, self._theme = hub, settings, theme
        self.field = QLineEdit(placeholderText=tr("Type some letters of a command"))
        self.field.setAccessibleName(tr("Command"))
        self.field.setToolTip(tr("Letters of its words are enough; arrow keys choose, Enter runs"))
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setObjectName("roomy")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(2)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self._tip = QLabel()
        self._tip.setObjectName("muted")
        self._tip.setWordWrap(True)
        self._tip.setMinimumHeight(self._tip.fontMetrics().lineSpacing() * 2)
        self.list.currentItemChanged.connect(lambda *_: self._explain())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._tip)
        self._narrow("")
        self.resize(max(_WIDTH, min(self._whole_width(), parent.width() - 2 * _BESIDE)), 420)
        self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if item := self.list.currentItem():
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _whole_width(self) -> int:
        """The width at which no command is cut off beside the keys and reasons of the others."""
        columns = sum(self.list.sizeHintForColumn(column) for column in (0, 1))
        return columns + self.list.verticalScrollBar().sizeHint().width() + 2 * _BESIDE

    def _step(self, by: int) -> None:
        count = self.list.topLevelItemCount()
        if count:
            at = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() else -1
            self.list.setCurrentItem(self.list.topLevelItem((at + by) % count))

    def _narrow(self, text: str) -> None:
        recent = self._settings.data.recent_commands[:MAX_RECENT]
        ranked: list[tuple[float, Command]] = []
        for order, command in enumerate(COMMANDS):
            found = score(text, tr(command.title), command.title, tr(command.tip))
            is_enabled = self._hub[command.id].isEnabled()
            if found:
                lately = len(recent) - recent.index(command.id) if command.id in recent else 0
                ranked.append(
                    (-found - lately - 1000 * is_enabled * (not text) - 10 * is_enabled + order / 1e3, command)
                )
        self.list.clear()
        for _, command in sorted(ranked, key=lambda entry: entry[0]):
            self.list.addTopLevelItem(self._item(command))
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._explain()

    def _item(self, command: Command) -> QTreeWidgetItem:
        action = self._hub[command.id]
        menu = tr(MENUS[command.menu.partition("/")[0]]).replace("&", "")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        why = self._hub.reason_against(command.id)
        item = QTreeWidgetItem([f"{menu}: {tr(command.title)}", why or keys])
        item.setData(0, Qt.ItemDataRole.UserRole, command.id)
        item.setIcon(0, action.icon())
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        palette = self._theme.palette
        item.setForeground(1, QColor(palette.muted))
        if why:
            item.setForeground(0, QColor(palette.disabled))
        return item

    def _explain(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self._tip.setText(tr("No command has these letters."))
            return
        command_id = str(item.data(0, Qt.ItemDataRole.UserRole))
        why = self._hub.reason_against(command_id)
        tip = tr(next(command.tip for command in COMMANDS if command.id == command_id))
        self._tip.setText(tr("Not now: {reason}", reason=why) if why else tip)

    def _run(self, item: QTreeWidgetItem) -> None:
        command_id = str(item.data(0, Qt.ItemDataRole.UserRole))
        if self._hub.reason_against(command_id):
            return
        self.close()
        others = tuple(known for known in self._settings.data.recent_commands if known != command_id)
        self._settings.update(recent_commands=(command_id, *others)[:MAX_RECENT])
        self._hub.execute(command_id)
