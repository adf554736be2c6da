"""What was asked about a result - evidence, alternatives, report card - written into a session and read from one.

A question that was still under way when the session was saved is not kept: it is asked again.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.alternatives import Alternative
from xr2ct_viewer.models.evidence import Evidence
from xr2ct_viewer.models.insights import Insights
from xr2ct_viewer.models.session_file.schema import (
    ArrayRef,
    StoredAlternative,
    StoredEvidence,
    StoredInsights,
    StoredVolume,
)

VolumeWriter = Callable[[Volume, str], StoredVolume]


def stored(
    insights: Insights, words: str, array: Callable[[NDArray[np.int16], str], ArrayRef], volume: VolumeWriter
) -> StoredInsights:
    """What the session says; `array` and `volume` collect what lies beside it under names made of `words`."""
    evidence = insights.evidence
    return StoredInsights(
        evidence=None
        if evidence is None
        else StoredEvidence(determined=array(evidence.determined_hu, f"{words} determined"), facts=evidence.facts),
        alternatives=tuple(
            StoredAlternative(
                volume=volume(one.volume, f"{words} alternative {number}"),
                frontal_db=one.frontal_db,
                lateral_db=one.lateral_db,
                difference_hu=one.difference_hu,
            )
            for number, one in enumerate(insights.alternatives, start=1)
        ),
        card=insights.card,
    )


def restored(
    told: StoredInsights,
    shape_zyx: tuple[int, ...],
    array: Callable[[ArrayRef], NDArray[np.int16]],
    volume: Callable[[StoredVolume], Volume],
) -> Insights:
    """The insights of a result of this shape; raises `BadInputError` where an array has another one."""
    insights = Insights()
    if told.evidence is not None:
        determined_hu = array(told.evidence.determined)
        _check(determined_hu.shape, shape_zyx, told.evidence.determined)
        insights.evidence = Evidence(determined_hu, told.evidence.facts)
    others = []
    for one in told.alternatives:
        other = volume(one.volume)
        _check(other.shape_zyx, shape_zyx, one.volume.hu)
        others.append(Alternative(other, one.frontal_db, one.lateral_db, one.difference_hu))
    insights.alternatives = tuple(others)
    insights.card = told.card
    return insights


def _check(shape: tuple[int, ...], wanted: tuple[int, ...], ref: ArrayRef) -> None:
    if shape != wanted:
        raise BadInputError(f"{ref.file} in the session has another size than it should.", "Use a copy of the file.")
