"""Where the domain gate refuses a pair: the reasons in a dialog, and a way to make the volume all the same.

The volume then says why it is to be doubted, in the window and in every file.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from xr2ct_core.domain.reasons import ANYWAY_HINT
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.error_dialog import ErrorDialog
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadGate(QObject):
    """Asks what is to become of a reconstruction that was refused."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context = context

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {}

    def assemble(self, hub: ActionHub) -> None:
        self._context.reconstruction.refused.connect(self._ask)

    def shutdown(self) -> None:
        """Nothing runs here."""

    def _ask(self, error: Xr2ctError, again: Callable[[], None]) -> None:
        hint = error.hint.removesuffix(ANYWAY_HINT).strip()
        told = Xr2ctError(error.message, hint, code="refused")
        dialog = ErrorDialog(told, "", self._context.theme, self._context.window.window())
        dialog.offer(
            tr("Reconstruct anyway"), tr("If you are sure; the volume then says why it is to be doubted"), again
        )
        dialog.open()
