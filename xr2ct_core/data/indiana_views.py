"""Which image of a study is the frontal and which the lateral, where no table says it.

DICOM tags count first, then how an image looks (`pairing.doctor`). The rules are those of the table: exactly one of
each, or the first of each in the order of their names.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xr2ct_core.data.indiana import PairingRule
from xr2ct_core.data.indiana_studies import StudyImage
from xr2ct_core.data.prepared import LeftOutError
from xr2ct_core.io.radiograph_read import read_facts
from xr2ct_core.pairing.doctor import frontal_probability

SURE: Final = 0.7
"""Of a view told by looks; less is not used."""
BY_LOOKS: Final = "Which image is the frontal was told by how they look, {sure:.0%} sure."
BY_TAGS: Final = "Which image is the frontal was told by the DICOM tags."


def choose_views(images: Sequence[StudyImage], rule: PairingRule) -> tuple[Path, Path, tuple[str, ...]]:
    """Frontal and lateral of a study, and how they were told apart; raises `LeftOutError` if there are not both."""
    known = [image.is_frontal for image in images]
    if sorted(map(str, known)) == ["False", "True"]:
        frontal = known.index(True)
        return images[frontal].path, images[1 - frontal].path, ()
    if len(images) < 2:
        raise LeftOutError("one image", "The study has one image only.")
    places: dict[bool, list[Path]] = {True: [], False: []}
    sures: list[float] = []
    for image in sorted(images, key=lambda image: image.path.name):
        is_frontal, sure = _seen(image)
        places[is_frontal].append(image.path)
        sures.append(sure)
    frontals, laterals = places[True], places[False]
    if not frontals or not laterals:
        raise LeftOutError("no pair", f"The study has no {'lateral' if frontals else 'frontal'} image.")
    if rule == "one_of_each" and len(images) > 2:
        raise LeftOutError("several", "The study has more than one frontal or lateral image.")
    note = BY_TAGS if min(sures) == 1.0 else BY_LOOKS.format(sure=min(sures))
    return frontals[0], laterals[0], (note,)


def _seen(image: StudyImage) -> tuple[bool, float]:
    """Whether an image is a frontal, and how sure that is."""
    facts = read_facts(image.path)
    if facts.view is not None:
        return facts.view.is_frontal, 1.0
    likely = frontal_probability(facts.image)
    if likely is None or max(likely, 1.0 - likely) < SURE:
        raise LeftOutError("unknown view", f"{image.path.name} does not show which view it is.")
    return likely >= 0.5, min(max(likely, 1.0 - likely), 0.999)
