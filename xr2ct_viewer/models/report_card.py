"""The report card of one case: the result beside the baselines, in numbers that people understand.

Invariant: bars start at zero, so their lengths may be compared. Units: dB, HU, millimetres, shares from 0 to 1.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, Literal

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.marked import Filled, filled, marked

_POINT_WIDTH: Final = 2.355
"""Full width at half maximum of a Gaussian, in standard deviations, as the sentence states it."""
WITHOUT_TRUTH: Final = marked(
    "There is no true CT for these X-rays, so nobody can say how right this volume is. What can be measured is how well"
    " it explains the two X-rays; very different volumes explain them equally well, so this says little about depth,"
    " and nothing about small findings."
)
WITH_TRUTH: Final = marked(
    "The true CT of this case is known and was used for measuring only. For other X-rays of your own it is not, and"
    " the errors there may be larger."
)
WITH_SYNTHETIC_TRUTH: Final = marked(
    "These X-rays were computed from a synthetic volume, and the result is compared with that one. How right either is"
    " about a patient, nobody can say."
)


@dataclass(frozen=True)
class CardColumn:
    """One measure. `form` writes a value with its unit."""

    metric: str
    title: str
    form: str
    meaning: str
    better: Literal["more", "less"]

    def text(self, value: float) -> Filled:
        return filled(self.form, value=value)


COLUMNS: Final = (
    CardColumn(
        "equivalent_blur_mm",
        marked("Equivalent blur"),
        "{value:.1f} mm",
        marked("Standard deviation of the Gaussian blur of the truth that is as wrong."),
        "less",
    ),
    CardColumn("psnr_3d_db", marked("PSNR in 3D"), "{value:.1f} dB", marked("Over a range of 2500 HU."), "more"),
    CardColumn(
        "mae_hu_body",
        marked("Error in the body"),
        "{value:.0f} HU",
        marked("Mean absolute difference inside the body."),
        "less",
    ),
    CardColumn("ssim_3d", marked("Structure"), "{value:.3f}", marked("Structural similarity, from 0 to 1."), "more"),
    CardColumn(
        "dice_lung",
        marked("Lung overlap"),
        "{value:.2f}",
        marked("Dice coefficient of the lungs, from 0 to 1."),
        "more",
    ),
    CardColumn(
        "psnr_unseen_db",
        marked("Unseen view"),
        "{value:.1f} dB",
        marked("X-ray from 45°, which no method was given: tests depth."),
        "more",
    ),
    CardColumn(
        "psnr_frontal_db",
        marked("Frontal X\u2011ray"),
        "{value:.1f} dB",
        marked("Re-projection against the X-ray given."),
        "more",
    ),
    CardColumn(
        "psnr_lateral_db",
        marked("Lateral X\u2011ray"),
        "{value:.1f} dB",
        marked("Re-projection against the X-ray given."),
        "more",
    ),
)


@dataclass(frozen=True)
class CardRow:
    """A way to make a volume and how it did; `message` says why nothing was measured."""

    name: str
    title: str
    is_baseline: bool
    metrics: dict[str, float]
    message: str = ""


@dataclass(frozen=True)
class ReportCard:
    """The rows, the result among them, and what they mean in words."""

    rows: tuple[CardRow, ...]
    has_truth: bool
    verdict: str
    notes: tuple[str, ...]
    has_synthetic_truth: bool = False

    @classmethod
    def of(cls, summary: dict[str, Any]) -> "ReportCard":
        """From the summary of the worker's task; raises `Xr2ctError` where it is incomplete."""
        try:
            rows = tuple(
                CardRow(
                    name=str(row["name"]),
                    title=str(row["title"]),
                    is_baseline=bool(row["is_baseline"]),
                    metrics={key: float(value) for key, value in row["metrics"].items() if _is_number(value)},
                    message=str(row.get("message", "")),
                )
                for row in summary["rows"]
            )
            card = cls(rows, bool(summary["has_truth"]), str(summary["verdict"]), tuple(map(str, summary["notes"])))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Xr2ctError("The report card is incomplete.", "Ask for it again.") from error
        if not any(not row.is_baseline for row in card.rows):
            raise Xr2ctError("The report card does not contain the result.", "Ask for it again.")
        return card

    @property
    def result(self) -> CardRow:
        return next(row for row in self.rows if not row.is_baseline)

    @property
    def columns(self) -> tuple[CardColumn, ...]:
        """The measures that were taken, in their fixed order."""
        return tuple(column for column in COLUMNS if any(column.metric in row.metrics for row in self.rows))

    def length(self, row: CardRow, column: CardColumn) -> float:
        """Length of a bar, 1 for the largest value of the column."""
        largest = max((other.metrics.get(column.metric, 0.0) for other in self.rows), default=0.0)
        return max(0.0, row.metrics.get(column.metric, 0.0)) / largest if largest > 0 else 0.0

    @property
    def blur_sentence(self) -> str:
        """The equivalent blur in words; empty where the truth is not known."""
        sigma_mm = self.result.metrics.get("equivalent_blur_mm")
        if sigma_mm is None:
            return ""
        return filled(
            "Equivalent blur {sigma} mm: the volume is as wrong as the CT it is compared with would be, were that"
            " smeared by a Gaussian of this standard deviation (its full width at half maximum is {width} mm).",
            sigma=filled("{value:.1f}", value=sigma_mm),
            width=filled("{value:.0f}", value=_POINT_WIDTH * sigma_mm),
        )

    @property
    def limits(self) -> str:
        """What cannot be known from this card."""
        if not self.has_truth:
            return WITHOUT_TRUTH
        return WITH_SYNTHETIC_TRUTH if self.has_synthetic_truth else WITH_TRUTH


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and isfinite(value)
