"""Whether a method can learn from the cases that are there, told before a training writes anything."""

from collections import Counter
from collections.abc import Sequence

from xr2ct_core.data.source import CaseKind
from xr2ct_core.errors import BadInputError
from xr2ct_core.methods.registry import MethodSpec, learned_method_specs


def require_suitable(spec: MethodSpec, kinds: Sequence[CaseKind]) -> None:
    """Raise `BadInputError` if the method cannot use a case of one of these kinds, or lacks a kind that it needs."""
    counts = Counter(kinds)
    if counts["pair"] and not _takes_pairs(spec):
        able = [other.id for other in learned_method_specs().values() if _takes_pairs(other)]
        raise BadInputError(
            f"{spec.title} learns from CTs; X-rays without one: {counts['pair']} of {len(kinds)} cases.",
            f"Leave them out, or choose a method that can use them: {', '.join(able)}.",
        )
    if "volumes" in spec.learns_from and counts["pair"] == len(kinds):
        raise BadInputError(
            f"{spec.title} learns from X-rays and volumes, and there are no volumes.",
            'Join some, of whomever: "X-RAYS + phantoms:200", or a folder of CTs.',
        )


def _takes_pairs(spec: MethodSpec) -> bool:
    return "pairs" in (*spec.learns_from, *spec.goes_on_with)
