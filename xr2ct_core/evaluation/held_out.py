"""Which patients may be measured: those that no network under test was trained on.

A checkpoint names its patients by part. Patients it was trained on are never measured; patients of its validation part
are left out too, because the best checkpoint may have been chosen on them, unless they are asked for, and then marked.
Of a cross-validation each patient is measured by the fold that tests him, and by no other. All rows are measured on the
same patients.
"""

from collections.abc import Sequence
from dataclasses import replace

from xr2ct_core.data.source import Problem
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.cases import CaseSet
from xr2ct_core.evaluation.contender import Contender

TRAINED_ON = "A network in this table was trained on this patient."
CHOSEN_ON = "A checkpoint in this table may have been chosen on this patient (validation part)."
IN_NO_FOLD = "A cross-validation in this table has no finished fold that tests this patient."


def held_out(
    case_set: CaseSet, networks: Sequence[Contender], *, with_validation: bool = False, with_known: bool = False
) -> CaseSet:
    """The cases that may be measured, with those the networks learned from beside them.

    Without networks all cases are measured, and with `with_known`, which marks whom a network learned from. Raises
    `BadInputError` if nobody is left, or if a checkpoint does not say whom it was trained on.
    """
    if not networks:
        return case_set
    taught = frozenset[str]().union(*(fold.taught for one in networks for fold in one.networks))
    if with_known:
        return replace(case_set, known=taught & {case.subject for case in case_set.cases})
    single = [one for one in networks if not one.folds]
    crossed = [one for one in networks if one.folds]
    trained = frozenset[str]().union(*(one.taught for one in single))
    chosen = frozenset[str]().union(*(one.info.chosen_on for one in single)) - trained

    def reason(subject: str) -> str:
        if subject in trained:
            return TRAINED_ON
        if any(one.for_patient(subject) is None for one in crossed):
            return IN_NO_FOLD
        return CHOSEN_ON if subject in chosen and not with_validation else ""

    reasons = [(case, reason(case.subject)) for case in case_set.cases]
    measured = tuple(case for case, why in reasons if not why)
    if not measured:
        raise BadInputError(
            "Of these patients, none is unknown to all networks.",
            "Add CTs of other patients, or include those of the validation part with --with-validation. To see what "
            "settings change, and not how good a network is, --with-known measures everybody.",
        )
    subjects = {case.subject for case in measured}
    return replace(
        case_set,
        cases=measured,
        problems=(*case_set.problems, *(Problem(case.id, why) for case, why in reasons if why)),
        learned_from=tuple(case for case in case_set.cases if case.subject in taught),
        chosen_on=chosen & subjects,
        learned_for={subject: _taught_for(subject, networks) for subject in subjects} if crossed else {},
    )


def _taught_for(subject: str, networks: Sequence[Contender]) -> frozenset[str]:
    """Whom the networks that reconstruct a patient were trained on."""
    used = [network for one in networks if (network := one.for_patient(subject)) is not None]
    return frozenset[str]().union(*(network.taught for network in used))
