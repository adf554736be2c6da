"""Lungs on frontal and lateral radiographs: found by a small network that learned from projected CTs alone.

`masks`, `frame` and `quality` need no torch. `mask` finds lungs; `bodies`, `films` and `clutter` make what is learned
from; `learning` teaches, `benchmark` measures on patients left out, `card` writes what was learned from whom.
"""
