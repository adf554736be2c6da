"""What a result can be held against: the volume that the X-rays were made from, and what it may be called.

Invariants: only what is no reconstruction itself is called a true CT; a file that is not there is no truth, and its
path is kept for the day it is there again.
"""

from dataclasses import replace

from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.marked import Filled, filled, marked
from xr2ct_viewer.models.origin import is_reconstruction, method_title
from xr2ct_viewer.models.report_card import ReportCard
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult

TRUE_CT = marked("True CT")
SOURCE_VOLUME = marked("Source volume (synthetic)")
SOURCE_IN_SHORT = marked("Source")
"""For a place beside views that carry the tag."""
FROM_SYNTHETIC = marked("These X-rays were computed from a synthetic volume ({method}), not taken of a patient.")


def is_truth_lost(pair: RadiographPair | None) -> bool:
    """Whether the pair names a true CT whose file is not there. It asks the disk."""
    return pair is not None and pair.truth_path is not None and not pair.truth_path.exists()


def lost_truth(study: Study) -> Filled | None:
    """The sentence for a study whose true CT is not where it was."""
    path = study.source_pair.truth_path if study.source_pair is not None else None
    if path is None or not study.is_truth_lost or study.truth is not None:
        return None
    words = marked("The true CT of {title} ({name}) is not there any more; everything else works without it.")
    return filled(words, title=study.title, name=path.name)


def has_synthetic_source(study: Study | None) -> bool:
    """Whether the X-rays of a study were made from a reconstruction, as far as that volume is in memory."""
    return study is not None and study.pair is not None and is_reconstruction(study.truth)


def truth_title(study: Study | None) -> str:
    """What the volume is called that the X-rays of a study were made from."""
    return SOURCE_VOLUME if has_synthetic_source(study) else TRUE_CT


def truth_in_short(study: Study | None) -> str:
    """As `truth_title`, for a button."""
    return SOURCE_IN_SHORT if has_synthetic_source(study) else TRUE_CT


def synthetic_source(study: Study | None) -> Filled | None:
    """The sentence for X-rays that were made from a reconstruction."""
    if study is None or not has_synthetic_source(study):
        return None
    method = method_title(study.truth)
    if not method:
        return filled("These X-rays were computed from a synthetic volume, not taken of a patient.")
    return filled(FROM_SYNTHETIC, method=method)


def card_of(study: Study | None, result: StudyResult) -> ReportCard | None:
    """The report card of a result; it does not call a synthetic volume a true CT."""
    card = result.insights.card
    return replace(card, has_synthetic_truth=True) if card is not None and has_synthetic_source(study) else card
