"""Looks at a pair before anything is made of it: views, mirror, turn, inversion, heights, breath, patient.

Invariants: nothing is changed; a finding is a suspicion with a score. The rows of the two images are compared only
where each image is stored rightly, since anything else spoils them; a note says so. An image that is unlike everything
that was learned from is not judged, and a note says that too.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing import findings as say
from xr2ct_core.pairing.compare import Compared, case_of, compared_rows
from xr2ct_core.pairing.findings import APPROXIMATE, SIZES_UNKNOWN, Finding, PairReport, Place
from xr2ct_core.pairing.judge import BREATH, HEIGHTS, PATIENT, RIGHT, Judge
from xr2ct_core.pairing.look_network import beliefs_of, lies_on_its_side, ways_of
from xr2ct_core.pairing.looks import crops_of, look_of, smoothness
from xr2ct_core.pairing.model import DoctorModel, bundled_model
from xr2ct_core.pairing.side_network import mirrored_of
from xr2ct_core.radiograph import RadiographPair

SURE: Final = 0.6
ON_ITS_SIDE_SURE: Final = 0.9
NO_CHEST_SURE: Final = 0.97
UNUSUAL: Final = 0.3
"""One in a hundred known-good images is in more doubt to be a chest: then crops say how it is stored."""
DOUBTFUL: Final = 0.5
"""An image whose crops, too, are less likely a chest than not is too unlike anything known to say how it is stored."""
UNLIKE: Final = (
    "The {place} image is too unlike the simulated X-rays that the check learned from: its heights were not compared."
)
_SMALLEST_SHIFT_MM: Final = 10.0
_SHIFTED_CAUTION: Final = 0.5
"""A pair that fits at another height, if not quite, is more likely one body there than two. Set with one real pair in
sight."""
_SMOOTH: Final = 0.6
LATER: Final = "The heights of the two images are compared once the findings above are put right."

_PLACES: Final[tuple[Place, Place]] = ("frontal", "lateral")


@dataclass(frozen=True)
class _Image:
    """Probabilities of one image, given that it is a chest; `is_none` that it is no chest as a whole.

    `is_known`: it is a chest, as a whole or in its crops. `mirrored` is that of the view that it is taken for. One that
    lies `on_its_side` was turned for all others.
    """

    is_known: bool
    is_none: float
    is_frontal: float
    mirrored: float
    upside: float
    inverted: float
    on_its_side: float = 0.0
    head_is_left: bool = False


def check_pair(pair: RadiographPair, model: DoctorModel | None = None) -> PairReport:
    """What looks wrong with a pair, most urgent first. Takes a fraction of a second; no network, nothing is changed."""
    model = model or bundled_model()
    images = [_seen(radiograph.image, model) for radiograph in pair.radiographs]
    scores = {
        f"{name}_{place}": round(getattr(image, name), 4)
        for place, image in zip(_PLACES, images, strict=True)
        for name in ("is_none", "is_frontal", "mirrored", "upside", "inverted", "on_its_side")
    }
    scores |= {f"mirrored_limit_{place}": round(model.mirror_limits[view], 4) for view, place in enumerate(_PLACES)}
    found = _of_images(images, model.mirror_limits)
    if found and {finding.kind for finding in found} != {"mirrored"}:
        return PairReport(tuple(found), scores, (LATER,))
    unlike = tuple(
        UNLIKE.format(place=place) for place, image in zip(_PLACES, images, strict=True) if image.is_none >= UNUSUAL
    )
    if unlike and not pair.is_physical:
        return PairReport(tuple(found), scores, unlike)
    joint, joint_scores = _of_rows(pair, model)
    notes = (SIZES_UNKNOWN,) if case_of(pair) == "free" else (APPROXIMATE,)
    return PairReport((*found, *joint), {**scores, **joint_scores}, (*notes, *unlike))


def frontal_probability(image: NDArray[np.float32], model: DoctorModel | None = None) -> float | None:
    """How likely an image, however it is stored, is a frontal rather than a lateral; None where it may be no chest."""
    model = model or bundled_model()
    belief, _ = _believed(_upright(image, model)[0], model)
    return None if belief is None else float(belief[:, 0].sum()) / float(belief.sum())


def _seen(image: NDArray[np.float32], model: DoctorModel) -> _Image:
    """What the networks take an image for.

    Whether it is mirrored say networks of its view, once the image is put right otherwise.
    """
    image, on_its_side, head_is_left = _upright(image, model)
    known, whole = _believed(image, model)
    belief = whole if known is None else known
    shares = belief / max(float(belief.sum()), 1e-12)
    _, upside, inverted = ways_of(belief[None])[0].tolist()
    is_frontal = float(shares[:, 0].sum())
    upright = image[::-1] if upside > SURE else image
    sides = model.sides[0 if is_frontal > SURE else 1]
    mirrored = mirrored_of(sides, -upright if inverted > SURE else upright)
    is_none = 1.0 - float(whole.sum())
    return _Image(known is not None, is_none, is_frontal, mirrored, upside, inverted, on_its_side, head_is_left)


def _upright(image: NDArray[np.float32], model: DoctorModel) -> tuple[NDArray[np.float32], float, bool]:
    """The image, turned by a quarter if it lies on its side; how likely it does, and whether its head is at the left.

    It lies on its side if it is a chest once it is turned, and hardly one as it is.
    """
    on_its_side = lies_on_its_side(model.looks, look_of(image))
    if on_its_side < ON_ITS_SIDE_SURE:
        return image, on_its_side, False
    known, _ = _believed(np.ascontiguousarray(image.T), model)
    if known is None:
        return image, 0.0, False
    head_is_left = float(ways_of(known[None])[0, 1]) < 0.5
    return np.ascontiguousarray(np.rot90(image, -1 if head_is_left else 1)), on_its_side, head_is_left


def _believed(image: NDArray[np.float32], model: DoctorModel) -> tuple[NDArray[np.float32] | None, NDArray[np.float32]]:
    """What to believe of a chest, None of what may be none; and what is believed of the whole image.

    Real images show more than simulated ones: where the whole is in doubt, crops say how it is stored.
    """
    whole = _belief(image, model)
    if float(whole.sum()) > 1.0 - UNUSUAL:
        return whole, whole
    in_crops = np.asarray(np.mean([_belief(crop, model) for crop in crops_of(image)], axis=0), np.float32)
    return (in_crops if float(in_crops.sum()) > 1.0 - DOUBTFUL else None), whole


def _belief(image: NDArray[np.float32], model: DoctorModel) -> NDArray[np.float32]:
    """Probabilities (8, 2) of variant and view; none where the image is not smooth on the scale of its look."""
    look = look_of(image)
    belief = beliefs_of(model.looks, look[None])[0]
    return belief if smoothness(look) > _SMOOTH else np.zeros_like(belief)


def _of_images(images: list[_Image], mirror_limits: tuple[float, float]) -> list[Finding]:
    """What is wrong with the images themselves. One that is turned is said to be mirrored once it is turned back."""
    found = [
        say.no_chest(place, image.is_none)
        for place, image in zip(_PLACES, images, strict=True)
        if image.is_none > NO_CHEST_SURE and not image.is_known
    ]
    if found:
        return found
    if all(image.is_known for image in images):
        found += _of_views(*(image.is_frontal for image in images))
    for place, image in zip(_PLACES, images, strict=True):
        if not image.is_known:
            continue
        turned = _turned(image, place)
        found += turned
        if image.inverted > SURE:
            found.append(say.inverted(place, image.inverted))
        if not turned and image.mirrored > mirror_limits[0 if image.is_frontal > SURE else 1]:
            found.append(say.mirrored(place, image.mirrored))
    return found


def _turned(image: _Image, place: Place) -> list[Finding]:
    """Whether an image is turned by a quarter or by half a turn."""
    if image.on_its_side >= ON_ITS_SIDE_SURE:
        return [say.on_its_side(place, image.on_its_side, head_is_left=image.head_is_left)]
    return [say.upside_down(place, image.upside)] if image.upside > SURE else []


def _of_views(first: float, second: float) -> list[Finding]:
    """Whether the views are exchanged or the same, from how likely each image is a frontal."""
    right, wrong = first * (1 - second), (1 - first) * second
    both_frontal, both_lateral = first * second, (1 - first) * (1 - second)
    if wrong > max(right, both_frontal, both_lateral):
        return [say.swapped(wrong / (wrong + right))]
    if both_frontal > SURE:
        return [say.same_view("frontal", both_frontal)]
    if both_lateral > SURE:
        return [say.same_view("lateral", both_lateral)]
    return []


def _of_rows(pair: RadiographPair, model: DoctorModel) -> tuple[list[Finding], dict[str, float]]:
    """Whether the rows of the two images can be of one body at one time.

    What becomes one body when the lateral is moved is a matter of heights. Images of unknown sizes are compared where
    they fit best, so that other heights and another breath are not told.
    """
    case = case_of(pair)
    judge = model.judges[case]
    found = _compared(pair, model, 0.0)
    shares = judge.shares(found.features[None])[0]
    scores = {"one_body": round(float(shares[RIGHT]), 4), "one_body_limit": round(judge.limit, 4)}
    if case == "free":
        scores |= {"placed_stretch": round(found.placed_stretch, 3), "placed_shift_mm": found.placed_shift_mm}
        sure = 1.0 - 0.5 * float(shares[RIGHT] / judge.limit)
        return [say.other_patient_anywhere(sure)] if shares[RIGHT] < judge.limit else [], scores
    scores |= {
        "heights": round(float(shares[HEIGHTS]), 4),
        "breath": round(float(shares[BREATH]), 4),
        "patient": round(float(shares[PATIENT]), 4),
        "best_shift_mm": found.best_shift_mm,
    }
    return _of_known_sizes(pair, model, judge, shares, found.best_shift_mm, scores), scores


def _of_known_sizes(
    pair: RadiographPair,
    model: DoctorModel,
    judge: Judge,
    shares: NDArray[np.float64],
    shift_mm: float,
    scores: dict[str, float],
) -> list[Finding]:
    """What is wrong with the rows, by the shares of the four kinds; a further score is added where it was looked at."""
    if shares[RIGHT] >= judge.limit:
        return []
    sure = 1.0 - 0.5 * float(shares[RIGHT] / judge.limit)
    if abs(shift_mm) >= _SMALLEST_SHIFT_MM:
        one_body = judge.shares(_compared(pair, model, shift_mm).features[None])[0, RIGHT]
        scores["one_body_shifted"] = round(float(one_body), 4)
        if one_body >= _SHIFTED_CAUTION * judge.limit or shares.argmax() == HEIGHTS:
            return [say.heights(shift_mm, sure)]
    if shares[BREATH] > shares[PATIENT]:
        return [say.other_breath(sure)]
    return [say.other_patient(sure)]


def _compared(pair: RadiographPair, model: DoctorModel, shift_mm: float) -> Compared:
    return compared_rows(pair, model.rows, model.sums, model.ranks, shift_mm)
