"""The numbers of the report this project started from, and the same measurements made of any volume.

None of them measures 3D accuracy. They are kept to show what such numbers are worth: beside each printed number stands
what it really is, and what our methods get when measured in the very same way. All names begin with `report_`.

Definitions: radiographs are divided by the maximum of the input and cut to [0, 1]; volumes are in units of the HU
window; PSNR has MAX = 1, SSIM a window of 3 and range 1; SNR is the power of the reference over that of the error.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.evaluation.baselines import seen_at_voxels
from xr2ct_core.evaluation.cases import Case
from xr2ct_core.evaluation.projections import Image
from xr2ct_core.evaluation.volume_metrics import Floats, clip_hu, psnr_db, ssim_map
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.units import HU_MIN, HU_WIDTH

WINDOW_PX: Final = 3
STACK_NOISE: Final = 2.5
"""Standard deviation, of 255, of the noise that the 3DCNN row adds to its own volume."""
ARRAY_NOISE: Final = 0.01
_ARRAY_SHAPE: Final = (16, 16, 16)


@dataclass(frozen=True)
class ReportRow:
    """A row of the report: its printed PSNR and SSIM, what they are, and which of our numbers are measured alike.

    `measured` names a metric for the first and the second printed number; empty where none can be made.
    """

    name: str
    psnr: str
    ssim: str
    truth: str
    measured: tuple[str, ...]


REPORT_ROWS: Final = (
    ReportRow(
        "X2CTGAN",
        "26.19",
        "0.66",
        "Copied from the X2CT-GAN paper. The only 3D numbers of the table, but PSNR takes MAX = 4095 for data "
        "2500 wide, "
        "which adds 4.29 dB (about 21.9 dB otherwise), and SSIM is a mean over 2D slices.",
        ("psnr_x2ct", "ssim_x2ct"),
    ),
    ReportRow(
        "CycleGAN-B",
        "11.22",
        "0.26",
        "Regenerated 2D X-rays against the input X-rays, through a last layer that is drawn anew at random in "
        "each call. "
        "A constant grey image gets about as much.",
        ("report_psnr_2d_db", "report_ssim_2d"),
    ),
    ReportRow(
        "CycleGAN-F",
        "5.91",
        "0.011",
        "A generated volume against the frontal X-ray repeated 64 times along the depth: a thorax compared with an "
        "extruded shadow. A perfect reconstruction gets a bad number.",
        ("report_psnr_extruded_db", "report_ssim_extruded"),
    ),
    ReportRow(
        "u-X2CTGAN",
        "10.91",
        "0.07",
        "No code and no output of any version makes these numbers, so nothing can be measured alike.",
        (),
    ),
    ReportRow(
        "3DCNN",
        "29.46",
        "0.31",
        "SNR, not PSNR, of a stack of images against the same stack with noise of 2.5 in 255 added. No model "
        "takes part; "
        "the notebook prints an SSIM of 0.9959.",
        ("report_self_snr_db",),
    ),
    ReportRow(
        "cGAN-128",
        "18.12",
        "0.23",
        "SNR, not PSNR, of a 2D network that returns its own input image, on the images it was trained with. "
        "The notebook "
        "prints an SSIM of 0.75.",
        ("report_snr_2d_db",),
    ),
    ReportRow(
        "Diffusion",
        "40.15",
        "-",
        "PSNR of a 16³ array of random numbers against itself with noise of 0.01 added. No model, no image: a "
        "constant.",
        (),
    ),
)

REPORT_COLUMNS: Final = (
    ("psnr_x2ct", "PSNR, MAX 4095 (dB)", ".2f", "as the X2CTGAN row"),
    ("ssim_x2ct", "slice SSIM", ".3f", "as the X2CTGAN row"),
    ("report_psnr_2d_db", "2D PSNR of inputs (dB)", ".2f", "as the CycleGAN-B row"),
    ("report_ssim_2d", "2D SSIM of inputs", ".3f", "as the CycleGAN-B row"),
    ("report_psnr_extruded_db", "PSNR to extruded frontal (dB)", ".2f", "as the CycleGAN-F row"),
    ("report_ssim_extruded", "SSIM to extruded frontal", ".3f", "as the CycleGAN-F row"),
    ("report_snr_2d_db", "2D SNR of inputs (dB)", ".2f", "as the cGAN-128 row"),
    ("report_self_snr_db", "SNR to itself + noise (dB)", ".2f", "as the 3DCNN row"),
)
"""Metric, heading, format, and the row of the report that it corresponds to."""


def report_metrics(hu: NDArray[np.float32], images: tuple[Image, Image, Image], case: Case) -> dict[str, float]:
    """The numbers of the report for a volume (z, y, x) and its projections."""
    pairs = [
        (_unit(radiograph.image, radiograph.image), _unit(image, radiograph.image))
        for image, radiograph in zip(images, case.pair.radiographs, strict=False)
    ]
    volume = np.asarray((clip_hu(hu) - HU_MIN) / HU_WIDTH, dtype=np.float32)
    grid = WorkingGrid(volume.shape[0], case.pair.cube_mm)
    frontal = case.pair.frontal.image
    extruded = seen_at_voxels(_unit(frontal, frontal), case.pair.geometry.frontal, grid)
    return {
        "report_psnr_2d_db": float(np.mean([_psnr(own, shown) for own, shown in pairs])),
        "report_ssim_2d": float(np.mean([_ssim(own, shown) for own, shown in pairs])),
        "report_psnr_extruded_db": _psnr(extruded, volume),
        "report_ssim_extruded": _ssim(extruded, volume),
        "report_snr_2d_db": float(np.mean([_snr_db(own, shown) for own, shown in pairs])),
        "report_self_snr_db": self_snr_db(volume),
    }


def self_snr_db(volume: NDArray[np.float32], seed: int = 0) -> float:
    """SNR of a volume in [0, 1] against itself plus noise, both stretched to [0, 1] on their own; NaN if constant."""
    grey = 255.0 * volume.astype(np.float64)
    noisy = grey + np.random.default_rng(seed).normal(0.0, STACK_NOISE, grey.shape)
    return _snr_db(_stretched(grey), _stretched(noisy)) if np.ptp(grey) > 0 else float("nan")


def noise_self_test_db(seed: int = 0) -> float:
    """The number of the report's diffusion row, made as it was: it depends on nothing but the seed."""
    random = np.random.default_rng(seed)
    array = random.uniform(size=_ARRAY_SHAPE)
    return psnr_db(float(np.mean(random.normal(0.0, ARRAY_NOISE, _ARRAY_SHAPE) ** 2)), float(np.ptp(array)))


def _unit(image: Image, reference: Image) -> Image:
    top = max(float(reference.max()), 1e-6)
    return np.asarray(np.clip(image / top, 0.0, 1.0), dtype=np.float32)


def _stretched(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((values - values.min()) / np.ptp(values), dtype=np.float64)


def _psnr(reference: Floats, other: Floats) -> float:
    return psnr_db(float(np.mean((reference.astype(np.float64) - other) ** 2)), 1.0)


def _snr_db(reference: Floats, other: Floats) -> float:
    error = float(np.mean((reference.astype(np.float64) - other) ** 2))
    power = float(np.mean(reference.astype(np.float64) ** 2))
    if error == 0.0:
        return float("inf")
    return float(10.0 * np.log10(power / error)) if power > 0 else float("nan")


def _ssim(reference: Floats, other: Floats) -> float:
    samples = WINDOW_PX**reference.ndim
    found = ssim_map(reference, other, _window_mean, data_range=1.0, unbiased=samples / (samples - 1))
    return float(np.mean(found[(slice(1, -1),) * reference.ndim], dtype=np.float64))


def _window_mean(values: Floats) -> Floats:
    mean: Floats = ndimage.uniform_filter(values, WINDOW_PX)
    return mean
