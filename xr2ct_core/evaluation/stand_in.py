"""How a stand-in is taken, and what its machine shows: the light part of `stand_ins`, which the window uses too.

Spectrum, scatter and noise are those of `radiography.exposure`, curve, contrast, letters and blades those of
`radiography.presentation`. Units: degrees, millimetres, photons per detector pixel without a patient.
"""

import zlib
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.radiography.drawn import drawn_exposure, drawn_presentations
from xr2ct_core.radiography.exposure import Exposure, log_signal, materials
from xr2ct_core.radiography.presentation import Presentation, shown

LARGEST_TURN_DEG: Final = 3.0
LARGEST_HEIGHT_MM: Final = 8.0
LARGEST_MAGNIFICATION: Final = 0.02
BREATH_MM: Final = 8.0
_DRAWS: Final = 20_000
"""Seeds of drawn stand-ins, apart from any that a network learns from."""


@dataclass(frozen=True)
class StandIn:
    """How a stand-in is taken and shown, and what nobody is told about the lateral view.

    `turn_deg` its turn, `height_mm` how much higher the patient stands, `breath_mm` how much lower the diaphragm is,
    `magnification` its size against what the distances say.
    """

    exposure: Exposure = field(default_factory=Exposure)
    presentation: Presentation = field(default_factory=Presentation)
    lateral_presentation: Presentation | None = None
    turn_deg: float = 2.0
    height_mm: float = 0.0
    breath_mm: float = 0.0
    magnification: float = 1.0
    seed: int = 0

    def of_lateral(self) -> Presentation:
        """How the lateral view is shown: as the frontal one, unless it has its own curve."""
        return self.lateral_presentation or self.presentation


def drawn_stand_in(number: int, subject: str) -> StandIn:
    """A stand-in of a patient with everything drawn by chance: the machine, and how the lateral view was taken."""
    random = np.random.default_rng([_DRAWS + number, zlib.crc32(subject.encode())])
    frontal, lateral = drawn_presentations(random)
    return StandIn(
        drawn_exposure(random),
        frontal,
        lateral,
        turn_deg=float(random.uniform(-1, 1)) * LARGEST_TURN_DEG,
        height_mm=float(random.uniform(-1, 1)) * LARGEST_HEIGHT_MM,
        breath_mm=float(random.normal()) * BREATH_MM / 2.0,
        magnification=1.0 + float(random.uniform(-1, 1)) * LARGEST_MAGNIFICATION,
        seed=number,
    )


def displayed_pair(
    bodies: tuple[NDArray[np.float32], NDArray[np.float32]],
    taken: tuple[ViewGeometry, ViewGeometry],
    told: BiplanarGeometry,
    how: StandIn,
    *,
    cube_mm: float,
    subject: str = "",
) -> RadiographPair:
    """What the machine of a stand-in shows of the bodies that its two views see, told to have been taken in `told`.

    `bodies` are HU (z, y, x) on the working cube, `taken` where the tubes really stood, on the detectors of `told`. How
    the lateral view was taken by `how` is left aside. Raises `BadConfigError` if a source stands inside the cube.
    """
    random = np.random.default_rng([how.seed, zlib.crc32(subject.encode())])
    grid = WorkingGrid(len(bodies[0]), cube_mm)
    images = []
    for stood, said, hu, presentation in zip(
        taken, told.views, bodies, (how.presentation, how.of_lateral()), strict=True
    ):
        water_mm, bone_mm = (project_numpy(density, (stood,), grid)[0] for density in materials(hu))
        log = log_signal(water_mm, bone_mm, stood.pixel_mm, how.exposure, random)
        image = shown(log, said.pixel_mm, presentation, random)
        images.append(Radiograph(image, said.pixel_mm, said.view, "display", source="stand-in from CT"))
    return RadiographPair(images[0], images[1], told, subject=subject, cube_mm=cube_mm)
