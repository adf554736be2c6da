"""A form generated from a tree of settings: one row each, advanced ones folded, changed ones marked.

Its nodes hold the words that are shown; `translated` puts them into the language of the window.

Floats are edited in pyqtgraph's spin box, which keeps 2e-4 what it is. Invariants: showing values emits nothing;
`edited` carries what a person entered, in the type of the setting; wheels scroll the page, not a value that has no
focus.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from pyqtgraph import SpinBox
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.config.tree import FormNode
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.number_field import make_plain

_DIGITS: Final = 12
_LARGEST_INT: Final = 2**31 - 1
_EDITOR_PX: Final = 118


class _WheelGuard(QObject):
    """Lets the wheel scroll the page while a field is not being edited."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class _Row(QObject):
    """Label, editor, unit and reset of one setting, with its help and its problem below."""

    edited = Signal(str, object)
    reset = Signal(str)

    def __init__(self, node: FormNode, theme: Theme, guard: _WheelGuard, parent: QWidget, editor_px: int) -> None:
        super().__init__(parent)
        self.node, self._theme = node, theme
        self.label = QLabel(node.title)
        self.label.setWordWrap(True)
        self.label.setToolTip(node.help)
        self.editor = self._make_editor()
        self.editor.setAccessibleName(node.title)
        self.editor.setAccessibleDescription(node.help)
        self.editor.setToolTip(node.help)
        if not isinstance(self.editor, QCheckBox):
            self.editor.setFixedWidth(editor_px)
        self.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor.installEventFilter(guard)
        self.unit = QLabel(node.unit)
        self.unit.setObjectName("muted")
        self.back = QToolButton()
        self.back.setObjectName("flat")
        self.back.setAccessibleName(tr("Reset {name}", name=node.title))
        self.back.setToolTip(tr("Back to {value}", value=_label(node)))
        self.back.clicked.connect(lambda: self.reset.emit(node.name))
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.help, self.problem = QLabel(node.help), QLabel()
        self.help.setObjectName("muted")
        self.problem.setObjectName("danger")
        for words in (self.help, self.problem):
            words.setWordWrap(True)
            words.setContentsMargins(0, 0, 0, 8)
            words.setVisible(False)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.label, self.editor, self.unit, self.back)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        for column, widget in enumerate(self.widgets):
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft if column else Qt.AlignmentFlag(0)
            grid.addWidget(widget, row, column, align)
        grid.addWidget(self.problem, row + 1, 0, 1, 4)
        grid.addWidget(self.help, row + 2, 0, 1, 4)

    def show_value(self, value: Any) -> None:
        is_changed = value != self.node.default
        self.back.setVisible(is_changed)
        self.label.setObjectName("changed" if is_changed else "")
        self.label.style().unpolish(self.label)
        self.label.style().polish(self.label)
        if self.value() == value:
            return
        self.editor.blockSignals(True)
        if isinstance(self.editor, QCheckBox):
            self.editor.setChecked(bool(value))
        elif isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(self.editor.findData(value))
        elif isinstance(self.editor, QSpinBox | SpinBox):
            self.editor.setValue(value)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(str(value))
        self.editor.blockSignals(False)

    def value(self) -> Any:
        if isinstance(self.editor, QCheckBox):
            return self.editor.isChecked()
        if isinstance(self.editor, QComboBox):
            return self.editor.currentData()
        if isinstance(self.editor, QSpinBox):
            return self.editor.value()
        if isinstance(self.editor, SpinBox):
            return float(self.editor.value())
        assert isinstance(self.editor, QLineEdit)
        return self.editor.text()

    def show_problem(self, text: str) -> None:
        self.problem.setText(said(text))
        self.problem.setVisible(bool(text) and self.label.isVisibleTo(self.label.parentWidget()))

    def refresh_icon(self) -> None:
        self.back.setIcon(self._theme.icon("reset", self._theme.palette.muted))

    def _make_editor(self) -> QWidget:
        node = self.node
        if node.kind == "bool":
            box = QCheckBox()
            box.setChecked(node.default)
            box.toggled.connect(self._emit)
            return box
        if node.kind == "choice":
            combo = QComboBox()
            for at, choice in enumerate(node.choices):
                combo.addItem(node.labels[at] if node.labels else tr(shown(choice)), choice)
            combo.setCurrentIndex(combo.findData(node.default))
            combo.activated.connect(self._emit)
            return combo
        low, high = node.limits
        if node.kind == "int":
            whole = QSpinBox()
            whole.setRange(-_LARGEST_INT if low is None else int(low), _LARGEST_INT if high is None else int(high))
            whole.setSingleStep(int(node.step or 1))
            whole.setKeyboardTracking(False)
            whole.setValue(node.default)
            make_plain(whole)
            whole.valueChanged.connect(self._emit)
            return whole
        if node.kind == "float":
            number = SpinBox(
                value=node.default, bounds=[low, high], decimals=_DIGITS, compactHeight=False, **_steps(node)
            )
            make_plain(number)
            number.sigValueChanged.connect(self._emit)
            return number
        line = QLineEdit(str(node.default))
        line.editingFinished.connect(self._emit)
        return line

    def _emit(self, *_: object) -> None:
        self.edited.emit(self.node.name, self.value())


