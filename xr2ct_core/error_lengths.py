"""Over which lengths the errors of a reconstruction are alike: one set of numbers for drawing them and for measuring.

`inference/smooth_errors.py` draws errors with them; the window propagates them into means of regions and places of
borders. The correlation of two errors a distance d apart is exp(-d² / (2 L²)). Units: millimetres.
"""

from typing import Final

DISPLACEMENT_MM: Final = 40.0
"""Over so many millimetres organs move alike."""
DENSITY_MM: Final = 30.0
"""Over so many millimetres regions are denser or less dense alike."""
LARGEST_DISPLACEMENT_MM: Final = 12.0
"""Limit of the standard deviation of a displacement along each axis."""
