"""What a person sees first: open X-rays, try the sample, or go on with a recent case."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.settings import Settings
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

TITLE = marked("From two chest X-rays to a 3D volume")
SUBTITLE = marked("Open a frontal and a lateral X-ray of one person, reconstruct, look, export.")
DROP_HINT = marked("or drop two X-ray images, a pair.json or a CT anywhere on this window")
MOST_ROWS = 5
"""Recent cases shown without scrolling."""
_FOCUS_PX = 2
"""The ring around the list while it has the keyboard."""


class WelcomePage(QWidget):
    """Large actions in the middle, recent cases below."""

    open_requested = Signal()
    sample_requested = Signal()
    recent_requested = Signal(tuple)

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        title = QLabel(tr(TITLE))
        title.setObjectName("title")
        subtitle = QLabel(tr(SUBTITLE))
        subtitle.setObjectName("subtitle")
        self._open = QPushButton(tr(" Open X-rays…"))
        self._open.setToolTip(tr("Choose the frontal and the lateral together, a pair file or a CT (Ctrl+O)"))
        self._open.setObjectName("largePrimary")
        self._open.clicked.connect(self.open_requested)
        self._sample = QPushButton(tr(" Try the sample"))
        self._sample.setObjectName("large")
        self._sample.setToolTip(tr("A real case with its true CT, bundled with the program"))
        self._sample.clicked.connect(self.sample_requested)
        self._drop_icon = QLabel()
        drop = QLabel(tr(DROP_HINT))
        drop.setObjectName("muted")
        self._zone = QFrame()
        self._zone.setObjectName("dropZone")
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        buttons.addWidget(self._sample)
        buttons.addStretch(1)
        hint = QHBoxLayout()
        hint.setSpacing(8)
        hint.addStretch(1)
        hint.addWidget(self._drop_icon)
        hint.addWidget(drop)
        hint.addStretch(1)
        zone = QVBoxLayout(self._zone)
        zone.setContentsMargins(40, 36, 40, 30)
        zone.setSpacing(22)
        zone.addLayout(buttons)
        zone.addLayout(hint)
        self._recent_title = QLabel(tr("Recent"))
        self._recent_title.setObjectName("heading")
        self._recent = QListWidget()
        self._recent.setAccessibleName(tr("Recent cases"))
        self._recent.setToolTip(tr("Click a case to open it again"))
        self._recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(subtitle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        column.addWidget(self._zone)
        column.addSpacing(16)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 4)
        row.addStretch(1)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the recent cases that still exist."""
        palette = self._theme.palette
        self._open.setIcon(self._theme.icon("open", palette.on_accent))
        self._sample.setIcon(self._theme.icon("sample"))
        self._drop_icon.setPixmap(self._theme.icon("drop", palette.muted).pixmap(18, 18))
        groups = self._settings.recent_groups()
        self._recent.clear()
        for group in groups:
            item = QListWidgetItem(self._theme.icon("history", palette.muted), recent_title(group))
            item.setToolTip("\n".join(map(str, group)))
            item.setData(Qt.ItemDataRole.UserRole, group)
            self._recent.addItem(item)
        self._recent.ensurePolished()
        rows = min(MOST_ROWS, len(groups))
        self._recent.setFixedHeight(rows * self._recent.sizeHintForRow(0) + 2 * self._recent.frameWidth() + _FOCUS_PX)
        for widget in (self._recent, self._recent_title):
            widget.setVisible(bool(groups))

    def set_drop_active(self, active: bool) -> None:
        """Light up the drop area while files hover over the window."""
        self._zone.setProperty("active", active)
        self._zone.style().unpolish(self._zone)
        self._zone.style().polish(self._zone)

    def _choose(self, item: QListWidgetItem) -> None:
        self.recent_requested.emit(tuple(item.data(Qt.ItemDataRole.UserRole)))


def recent_title(group: tuple[Path, ...]) -> str:
    """How a group of files appears in the list."""
    names = " + ".join(path.name for path in group[:2]) + (" …" if len(group) > 2 else "")
    return f"{names}    {group[0].parent}"
