"""Settings of the `template` method. Light: imports no torch."""

from xr2ct_core.config.base import ui
from xr2ct_core.config.calibration import FitPose, fit_breath_setting, fit_pose_setting, fit_tone_setting
from xr2ct_core.methods.blocks.templates.config import Library, RegistrationConfig


class TemplateConfig(RegistrationConfig):
    """How templates are warped to the two radiographs and corrected afterwards."""

    library: Library = ui("three", "Which bundled CTs are tried: three that complement each other, or all thirteen.")
    templates: int = ui(
        3,
        "How many of them are registered and averaged, those that fit best; fewer is faster and less accurate.",
        ge=1,
        le=12,
    )
    fit_pose: FitPose = fit_pose_setting()
    fit_breath: bool = fit_breath_setting()
    fit_tone: bool = fit_tone_setting()
    correction_steps: int = ui(
        30,
        "Steps of the final correction that makes the volume agree with both radiographs; 0 leaves it out.",
        ge=0,
        le=200,
        advanced=True,
    )
