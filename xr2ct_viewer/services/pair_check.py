"""The pair doctor in the background: one look at the pair of the study in front, again after each correction.

Invariants: only the answer to the last question arrives; the pair is never changed; no work in the window's thread.
"""

from PySide6.QtCore import QObject, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.pairing.findings import PairReport
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.services.background import Background


class PairCheck(QObject):
    """Answers `ask` by `found` (PairReport), or `failed` (Xr2ctError)."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._question = 0

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._question += 1

    def ask(self, pair: RadiographPair) -> None:
        """Look at a pair."""
        self._question += 1
        question = self._question

        def work() -> PairReport:
            from xr2ct_core.pairing.doctor import check_pair

            return check_pair(pair)

        def landed(report: PairReport) -> None:
            if question == self._question:
                self.found.emit(report)

        def failed(error: Xr2ctError) -> None:
            if question == self._question:
                self.failed.emit(error)

        self._background.run(work, landed, failed)
