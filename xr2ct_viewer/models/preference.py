"""Which of the settings people choose themselves, and the pages they are on, read from the settings model.

A field made with `preference` is one row of the preferences; all other fields are what the program remembers by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from xr2ct_core.config.base import hint_of
from xr2ct_core.config.tree import FormNode, form_node


@dataclass(frozen=True)
class PreferencePage:
    """A page of the preferences: its settings, and which of them count from the next start on."""

    title: str
    nodes: tuple[FormNode, ...]
    after_restart: frozenset[str] = frozenset()


def preference(
    default: Any,
    title: str,
    *,
    tip: str,
    group: str,
    labels: tuple[str, ...] = (),
    unit: str = "",
    step: float | None = None,
    after_restart: bool = False,
    **limits: Any,
) -> Any:
    """A setting people choose: its name, its help, the page it is on and what its choices are called.

    `limits` are pydantic's (ge, le, …); `after_restart` says that it counts from the next start on.
    """
    hints: dict[str, Any] = {"title": title, "group": group, "unit": unit, "after_restart": after_restart}
    if labels:
        hints["labels"] = list(labels)
    if step is not None:
        hints["step"] = step
    field: FieldInfo = Field(default, description=tip, json_schema_extra=hints, **limits)
    return field


def pages_of(model: type[BaseModel]) -> tuple[PreferencePage, ...]:
    """The pages in the order in which their first setting appears."""
    groups = dict.fromkeys(str(hint_of(field, "group")) for _, field in _preferences(model))
    return tuple(_page(model, group) for group in groups)


def defaults_of(model: type[BaseModel], names: tuple[str, ...]) -> dict[str, Any]:
    """What the named settings are before anybody chose."""
    return {name: model.model_fields[name].get_default(call_default_factory=True) for name in names}


def matches(page: PreferencePage, words: str) -> tuple[str, ...]:
    """Names of the settings of a page in which every one of the words occurs."""
    wanted = words.lower().split()
    return tuple(
        node.name
        for node in page.nodes
        if all(word in " ".join((page.title, node.title, node.help, *node.labels)).lower() for word in wanted)
    )


def _page(model: type[BaseModel], group: str) -> PreferencePage:
    fields = [(name, field) for name, field in _preferences(model) if hint_of(field, "group") == group]
    late = frozenset(name for name, field in fields if hint_of(field, "after_restart"))
    return PreferencePage(group, tuple(form_node(name, field) for name, field in fields), late)


def _preferences(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    return ((name, field) for name, field in model.model_fields.items() if hint_of(field, "group"))
