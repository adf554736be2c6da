"""How the data become cases: geometry of the simulated radiographs, and who is held out. One line that unfolds."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.data.splits import read_split
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.data_choice import DataChoice
from xr2ct_viewer.models.data_division import (
    GEOMETRY_TITLES,
    geometry_in_words,
    seed_in_words,
    split_in_words,
    split_patients,
)
from xr2ct_viewer.panels.section import muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr


class DataOptions(QWidget):
    """Edits geometry and split of a `DataChoice`; `split_requested` asks for a file.

    A split that cannot be read or does not fit the data is said even while the line is folded.
    """

    split_requested = Signal()

    def __init__(self, choice: DataChoice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice, self._theme = choice, theme
        self.fold = QToolButton(checkable=True)
        self.fold.setObjectName("link")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setAccessibleName(tr("Geometry and held-out patients"))
        self.fold.setToolTip(tr("Where source and detector stand, and which patients are held out"))
        self.fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fold.toggled.connect(self._unfold)
        self.geometry_box = QComboBox()
        self.geometry_box.setAccessibleName(tr("Geometry of the X-rays"))
        self.geometry_box.setToolTip(tr("Where source and detector stood for the X-rays that are learned from"))
        for name, title in GEOMETRY_TITLES.items():
            self.geometry_box.addItem(tr(title), name)
            sentence = tr(geometry_in_words(name))
            self.geometry_box.setItemData(self.geometry_box.count() - 1, sentence, Qt.ItemDataRole.ToolTipRole)
        self.geometry_box.activated.connect(lambda *_: choice.set_geometry(self.geometry_box.currentData()))
        self._distances, self.parts = muted_label(), muted_label()
        self.split_button = QPushButton()
        self.split_button.setAccessibleName(tr("Choose a split file"))
        self.split_button.clicked.connect(self.split_requested)
        self.clear = QToolButton()
        self.clear.setObjectName("flat")
        self.clear.setAccessibleName(tr("Hold out by the seed"))
        self.clear.setToolTip(tr("Leave the split file out and deal the patients out by the seed"))
        self.clear.clicked.connect(lambda: choice.set_split(""))
        self.trouble = QLabel()
        self.trouble.setObjectName("warning")
        self.trouble.setWordWrap(True)
        self._lay_out()
        choice.changed.connect(self.refresh)
        choice.inspected.connect(self.refresh)
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.refresh()

    def _lay_out(self) -> None:
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(4)
        for title, widgets, words in (
            (tr("Geometry"), (self.geometry_box,), self._distances),
            (tr("Held-out patients"), (self.split_button, self.clear), self.parts),
        ):
            row, name = QHBoxLayout(), QLabel(title)
            name.setMinimumWidth(112)
            row.setSpacing(4)
            row.addWidget(name)
            row.addWidget(widgets[0], 1)
            for widget in widgets[1:]:
                row.addWidget(widget)
            fields.addLayout(row)
            fields.addWidget(words)
        self._fields.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.fold, self._fields, self.trouble):
            layout.addWidget(part)

    def refresh(self) -> None:
        """Show what is chosen, and what is wrong with it."""
        choice = self._choice
        self.setVisible(bool(choice.sources))
        name = Path(choice.split).name
        self.fold.setText(
            tr(
                "{geometry} geometry · held out by {what}",
                geometry=tr(GEOMETRY_TITLES[choice.geometry]),
                what=_shortened(name, 20) or tr("seed"),
            )
        )
        self.geometry_box.setCurrentIndex(self.geometry_box.findData(choice.geometry))
        self._distances.setText(tr(geometry_in_words(choice.geometry)))
        self.split_button.setText(_shortened(name) or tr("By seed · split file…"))
        self.split_button.setToolTip(choice.split or tr("Choose a file that says which patients are held out"))
        self.clear.setVisible(bool(choice.split))
        words, patients, problem = tr(seed_in_words()), "", said(choice.split_problem)
        if choice.split:
            try:
                split = read_split(Path(choice.split))
                words, patients = tr(split_in_words(split)), "\n".join(map(tr, split_patients(split)))
            except Xr2ctError as error:
                words, problem = "", said(str(error))
        self.parts.setText(words)
        self.parts.setToolTip(patients)
        self.parts.setVisible(bool(words))
        self.trouble.setText(problem)
        self.trouble.setVisible(bool(problem))

    def _unfold(self, is_open: bool) -> None:
        self._fields.setVisible(is_open)
        self._refresh_icons()

    def _refresh_icons(self) -> None:
        muted = self._theme.palette.muted
        self.fold.setIcon(self._theme.icon("down" if self.fold.isChecked() else "right", muted))
        self.clear.setIcon(self._theme.icon("close", muted))


def _shortened(name: str, most: int = 28) -> str:
    """A file name that fits its place: its beginning and its end."""
    return name if len(name) <= most else f"{name[: most // 2 - 1]}…{name[-most // 2 :]}"