class ConfigForm(QWidget):
    """`edited` (name, value) and `reset_requested` (name) say what a person does, `resized` that its height changed."""

    edited = Signal(str, object)
    reset_requested = Signal(str)
    resized = Signal()

    def __init__(
        self, nodes: Iterable[FormNode], theme: Theme, parent: QWidget | None = None, *, editor_px: int = _EDITOR_PX
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        guard = _WheelGuard(self)
        self.rows = {node.name: _Row(node, theme, guard, self, editor_px) for node in nodes}
        self._general = QLabel()
        self._general.setObjectName("danger")
        self._general.setWordWrap(True)
        self._general.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(_grid([row for row in self.rows.values() if not row.node.advanced]))
        layout.addWidget(self._general)
        self._advanced = [row for row in self.rows.values() if row.node.advanced]
        self._fold = QToolButton(checkable=True)
        self._fold.setObjectName("link")
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setText(tr("Advanced"))
        self._fold.setToolTip(tr("Show the settings that rarely need another value"))
        self._fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold.toggled.connect(self._unfold)
        self._fold.setVisible(bool(self._advanced))
        self._page = QWidget()
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.addLayout(_grid(self._advanced))
        self._page.setVisible(False)
        layout.addWidget(self._fold)
        layout.addWidget(self._page)
        for row in self.rows.values():
            row.edited.connect(self.edited)
            row.reset.connect(self.reset_requested)
            row.back.setVisible(False)
        theme.changed.connect(self.refresh_icons)
        self.refresh_icons()

    def values(self) -> dict[str, Any]:
        """What the editors hold."""
        return {name: row.value() for name, row in self.rows.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show values, mark those that are not defaults, and count the hidden ones among them."""
        for name, row in self.rows.items():
            row.show_value(values[name])
        count = sum(values[row.node.name] != row.node.default for row in self._advanced)
        self._fold.setText(tr("Advanced · {count} changed", count=count) if count else tr("Advanced"))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show each problem at its field; the one without a name stands below the fields."""
        for name, row in self.rows.items():
            row.show_problem(problems.get(name, ""))
        self._general.setText(said(problems.get("", "")))
        self._general.setVisible(bool(problems.get("")))
        if any(row.node.name in problems for row in self._advanced):
            self._fold.setChecked(True)

    def set_explained(self, explained: bool) -> None:
        """Show the help of every setting under it."""
        for row in self.rows.values():
            row.help.setVisible(explained and bool(row.node.help))

    def show_only(self, names: Iterable[str]) -> None:
        """Hide every setting but the named ones."""
        wanted = set(names)
        for name, row in self.rows.items():
            for widget in (row.label, row.editor, row.unit):
                widget.setVisible(name in wanted)
            row.help.setVisible(name in wanted and bool(row.node.help))
            row.back.setVisible(name in wanted and row.value() != row.node.default)

    def refresh_icons(self) -> None:
        for row in self.rows.values():
            row.refresh_icon()
        self._fold.setIcon(self._theme.icon("down" if self._fold.isChecked() else "right", self._theme.palette.muted))

    def _unfold(self, is_open: bool) -> None:
        self._page.setVisible(is_open)
        self.refresh_icons()
        self.resized.emit()


def _label(node: FormNode) -> str:
    """The default as people read it."""
    is_labelled = bool(node.labels) and node.default in node.choices
    return node.labels[node.choices.index(node.default)] if is_labelled else tr(shown(node.default))


def translated(node: FormNode) -> FormNode:
    """The setting with its words in the language of the window."""
    labels = tuple(tr(label) for label in node.labels)
    return replace(node, title=tr(node.title), help=tr(node.help), unit=tr(node.unit), labels=labels)


def shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _grid(rows: list[_Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(4)
    for index, row in enumerate(rows):
        row.add_to(grid, 3 * index)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(2, 22)
    return grid


def _steps(node: FormNode) -> dict[str, Any]:
    """A fixed step where the setting names one, else a tenth of the value."""
    if node.step:
        return {"step": node.step}
    return {"dec": True, "step": 0.1, "minStep": 1e-9}
