"""The preferences, made from the settings model: a list of pages, a form on each, and a search over all of them.

Invariants: what is chosen counts at once (or from the next start on, where the help says so) and there is nothing to
confirm; the forms follow the settings, whoever changes them.
"""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.config.tree import FormNode
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.shortcut_editor import ShortcutEditor
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.preference import PreferencePage, defaults_of, matches, pages_of
from xr2ct_viewer.models.settings import Settings, SettingsData
from xr2ct_viewer.services.screen_room import resize_within_screen
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.config_form import ConfigForm, translated

KEYBOARD: Final = marked("Keyboard")
_EDITOR_PX: Final = 210


class PreferencesDialog(QDialog):
    """Stays open beside the window. `forms` and `keyboard` are its pages."""

    def __init__(self, settings: Settings, hub: ActionHub, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self.pages = tuple(_translated(page) for page in pages_of(SettingsData))
        self.field = QLineEdit(placeholderText=tr("Search preferences"))
        self.field.setAccessibleName(tr("Search preferences"))
        self.field.setToolTip(tr("Shows only settings with these words"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setObjectName("pages")
        self.list.setAccessibleName(tr("Pages"))
        self.list.setToolTip(tr("Pages of the preferences"))
        self.list.setFixedWidth(190)
        self._stack = QStackedWidget()
        self.forms: list[ConfigForm] = []
        for page in self.pages:
            form = ConfigForm(page.nodes, theme, editor_px=_EDITOR_PX)
            form.set_explained(True)
            form.edited.connect(lambda name, value: self._settings.update(**{name: value}))
            form.reset_requested.connect(lambda name: self._reset((name,)))
            self.forms.append(form)
            self._add(page.title, form)
        self.keyboard = ShortcutEditor(settings, hub, theme)
        self._add(tr(KEYBOARD), self.keyboard, scrolls=False)
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.currentRowChanged.connect(lambda _row: self._refresh_button())
        self.nothing = QLabel(tr("No setting has these words."))
        self.nothing.setObjectName("muted")
        self.nothing.setVisible(False)
        self._back = QPushButton(tr("Reset this page"))
        self._back.setToolTip(tr("Set everything on this page back to what it was at first"))
        self._back.clicked.connect(self.reset_page)
        close = QPushButton(tr("Close"))
        close.setObjectName("primary")
        close.setToolTip(tr("Everything chosen is kept already"))
        close.clicked.connect(self.accept)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        self.field.setFixedWidth(190)
        right = QVBoxLayout()
        right.addWidget(self.nothing)
        right.addWidget(self._stack, 1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addLayout(left)
        body.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(body, 1)
        layout.addLayout(buttons)
        resize_within_screen(self, 840, 620)
        settings.changed.connect(self._show)
        self._show(settings.data)
        self.list.setCurrentRow(0)

    def turn_to(self, title: str) -> None:
        """Show the page with this (English) title."""
        for row in range(self.list.count()):
            if self.list.item(row).text() == tr(title):
                self.list.setCurrentRow(row)

    def reset_page(self) -> None:
        """Set the page in front back to the defaults."""
        at = self._stack.currentIndex()
        if at < len(self.pages):
            self._reset(tuple(node.name for node in self.pages[at].nodes))
        else:
            self.keyboard.reset_all()

    def done(self, result: int) -> None:
        """However it is left; what was chosen is kept already."""
        self._settings.changed.disconnect(self._show)
        self.keyboard.release()
        super().done(result)

    def _add(self, title: str, page: QWidget, *, scrolls: bool = True) -> None:
        item = QListWidgetItem(title)
        item.setSizeHint(QSize(0, 30))
        self.list.addItem(item)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(6, 0, 12, 0)
        column.setSpacing(12)
        heading = QLabel(title)
        heading.setObjectName("stepTitle")
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        heading.setFont(font)
        column.addWidget(heading)
        column.addWidget(page, 0 if scrolls else 1)
        if not scrolls:
            self._stack.addWidget(holder)
            return
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        self._stack.addWidget(area)

    def _show(self, data: SettingsData) -> None:
        values = data.model_dump()
        for form in self.forms:
            form.show_values({name: values[name] for name in form.rows})
        if self.field.text():
            self._search(self.field.text())
        self._refresh_button()

    def _refresh_button(self) -> None:
        at = self._stack.currentIndex()
        if at >= len(self.pages):
            self._back.setEnabled(bool(self._settings.data.shortcuts))
            return
        values, page = self._settings.data.model_dump(), self.pages[at]
        self._back.setEnabled(any(values[node.name] != node.default for node in page.nodes))

    def _reset(self, names: tuple[str, ...]) -> None:
        self._settings.update(**defaults_of(SettingsData, names))

    def _search(self, words: str) -> None:
        """Leave only the pages with a match, and on them only the matches."""
        shown = []
        for row, (page, form) in enumerate(zip(self.pages, self.forms, strict=True)):
            names = matches(page, words)
            form.show_only(names)
            self.list.item(row).setHidden(not names)
            shown += [row] if names else []
        keyboard = self.list.count() - 1
        has_keys = self.keyboard.narrow(words)
        self.list.item(keyboard).setHidden(not has_keys)
        shown += [keyboard] if has_keys else []
        self.nothing.setVisible(not shown)
        self._stack.setVisible(bool(shown))
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])


def _translated(page: PreferencePage) -> PreferencePage:
    """The page in the language of the window; what counts after a restart only says so."""

    def node_of(node: FormNode) -> FormNode:
        late = tr("Counts from the next start on.") if node.name in page.after_restart else ""
        known = translated(node)
        return replace(known, help=f"{known.help} {late}".strip())

    return PreferencePage(tr(page.title), tuple(map(node_of, page.nodes)), page.after_restart)
