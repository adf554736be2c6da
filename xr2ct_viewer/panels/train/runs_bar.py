"""Above and below the table of runs: filter and buttons, and a line that says what was done and takes it back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from xr2ct_viewer.models.run_list import STATES, RunFilter
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

STATUS_MS = 20_000


class RunsBar(QWidget):
    """`wanted` is what the filter says. The buttons trigger the actions of the table."""

    filter_changed = Signal()
    add_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search name, method, note"))
        self.search.setAccessibleName(tr("Search runs"))
        self.search.setToolTip(tr("Show only runs with these words in name, method or note"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(240)
        self.search.textChanged.connect(self.filter_changed)
        self.state = QComboBox()
        self.state.setAccessibleName(tr("State of the runs shown"))
        self.state.setToolTip(tr("Show only runs in this state"))
        self.state.addItem(tr("All states"), "")
        for state, title in STATES.items():
            self.state.addItem(tr(title), state)
        self.state.currentIndexChanged.connect(self.filter_changed)
        self.starred = QToolButton()
        self.starred.setCheckable(True)
        self.starred.setToolTip(tr("Show starred runs only"))
        self.starred.setAccessibleName(tr("Starred runs only"))
        self.starred.toggled.connect(self.filter_changed)
        self.trash_menu = QMenu(self)
        self._trash = QToolButton()
        self._trash.setToolTip(tr("Runs in the trash"))
        self._trash.setAccessibleName(tr("Trash"))
        self._trash.setMenu(self.trash_menu)
        self._trash.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add = QPushButton(tr("Add folder…"))
        self._add.setToolTip(tr("Show a run, or the runs in a folder, from elsewhere"))
        self._add.clicked.connect(self.add_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for widget in (self.search, self.state, self.starred):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()

    @property
    def wanted(self) -> RunFilter:
        return RunFilter(self.search.text(), str(self.state.currentData()), self.starred.isChecked())

    def set_actions(self, follow: QAction, compare: QAction, use: QAction, more: QMenu) -> None:
        """Put buttons for these actions at the right, and a menu with all."""
        for action, text in ((follow, tr("Follow")), (compare, tr("Compare")), (use, tr("Use in Read"))):
            action.setIconText(text)
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            self._row.addWidget(button)
        all_button = QToolButton()
        all_button.setText(tr("More"))
        all_button.setAccessibleName(tr("More to do with the run"))
        all_button.setToolTip(tr("Everything that can be done with the chosen run"))
        all_button.setMenu(more)
        all_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for widget in (all_button, self._add, self._trash):
            self._row.addWidget(widget)

    def _refresh_icons(self) -> None:
        self.starred.setIcon(self._theme.toggle_icon("star"))
        self._trash.setIcon(self._theme.icon("trash"))
        self._add.setIcon(self._theme.icon("open"))


class StatusLine(QWidget):
    """What was done last, with a button that takes it back; goes by itself after a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self.text = QLabel()
        self.text.setObjectName("muted")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(tr("Undo"))
        self.button.setToolTip(tr("Take back what was just done with the runs"))
        self.button.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.addWidget(self.text)
        row.addWidget(self.button)
        row.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=STATUS_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence; `undo` takes back what it tells of."""
        self._undo = undo
        self.text.setText(text)
        self.button.setVisible(undo is not None)
        self.show()
        self._timer.start()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
