"""Machines drawn by chance: how much scatter and noise there is, which curve and how much local contrast they show.

Wide on purpose: nobody knows the machine of a real radiograph. Both views of a pair come from one machine, so they
share the kind of processing, but each has its own window. Everything random comes from the generator handed in.
"""

from dataclasses import replace

import numpy as np

from xr2ct_core.radiography.exposure import Exposure
from xr2ct_core.radiography.presentation import Curve, Presentation

_CURVES: tuple[Curve, ...] = ("sigmoid", "power", "broken")
_CURVE_SHARES = (0.6, 0.2, 0.2)


def drawn_exposure(random: np.random.Generator) -> Exposure:
    """Photons 5e3 to 1e5 a pixel, scatter a tenth to six tenths of the primary signal, reaching 30 to 70 mm."""
    return Exposure(
        float(10.0 ** random.uniform(3.7, 5.0)), float(random.uniform(0.1, 0.6)), float(random.uniform(30.0, 70.0))
    )


def drawn_presentations(random: np.random.Generator) -> tuple[Presentation, Presentation]:
    """How a machine shows its frontal and its lateral view."""
    curve = _CURVES[int(random.choice(len(_CURVES), p=_CURVE_SHARES))]
    clahe = float(random.uniform(0.002, 0.02)) if random.random() < 0.65 else 0.0
    sharpening = float(random.uniform(0.1, 0.8)) if random.random() < 0.4 else 0.0
    machine = Presentation(
        curve,
        clahe=clahe,
        tiles=int(random.integers(3, 9)),
        sharpening=sharpening,
        sharpening_mm=float(random.uniform(5.0, 30.0)),
        collimation_mm=float(random.uniform(0.0, 20.0)) if random.random() < 0.7 else 0.0,
        letters=bool(random.random() < 0.8),
    )
    return _windowed(machine, random), _windowed(machine, random)


def _windowed(machine: Presentation, random: np.random.Generator) -> Presentation:
    steps = random.uniform(0.3, 1.7, 5)
    return replace(
        machine,
        window=(float(random.uniform(1.8, 3.6)), float(random.uniform(0.75, 1.8))),
        exponent=float(random.uniform(0.6, 1.5)),
        corners=tuple((np.cumsum(steps)[:-1] / steps.sum()).tolist()),
        air_percentile=float(random.uniform(0.0, 1.0)) if random.random() < 0.5 else 0.0,
        top_percentile=float(random.uniform(98.5, 100.0)),
    )
