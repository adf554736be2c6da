"""Configurations as TOML: flat tables of numbers, texts, truths and lists of them."""

import json
from collections.abc import Mapping
from typing import Any

from xr2ct_core.errors import BadConfigError


def toml_text(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """One `[name]` for each mapping; settings that are None are left out."""
    parts = []
    for name, table in tables.items():
        lines = [f"{key} = {_value(value)}" for key, value in table.items() if value is not None]
        parts.append("\n".join([f"[{name}]", *lines]) + "\n")
    return "\n".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=True)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    raise BadConfigError(f"A setting of type {type(value).__name__} cannot be written as TOML.")
