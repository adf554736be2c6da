"""The numbers that make one person: sizes, breathing, posture and tissue HU, drawn from a seed.

Everything random about the large anatomy is here, so the record of a phantom is this object; finer randomness (vessel
branching, texture) follows from `seed`. Lengths in millimetres, world axes; HU as measured by CT.
"""

from typing import Literal

import numpy as np

from xr2ct_core.config.base import ConfigBase


class TissueHu(ConfigBase):
    """Mean HU of each tissue of one person, blood already mixed with its contrast agent."""

    fat: float = -100.0
    muscle: float = 50.0
    lung: float = -860.0
    blood_venous: float = 45.0
    blood_pulmonary: float = 45.0
    blood_arterial: float = 45.0
    myocardium: float = 50.0
    liver: float = 58.0
    spleen: float = 50.0
    cartilage: float = 110.0
    cancellous: float = 180.0
    cortical: float = 950.0


class Anatomy(ConfigBase):
    """One person. The defaults are a middle-sized adult in deep inspiration."""

    seed: int = 0
    sex: Literal["female", "male"] = "male"
    cage_half_width_mm: float = 133.0
    cage_depth_mm: float = 178.0
    height_scale: float = 1.0
    apex_z_mm: float = 136.0
    kyphosis_upper_mm: float = 48.0
    kyphosis_lower_mm: float = 18.0
    scoliosis_mm: float = 0.0
    rib_drop: float = 1.0
    rib_thickness_mm: float = 3.6
    sternum_slope_mm: float = 36.0
    dome_z_mm: float = -45.0
    dome_left_lower_mm: float = 13.0
    dome_height: float = 1.0
    heart_scale: float = 1.0
    heart_axis_deg: float = 40.0
    aorta_scale: float = 1.0
    fat_mm: float = 14.0
    muscle_scale: float = 1.0
    breast_scale: float = 0.0
    shoulder_raise: float = 0.5
    vessel_scale: float = 1.0
    contrast: Literal["none", "arterial", "portal"] = "none"
    gas_mm: float = 22.0
    tissue: TissueHu = TissueHu()


def draw_anatomy(seed: int) -> Anatomy:
    """A random adult; the same seed is the same person everywhere."""
    rng = np.random.default_rng([seed, 1])

    def around(mean: float, spread: float, limit: float = 2.0) -> float:
        return round(float(mean + spread * np.clip(rng.standard_normal(), -limit, limit)), 3)

    female = bool(rng.random() < 0.5)
    size = around(0.97 if female else 1.03, 0.04)
    fatness = float(np.exp(around(0.0, 0.4)))
    inspiration = around(0.0, 1.0)
    contrast: Literal["none", "arterial", "portal"] = ("none", "arterial", "portal")[int(rng.integers(3))]
    return Anatomy(
        seed=seed,
        sex="female" if female else "male",
        cage_half_width_mm=around(133.0 * size, 6.0),
        cage_depth_mm=around(178.0 * size, 10.0),
        height_scale=around(size, 0.02),
        apex_z_mm=around(138.0, 3.5),
        kyphosis_upper_mm=around(50.0, 9.0),
        kyphosis_lower_mm=around(20.0, 8.0),
        scoliosis_mm=around(0.0, 2.5),
        rib_drop=around(1.0, 0.09),
        rib_thickness_mm=around(3.5 if female else 3.9, 0.25),
        sternum_slope_mm=around(36.0, 5.0),
        dome_z_mm=round(around(-52.0, 5.0) - 13.0 * inspiration, 3),
        dome_left_lower_mm=around(13.0, 5.0),
        dome_height=around(1.0, 0.12),
        heart_scale=around(0.97 * size, 0.06),
        heart_axis_deg=around(40.0 - 3.0 * inspiration, 4.0),
        aorta_scale=around(1.0, 0.09),
        fat_mm=round(float(np.clip(14.0 * fatness, 5.0, 32.0)), 3),
        muscle_scale=around(0.9 if female else 1.1, 0.1),
        breast_scale=round(max(0.4, around(1.0, 0.2) * fatness**0.5), 3) if female else 0.0,
        shoulder_raise=round(float(rng.uniform(0.15, 1.0)), 3),
        vessel_scale=around(1.0, 0.1),
        contrast=contrast,
        gas_mm=round(float(rng.uniform(8.0, 34.0)), 3),
        tissue=_draw_tissue(rng, contrast, inspiration),
    )


def _draw_tissue(rng: np.random.Generator, contrast: str, inspiration: float) -> TissueHu:
    """Tissue HU; the agent reaches the arteries first, then veins and organs."""

    def around(mean: float, spread: float) -> float:
        return round(float(mean + spread * np.clip(rng.standard_normal(), -2.0, 2.0)), 1)

    venous, pulmonary, arterial, heart, liver, spleen = {
        "none": (42.0, 42.0, 42.0, 45.0, 56.0, 48.0),
        "arterial": (230.0, 270.0, 300.0, 95.0, 68.0, 110.0),
        "portal": (140.0, 145.0, 150.0, 95.0, 108.0, 118.0),
    }[contrast]
    agent = float(rng.uniform(0.85, 1.2)) if contrast != "none" else 1.0
    density = around(0.0, 1.0)
    return TissueHu(
        fat=around(-103.0, 5.0),
        muscle=around(50.0, 6.0),
        lung=around(-862.0 - 14.0 * inspiration, 12.0),
        blood_venous=round(venous * agent, 1),
        blood_pulmonary=round(pulmonary * agent, 1),
        blood_arterial=round(arterial * agent, 1),
        myocardium=round(heart * agent, 1),
        liver=around(liver, 6.0),
        spleen=around(spleen, 5.0),
        cartilage=around(110.0, 20.0),
        cancellous=round(175.0 + 45.0 * density, 1),
        cortical=round(950.0 + 120.0 * density, 1),
    )
