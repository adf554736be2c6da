"""The page of the preferences where people choose keys for commands.

Invariant: no two commands ever share keys. Keys of another command are taken over only after asking; keys the views
use themselves are refused with a sentence.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.table import COMMANDS, MENUS
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.settings import Settings, SettingsData
from xr2ct_viewer.models.shortcuts import VIEW_KEYS, effective, owner_of, with_choice
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

HINT = marked("Choose a command, then press the new keys in the field.")
USUAL = {command.id: QKeySequence(command.shortcut).toString() for command in COMMANDS}
TITLES = {command.id: command.title for command in COMMANDS}


class ShortcutEditor(QWidget):
    """A table of commands with their keys, and the field that takes new ones."""

    def __init__(self, settings: Settings, hub: ActionHub, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._hub, self._theme = settings, hub, theme
        self._words = ""
        self.table = QTreeWidget()
        self.table.setObjectName("roomy")
        self.table.setAccessibleName(tr("Commands and their keys"))
        self.table.setToolTip(tr("Choose a command to give it other keys"))
        self.table.setHeaderLabels([tr("Command"), tr("Menu"), tr("Keys")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(tr("New keys"))
        self.keys.setToolTip(tr("Press the keys the command shall have"))
        self.keys.setClearButtonEnabled(True)
        self.keys.editingFinished.connect(self._take)
        self.usual = QPushButton(tr("Usual keys"))
        self.usual.setToolTip(tr("Give the command the keys it had at first"))
        self.usual.clicked.connect(self._back_to_usual)
        self.message = QLabel(tr(HINT))
        self.message.setObjectName("muted")
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(self.message.fontMetrics().lineSpacing() * 2)
        self.take_over = QPushButton(tr("Take over"))
        self.take_over.setToolTip(tr("Give these keys to this command; the other is left without"))
        self.take_over.setVisible(False)
        self.take_over.clicked.connect(lambda: self._take(is_sure=True))
        row = QHBoxLayout()
        row.addWidget(self.keys, 1)
        row.addWidget(self.usual)
        below = QHBoxLayout()
        below.addWidget(self.message, 1)
        below.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addLayout(below)
        settings.changed.connect(self._refresh)
        self._fill()

    @property
    def command_id(self) -> str:
        """The command whose keys are edited; empty without one."""
        item = self.table.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, command_id: str) -> None:
        """Bring a command to the field."""
        for at in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(at)
            if item.data(0, Qt.ItemDataRole.UserRole) == command_id:
                self.table.setCurrentItem(item)

    def narrow(self, words: str) -> bool:
        """Show only commands with these words; whether there are any."""
        self._words = words
        wanted, found = words.lower().split(), False
        for at in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(at)
            text = " ".join(item.text(column) for column in range(3)).lower()
            is_shown = all(word in text for word in wanted)
            item.setHidden(not is_shown)
            found = found or is_shown
        return found

    def reset_all(self) -> None:
        """The usual keys for every command."""
        self._settings.update(shortcuts={})

    def release(self) -> None:
        """Stop following the settings; the page is going away."""
        self._settings.changed.disconnect(self._refresh)

    def _fill(self) -> None:
        for command in COMMANDS:
            menu = tr(MENUS[command.menu.partition("/")[0]]).replace("&", "")
            item = QTreeWidgetItem([tr(command.title).rstrip("…"), menu, ""])
            item.setData(0, Qt.ItemDataRole.UserRole, command.id)
            item.setToolTip(0, tr(command.tip))
            self.table.addTopLevelItem(item)
        self._refresh(self._settings.data)
        self.table.setCurrentItem(self.table.topLevelItem(0))

    def _refresh(self, data: SettingsData) -> None:
        known = effective(USUAL, data.shortcuts)
        for at in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(at)
            command_id = str(item.data(0, Qt.ItemDataRole.UserRole))
            native = QKeySequence(known[command_id]).toString(QKeySequence.SequenceFormat.NativeText)
            item.setText(2, native)
            font = item.font(2)
            font.setBold(command_id in data.shortcuts)
            item.setFont(2, font)
        self._show_chosen()

    def _show_chosen(self) -> None:
        known = effective(USUAL, self._settings.data.shortcuts)
        self.keys.blockSignals(True)
        self.keys.setKeySequence(QKeySequence(known.get(self.command_id, "")))
        self.keys.blockSignals(False)
        self.usual.setEnabled(self.command_id in self._settings.data.shortcuts)
        self._say(tr(HINT))

    def _take(self, *, is_sure: bool = False) -> None:
        """Give the command the keys in the field, unless they are somebody else's."""
        command_id, keys = self.command_id, self.keys.keySequence().toString()
        known = effective(USUAL, self._settings.data.shortcuts)
        if not command_id or keys == known[command_id]:
            return
        if keys in VIEW_KEYS:
            self._show_chosen()
            self._say(tr("{keys} is used by the views themselves. Choose other keys.", keys=keys), "warning")
            return
        owner = owner_of(keys, known, besides=command_id)
        if owner and not is_sure:
            title = tr(TITLES[owner]).rstrip("…")
            self._say(tr("{keys} belongs to “{title}”.", keys=keys, title=title), "warning", may_take=True)
            return
        chosen = with_choice(USUAL, self._settings.data.shortcuts, command_id, keys, take_from=owner)
        self._settings.update(shortcuts=chosen)

    def _back_to_usual(self) -> None:
        self.keys.setKeySequence(QKeySequence(USUAL[self.command_id]))
        self._take()

    def _say(self, text: str, kind: str = "muted", *, may_take: bool = False) -> None:
        self.message.setText(text)
        self.message.setObjectName(kind)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.take_over.setVisible(may_take)
