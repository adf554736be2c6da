"""Where HU and opacities are in the transfer-function canvas. Positions are logical pixels.

Opacity is drawn on a square-root scale: the small ones, by which soft parts are made to shine through, would lie on
the axis otherwise.
"""

from dataclasses import dataclass, replace
from typing import Final

MARGIN_PX: Final = 12.0
BAR_PX: Final = 16.0
"""Height of the colour bar below the plot."""
LABELS_PX: Final = 16.0
LEAST_RANGE_HU: Final = 100.0
WIDEST_RANGE_HU: Final = 6000.0


@dataclass(frozen=True)
class TransferAxes:
    """A canvas of `width` by `height` that shows HU from `low_hu` to `high_hu`."""

    width: float
    height: float
    low_hu: float = -1100.0
    high_hu: float = 1600.0

    @property
    def bottom(self) -> float:
        """y of opacity 0."""
        return self.height - MARGIN_PX - BAR_PX - LABELS_PX

    @property
    def bar_top(self) -> float:
        return self.bottom + 6.0

    def x_of(self, hu: float) -> float:
        return MARGIN_PX + (hu - self.low_hu) / (self.high_hu - self.low_hu) * (self.width - 2 * MARGIN_PX)

    def hu_at(self, x: float) -> float:
        return self.low_hu + (x - MARGIN_PX) / max(self.width - 2 * MARGIN_PX, 1.0) * (self.high_hu - self.low_hu)

    def y_of(self, opacity: float) -> float:
        return self.bottom - max(opacity, 0.0) ** 0.5 * (self.bottom - MARGIN_PX)

    def opacity_at(self, y: float) -> float:
        share = (self.bottom - y) / max(self.bottom - MARGIN_PX, 1.0)
        return min(max(share, 0.0), 1.0) ** 2

    def zoomed(self, x: float, factor: float) -> "TransferAxes":
        """With `factor` below 1 nearer; the HU under `x` stays."""
        span = min(max((self.high_hu - self.low_hu) * factor, LEAST_RANGE_HU), WIDEST_RANGE_HU)
        factor, fixed = span / (self.high_hu - self.low_hu), self.hu_at(x)
        low = fixed + (self.low_hu - fixed) * factor
        return replace(self, low_hu=low, high_hu=low + span)

    def panned(self, right_px: float) -> "TransferAxes":
        moved = self.hu_at(MARGIN_PX) - self.hu_at(MARGIN_PX + right_px)
        return replace(self, low_hu=self.low_hu + moved, high_hu=self.high_hu + moved)
