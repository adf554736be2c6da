"""Asks the worker for the lungs on both X-rays of a pair."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.protocol.lungs import LungsSummary, LungsTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.outlines import Outlines, outlines_of
from xr2ct_viewer.services.pair_question import PairQuestion

THRESHOLD: Final = 0.5


@dataclass(frozen=True, eq=False)
class FoundLungs:
    """Outlines, sentences that warn, and hints that may be normal."""

    outlines: Outlines
    quality: tuple[str, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Answer:
    told: LungsSummary
    frontal: NDArray[np.float32]
    lateral: NDArray[np.float32]


class LungSearch(PairQuestion):
    """Answers `ask` by `found` (FoundLungs)."""

    found = Signal(object)
    _asked = -1

    def ask(self, pair: RadiographPair) -> None:
        """Look for the lungs of a pair."""
        self._asked = self.put("lungs", pair, lambda path: LungsTask(pair_path=str(path)), _read, self._outline)

    def _outline(self, answer: _Answer) -> None:
        number = self._asked

        def show(outlines: Outlines) -> None:
            if self.is_asked(number):
                self.found.emit(FoundLungs(outlines, answer.told.quality, answer.told.hints))

        def fail(error: Xr2ctError) -> None:
            if self.is_asked(number):
                self.fail(error)

        self.background.run(lambda: outlines_of(answer.frontal, answer.lateral, THRESHOLD), show, fail)


def _read(summary: dict[str, Any], artifacts: dict[str, Path]) -> _Answer:
    frontal, lateral = (np.load(artifacts[f"lung_{side}"], allow_pickle=False) for side in ("frontal", "lateral"))
    return _Answer(LungsSummary.model_validate(summary), frontal, lateral)
