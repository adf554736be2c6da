"""Settings of the calibration that may go before a reconstruction, shared by the methods that offer it.

What it does is told in `inference.calibration`. Imports no torch, so that forms and commands can be made from it.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from xr2ct_core.config.base import ConfigBase, ui

FitPose = Annotated[
    Literal["never", "display", "always"],
    BeforeValidator(lambda value: {True: "always", False: "never"}[value] if isinstance(value, bool) else value),
]
"""When to look for how the lateral X-ray was taken. True and false, as settings of before had it, are the outer two."""

CALIBRATION_SETTINGS: Final = ("fit_pose", "fit_breath", "fit_tone")
"""Their names in the configuration of each method that has them."""


def fit_pose_setting() -> Any:
    """When to look for how the lateral X-ray was really taken: for display images, unless it is set otherwise.

    What they were taken with is seldom known to a degree and a per cent; simulated line integrals tell it exactly.
    """
    return ui(
        "display",
        "First find how far the lateral X-ray is turned, rolled, tilted, shifted up or down, and enlarged against the "
        "frontal one, with the bundled network and bundled CTs, half a minute longer: for display images, of which "
        "that is seldom known exactly, always, or never.",
        at_inference=True,
    )


def is_pose_wanted(config: ConfigBase, *, is_display: bool) -> bool:
    """Whether the settings of a method ask for the pose of line integrals, which display images may have become."""
    chosen = getattr(config, "fit_pose", "never")
    return chosen == "always" or (chosen == "display" and is_display)


def as_told(config_type: type[ConfigBase]) -> dict[str, Any]:
    """Settings with which a method takes the pair to stand as told."""
    return {"fit_pose": "never"} if "fit_pose" in config_type.model_fields else {}


def fit_breath_setting() -> Any:
    """Whether to look for another breath in the lateral X-ray."""
    return ui(
        False,
        "First find how much deeper or shallower the breath of the lateral X-ray was, and bend its image to that of "
        "the frontal one.",
        at_inference=True,
    )


def fit_tone_setting() -> Any:
    """Whether to look for the tone curves of both X-rays."""
    return ui(
        False,
        "First find a tone curve for each X-ray, from bundled CTs that are warped to both: for display images, whose "
        "curve is unknown.",
        at_inference=True,
    )
