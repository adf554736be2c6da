"""The pair doctor and the domain gate in the background: a look at the pair in front, again after each correction.

Invariants: only the answer to the last question arrives; the pair is never changed; no work in the window's thread.
"""

from PySide6.QtCore import QObject, Signal

from xr2ct_core.domain.reasons import Reason
from xr2ct_core.pairing.findings import PairReport
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.latest import Latest


class PairCheck(QObject):
    """Answers `ask` by `found` (PairReport, the reasons of the domain gate), or `failed` (Xr2ctError)."""

    found = Signal(object, object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(background)

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._latest.forget()

    def ask(self, pair: RadiographPair) -> None:
        """Look at a pair."""

        def work() -> tuple[PairReport, tuple[Reason, ...]]:
            from xr2ct_core.domain.before import judge_input
            from xr2ct_core.pairing.doctor import check_pair

            report = check_pair(pair)
            return report, judge_input(pair, report=report)

        self._latest.ask(work, lambda answer: self.found.emit(*answer), self.failed.emit)
