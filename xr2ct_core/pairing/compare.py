"""How well the rows of a pair of radiographs agree, as numbers to judge by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.pairing.agreement import Agreement, moved, profile_of, rank_scores_of, scores_of
from xr2ct_core.pairing.judge import features_of
from xr2ct_core.pairing.row_network import SHIFTS_MM, RowNetwork, compared
from xr2ct_core.pairing.rows import rows_of
from xr2ct_core.radiograph import RadiographPair


def features_of_pair(
    pair: RadiographPair,
    networks: Sequence[RowNetwork],
    sums: Agreement,
    ranks: tuple[Agreement, Agreement],
    shift_mm: float = 0.0,
) -> tuple[NDArray[np.float32], float]:
    """Features of a pair with the lateral moved towards the head, and the shift from there (mm) that fits best.

    Line integrals are compared by `sums` beside the networks, display images by `ranks`.
    """
    frontal, lateral = (
        rows_of(radiograph.image, view, by)
        for radiograph, view, by in zip(pair.radiographs, pair.geometry.views, (0.0, shift_mm), strict=True)
    )
    apart, strange = compared(networks, frontal, lateral)
    if pair.is_physical:
        profiles = [
            profile_of(radiograph.image, view)[None]
            for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True)
        ]
        agreements = scores_of(sums, profiles[0], moved(profiles[1], shift_mm))[0]
    else:
        agreements = rank_scores_of(ranks, frontal.grey[None], lateral.grey[None])[0]
    known = np.where(np.isfinite(apart[0]), apart[0], np.inf)
    return features_of(apart, strange, agreements.tolist()), SHIFTS_MM[int(known.argmin())]
