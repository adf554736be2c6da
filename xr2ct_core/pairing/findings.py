"""What the pair doctor can say: an id, how sure it is, one sentence, one suggested action, and the correction."""

from dataclasses import dataclass
from typing import Final, Literal

Place = Literal["frontal", "lateral", "pair"]
Kind = Literal[
    "no-chest",
    "swapped",
    "same-view",
    "on-its-side",
    "upside-down",
    "inverted",
    "mirrored",
    "heights",
    "breath",
    "patient",
]
Fix = Literal["", "swap", "mirror", "invert", "turn-right", "turn-left", "turn-over"]
"""Turns are by a quarter clockwise, by one the other way, and by half a turn."""

APPROXIMATE: Final = (
    "Row sums of two views agree exactly only for parallel beams; for cone beams and processed images roughly, as"
    " learned from simulated pairs."
)

SIZES_UNKNOWN: Final = (
    "The pixel sizes are assumed, so the two images were compared in the size and at the height where they fit best."
    " Whether heights and breath agree is not known then, and two patients are seldom told apart."
)


@dataclass(frozen=True)
class Finding:
    """`score` is between 0.5 (more likely than not) and 1; `fix` is the correction that would put it right, if any."""

    kind: Kind
    place: Place
    score: float
    sentence: str
    action: str
    fix: Fix = ""

    @property
    def id(self) -> str:
        """The kind, with the image where it is about one."""
        return self.kind if self.place == "pair" else f"{self.kind}-{self.place}"


@dataclass(frozen=True)
class PairReport:
    """The findings, most urgent first, and every score that was looked at, by name."""

    findings: tuple[Finding, ...]
    scores: dict[str, float]
    notes: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.findings


def no_chest(place: Place, score: float) -> Finding:
    return Finding(
        "no-chest",
        place,
        score,
        f"The {place} image does not look like a chest X-ray.",
        "Check the file, or crop it to the X-ray.",
    )


def swapped(score: float) -> Finding:
    return Finding("swapped", "pair", score, "Frontal and lateral look exchanged.", "Swap the two images.", "swap")


def same_view(name: str, score: float) -> Finding:
    return Finding("same-view", "pair", score, f"Both images look like a {name} view.", "Replace the one that is not.")


def upside_down(place: Place, score: float) -> Finding:
    sentence = f"The {place} image looks upside down."
    return Finding("upside-down", place, score, sentence, "Turn it by half a turn.", "turn-over")


def on_its_side(place: Place, score: float, *, head_is_left: bool) -> Finding:
    sentence = (
        f"The {place} image looks as if it lay on its side, the head at the left."
        if head_is_left
        else f"The {place} image looks as if it lay on its side, the head at the right."
    )
    fix: Fix = "turn-right" if head_is_left else "turn-left"
    return Finding("on-its-side", place, score, sentence, "Turn it by a quarter.", fix)


def inverted(place: Place, score: float) -> Finding:
    return Finding(
        "inverted", place, score, f"Black and white of the {place} image look exchanged.", "Invert it.", "invert"
    )


def mirrored(place: Place, score: float) -> Finding:
    sentence = (
        "The frontal image looks mirrored: the heart is more likely on the wrong side than not."
        if place == "frontal"
        else "The lateral image looks mirrored: the spine is on the left, it belongs on the right."
    )
    return Finding("mirrored", place, score, sentence, "Mirror it.", "mirror")


def heights(shift_mm: float, score: float) -> Finding:
    where = "higher" if shift_mm < 0 else "lower"
    return Finding(
        "heights",
        "pair",
        score,
        f"The heights do not match: the lateral shows the body about {abs(shift_mm):.0f} mm {where} (estimate).",
        "Check the pixel sizes and the distances, or calibrate the pose.",
    )


def other_breath(score: float) -> Finding:
    return Finding(
        "breath",
        "pair",
        score,
        "The lower rows of the two images do not agree, the upper ones do: perhaps two different breaths.",
        "Check that both were taken in the same breath, or calibrate the pose.",
    )


def other_patient(score: float) -> Finding:
    return Finding(
        "patient",
        "pair",
        score,
        "The rows of the two images do not agree: perhaps two patients, two breaths, or wrong pixel sizes.",
        "Check that both images are of one study.",
    )


def other_patient_anywhere(score: float) -> Finding:
    return Finding(
        "patient",
        "pair",
        score,
        "The rows of the two images agree in no size and at no height: perhaps two patients, or two breaths.",
        "Check that both images are of one study.",
    )
