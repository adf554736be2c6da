"""Settings of the registration of templates. Light: imports no torch."""

from typing import Literal

from xr2ct_core.config.base import ConfigBase, ui

Library = Literal["three", "all"]
"""Which bundled CTs are tried: three that complement each other, or all."""


class RegistrationConfig(ConfigBase):
    """How a template is warped to two radiographs."""

    effort: float = ui(1.0, "Multiplies the number of registration steps; lower is faster.", ge=0.05, le=4.0, step=0.25)
    finest_mm: float = ui(
        5.0,
        "Voxel size at which the registration ends; the volume itself is made on the full grid.",
        unit="mm",
        ge=2.5,
        le=40.0,
        step=0.5,
        advanced=True,
    )
    edge_weight: float = ui(
        2.0, "Weight of the radiographs' gradients against their values.", ge=0.0, le=20.0, step=0.5, advanced=True
    )
    bending_weight: float = ui(
        0.5, "Weight of the bending energy: higher gives stiffer anatomy.", ge=0.0, le=100.0, step=0.25, advanced=True
    )
    tissue_weight: float = ui(
        1.0,
        "Weight against local changes of density: higher keeps the densities of the template.",
        ge=0.0,
        le=100.0,
        step=0.5,
        advanced=True,
    )
    shape_weight: float = ui(
        0.0,
        "Bend templates as bundled CTs differ from each other, and hold them to what is usual; 0 leaves it out.",
        ge=0.0,
        le=100.0,
        step=0.5,
        advanced=True,
    )
    match_gain: bool = ui(
        False,
        "Fit one gain per view, for radiographs whose overall scale is uncertain (linearised display images).",
        advanced=True,
    )
