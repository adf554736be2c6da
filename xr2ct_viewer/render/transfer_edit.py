"""Edits of an appearance: points of opacity and colour, and the whole function shifted or stretched.

Every function returns a new preset; an edited one says so in its title. Invariants: points stay sorted, the order of
neighbours never changes by dragging, HU stay within what a volume can hold.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeVar

from xr2ct_viewer.render.presets import ColourPoint, OpacityPoint, VolumePreset

LOWEST_HU: Final = -1024.0
HIGHEST_HU: Final = 3071.0
LEAST_GAP_HU: Final = 1.0
EDITED: Final = " (edited)"
PIXELS_PER_DOUBLING: Final = 160.0
"""A drag to the right by this much makes the window twice as wide."""
PIXELS_PER_SPAN: Final = 400.0
"""A drag upwards by this much raises the window by its own width."""
LEAST_SPAN_HU: Final = 20.0
_Point = TypeVar("_Point", ColourPoint, OpacityPoint)


def edited(preset: VolumePreset, **changes: object) -> VolumePreset:
    """The preset with fields replaced and a title that says that it is not the shipped one any more."""
    title = preset.title if preset.title.endswith(EDITED) else preset.title + EDITED
    return replace(preset, **{"title": title, **changes})  # type: ignore[arg-type]


def is_edited(preset: VolumePreset) -> bool:
    return preset.title.endswith(EDITED)


def base_title(preset: VolumePreset) -> str:
    """The title of the appearance that was edited."""
    return preset.title.removesuffix(EDITED)


def span_hu(preset: VolumePreset) -> tuple[float, float]:
    """The HU between which the opacity changes (or else the colour): what the window of the appearance is."""
    xs, ys = [point.x for point in preset.opacity], [point.y for point in preset.opacity]
    if len(set(ys)) > 1:
        first = next(index for index, y in enumerate(ys) if y != ys[0]) - 1
        last = next(index for index in reversed(range(len(ys))) if ys[index] != ys[-1]) + 1
    else:
        xs, first, last = [point.x for point in preset.colour], 0, len(preset.colour) - 1
    return xs[first], max(xs[last], xs[first] + LEAST_SPAN_HU)


def shifted(preset: VolumePreset, by_hu: float) -> VolumePreset:
    """All points moved along HU."""
    return _mapped(preset, lambda x: x + by_hu)


def stretched(preset: VolumePreset, factor: float) -> VolumePreset:
    """All points spread about the middle of the window."""
    low, high = span_hu(preset)
    middle = (low + high) / 2.0
    factor = max(factor, LEAST_SPAN_HU / max(high - low, 1.0))
    return _mapped(preset, lambda x: middle + (x - middle) * factor)


def window_dragged(preset: VolumePreset, right_px: float, up_px: float) -> VolumePreset:
    """After a drag that began at this preset: to the right widens, upwards raises, as in the slices."""
    low, high = span_hu(preset)
    wider = stretched(preset, 2.0 ** (right_px / PIXELS_PER_DOUBLING))
    return shifted(wider, (high - low) * up_px / PIXELS_PER_SPAN)


def with_opacity(preset: VolumePreset, index: int, x: float, y: float) -> VolumePreset:
    """One opacity point moved; it cannot pass its neighbours."""
    points = list(preset.opacity)
    points[index] = OpacityPoint(x=_between(points, index, x), y=min(max(y, 0.0), 1.0))
    return edited(preset, opacity=tuple(points))


def with_colour(
    preset: VolumePreset, index: int, x: float, rgb: tuple[float, float, float] | None = None
) -> VolumePreset:
    """One colour point moved or recoloured; it cannot pass its neighbours."""
    points = list(preset.colour)
    points[index] = ColourPoint(x=_between(points, index, x), color=rgb or points[index].color)
    return edited(preset, colour=tuple(points))


def with_new_opacity(preset: VolumePreset, x: float, y: float) -> tuple[VolumePreset, int]:
    """An opacity point more, and its index."""
    point = OpacityPoint(x=x, y=min(max(y, 0.0), 1.0))
    points, index = _inserted(preset.opacity, point)
    return edited(preset, opacity=points), index


def with_new_colour(preset: VolumePreset, x: float) -> tuple[VolumePreset, int]:
    """A colour point more, of the colour that is there already, and its index."""
    points, index = _inserted(preset.colour, ColourPoint(x=x, color=colour_at(preset, x)))
    return edited(preset, colour=points), index


def without_opacity(preset: VolumePreset, index: int) -> VolumePreset:
    """One opacity point less; two are left at least."""
    if len(preset.opacity) <= 2:
        return preset
    return edited(preset, opacity=preset.opacity[:index] + preset.opacity[index + 1 :])


def without_colour(preset: VolumePreset, index: int) -> VolumePreset:
    """One colour point less; one is left at least."""
    if len(preset.colour) <= 1:
        return preset
    return edited(preset, colour=preset.colour[:index] + preset.colour[index + 1 :])


def colour_at(preset: VolumePreset, x: float) -> tuple[float, float, float]:
    """The colour of a HU, between its neighbours."""
    points = preset.colour
    if x <= points[0].x:
        return points[0].color
    for before, after in pairwise(points):
        if x <= after.x:
            share = (x - before.x) / max(after.x - before.x, 1e-9)
            red, green, blue = (a + (b - a) * share for a, b in zip(before.color, after.color, strict=True))
            return red, green, blue
    return points[-1].color


def opacity_at(preset: VolumePreset, x: float) -> float:
    """The opacity of a HU, between its neighbours."""
    points = preset.opacity
    if x <= points[0].x:
        return points[0].y
    for before, after in pairwise(points):
        if x <= after.x:
            return before.y + (after.y - before.y) * (x - before.x) / max(after.x - before.x, 1e-9)
    return points[-1].y


def _mapped(preset: VolumePreset, place: Callable[[float], float]) -> VolumePreset:
    opacity = tuple(OpacityPoint(x=place(point.x), y=point.y) for point in preset.opacity)
    colour = tuple(ColourPoint(x=place(point.x), color=point.color) for point in preset.colour)
    return edited(preset, opacity=opacity, colour=colour)


def _between(points: list[_Point], index: int, x: float) -> float:
    low = points[index - 1].x + LEAST_GAP_HU if index else -4096.0
    high = points[index + 1].x - LEAST_GAP_HU if index + 1 < len(points) else 8192.0
    return min(max(x, low), max(low, high))


def _inserted(points: Iterable[_Point], point: _Point) -> tuple[tuple[_Point, ...], int]:
    taken = [known for known in points if abs(known.x - point.x) >= LEAST_GAP_HU]
    ordered = tuple(sorted([*taken, point], key=lambda known: known.x))
    return ordered, ordered.index(point)
