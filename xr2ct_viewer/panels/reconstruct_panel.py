"""Step 2: choose a method and how it reconstructs. The button that starts it stands at the foot of the sidebar."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from xr2ct_core.methods.registry import method_specs, ready_method_specs
from xr2ct_core.runs.bundled import bundled_checkpoint, bundled_checkpoints, default_choice
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.method_titles import BUNDLED, titled
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.display_options import STYLE, DisplayOptions
from xr2ct_viewer.panels.method_options import MethodOptions
from xr2ct_viewer.panels.section import Section, muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.device_combo import DeviceCombo
from xr2ct_viewer.widgets.elided_combo import ElidedComboBox

NEEDS: Final = {
    "none": marked("Needs nothing but the two X-rays."),
    "bundled CTs": marked("Uses three CTs that come with the program."),
    "CT": marked("Learned from CTs."),
    "X-rays only": marked("Learned from X-rays."),
    "unpaired": marked("Learned from X-rays and CTs of different people."),
}

_TRAINED: Final = Qt.ItemDataRole.UserRole + 1


class ReconstructPanel(Section):
    """Offers the trained networks that come with the program, the methods that need no training, and the trainings
    chosen by *Use this checkpoint*. The first is the default. `choice_changed` says that something was chosen."""

    choice_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(2, tr("Reconstruct"), parent)
        self._method = ElidedComboBox()
        self._method.setAccessibleName(tr("Method"))
        self._method.setToolTip(tr("How the volume is made; the summary stands below"))
        for method in bundled_methods():
            self._method.addItem(tr(titled(method, BUNDLED)), method)
            self._method.setItemData(self._method.count() - 1, BUNDLED, _TRAINED)
        for spec in ready_method_specs().values():
            self._method.addItem(tr(spec.title), spec.id)
        self._always_offered = self._method.count()
        self._method.currentIndexChanged.connect(self._describe)
        self._summary = muted_label()
        self._options = MethodOptions(theme)
        self.display = DisplayOptions(bundled_styles())
        self._grid = QButtonGroup(self)
        self._small = QPushButton(tr("64³ quick"), checkable=True)
        self._fine = QPushButton(tr("128³ fine"), checkable=True)
        for button, size in ((self._small, 64), (self._fine, 128)):
            button.setToolTip(tr("{size} voxels of {voxel_mm:g} mm along each edge", size=size, voxel_mm=320 / size))
            self._grid.addButton(button, size)
        self._fine.setChecked(True)
        self._device = DeviceCombo(tr("Device"))
        self._device.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._device.setMinimumContentsLength(4)

        choices = QHBoxLayout()
        choices.setSpacing(6)
        choices.addWidget(self._small, 1)
        choices.addWidget(self._fine, 1)
        choices.addWidget(self._device, 1)
        self.body.addWidget(self._method)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._options)
        self.body.addWidget(self.display)
        self.body.addLayout(choices)
        self._grid.idToggled.connect(self._choose_grid)
        self._device.activated.connect(lambda *_: self.choice_changed.emit())
        self._describe()

    @property
    def method(self) -> str:
        return str(self._method.currentData())

    @property
    def grid_size(self) -> int:
        return self._grid.checkedId()

    @property
    def device(self) -> str:
        return self._device.device

    @property
    def trained(self) -> TrainedModel | None:
        """The network whose weights are used; None for a method that needs none."""
        model: TrainedModel | str | None = self._method.currentData(_TRAINED)
        return bundled_model(self.method, self.grid_size) if isinstance(model, str) else model

    @property
    def run_checkpoint(self) -> str:
        """The checkpoint of the chosen training; empty for what comes with the program."""
        model = self._method.currentData(_TRAINED)
        return model.checkpoint if isinstance(model, TrainedModel) else ""

    @property
    def method_config(self) -> dict[str, Any]:
        """Settings of the chosen network or method that were changed for reconstructing."""
        return self._options.changes

    def set_trained(self, models: tuple[TrainedModel, ...]) -> None:
        """Offer these checkpoints below what is always offered; the choice stays if it is still there."""
        chosen = self.run_checkpoint
        self._method.blockSignals(True)
        while self._method.count() > self._always_offered:
            self._method.removeItem(self._method.count() - 1)
        for model in models:
            if model.method in method_specs() and model.method != STYLE:
                self._add_trained(model)
        self._method.blockSignals(False)
        self.display.offer(models)
        if chosen:
            self.choose_trained(chosen)

    def _add_trained(self, model: TrainedModel) -> None:
        self._method.addItem(tr(titled(model.method, model.run)), model.method)
        row = self._method.count() - 1
        self._method.setItemData(row, model, _TRAINED)
        self._method.setItemData(row, model.checkpoint, Qt.ItemDataRole.ToolTipRole)

    def choose_trained(self, checkpoint: str) -> None:
        """Select the checkpoint of a training; the first method if it is not offered."""
        models = (self._method.itemData(row, _TRAINED) for row in range(self._method.count()))
        checkpoints = (model.checkpoint if isinstance(model, TrainedModel) else "" for model in models)
        found = (row for row, offered in enumerate(checkpoints) if offered == checkpoint)
        self._method.setCurrentIndex(next(found, 0))

    def choose(self, method: str, grid_size: int, device: str, checkpoint: str = "") -> None:
        """Select as settings remember; what is not offered any more is left as it is."""
        if checkpoint:
            self.choose_trained(checkpoint)
        else:
            self._method.setCurrentIndex(max(0, self._method.findData(method)))
        (self._small if grid_size == 64 else self._fine).setChecked(True)
        self._device.choose(device)

    def set_devices(self, devices: tuple[str, ...]) -> None:
        """Offer what the machine has; the names are torch's."""
        self._device.set_devices(devices)

    def show_study(self, study: Study | None) -> None:
        """Say by the step's colour whether this study still waits for a result."""
        self.display.setVisible(study is not None and study.pair is not None and not study.pair.is_physical)
        done = study is not None and study.result is not None and not study.result_is_stale
        self.set_state("done" if done else "active")

    def set_running(self, is_running: bool) -> None:
        """What runs is not changed by choosing something else, so nothing can be chosen meanwhile."""
        for widget in (self._method, self._options, self.display, self._small, self._fine, self._device):
            widget.setEnabled(not is_running)

    def _choose_grid(self, _: int, is_chosen: bool) -> None:
        if is_chosen:
            self._options.show_model(self.trained, self.method)
            self.choice_changed.emit()

    def _describe(self) -> None:
        spec = method_specs()[self.method]
        needs = "" if self.trained is not None else NEEDS[spec.supervision]
        self._summary.setText(f"{said(spec.summary)} {tr(needs)}".strip())
        self._options.show_model(self.trained, self.method)
        self.choice_changed.emit()


def bundled_methods() -> tuple[str, ...]:
    """The methods of which networks come with the program, the default first, also where its network is damaged: using
    it tells what is wrong and takes another method."""
    default, checkpoint = default_choice()
    found = [one.info.method for one in bundled_checkpoints() if one.info.method != STYLE]
    return tuple(dict.fromkeys([default, *found] if checkpoint is not None else found))


def bundled_styles() -> tuple[TrainedModel, ...]:
    """The styles that come with the program."""
    styles = (one for one in bundled_checkpoints() if one.info.method == STYLE)
    return tuple(TrainedModel(method=STYLE, checkpoint=str(one.path), run=BUNDLED) for one in styles)


def bundled_model(method: str, grid_size: int) -> TrainedModel | None:
    """The network that comes with the program for a method and a grid."""
    found = bundled_checkpoint(method, grid_size)
    default, checkpoint = default_choice(grid_size)
    path = found.path if found is not None else checkpoint if method == default else None
    return TrainedModel(method=method, checkpoint=str(path), run=BUNDLED) if path is not None else None
