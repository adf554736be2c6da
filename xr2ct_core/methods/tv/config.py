"""Settings of the total-variation reconstruction."""

from xr2ct_core.config.base import ConfigBase, ui


class TvConfig(ConfigBase):
    """How smooth, how long."""

    smoothing: float = ui(
        0.0005,
        "Weight of the total variation against the misfit of the X-rays; more gives flatter regions.",
        ge=0.0,
        le=10.0,
        step=0.0001,
    )
    iterations: int = ui(25, "Steps on the working grid.", ge=1, le=1000)
    coarse_iterations: int = ui(40, "Steps on the grid of half the resolution, before.", ge=0, le=1000)
    inner_iterations: int = ui(
        4, "Steps of the smoothing inside each step; strong smoothing needs more.", ge=1, le=50, advanced=True
    )
