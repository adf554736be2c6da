"""What a batch is reconstructed with: method, grid, device, format of the volumes."""

from typing import Final, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from xr2ct_core.batch.state import BatchSettings, VolumeSuffix
from xr2ct_core.methods.registry import method_specs, ready_method_specs
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.method_titles import BUNDLED, titled
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.panels.reconstruct_panel import bundled_methods, bundled_model
from xr2ct_viewer.tr import tr

GRIDS: Final = (64, 128)
_KEPT: Final = {"correction", "style", "anyway"}
"""Settings that are not in the form and stay as a batch was begun with."""
DEVICES: Final = {"auto": "Auto", "cpu": "CPU", "cuda": "GPU"}


class BatchSettingsForm(QWidget):
    """`settings` is what is chosen; `changed` fires when a person chooses another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method, self._grid = _box(marked("Method of the batch")), _box(marked("Grid of the batch"))
        self._device, self._format = _box(marked("Device of the batch")), _box(marked("Format of the volumes"))
        for size in GRIDS:
            self._grid.addItem(f"{size}³", size)
        for name, title in DEVICES.items():
            self._device.addItem(title, name)
        for suffix in get_args(VolumeSuffix):
            self._format.addItem(suffix, suffix)
        self._begun: BatchSettings | None = None
        self._uncertainty = QCheckBox(tr("Uncertainty too"))
        self._uncertainty.setToolTip(
            tr("Write the standard deviation of each voxel beside the volume, where it is known")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._method, 1)
        for title, box in (("", self._grid), (tr("on"), self._device), (tr("as"), self._format)):
            if title:
                label = QLabel(title)
                label.setObjectName("muted")
                row.addWidget(label)
            row.addWidget(box)
        row.addWidget(self._uncertainty)
        for box in (self._method, self._grid, self._device, self._format):
            box.activated.connect(lambda *_: self.changed.emit())
        self._uncertainty.clicked.connect(lambda *_: self.changed.emit())
        self.offer(())

    @property
    def settings(self) -> BatchSettings:
        """What is chosen now."""
        method, model = self._method.currentData()
        grid_size = self._grid.currentData()
        trained = bundled_model(method, grid_size) if model == BUNDLED else model
        begun = self._begun
        return BatchSettings(
            method=method,
            checkpoint=trained.checkpoint if isinstance(trained, TrainedModel) else None,
            fallback=model == BUNDLED and trained is not None,
            grid_size=grid_size,
            device=self._device.currentData(),
            suffix=self._format.currentData(),
            uncertainty=self._uncertainty.isChecked(),
            **(begun.model_dump(include=_KEPT) if begun is not None else {}),
        )

    def offer(self, trained: tuple[TrainedModel, ...]) -> None:
        """Offer what comes with the program, and these trainings; the choice stays if it is still there."""
        chosen = self._method.currentText()
        self._method.clear()
        for name in bundled_methods():
            self._method.addItem(tr(titled(name, BUNDLED)), (name, BUNDLED))
        for spec in ready_method_specs().values():
            self._method.addItem(tr(spec.title), (spec.id, None))
        for model in trained:
            if model.method in method_specs():
                self._method.addItem(tr(titled(model.method, model.run)), (model.method, model))
        self._method.setCurrentIndex(max(0, self._method.findText(chosen)))

    def show_settings(self, settings: BatchSettings) -> None:
        """Choose as a batch was begun; what is not offered is left as it is."""
        self._begun = settings
        for row in range(self._method.count()):
            method, model = self._method.itemData(row)
            is_same = method == settings.method
            if isinstance(model, TrainedModel):
                is_same = model.checkpoint == settings.checkpoint
            elif model is None:
                is_same = is_same and settings.checkpoint is None
            if is_same:
                self._method.setCurrentIndex(row)
                break
        for box, value in (
            (self._grid, settings.grid_size),
            (self._device, settings.device),
            (self._format, settings.suffix),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self._uncertainty.setChecked(settings.uncertainty)

    def forget(self) -> None:
        """The next batch is a new one: nothing is kept of the one before that the form does not show."""
        self._begun = None

    def choose(self, method: str, grid_size: int, device: str) -> None:
        """Choose as in the reconstruct panel; what is not offered is left as it is."""
        row = next((row for row in range(self._method.count()) if self._method.itemData(row)[0] == method), 0)
        self._method.setCurrentIndex(row)
        self._grid.setCurrentIndex(max(0, self._grid.findData(grid_size)))
        self._device.setCurrentIndex(max(0, self._device.findData(device)))


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr(name))
    box.setToolTip(tr(name))
    return box
