"""Curves of a training as they grow: kept whole, smoothed and thinned out step by step for the screen.

A curve of any length is drawn with about 2,000 points that hold the smallest and the largest value of every stretch,
so no peak is lost. Invariant: adding points costs by their number and not by the length of the curve.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.runs.metrics_log import MetricsRow

Numbers = NDArray[np.float64]
Points = dict[str, tuple[Numbers, Numbers]]
"""Steps and values by the key of the curve."""
SHOWN_POINTS: Final = 2000
_SMOOTHING_REACH: Final = 100.0
"""Decades by which weights may fall within one block of the smoothing; float64 has 308."""


class Thinning:
    """Where the smallest and the largest value of each stretch of a growing array are.

    Stretches have one length, a power of two that doubles when there are more than half of `limit` of them.
    """

    def __init__(self, limit: int = SHOWN_POINTS) -> None:
        self._limit = limit
        self._length = 1
        self._done = 0
        self._low_at = self._high_at = np.zeros(0, np.intp)

    def places(self, values: Numbers) -> NDArray[np.intp]:
        """Ascending positions to draw of `values`, which has grown at its end since the last call."""
        self._take_in(values)
        count = len(values)
        ends = [0, count - 1] if count else []
        tail = values[self._done :]
        if len(tail):
            ends += [self._done + int(tail.argmin()), self._done + int(tail.argmax())]
        return np.unique(np.concatenate([self._low_at, self._high_at, np.array(ends, np.intp)]))

    def _take_in(self, values: Numbers) -> None:
        whole = (len(values) - self._done) // self._length
        if whole:
            stretches = values[self._done : self._done + whole * self._length].reshape(whole, self._length)
            starts = self._done + self._length * np.arange(whole)
            self._low_at = np.concatenate([self._low_at, starts + stretches.argmin(axis=1)])
            self._high_at = np.concatenate([self._high_at, starts + stretches.argmax(axis=1)])
            self._done += whole * self._length
        while len(self._low_at) > self._limit // 2:
            self._double(values)

    def _double(self, values: Numbers) -> None:
        if len(self._low_at) % 2:
            self._low_at, self._high_at = self._low_at[:-1], self._high_at[:-1]
            self._done -= self._length
        low, high = self._low_at.reshape(-1, 2), self._high_at.reshape(-1, 2)
        rows = np.arange(len(low))
        self._low_at = low[rows, values[low].argmin(axis=1)]
        self._high_at = high[rows, values[high].argmax(axis=1)]
        self._length *= 2


class Curve:
    """One scalar over the steps of a run. Steps ascend."""

    def __init__(self) -> None:
        self._steps, self._values = _Growing(), _Growing()
        self._smoothing = Smoothing(0.0)
        self._thinnings = {False: Thinning(), True: Thinning()}

    def __len__(self) -> int:
        return len(self._steps.array)

    @property
    def steps(self) -> Numbers:
        return self._steps.array

    @property
    def values(self) -> Numbers:
        return self._values.array

    def extend(self, steps: Iterable[float], values: Iterable[float]) -> None:
        self._steps.extend(np.fromiter(steps, np.float64))
        self._values.extend(np.fromiter(values, np.float64))

    def drawn(self, smoothing: float = 0.0, span: tuple[float, float] | None = None) -> tuple[Numbers, Numbers]:
        """Steps and values to draw, at most about `SHOWN_POINTS`; of the steps in `span` only, where given.

        `smoothing` from 0 (none) below 1 is the weight of what came before.
        """
        steps, values = self.steps, self._smoothed(smoothing)
        if span is not None and len(steps) and (steps[0] < span[0] or steps[-1] > span[1]):
            first = max(0, int(np.searchsorted(steps, span[0])) - 1)
            last = int(np.searchsorted(steps, span[1], side="right")) + 1
            steps, values = steps[first:last], values[first:last]
            places = Thinning().places(values)
        else:
            places = self._thinnings[smoothing > 0].places(values)
        return steps[places], values[places]

    def at(self, step: float | None) -> tuple[float, float] | None:
        """The point nearest to a step, the newest for None; None where the curve does not reach."""
        if not len(self):
            return None
        if step is None:
            return float(self.steps[-1]), float(self.values[-1])
        return self.nearest(step) if self.steps[0] <= step <= self.steps[-1] else None

    def nearest(self, step: float) -> tuple[float, float] | None:
        """The point nearest to a step; None without any."""
        if not len(self):
            return None
        after = int(np.searchsorted(self.steps, step))
        near = min((max(after - 1, 0), min(after, len(self) - 1)), key=lambda place: abs(self.steps[place] - step))
        return float(self.steps[near]), float(self.values[near])

    def _smoothed(self, weight: float) -> Numbers:
        if weight <= 0:
            return self.values
        if weight != self._smoothing.weight:
            self._smoothing = Smoothing(weight)
            self._thinnings[True] = Thinning()
        return self._smoothing.follow(self.values)


class Smoothing:
    """The exponential mean of a growing array, corrected for its start (Kingma and Ba, 2015, section 3)."""

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self._means = _Growing()
        self._state = 0.0
        self._block = 1024
        if weight > 0:
            self._block = int(np.clip(_SMOOTHING_REACH / -np.log10(weight), 1, 1024))

    def follow(self, values: Numbers) -> Numbers:
        """The mean at every place of `values`, which has grown at its end since the last call."""
        weight = self.weight
        for start in range(len(self._means.array), len(values), self._block):
            block = values[start : start + self._block]
            powers = weight ** np.arange(1.0, len(block) + 1)
            sums = powers * (self._state + (1.0 - weight) * np.cumsum(block / powers))
            self._state = float(sums[-1])
            counts = np.arange(start + 1, start + len(block) + 1)
            self._means.extend(sums / (1.0 - weight**counts))
        return self._means.array


class RunCurves:
    """All curves of one run by their keys."""

    def __init__(self) -> None:
        self.curves: dict[str, Curve] = {}

    def add(self, rows: Iterable[MetricsRow]) -> None:
        """Append rows of `metrics.jsonl`, oldest first."""
        found: dict[str, tuple[list[float], list[float]]] = {}
        for row in rows:
            for key, value in row.values.items():
                steps, values = found.setdefault(key, ([], []))
                steps.append(row.step)
                values.append(value)
        for key, (steps, values) in found.items():
            self.curves.setdefault(key, Curve()).extend(steps, values)

    def clear(self) -> None:
        self.curves.clear()

    def values(self, keys: Iterable[str]) -> Points:
        """Steps and values of some curves, copied, so that they may be used on another thread."""
        found = {key: self.curves[key] for key in keys if key in self.curves}
        return {key: (curve.steps.copy(), curve.values.copy()) for key, curve in found.items()}

    @property
    def last_step(self) -> float:
        return max((float(curve.steps[-1]) for curve in self.curves.values() if len(curve)), default=0.0)


def curves_csv(runs: Mapping[str, Points], keys: Sequence[str]) -> str:
    """The values behind the curves as CSV: a line for each run and step, a column for each key."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("run", "step", *keys))
    for name, run in runs.items():
        lines: dict[float, dict[str, float]] = {}
        for key in keys:
            steps, values = run.get(key, (np.zeros(0), np.zeros(0)))
            for step, value in zip(steps.tolist(), values.tolist(), strict=True):
                lines.setdefault(step, {})[key] = value
        for step in sorted(lines):
            table.writerow((name, f"{step:g}", *(lines[step].get(key, "") for key in keys)))
    return text.getvalue()


class _Growing:
    """A float64 array that grows at its end; `array` is a view into it."""

    def __init__(self) -> None:
        self._room = np.empty(64)
        self._count = 0

    @property
    def array(self) -> Numbers:
        return self._room[: self._count]

    def extend(self, values: Numbers) -> None:
        count = self._count + len(values)
        if count > len(self._room):
            room = np.empty(max(count, 2 * len(self._room)))
            room[: self._count] = self.array
            self._room = room
        self._room[self._count : count] = values
        self._count = count
