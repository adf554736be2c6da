"""How blurred a volume is: equivalent blur, Fourier shell correlation and sharpness.

Equivalent blur is the sigma of the Gaussian with which the truth itself would have to be blurred to be as wrong as the
reconstruction. With reflecting borders a Gaussian blur is a product in the cosine transform, so by Parseval's theorem
the error of every sigma comes from one transform of the truth.

Units: millimetres; HU clipped to the window. Source of the shell correlation: van Heel and Schatz, J Struct Biol
2005;151:250.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import fft, optimize

from xr2ct_core.evaluation.volume_metrics import clip_hu, error_metrics, require_same_shape

BLUR_LIMIT_MM: Final = 100.0
"""Reported where no blur up to it is as bad as the reconstruction; read it as "at least"."""
_FREQUENCY_BINS: Final = 1 << 15
_TAPER: Final = 0.25
"""Share of each axis over which the volume fades to its mean before a Fourier transform."""


def equivalent_blur_mm(hu: NDArray[np.floating], truth_hu: NDArray[np.floating], spacing_mm: float) -> float:
    """Sigma in mm of the Gaussian that gives the truth the RMSE of `hu`; 0 to `BLUR_LIMIT_MM`."""
    require_same_shape(hu, truth_hu)
    target_rmse_hu = error_metrics(hu, truth_hu)["rmse_hu"]
    frequency_squared, power = _cosine_spectrum(clip_hu(truth_hu), spacing_mm)

    def excess_hu(sigma_mm: float) -> float:
        lost = 1.0 - np.exp(-0.5 * sigma_mm**2 * frequency_squared)
        return float(np.sqrt(np.sum(power * lost**2))) - target_rmse_hu

    if target_rmse_hu == 0:
        return 0.0
    if excess_hu(BLUR_LIMIT_MM) < 0:
        return BLUR_LIMIT_MM
    return float(optimize.brentq(excess_hu, 0.0, BLUR_LIMIT_MM, xtol=1e-3))


def fourier_shell_crossing_mm(hu: NDArray[np.floating], truth_hu: NDArray[np.floating], spacing_mm: float) -> float:
    """Length in mm below which less than half of the truth is right: where the shell correlation crosses 0.5.

    Two voxels (the Nyquist limit) if it never does, the edge of the volume if it does at once. Takes cubes.
    """
    return _crossing_mm(*_shells(hu, truth_hu), truth_hu.shape[0], spacing_mm)


def sharpness(hu: NDArray[np.floating], truth_hu: NDArray[np.floating]) -> float:
    """Power in the upper third of the spectrum (up to Nyquist) relative to the truth: 1 is as sharp, 0 is blurred."""
    return _relative_power(*_shells(hu, truth_hu))


def resolution_metrics(hu: NDArray[np.floating], truth_hu: NDArray[np.floating], spacing_mm: float) -> dict[str, float]:
    """`equivalent_blur_mm`, `fsc_crossing_mm` and `sharpness` of a cube against its truth."""
    shells = _shells(hu, truth_hu)
    return {
        "equivalent_blur_mm": equivalent_blur_mm(hu, truth_hu, spacing_mm),
        "fsc_crossing_mm": _crossing_mm(*shells, truth_hu.shape[0], spacing_mm),
        "sharpness": _relative_power(*shells),
    }


def _cosine_spectrum(values: NDArray[np.float32], spacing_mm: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Squared angular frequency (1/mm²) and mean-square amplitude, binned by frequency."""
    amplitude = fft.dctn(values - values.mean(), norm="ortho")
    axes = [(np.pi * np.arange(n) / n / spacing_mm) ** 2 for n in values.shape]
    frequency_squared = axes[0][:, None, None] + axes[1][:, None] + axes[2]
    top = float(frequency_squared.max())
    # Bins are equally wide in frequency, not in its square: low frequencies carry the power.
    index = (np.sqrt(frequency_squared / top) * (_FREQUENCY_BINS - 1)).astype(np.int32).ravel()
    power = (amplitude.astype(np.float64) ** 2).ravel()
    binned_power = np.bincount(index, power, _FREQUENCY_BINS)
    weighted = np.bincount(index, power * frequency_squared.ravel(), _FREQUENCY_BINS)
    used = binned_power > 0
    return weighted[used] / binned_power[used], binned_power[used] / values.size


def _shells(
    hu: NDArray[np.floating], truth_hu: NDArray[np.floating]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Cross power and both powers in shells of one frequency step, from 1 up to the Nyquist frequency."""
    require_same_shape(hu, truth_hu)
    size = truth_hu.shape[0]
    first, second = (fft.rfftn(_tapered(clip_hu(values))) for values in (hu, truth_hu))
    along = np.abs(fft.fftfreq(size) * size)
    radius = np.sqrt(along[:, None, None] ** 2 + along[:, None] ** 2 + np.arange(first.shape[2]) ** 2)
    shell = np.rint(radius).astype(np.int32).ravel()
    weight = np.full(first.shape[2], 2.0)  # the half spectrum holds each conjugate pair once
    weight[0] = 1.0
    if size % 2 == 0:
        weight[-1] = 1.0

    def total(values: NDArray[np.floating]) -> NDArray[np.float64]:
        shells = np.bincount(shell, (values * weight).ravel()).astype(np.float64)
        return shells[1 : size // 2 + 1]

    cross = total((first * second.conj()).real)
    return cross, total(np.abs(first) ** 2), total(np.abs(second) ** 2)


def _tapered(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The volume minus its mean, fading out towards its faces, so that cut anatomy makes no false edges."""
    values = values - values.mean()
    for axis, size in enumerate(values.shape):
        from_face = (np.minimum(np.arange(size), np.arange(size)[::-1]) + 0.5) / (size * _TAPER / 2)
        window = 0.5 - 0.5 * np.cos(np.pi * np.minimum(1.0, from_face))
        values = values * window.astype(np.float32).reshape([-1 if other == axis else 1 for other in range(3)])
    return values


def _crossing_mm(
    cross: NDArray[np.float64],
    power: NDArray[np.float64],
    truth_power: NDArray[np.float64],
    size: int,
    spacing_mm: float,
) -> float:
    energy = np.sqrt(power * truth_power)
    correlation = np.divide(cross, energy, out=np.zeros_like(cross), where=energy > 0)
    below = np.flatnonzero(correlation < 0.5)
    edge_mm = size * spacing_mm
    if below.size == 0:
        return 2.0 * spacing_mm
    first = int(below[0])
    if first == 0:
        return edge_mm
    step = (correlation[first - 1] - 0.5) / (correlation[first - 1] - correlation[first])
    return float(edge_mm / (first + step))


def _relative_power(_cross: NDArray[np.float64], power: NDArray[np.float64], truth_power: NDArray[np.float64]) -> float:
    upper = slice(2 * len(power) // 3, None)
    truth = float(truth_power[upper].sum())
    return float(power[upper].sum()) / truth if truth > 0 else float("nan")
