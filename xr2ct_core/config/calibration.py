"""Settings of the calibration that may go before a reconstruction, shared by the methods that offer it.

What it does is told in `inference.calibration`. Imports no torch, so that forms and commands can be made from it.
"""

from typing import Any, Final

from xr2ct_core.config.base import ui

CALIBRATION_SETTINGS: Final = ("fit_pose", "fit_breath", "fit_tone")
"""Their names in the configuration of each method that has them."""


def fit_pose_setting() -> Any:
    """Whether to look for how the lateral X-ray was really taken."""
    return ui(
        False,
        "First find how far the lateral X-ray is turned, rolled, tilted, shifted up or down, and enlarged against the "
        "frontal one, with the bundled network and bundled CTs: half a minute longer.",
        at_inference=True,
    )


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
