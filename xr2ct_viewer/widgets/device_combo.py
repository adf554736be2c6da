"""A choice of where to compute: let the program choose, the processor, or the graphics card where there is one."""

from PySide6.QtWidgets import QComboBox, QWidget

from xr2ct_viewer.tr import tr


class DeviceCombo(QComboBox):
    """The data of its items are the names that the core takes: auto, cpu, cuda."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(tr("Where to compute"))
        self.set_devices(())

    @property
    def device(self) -> str:
        """The chosen one."""
        return str(self.currentData())

    def choose(self, device: str) -> None:
        """Choose one that is offered, else the first."""
        self.setCurrentIndex(max(0, self.findData(device)))

    def set_devices(self, devices: tuple[str, ...]) -> None:
        """Offer what the machine has; the names are torch's."""
        chosen = self.device
        self.clear()
        self.addItem(tr("Auto"), "auto")
        self.addItem(tr("CPU"), "cpu")
        if any(name.startswith("cuda") for name in devices):
            self.addItem(tr("GPU"), "cuda")
        self.choose(chosen)
