"""Settings of the two 3D CNNs."""

from typing import Literal

from pydantic import model_validator

from xr2ct_core.config.base import ui
from xr2ct_core.config.train import LearnedConfig


class Cnn3dConfig(LearnedConfig):
    """What is refined, how the refiner learns, and what the classifier is shown."""

    coarse: Literal["backprojection", "tv"] = ui(
        "backprojection", "Reconstruction that is refined. It is made for every training case; tv takes longer."
    )
    coarse_iterations: int = ui(4, "Iterations of the coarse reconstruction; more is slower.", ge=1, le=100)
    second_coarse: bool = ui(
        True, "Shows the refiner the volume of greatest entropy too, one sweep of row times column.", advanced=True
    )
    width: int = ui(16, "Channels of the refiner at full resolution; less is faster.", ge=4, le=128)
    learning_rate: float = ui(1e-3, "Step size of Adam for the refiner.", gt=0.0, le=0.1, step=1e-4)
    reconstruction_weight: float = ui(1.0, "Weight of the absolute error of the volume.", gt=0.0, step=0.5)
    gradient_weight: float = ui(0.0, "Weight of the absolute error of differences of neighbours.", ge=0.0, step=0.5)
    projection_weight: float = ui(0.0, "Weight of the error of the re-projected views.", ge=0.0, step=0.1)
    classifier: bool = ui(
        True, "Trains a classifier beside the refiner: nothing, a nodule or an effusion put into the volume."
    )
    classifier_width: float = ui(
        1.0, "Channels of the classifier as a share of the published ones.", ge=0.25, le=8.0, step=0.25, advanced=True
    )
    classifier_learning_rate: float = ui(1e-3, "Step size of Adam for the classifier.", gt=0.0, le=0.1, step=1e-4)
    nodule_smallest_mm: float = ui(12.0, "Least mean diameter of a nodule.", unit="mm", ge=3.0, le=80.0)
    nodule_largest_mm: float = ui(40.0, "Largest mean diameter of a nodule.", unit="mm", ge=3.0, le=80.0)

    @model_validator(mode="after")
    def _sizes_in_order(self) -> "Cnn3dConfig":
        if self.nodule_largest_mm < self.nodule_smallest_mm:
            raise ValueError("nodule_largest_mm must not be below nodule_smallest_mm")
        return self
