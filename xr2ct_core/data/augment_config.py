"""How strongly training cases are varied. Imports no torch, so that forms and commands can be made from it."""

from pydantic import model_validator

from xr2ct_core.config.base import ConfigBase, ui

LARGEST_ELASTIC_SHARE = 0.4
"""Cubic B-splines with spacing d cannot fold while no control point moves by d / 2.48 (Choi and Lee 2000)."""


class AugmentConfig(ConfigBase):
    """Ranges of the random changes; zero switches a change off. Volume and both views are always changed together.

    X-rays without a CT are enlarged by up to `stretch`, mirrored, and given noise; what else could be done to them
    would need a volume.
    """

    rotation_deg: float = ui(5.0, "Largest turn of the patient about each axis.", unit="°", ge=0, le=30)
    stretch: float = ui(0.1, "Largest relative change of the patient's size along each axis.", ge=0, le=0.4, step=0.01)
    shift_mm: float = ui(10.0, "Largest shift of the patient along each axis.", unit="mm", ge=0, le=80)
    elastic_mm: float = ui(5.0, "Typical size of smooth local deformations.", unit="mm", ge=0, le=40)
    elastic_spacing_mm: float = ui(
        64.0, "Distance over which deformations vary.", unit="mm", ge=20, le=160, advanced=True
    )
    breathing_mm: float = ui(
        10.0,
        "Largest movement of the diaphragm in a deeper or shallower breath; ribs and breastbone move with it.",
        unit="mm",
        ge=0,
        le=40,
    )
    crossing: float = ui(
        0.0,
        "Share of the CTs that are bent towards the shape of another patient who is learned from. Each two patients "
        "are registered when they first meet, about a second on a CPU, and kept.",
        ge=0,
        le=1,
        step=0.1,
    )
    mixing: float = ui(
        0.0,
        "Share of the CTs that get a shape nobody has: a random mix of how the people who are learned from differ from "
        "each other. Together with crossing at most 1.",
        ge=0,
        le=1,
        step=0.1,
    )
    lung_hu: float = ui(
        40.0, "Largest change of the lungs' density, half of it as a slope along gravity.", unit="HU", ge=0, le=150
    )
    soft_hu: float = ui(
        12.0, "Largest change of soft tissue and fat, the same everywhere and smoothly varying.", unit="HU", ge=0, le=60
    )
    bone_contrast: float = ui(0.12, "Largest relative change of the contrast of bone.", ge=0, le=0.5, step=0.01)
    vessel_hu: float = ui(
        80.0,
        "Largest rise of heart and great vessels, as by contrast agent; half of the cases have some.",
        unit="HU",
        ge=0,
        le=200,
    )
    nodules: float = ui(0.1, "Share of the cases that get a nodule of 6 to 30 mm in a lung.", ge=0, le=1, step=0.05)
    effusions: float = ui(0.05, "Share of the cases that get fluid around one lung.", ge=0, le=1, step=0.05)
    mirror: bool = ui(False, "Mirror half of the cases left to right; the heart is then on the right.", advanced=True)
    distance_jitter: float = ui(
        0.02, "Largest relative change of the source's distances.", ge=0, le=0.05, step=0.005, advanced=True
    )
    far_source: float = ui(
        0.0,
        "Share of the cases whose X-rays are taken from farther away, up to a source at 1.8 m.",
        ge=0,
        le=1,
        advanced=True,
    )
    beam_shift_mm: float = ui(
        4.0, "Largest shift of source and detector, for each view.", unit="mm", ge=0, le=40, advanced=True
    )
    photons_low: float = ui(1e4, "Fewest photons per pixel; 0 leaves the noise out.", ge=0, le=1e9, advanced=True)
    photons_high: float = ui(1e6, "Most photons per pixel.", ge=0, le=1e9, advanced=True)
    tone_gamma: float = ui(
        0.1, "Largest change of the exponent of the tone curve.", ge=0, le=0.5, step=0.01, advanced=True
    )
    tone_without_ct: bool = ui(
        False, "Tone curves also for X-rays without a CT, whose own curves are unknown already.", advanced=True
    )
    tone_gain: float = ui(0.05, "Largest relative change of the strength of a view.", ge=0, le=0.5, advanced=True)

    @model_validator(mode="after")
    def _one_shape(self) -> "AugmentConfig":
        if self.crossing + self.mixing > 1.0 + 1e-9:
            raise ValueError("crossing and mixing together must not be above 1")
        return self

    @model_validator(mode="after")
    def _photons_in_order(self) -> "AugmentConfig":
        if 0 < self.photons_low < 1 or self.photons_high < self.photons_low:
            raise ValueError("photons_low must be 0 or at least 1, and photons_high not below it")
        return self
