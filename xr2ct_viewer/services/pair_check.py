"""The pair doctor and the domain gate in the background: a look at the pair in front, again after each correction.

Invariants: only the answer to the last question arrives; the pair is never changed; no work in the window's thread.
"""

from PySide6.QtCore import QObject, Signal

from xr2ct_core.domain.reasons import Reason
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.pairing.findings import PairReport
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.services.background import Background


class PairCheck(QObject):
    """Answers `ask` by `found` (PairReport, the reasons of the domain gate), or `failed` (Xr2ctError)."""

    found = Signal(object, object)
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

        def work() -> tuple[PairReport, tuple[Reason, ...]]:
            from xr2ct_core.domain.before import judge_input
            from xr2ct_core.pairing.doctor import check_pair

            report = check_pair(pair)
            return report, judge_input(pair, report=report)

        def landed(answer: tuple[PairReport, tuple[Reason, ...]]) -> None:
            if question == self._question:
                self.found.emit(*answer)

        def failed(error: Xr2ctError) -> None:
            if question == self._question:
                self.failed.emit(error)

        self._background.run(work, landed, failed)
