"""What an evaluation without a truth says, before and beside its numbers. Light: no torch."""

from typing import Final

NO_ACCURACY: Final = (
    "No true CT is known for these X-rays: nothing here measures how right a volume is, and no method can be called "
    "better by it."
)
AGREEMENT: Final = (
    "Agreement with the two X-rays is needed and proves little: on X-rays simulated from CTs back-projection, which "
    "knows no anatomy, explains them best and is further from the true CT than any other method here."
)
DISPLAY: Final = (
    "The X-rays are display images; agreement is with line integrals that were estimated from them ({how}), so it also "
    "measures that estimate."
)
ESTIMATES: Final = "Lungs and standard deviations are estimates by each method; doubts are those of the domain gate."
COLUMNS: Final = (
    ("psnr_frontal_db", "frontal PSNR (dB)", ".1f"),
    ("ssim_frontal", "frontal SSIM", ".3f"),
    ("ncc_frontal", "frontal NCC", ".3f"),
    ("psnr_lateral_db", "lateral PSNR (dB)", ".1f"),
    ("ssim_lateral", "lateral SSIM", ".3f"),
    ("ncc_lateral", "lateral NCC", ".3f"),
    ("doubts", "doubts", ".1f"),
    ("lung_l", "lungs (l, estimate)", ".1f"),
    ("sigma_hu", "own standard deviation (HU)", ".0f"),
    ("plausibility", "slices follow (1 = as in CTs)", ".2f"),
    ("seconds", "time (s)", ".1f"),
)
"""Metric, heading and format; a column that nothing was measured for is left out."""
