"""Stand-ins for real pairs: a CT shown as a machine would show it, by another physics than that of the projector.

A spectrum in place of one energy (bone hardens the beam), scattered radiation, photon noise, a tone curve (sigmoid of
the logarithm), local equalisation (CLAHE), letters, collimation, and a lateral view that is turned by a few degrees.
The CT is the true outcome, so what each step from display to physics brings can be measured in 3D.

Mass attenuation coefficients: Hubbell and Seltzer, NISTIR 5632 (NIST Standard Reference Database 126), liquid water and
cortical bone (ICRU-44), cm²/g. The spectrum is a coarse one of 120 kV behind a filter, as a detector weighs it.

Units: keV, millimetres, photons per detector pixel without a patient. Everything is fixed by a seed and the subject.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from xr2ct_core.control import WorkContext
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.projection.simulate import grid_of, simulate_pair
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.radiography.restore import restored
from xr2ct_core.units import MU_WATER_PER_MM
from xr2ct_core.volume import Volume

ENERGIES_KEV: Final = (40.0, 50.0, 60.0, 80.0, 100.0)
SPECTRUM: Final = (0.12, 0.22, 0.26, 0.26, 0.14)
WATER_CM2_PER_G: Final = (0.2683, 0.2269, 0.2059, 0.1837, 0.1707)
BONE_CM2_PER_G: Final = (0.6655, 0.4242, 0.3148, 0.2229, 0.1855)
_REFERENCE: Final = 2
"""The energy (60 keV) at which both materials together have the attenuation that the HU stand for."""
_BONE_FROM_HU: Final = 100.0
_SCATTER_REACH_MM: Final = 45.0

Image = NDArray[np.float32]


@dataclass(frozen=True)
class StandIn:
    """How a stand-in is taken and shown.

    `scatter` is the scattered signal behind a grid as a share of the mean primary one inside the body, `turn_deg` the
    turn of the lateral that nobody is told, `clahe` the clip limit of the local equalisation (0: none), `window` centre
    and width of the sigmoid in line integrals.
    """

    photons: float = 2e4
    scatter: float = 0.3
    turn_deg: float = 2.0
    clahe: float = 0.006
    window: tuple[float, float] = (2.6, 1.1)
    letters: bool = True
    collimation_mm: float = 12.0
    seed: int = 0


def stand_in_pair(cube: Volume, geometry: BiplanarGeometry, how: StandIn, *, subject: str = "") -> RadiographPair:
    """The CT on the working cube as a pair of display images that is told to have been taken in `geometry`.

    Raises `BadInputError` if the volume lies on no cube.
    """
    random = np.random.default_rng([how.seed, zlib.crc32(subject.encode())])
    taken = BiplanarGeometry(geometry.frontal, geometry.lateral.turned(how.turn_deg))
    logs = _measured_logs(cube, taken, how, random)
    frontal, lateral = (
        Radiograph(_shown(log, view, how, random), view.pixel_mm, view.view, "display", source="stand-in from CT")
        for log, view in zip(logs, geometry.views, strict=True)
    )
    return RadiographPair(frontal, lateral, geometry, subject=subject, cube_mm=grid_of(cube).cube_mm)


def _measured_logs(
    cube: Volume, geometry: BiplanarGeometry, how: StandIn, random: np.random.Generator
) -> tuple[Image, Image]:
    """Minus the logarithm of what the detector measures, relative to no patient."""
    grid = grid_of(cube)
    water, bone = _materials(cube.hu.astype(np.float32))
    paths = zip(
        project_numpy(water, geometry.views, grid),
        project_numpy(bone, geometry.views, grid),
        geometry.views,
        strict=True,
    )
    frontal, lateral = (_log_signal(w, b, view, how, random) for w, b, view in paths)
    return frontal, lateral


def _materials(hu: NDArray[np.float32]) -> tuple[Image, Image]:
    """Densities (z, y, x) in g/cm³ of water and of bone that together attenuate as the HU say at 60 keV."""
    soft = np.clip(1.0 + np.minimum(hu, _BONE_FROM_HU) / 1000.0, 0.0, None)
    excess = np.maximum(hu - _BONE_FROM_HU, 0.0) / 1000.0
    ratio = BONE_CM2_PER_G[_REFERENCE] / WATER_CM2_PER_G[_REFERENCE]
    return soft.astype(np.float32), (excess / ratio).astype(np.float32)


def _log_signal(
    water_mm: Image, bone_mm: Image, view: ViewGeometry, how: StandIn, random: np.random.Generator
) -> Image:
    to_program = MU_WATER_PER_MM / WATER_CM2_PER_G[_REFERENCE]
    primary = np.zeros(water_mm.shape, dtype=np.float64)
    for share, water, bone in zip(SPECTRUM, WATER_CM2_PER_G, BONE_CM2_PER_G, strict=True):
        primary += share * np.exp(-to_program * (water * water_mm + bone * bone_mm))
    body = water_mm > 10.0
    source = np.where(body, primary * -np.log(np.maximum(primary, 1e-6)), 0.0)
    scatter = gaussian_filter(source, _SCATTER_REACH_MM / view.pixel_mm)
    if body.any() and scatter[body].mean() > 0.0:
        scatter *= how.scatter * np.median(primary[body]) / scatter[body].mean()
    counts = random.poisson(how.photons * (primary + scatter))
    log: Image = np.log(how.photons / np.maximum(counts, 0.5)).astype(np.float32)
    return log


def _shown(log: Image, view: ViewGeometry, how: StandIn, random: np.random.Generator) -> Image:
    """The display image in [0, 1], white = dense, with 8 bits."""
    from skimage.exposure import equalize_adapthist

    centre, width = how.window
    shown = 1.0 / (1.0 + np.exp(-(log - centre) / width))
    low, high = (1.0 / (1.0 + np.exp((centre - at) / width)) for at in (0.0, max(float(np.percentile(log, 99.8)), 1.0)))
    shown = np.clip((shown - low) / (high - low), 0.0, 1.0)
    if how.clahe > 0.0:
        shown = equalize_adapthist(shown, kernel_size=[side // 4 for side in shown.shape], clip_limit=how.clahe)
    shown = 0.03 + 0.94 * shown
    if how.letters:
        _write_letter(shown, view.pixel_mm, random)
    frame = round(how.collimation_mm / view.pixel_mm)
    if frame:
        shown[:frame], shown[-frame:], shown[:, :frame], shown[:, -frame:] = 0.0, 0.0, 0.0, 0.0
    eight_bits: Image = (np.round(shown * 255.0) / 255.0).astype(np.float32)
    return eight_bits


def _write_letter(shown: NDArray[np.float64], pixel_mm: float, random: np.random.Generator) -> None:
    """A bright L of lead in an upper corner."""
    long, thick = round(18.0 / pixel_mm), max(2, round(4.0 / pixel_mm))
    row, col = (round(float(random.uniform(24.0, 34.0)) / pixel_mm) for _ in range(2))
    shown[row : row + long, col : col + thick] = 1.0
    shown[row + long - thick : row + long, col : col + long * 2 // 3] = 1.0


@dataclass(frozen=True)
class Step:
    """One way of making line integrals: of the clean projections (`how` is None), or of a stand-in.

    `restore` takes the display pair to line integrals.
    """

    id: str
    title: str
    how: StandIn | None
    restore: Callable[[RadiographPair], RadiographPair]

    def pair(self, cube: Volume, subject: str) -> RadiographPair:
        """The pair of line integrals of a CT on the working cube, in the geometry `clinic`."""
        geometry = BiplanarGeometry.preset("clinic")
        if self.how is None:
            return simulate_pair(cube, geometry, subject=subject)
        return self.restore(stand_in_pair(cube, geometry, self.how, subject=subject))


def steps() -> tuple[Step, ...]:
    """The clean pair, then the stand-in with one more step from display to physics each."""
    how = StandIn()
    return (
        Step("stand-in-clean", "source at 1.8 m, clean line integrals", None, _unchanged),
        Step("stand-in-straight", "stand-in, straight curve, one total", how, to_line_integrals),
        Step("stand-in-masked", "stand-in, masks and curve by distribution", how, lambda pair: restored(pair).pair),
        Step("stand-in-fitted", "stand-in, curves fitted with bundled CTs", how, _fitted),
        Step("stand-in-fitted-untilted", "the same without the tilt", replace(how, turn_deg=0.0), _fitted),
    )


def _unchanged(pair: RadiographPair) -> RadiographPair:
    return pair


def _fitted(pair: RadiographPair) -> RadiographPair:
    return physical_pair(pair, "cpu", WorkContext()).pair
