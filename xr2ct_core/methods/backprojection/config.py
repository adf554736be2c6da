"""Settings of the algebraic two-view inverses."""

from typing import Literal

from xr2ct_core.config.base import ConfigBase, ui

Algorithm = Literal["sart", "mart", "product", "minimum-norm"]


class BackprojectionConfig(ConfigBase):
    """Which inverse, and how long to iterate."""

    algorithm: Algorithm = ui(
        "sart",
        "sart: additive corrections, never negative. mart: multiplicative, the volume of greatest entropy. "
        "product: one multiplicative sweep, row times column. minimum-norm: the smallest volume, even below air.",
    )
    iterations: int = ui(14, "How often both X-rays are visited.", ge=1, le=500)
    relaxation: float = ui(1.0, "Size of each correction; less than 1 is slower and calmer.", gt=0.0, lt=2.0, step=0.1)
