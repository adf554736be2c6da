"""All appearances as small pictures of the volume in front: the program's, and a person's own.

The pictures are drawn one after the other while the gallery is in view, and once for each volume.
"""

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QMenu, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.render.gl_probe import GlKind
from xr2ct_viewer.render.presets import VolumePreset
from xr2ct_viewer.tr import tr

EDGE_PX: Final = 78
TITLE_PX: Final = 11
PAUSE_MS: Final = 15
EMPTY_RGB: Final = "#14181c"


class PresetGallery(QListWidget):
    """`chosen` carries the appearance that was picked, `remove_requested` one of a person's own."""

    chosen = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(EDGE_PX, EDGE_PX))
        self.setGridSize(QSize(EDGE_PX + 20, EDGE_PX + 28))
        self.setWordWrap(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        font = self.font()
        font.setPixelSize(TITLE_PX)
        self.setFont(font)
        self.setAccessibleName(tr("Appearances"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._own: tuple[VolumePreset, ...] = ()
        self._volume: Volume | None = None
        self._gl_kind: GlKind = "none"
        self._painter: object | None = None
        self._pictures: dict[VolumePreset, QIcon] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._draw_next)

    def set_presets(self, bundled: tuple[VolumePreset, ...], own: tuple[VolumePreset, ...]) -> None:
        """What is offered; pictures that are there already stay."""
        self._own = own
        self.clear()
        for preset in (*bundled, *own):
            item = QListWidgetItem(self._pictures.get(preset, _blank()), tr(preset.title))
            item.setData(Qt.ItemDataRole.UserRole, preset)
            item.setToolTip(
                tr("{title} (your own; right-click to remove)", title=preset.title)
                if preset in own
                else tr(preset.title)
            )
            self.addItem(item)
        self._timer.start()

    def show_preset(self, preset: VolumePreset) -> None:
        """Mark the one in use, if it is here."""
        self.clearSelection()
        for item in self._items():
            if item.data(Qt.ItemDataRole.UserRole) == preset:
                self.setCurrentItem(item)

    def set_volume(self, volume: Volume | None, gl_kind: GlKind) -> None:
        """Draw the pictures of another volume as soon as the gallery is in view."""
        if volume is self._volume and gl_kind == self._gl_kind:
            return
        self.release()
        self._volume, self._gl_kind = volume, gl_kind
        self._pictures.clear()
        for item in self._items():
            item.setIcon(_blank())
        self._timer.start()

    def release(self) -> None:
        """Let go of VTK."""
        self._timer.stop()
        if self._painter is not None:
            self._painter.close()  # type: ignore[attr-defined]
            self._painter = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _draw_next(self) -> None:
        """One picture; the next one after the window had time for its own."""
        if self._volume is None or self._gl_kind == "none" or not self.isVisible():
            return
        for item in self._items():
            preset = item.data(Qt.ItemDataRole.UserRole)
            if preset not in self._pictures:
                self._pictures[preset] = self._drawn(preset)
                item.setIcon(self._pictures[preset])
                self._timer.start()
                return
        self.release()

    def _drawn(self, preset: VolumePreset) -> QIcon:
        from xr2ct_viewer.render.thumbnails import ThumbnailPainter

        if self._painter is None and self._volume is not None:
            edge_px = round(EDGE_PX * self.devicePixelRatioF())
            self._painter = ThumbnailPainter(self._volume, self._gl_kind, edge_px)
        rgb = self._painter.picture(preset)  # type: ignore[union-attr]
        rows, cols, _ = rgb.shape
        return QIcon(QPixmap.fromImage(QImage(rgb.data, cols, rows, 3 * cols, QImage.Format.Format_RGB888).copy()))

    def _show_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        preset = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if preset is None or preset not in self._own:
            return
        menu = QMenu(self)
        menu.addAction(tr("Remove “{title}”", title=preset.title), lambda: self.remove_requested.emit(preset))
        menu.exec(self.viewport().mapToGlobal(at))
        menu.deleteLater()


def _blank() -> QIcon:
    pixmap = QPixmap(EDGE_PX, EDGE_PX)
    pixmap.fill(QColor(EMPTY_RGB))
    return QIcon(pixmap)
