"""What speaks against a result, and what else is to be known about it, each thing once.

The worker tells a reason of the domain gate three times, so that none is lost on the way: as a warning, as a note, and
in the record of the volume. Here the reasons come first and the rest without them.
"""

from collections.abc import Iterable

from xr2ct_viewer.models.study_result import StudyResult


def other_notes(result: StudyResult) -> tuple[str, ...]:
    """Warnings and notes that are no reason to doubt."""
    return without_reasons(result, (*result.warnings, *result.summary.notes))


def without_reasons(result: StudyResult, notes: Iterable[str]) -> tuple[str, ...]:
    """Those notes that repeat no reason of the result."""
    told = [reason.sentence for reason in result.summary.reasons]
    return tuple(note for note in dict.fromkeys(notes) if not any(sentence in note for sentence in told))


def reasons_in_words(result: StudyResult) -> tuple[str, ...]:
    """Each reason to doubt with what to do about it."""
    before = {"refusal": "Made although it was refused: ", "warning": ""}
    return tuple(f"{before[reason.level]}{reason.sentence} {reason.hint}".strip() for reason in result.summary.reasons)
