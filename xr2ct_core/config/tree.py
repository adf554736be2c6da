"""A configuration as a flat list of form nodes, from which any toolkit can make a form.

Everything comes from the pydantic class itself: names, types, defaults, limits, and the hints given with `base.ui`.
Values are the plain ones of the class, so what a form holds can be validated by it unchanged.
"""

import types
from dataclasses import dataclass
from typing import Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from xr2ct_core.config.base import ConfigBase, hint_of
from xr2ct_core.errors import BadConfigError

NodeKind = Literal["bool", "int", "float", "choice", "text"]
_KINDS: Final[dict[type, NodeKind]] = {bool: "bool", int: "int", float: "float", str: "text"}
_SMALLEST_SHARE: Final = 1e-9
_ABBREVIATIONS: Final = {"ct": "CT", "cts": "CTs", "ema": "EMA", "gan": "GAN", "hu": "HU"}
_UNITS: Final = ("deg", "mm", "s")


@dataclass(frozen=True)
class FormNode:
    """One setting. `limits` are the smallest and largest value that is valid, None where there is none; `choices` are
    the values of a `choice`, `labels` what people read for them, empty where the value says it. `step` None leaves the
    step to the form. `at_inference` says that a checkpoint may
    reconstruct with another value than the one it was trained with."""

    name: str
    title: str
    kind: NodeKind
    default: Any
    limits: tuple[float | None, float | None] = (None, None)
    step: float | None = None
    unit: str = ""
    help: str = ""
    advanced: bool = False
    choices: tuple[Any, ...] = ()
    labels: tuple[str, ...] = ()
    at_inference: bool = False


def form_nodes(config_type: type[ConfigBase]) -> tuple[FormNode, ...]:
    """The settings of a configuration, in their order.

    Raises `BadConfigError` for a field that no form can show: one without a default or of a type of its own.
    """
    return tuple(form_node(name, field) for name, field in config_type.model_fields.items())


def form_node(name: str, field: FieldInfo) -> FormNode:
    """One field of any pydantic class as a setting; raises `BadConfigError` as `form_nodes` does."""
    if field.is_required():
        raise BadConfigError(f"The setting {name} has no default.")
    kind, choices = _kind(name, field)
    step = hint_of(field, "step")
    return FormNode(
        name=name,
        title=str(hint_of(field, "title") or title_of(name)),
        kind=kind,
        default=field.get_default(call_default_factory=True),
        limits=_limits(kind, field),
        step=float(step) if isinstance(step, (int, float)) else None,
        unit=str(hint_of(field, "unit") or ""),
        help=field.description or "",
        advanced=bool(hint_of(field, "advanced")),
        choices=choices,
        labels=_labels(field),
        at_inference=bool(hint_of(field, "at_inference")),
    )


def _labels(field: FieldInfo) -> tuple[str, ...]:
    labels = hint_of(field, "labels")
    return tuple(map(str, labels)) if isinstance(labels, tuple | list) else ()


def title_of(name: str) -> str:
    """A field's name as a label: "elastic_spacing_mm" is "Elastic spacing"."""
    words = name.split("_")
    words = words[:-1] if len(words) > 1 and words[-1] in _UNITS else words
    shown = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return shown[:1].upper() + shown[1:]


def _kind(name: str, field: FieldInfo) -> tuple[NodeKind, tuple[Any, ...]]:
    annotation = field.annotation
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType) or annotation not in _KINDS:
        raise BadConfigError(f"The setting {name} is of a type that no form can show.")
    return _KINDS[annotation], ()


def _limits(kind: NodeKind, field: FieldInfo) -> tuple[float | None, float | None]:
    """Limits that are themselves excluded are moved inwards: by one, or by a billionth of their size."""
    low = high = None
    for item in field.metadata:
        match item:
            case Ge():
                low = item.ge
            case Gt():
                low = _beside(item.gt, kind, 1)
            case Le():
                high = item.le
            case Lt():
                high = _beside(item.lt, kind, -1)
    return low, high  # type: ignore[return-value]  # annotated-types names only what can be compared


def _beside(limit: Any, kind: NodeKind, direction: int) -> Any:
    if kind == "int":
        return limit + direction
    return limit + direction * _SMALLEST_SHARE * (abs(limit) or 1.0)
