"""How well the rows of a pair of radiographs agree, as numbers to judge by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.origins import ASSUMED, origin_of
from xr2ct_core.pairing.agreement import Agreement, moved, profile_of, rank_scores_of, scores_of
from xr2ct_core.pairing.judge import Case, features_of
from xr2ct_core.pairing.placing import placed_rows
from xr2ct_core.pairing.row_network import SHIFTS_MM, RowNetwork, compared
from xr2ct_core.pairing.rows import Rows, rows_of
from xr2ct_core.radiograph import RadiographPair


@dataclass(frozen=True, eq=False)
class Compared:
    """`features` to judge by, and the shift (mm) towards the head from there that fits best; of a pair of unknown
    sizes also how the lateral was placed first."""

    features: NDArray[np.float32]
    best_shift_mm: float
    placed_stretch: float = 1.0
    placed_shift_mm: float = 0.0


def case_of(pair: RadiographPair) -> Case:
    """Which judge a pair is for."""
    if pair.is_physical:
        return "physical"
    is_free = any(origin_of(radiograph, "pixel_mm") == ASSUMED for radiograph in pair.radiographs)
    return "free" if is_free else "display"


def compared_rows(
    pair: RadiographPair,
    networks: Sequence[RowNetwork],
    sums: Agreement,
    ranks: tuple[Agreement, Agreement],
    shift_mm: float = 0.0,
) -> Compared:
    """What there is to judge a pair by, with the lateral moved towards the head.

    Line integrals are compared by `sums` beside the networks, display images by `ranks`, those of unknown sizes where
    they fit best.
    """
    frontal, lateral = (
        rows_of(radiograph.image, view, by)
        for radiograph, view, by in zip(pair.radiographs, pair.geometry.views, (0.0, shift_mm), strict=True)
    )
    stretch, placed_mm = 1.0, 0.0
    if case_of(pair) == "free":
        lateral, stretch, placed_mm = placed_rows(networks, frontal, lateral)
    apart, strange = (found[0] for found in compared(networks, frontal.as_taken, lateral.as_taken))
    agreements = _agreement_of_sums(pair, sums, shift_mm) if pair.is_physical else _of_ranks(frontal, lateral, ranks)
    known = np.where(np.isfinite(apart[0]), apart[0], np.inf)
    features = features_of(apart, strange, agreements.tolist())
    return Compared(features, SHIFTS_MM[int(known.argmin())], stretch, placed_mm)


def _agreement_of_sums(pair: RadiographPair, sums: Agreement, shift_mm: float) -> NDArray[np.float32]:
    frontal, lateral = (
        profile_of(radiograph.image, view)[None]
        for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True)
    )
    found: NDArray[np.float32] = scores_of(sums, frontal, moved(lateral, shift_mm))[0]
    return found


def _of_ranks(frontal: Rows, lateral: Rows, ranks: tuple[Agreement, Agreement]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = rank_scores_of(ranks, frontal.grey[None], lateral.grey[None])[0]
    return found
