"""Which method reconstructs: the choice is remembered, trainings are offered while their checkpoint is there."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadMethods(QObject):
    """Keeps the reconstruct panel and the settings alike."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._settings, self._notice = context.settings, context.notice
        self._panel = context.sidebar.reconstruct

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {}

    def assemble(self, hub: ActionHub) -> None:
        data = self._settings.data
        self._panel.set_trained(data.trained)
        self._panel.choose(data.method, data.grid_size, data.device, data.checkpoint)
        self._panel.choice_changed.connect(self._remember)

    def shutdown(self) -> None:
        """Nothing runs here."""

    def offer(self, model: TrainedModel) -> None:
        """Add a checkpoint to the methods and choose it."""
        self._settings.add_trained(model)
        self._panel.set_trained(self._settings.data.trained)
        self._panel.choose_trained(model.checkpoint)

    def drop_missing(self) -> None:
        """Stop offering trainings whose checkpoint is gone, and say which."""
        gone = self._settings.drop_missing_trained()
        if gone:
            self._panel.set_trained(self._settings.data.trained)
            names = ", ".join(model.run for model in gone)
            self._notice(tr("No longer offered, because the checkpoint is gone: {names}", names=names))

    def _remember(self) -> None:
        panel = self._panel
        self._settings.update(
            method=panel.method,
            grid_size=panel.grid_size,
            device=panel.device,
            checkpoint=panel.run_checkpoint,
        )
