"""Settings of `biplanar`. Each part can be switched off, so that what it brings can be measured."""

from typing import Literal

from xr2ct_core.config.base import ui
from xr2ct_core.config.calibration import FitPose, fit_breath_setting, fit_pose_setting, fit_tone_setting
from xr2ct_core.config.train import LearnedConfig
from xr2ct_core.methods.blocks.templates.config import Library

Views = Literal["both", "frontal", "lateral"]
Residual = Literal["additive", "multiplicative"]
Consistency = Literal["weighted", "multiplicative", "none"]
Teacher = Literal["CT", "X-rays"]


class BiplanarConfig(LearnedConfig):
    """Network, losses, and what happens when it reconstructs."""

    width: int = ui(
        16, "Channels of the 3D network at full resolution; deeper ones have 3, 6 and 10 times as many.", ge=4
    )
    image_width: int = ui(24, "Channels of the 2D encoder at the resolution of the detector.", ge=4, advanced=True)
    lifted_features: bool = ui(True, "Lay learned 2D features back along the true rays into the volume.")
    physics: bool = ui(True, "Give the network lengths of the rays, the outline of the body and the mean attenuation.")
    atlas_channels: int = ui(4, "Channels of a learned atlas that is scaled to the body; 0 leaves it out.", ge=0, le=32)
    attention: bool = ui(True, "Let distant parts of the volume look at each other at the coarsest resolution.")
    residual: Residual = ui(
        "additive", "How the network changes the coarse volume: by adding to it, or by factors that keep zeros."
    )
    coarse_iterations: int = ui(4, "Rounds of MART that make the coarse volume.", ge=1, le=50, advanced=True)
    unrolled_rounds: int = ui(2, "Rounds of data consistency inside the network; 0 leaves them out.", ge=0, le=8)
    detail_channels: int = ui(
        0,
        "Channels of a shallow block at the resolution of the grid, above a network that works on half of it; 0 lets "
        "the network work on the grid itself.",
        ge=0,
        le=64,
    )
    view_dropout: float = ui(
        0.1, "Share of the training cases shown with one view only, so that one view is enough later.", ge=0, le=0.9
    )

    teacher: Teacher = ui(
        "CT",
        "CT compares volumes. X-rays goes on with a trained network on X-rays without CT, held to what it was; where "
        "that was measured, volumes became no better.",
    )
    learning_rate: float = ui(1e-3, "Learning rate (AdamW).", gt=0, le=0.1)
    weight_decay: float = ui(1e-2, "Decay of the weights.", ge=0, le=1, advanced=True)
    l1_weight: float = ui(1.0, "Weight of the absolute error in HU/1000.", ge=0, advanced=True)
    l2_weight: float = ui(2.0, "Weight of the squared error in (HU/1000)².", ge=0, advanced=True)
    lung_emphasis: float = ui(1.0, "How much more an error in the lungs counts, beside 1.", ge=0, advanced=True)
    gradient_weight: float = ui(0.5, "Weight of the error of the gradients.", ge=0, advanced=True)
    tissue_weight: float = ui(0.1, "Weight of telling air, lung, soft tissue and bone apart.", ge=0, advanced=True)
    projection_weight: float = ui(0.2, "Weight of the error of both radiographs.", ge=0, advanced=True)
    unseen_weight: float = ui(0.2, "Weight of the error of a view at a random angle.", ge=0, advanced=True)
    variance_weight: float = ui(0.05, "Weight of the likelihood that teaches the uncertainty.", ge=0, advanced=True)
    withheld_weight: float = ui(
        0.2, "Weight of the error of an X-ray that was not shown, without CTs.", ge=0, advanced=True
    )
    anchor_weight: float = ui(
        1.0, "Weight of the distance to the network it began with, without CTs.", ge=0, advanced=True
    )
    before_weight: float = ui(
        0.3, "Weight of the error before the consistency, beside the one after it.", ge=0, advanced=True
    )

    views: Views = ui("both", "Which of the two radiographs are looked at.", at_inference=True)
    with_templates: bool = ui(
        False,
        "Average with bundled CTs that are warped to the X-rays: more accurate, and a quarter of a minute longer.",
        at_inference=True,
    )
    template_library: Library = ui(
        "three",
        "Which bundled CTs those are: three that complement each other, or the six of thirteen that fit best.",
        at_inference=True,
        advanced=True,
    )
    guide_weight: float = ui(
        0.0,
        "How much the templates are held to the network's volume, and then to the average of both, beside the X-rays.",
        ge=0.0,
        le=100.0,
        at_inference=True,
        advanced=True,
    )
    shape_weight: float = ui(
        0.0,
        "Bend the templates as bundled CTs differ from each other, and hold them to what is usual; 0 leaves it out.",
        ge=0.0,
        le=100.0,
        at_inference=True,
        advanced=True,
    )
    fine_from_templates: bool = ui(
        False,
        "On a grid finer than its own, take from the templates what the network cannot show, before the average.",
        at_inference=True,
        advanced=True,
    )
    network_error: float = ui(
        1.0,
        "How large its errors are on new people against what it says: the more, the less it counts beside templates.",
        ge=0.1,
        le=10.0,
        at_inference=True,
        advanced=True,
    )
    template_error: float = ui(1.0, "The same of the templates.", ge=0.1, le=10.0, at_inference=True, advanced=True)
    consistency: Consistency = ui(
        "weighted",
        "The last step: spread what both radiographs still miss where the volume is uncertain, by factors, or not.",
        at_inference=True,
    )
    fit_pose: FitPose = fit_pose_setting()
    fit_breath: bool = fit_breath_setting()
    fit_tone: bool = fit_tone_setting()
    fit_residual: bool = ui(
        False,
        "Fit smooth factors of density to both X-rays before the last step; of use where that is left out.",
        at_inference=True,
        advanced=True,
    )
    residual_steps: int = ui(60, "Steps of that fit.", ge=1, le=1000, at_inference=True, advanced=True)
    consistency_steps: int = ui(12, "Steps of the last consistency.", ge=1, le=100, at_inference=True, advanced=True)
