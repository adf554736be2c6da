"""What the scalars of a training are called and which of them belong into one plot.

Keys are those of `metrics.jsonl`: `train/<turn>/<term>` and `validation/<measure>`. A plot holds what has one unit and
one meaning; training and validation never share one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from xr2ct_viewer.models.marked import filled, marked

SCORES: Final = ("psnr_3d_db", "psnr_views_db")
"""Measures by which trainings are compared, the first that a run has; the second where no volume is known."""

_MEASURES: Final[dict[str, tuple[str, str]]] = {
    "psnr_3d_db": (marked("PSNR in 3D"), "dB"),
    "psnr_3d_db_body": (marked("PSNR in the body"), "dB"),
    "psnr_x2ct": (marked("PSNR with MAX 4095, as in X2CT"), "dB"),
    "psnr_x2ct_body": (marked("PSNR with MAX 4095 in the body"), "dB"),
    "psnr_frontal_db": (marked("Frontal re-projection"), "dB"),
    "psnr_lateral_db": (marked("Lateral re-projection"), "dB"),
    "psnr_views_db": (marked("Both re-projections"), "dB"),
    "psnr_unseen_db": (marked("View nobody gave"), "dB"),
    "mae_hu": (marked("Mean error"), "HU"),
    "mae_hu_body": (marked("Mean error in the body"), "HU"),
    "rmse_hu": (marked("Root mean square error"), "HU"),
    "rmse_hu_body": (marked("Root mean square error in the body"), "HU"),
    "ssim_3d": (marked("SSIM in 3D"), ""),
    "ssim_3d_body": (marked("SSIM in the body"), ""),
    "ssim_x2ct": (marked("SSIM of slices, as in X2CT"), ""),
    "ssim_x2ct_body": (marked("SSIM of slices in the body"), ""),
    "dice_lung": (marked("Overlap of the lungs"), ""),
    "dice_bone": (marked("Overlap of bone"), ""),
    "dice_soft": (marked("Overlap of soft tissue"), ""),
    "hd95_lung_mm": (marked("Distance of the lung surfaces, 95 %"), "mm"),
    "ssim_frontal": (marked("SSIM of the frontal re-projection"), ""),
    "ssim_lateral": (marked("SSIM of the lateral re-projection"), ""),
    "ncc_frontal": (marked("Correlation of the frontal re-projection"), ""),
    "ncc_lateral": (marked("Correlation of the lateral re-projection"), ""),
    "snr_db": (marked("SNR of the volume"), "dB"),
    "accuracy_true": (marked("Inserted findings told apart in true volumes"), ""),
    "accuracy_refined": (marked("Inserted findings told apart in refined volumes"), ""),
    "continuity_truth": (marked("Change not foreseen in true volumes"), ""),
    "continuity_output": (marked("Change not foreseen in reconstructions"), ""),
}
WITHOUT_BEST: Final = frozenset({"validation/continuity_truth", "validation/continuity_output"})
"""Measures of which neither the largest nor the smallest is the best."""
_OWN_GROUPS: Final = {
    "snr_db": marked("Validation: SNR (dB)"),
    "accuracy_true": marked("Validation: accuracy of the classifier"),
    "accuracy_refined": marked("Validation: accuracy of the classifier"),
    "continuity_truth": marked("Validation: change between slices not foreseen (1 as in the training)"),
    "continuity_output": marked("Validation: change between slices not foreseen (1 as in the training)"),
}
"""Measures that share a unit with others and mean something else: an SNR is no PSNR."""
_TERMS: Final = {
    "loss": marked("Total loss"),
    "telling_apart": marked("Telling apart"),
    "score_real": marked("Score of real ones"),
    "score_generated": marked("Score of generated ones"),
    "gradient_norm": marked("Norm of the gradient"),
    "learning_rate": marked("Learning rate"),
}
_OF_UNIT: Final = {
    "dB": marked("Validation: PSNR (dB)"),
    "HU": marked("Validation: error (HU)"),
    "mm": marked("Validation: distance (mm)"),
    "": marked("Validation: similarity (1 is equal)"),
}
_TURNS: Final = {
    "": (filled("Training"), filled("training")),
    "network": (filled("Network"), filled("network")),
    "generator": (filled("Generator"), filled("generator")),
    "discriminator": (filled("Discriminator"), filled("discriminator")),
    "denoiser": (filled("Denoiser"), filled("denoiser")),
    "prior": (filled("Prior"), filled("prior")),
    "refiner": (filled("Refiner"), filled("refiner")),
    "classifier": (filled("Classifier"), filled("classifier")),
}
"""Who learns, alone and within a title."""
_SUFFIXES: Final = {"db": "dB", "hu": "HU", "mm": "mm"}
_GROUP_RANK: Final = {"validation": 0, "loss": 1, "score": 2, "gradient": 3, "rate": 4}


@dataclass(frozen=True)
class Series:
    """One scalar: its key, what people call it, its unit ("" for none), and the title of its plot.

    `rank` orders series: validation, losses, scores, gradients, learning rates; totals before their terms.
    """

    key: str
    title: str
    unit: str
    group: str
    rank: tuple[int, int, str]

    @property
    def is_total(self) -> bool:
        return self.key.startswith("train/") and self.key.endswith("/loss")


def describe(key: str) -> Series:
    """The series of a key; unknown ones are named after it."""
    part, _, rest = key.partition("/")
    if part == "validation":
        title, unit = _MEASURES.get(rest, (_words(rest), _SUFFIXES.get(rest.rpartition("_")[2], "")))
        order = list(_MEASURES).index(rest) if rest in _MEASURES else len(_MEASURES)
        units = list(_OF_UNIT)
        group = _OWN_GROUPS.get(rest, _OF_UNIT[unit])
        return Series(key, title, unit, group, (_GROUP_RANK["validation"], 100 * units.index(unit) + order, key))
    turn, _, term = rest.rpartition("/")
    actor, inside = _TURNS.get(turn, (filled("{turn}", turn=_words(turn)), filled("{turn}", turn=_words(turn).lower())))
    title = _TERMS.get(term, _words(term))
    if term == "learning_rate":
        return Series(key, actor, "", marked("Training: learning rate"), (_GROUP_RANK["rate"], 0, key))
    if term == "gradient_norm":
        return Series(key, actor, "", marked("Training: norm of the gradient"), (_GROUP_RANK["gradient"], 0, key))
    if term.startswith("score_"):
        return Series(
            key, title, "", filled("Training: scores of the {actor}", actor=inside), (_GROUP_RANK["score"], 0, key)
        )
    return Series(
        key,
        title,
        "",
        filled("Training: {actor}", actor=inside),
        (_GROUP_RANK["loss"], 0 if term == "loss" else 1, key),
    )


def ordered(keys: Iterable[str]) -> tuple[Series, ...]:
    """The series of keys, the most telling first; those of one plot stand together."""
    found = [describe(key) for key in keys]
    first = {series.group: min(other.rank for other in found if other.group == series.group) for series in found}
    return tuple(sorted(found, key=lambda series: (first[series.group], series.group, series.rank)))


def shown_at_first(keys: Iterable[str]) -> tuple[str, ...]:
    """What is shown before anybody chose: the score and the total losses."""
    keys = tuple(keys)
    score = next((key for name in SCORES if (key := f"validation/{name}") in keys), "")
    return tuple(series.key for series in ordered(keys) if series.key == score or series.is_total)


@dataclass(frozen=True)
class Score:
    """What a run is judged by: a measure, its value, at which step it was taken, and whether on cases held out."""

    measure: str
    value: float
    step: int
    is_held_out: bool = True

    @property
    def key(self) -> str:
        return f"validation/{self.measure}"

    @property
    def rank(self) -> tuple[bool, float]:
        """Sorts scores; those in 3D on cases held out above all others."""
        return self.measure == SCORES[0] and self.is_held_out, self.value

    @property
    def in_short(self) -> str:
        words = marked("{value:.2f} dB") if self.measure == SCORES[0] else marked("{value:.2f} dB (X-rays)")
        words = words if self.is_held_out else marked("{value:.2f} dB (cases learned from)")
        return filled(words, value=self.value)


def best_score(metrics: Mapping[str, float], *, is_held_out: bool = True) -> Score | None:
    """The score among the metrics of one validation; None if it was not measured."""
    measure = next((name for name in SCORES if name in metrics), None)
    return None if measure is None else Score(measure, metrics[measure], int(metrics.get("step", 0)), is_held_out)


def in_words(value: float, unit: str = "") -> str:
    """A value with as many digits as are worth reading, and its unit."""
    size = abs(value)
    if size != 0 and (size < 1e-3 or size >= 1e6):
        text = f"{value:.2e}"
    elif unit == "dB":
        text = f"{value:.2f}"
    elif size >= 100:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.4g}"
    return f"{text} {unit}".strip().replace("-", "−")


def _words(name: str) -> str:
    words = name.replace("_", " ").replace("/", " ").strip()
    return words[:1].upper() + words[1:]
