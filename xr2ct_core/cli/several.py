"""Options that take several values: behind one name, or with the name given again, or both; none is dropped."""

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, TypeVar

import tyro

from xr2ct_core.errors import BadConfigError

Value = TypeVar("Value")
Several = tyro.conf.UseAppendAction[tuple[tuple[Value, ...], ...]]
"""The values behind each time that an option is given; `every` joins them."""
Paths = Several[Path]
Texts = Several[str]
Settings = Annotated[Several[str], tyro.conf.arg(metavar="NAME=VALUE")]
Set = Annotated[Several[str], tyro.conf.arg(name="set", metavar="NAME=VALUE")]
"""Settings of a method as `--set NAME=VALUE`."""


def every(groups: Iterable[tuple[Value, ...]]) -> tuple[Value, ...]:
    """All values of an option, in the order in which they were given."""
    return tuple(chain.from_iterable(groups))


def parsed_settings(items: Iterable[str]) -> dict[str, Any]:
    """Values by name from NAME=VALUE; a value is read as JSON where it is JSON, else as text.

    Raises `BadConfigError` for a text that is no setting, and for a name that is given twice with different values.
    """
    values: dict[str, Any] = {}
    for item in items:
        name, equals, text = item.partition("=")
        if not equals or not name:
            raise BadConfigError(f"{item!r} is not a setting.", "Write NAME=VALUE.")
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            value = text
        if values.setdefault(name, value) != value:
            raise BadConfigError(f"{name} is given twice, as {values[name]} and {value}.", "Give it once.")
    return values
