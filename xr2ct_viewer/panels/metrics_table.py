"""Names and formats the metrics of a reconstruction for people."""

from dataclasses import dataclass
from typing import Final

from xr2ct_viewer.models.marked import marked


@dataclass(frozen=True)
class MetricRow:
    """One line of the result: what it is, its value, what it means."""

    label: str
    value: str
    meaning: str


_XRAYS: Final = marked("X-ray agreement")
_TRUTH: Final = marked("Compared with the true CT")
_SYNTHETIC: Final = marked("Compared with the source volume (synthetic)")
_ROWS: Final = (
    (
        _XRAYS,
        "psnr_frontal_db",
        marked("Frontal"),
        "{:.1f} dB",
        marked("How closely the volume, projected again, matches the X-ray. Higher is better."),
    ),
    (
        _XRAYS,
        "psnr_lateral_db",
        marked("Lateral"),
        "{:.1f} dB",
        marked("How closely the volume, projected again, matches the X-ray. Higher is better."),
    ),
    (
        _TRUTH,
        "psnr_3d_db",
        marked("PSNR in 3D"),
        "{:.1f} dB",
        marked("Over a range of 2500 HU; about 16 is a mean chest, 20 is fair for two X-rays."),
    ),
    (
        _TRUTH,
        "mae_hu_body",
        marked("Mean error in the body"),
        "{:.0f} HU",
        marked("Average difference in Hounsfield units. Lower is better."),
    ),
    (_TRUTH, "ssim_3d", marked("Structural similarity"), "{:.3f}", marked("From 0 to 1. Higher is better.")),
    (
        _TRUTH,
        "dice_lung",
        marked("Overlap of the lungs"),
        "{:.2f}",
        marked("Dice coefficient, from 0 to 1. Higher is better."),
    ),
)


def metric_groups(metrics: dict[str, float], *, has_synthetic_truth: bool = False) -> dict[str, list[MetricRow]]:
    """The known metrics, grouped by what they compare with, in a fixed order."""
    groups: dict[str, list[MetricRow]] = {}
    for group, key, label, form, meaning in _ROWS:
        if key in metrics:
            group = _SYNTHETIC if group == _TRUTH and has_synthetic_truth else group
            groups.setdefault(group, []).append(MetricRow(label, form.format(metrics[key]), meaning))
    return groups
