"""Which patients may be measured: those that no network under test was trained on.

A checkpoint names its patients by part. Patients it was trained on are never measured; patients of its validation part
are left out too, because the best checkpoint may have been chosen on them, unless they are asked for, and then marked.
"""

from collections.abc import Sequence
from dataclasses import replace

from xr2ct_core.data.source import Problem
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.cases import CaseSet
from xr2ct_core.evaluation.contenders import Contender

TRAINED_ON = "A network in this table was trained on this patient."
CHOSEN_ON = "A checkpoint in this table may have been chosen on this patient (validation part)."


def held_out(case_set: CaseSet, networks: Sequence[Contender], *, with_validation: bool = False) -> CaseSet:
    """The cases that may be measured, with those the networks learned from beside them.

    Without networks all cases are measured. Raises `BadInputError` if nobody is left, or if a checkpoint does not say
    whom it was trained on.
    """
    if not networks:
        return case_set
    trained = frozenset[str]().union(*(_patients(one, "train") for one in networks))
    chosen = frozenset[str]().union(*(_patients(one, "validation") for one in networks)) - trained
    cases = case_set.cases
    measured = [case for case in cases if case.subject not in trained]
    left_out = [case for case in cases if case.subject in trained]
    problems = [Problem(case.id, TRAINED_ON) for case in left_out]
    if not with_validation:
        problems += [Problem(case.id, CHOSEN_ON) for case in measured if case.subject in chosen]
        measured = [case for case in measured if case.subject not in chosen]
    if not measured:
        raise BadInputError(
            "Of these patients, none is unknown to all networks.",
            "Add CTs of other patients, or include those of the validation part with --with-validation.",
        )
    return replace(
        case_set,
        cases=tuple(measured),
        problems=(*case_set.problems, *problems),
        learned_from=tuple(left_out),
        chosen_on=chosen & {case.subject for case in measured},
    )


def _patients(network: Contender, part: str) -> frozenset[str]:
    patients = network.info.data.get("patients")
    if not isinstance(patients, dict) or not isinstance(patients.get("train"), list | tuple):
        raise BadInputError(
            f"The checkpoint {network.path} does not say which patients it was trained on.",
            "It cannot be measured honestly; train the method again.",
        )
    return frozenset(map(str, patients.get(part, ())))
