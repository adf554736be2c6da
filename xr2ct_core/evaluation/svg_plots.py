"""Plots of a benchmark as SVG inside its page: no other library, sharp at any size, in the colours of the page.

Colours come from classes that `html_style` defines, so the plots follow the light and the dark scheme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, isfinite
from typing import Final

from xr2ct_core.evaluation.statistics import Summary

WIDTH: Final = 1140
_LABEL: Final = 330
_RIGHT: Final = 70
_ROW: Final = 24
_TOP: Final = 34


@dataclass(frozen=True)
class Bar:
    """A mean with its interval, on a line of its own; `kind` is its colour class."""

    label: str
    kind: str
    summary: Summary


def interval_plot(bars: Sequence[Bar], hurdles: Sequence[tuple[str, float]], unit: str) -> str:
    """Means with 95 % intervals, best first, and dashed lines at the means that must be beaten."""
    shown = sorted((bar for bar in bars if isfinite(bar.summary.mean)), key=lambda bar: -bar.summary.mean)
    if not shown:
        return ""
    ends = [value for bar in shown for value in (bar.summary.mean, bar.summary.low, bar.summary.high)]
    scale = _Scale(
        [value for value in (*ends, *(value for _, value in hurdles)) if isfinite(value)], _LABEL, WIDTH - _RIGHT
    )
    height = _TOP + len(shown) * _ROW + 34
    parts = [_axis(scale, _TOP - 6, height - 28, unit)]
    for number, (name, value) in enumerate(sorted(hurdles, key=lambda hurdle: hurdle[1])):
        x, anchor, offset = scale.at(value), *(("end", -6) if number == 0 else ("start", 6))
        parts.append(f'<line class="hurdle" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 14}" y2="{height - 28}"/>')
        parts.append(
            f'<text class="hurdle" x="{x + offset:.1f}" y="{_TOP - 16}" text-anchor="{anchor}">{escape(name)}</text>'
        )
    for index, bar in enumerate(shown):
        y, own = _TOP + index * _ROW + _ROW / 2, bar.summary
        parts.append(f'<text x="{_LABEL - 12}" y="{y + 4:.1f}" text-anchor="end">{escape(bar.label)}</text>')
        if isfinite(own.low) and isfinite(own.high):
            low, high = scale.at(own.low), scale.at(own.high)
            parts.append(f'<line class="{bar.kind} interval" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="{bar.kind}" cx="{scale.at(own.mean):.1f}" cy="{y}" r="5"/>')
        parts.append(f'<text class="value" x="{WIDTH - _RIGHT + 14}" y="{y + 4:.1f}">{own.mean:.2f}</text>')
    return _svg(WIDTH, height, "".join(parts), f"Mean and 95 % interval of each row, in {unit}")


def sweep_plot(points: Sequence[tuple[str, Summary]], setting: str, unit: str) -> str:
    """The mean with its interval for each value of a setting; values stand at equal distances, under their labels."""
    shown = [(label, own) for label, own in points if isfinite(own.mean)]
    if len(shown) < 2:
        return ""
    width, height, left, bottom = 560, 300, 64, 46
    ends = [value for _, own in shown for value in (own.mean, own.low, own.high) if isfinite(value)]
    scale = _Scale(ends, height - bottom, 20)
    step = (width - left - 40) / max(1, len(shown) - 1)
    places = [(left + 20 + index * step, scale.at(own.mean)) for index, (_, own) in enumerate(shown)]
    parts = []
    for tick in scale.ticks:
        y = scale.at(tick)
        parts.append(f'<line class="grid" x1="{left}" x2="{width - 10}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts.append(f'<polyline class="network" points="{line}"/>')
    for (x, y), (label, own) in zip(places, shown, strict=True):
        if isfinite(own.low) and isfinite(own.high):
            low, high = scale.at(own.low), scale.at(own.high)
            parts.append(f'<line class="network interval" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>')
        parts.append(f'<circle class="network" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - bottom + 20}" text-anchor="middle">{escape(label)}</text>')
    parts.append(
        f'<text class="unit" x="{(left + width) / 2:.0f}" y="{height - 6}" '
        f'text-anchor="middle">{escape(setting)}</text>'
    )
    parts.append(f'<text class="unit" x="4" y="12">{escape(unit)}</text>')
    return _svg(width, height, "".join(parts), f"{unit} against {setting}")


class _Scale:
    """Values to pixels, with round ticks."""

    def __init__(self, values: Sequence[float], start_px: float, end_px: float) -> None:
        low, high = min(values), max(values)
        margin = 0.05 * (high - low) or 0.5
        self._low, self._high = low - margin, high + margin
        self._start, self._end = start_px, end_px
        span = self._high - self._low
        step = next(size for size in _round_steps() if span / size <= 8)
        first = floor(self._low / step) + 1
        self.ticks = [number * step for number in range(first, floor(self._high / step) + 1)]

    def at(self, value: float) -> float:
        return self._start + (value - self._low) / (self._high - self._low) * (self._end - self._start)


def _round_steps() -> list[float]:
    return [digit * 10.0**power for power in range(-4, 7) for digit in (1, 2, 5)]


def _axis(scale: _Scale, top: float, bottom: float, unit: str) -> str:
    parts = []
    for tick in scale.ticks:
        x = scale.at(tick)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{tick:g}</text>')
    parts.append(f'<text class="unit" x="{WIDTH - _RIGHT + 14}" y="{bottom + 18}">{escape(unit)}</text>')
    return "".join(parts)


def _svg(width: int, height: int, inside: str, title: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {width} {height}" role="img" style="max-width:{width}px">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )
