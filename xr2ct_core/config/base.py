"""Base of every configuration: frozen, strict, and annotated for the forms made from it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class ConfigBase(BaseModel):
    """A frozen configuration; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


def ui(
    default: Any,
    help: str,
    *,
    unit: str = "",
    advanced: bool = False,
    step: float | None = None,
    at_inference: bool = False,
    **limits: Any,
) -> Any:
    """A field with its help text, unit and place in a form; `limits` are pydantic's (ge, gt, le, lt, ...).

    `at_inference` marks a setting of a learned method that may be changed when a checkpoint reconstructs: one that
    changes neither the networks nor the grid they are made for.
    """
    hints: dict[str, Any] = {"unit": unit, "advanced": advanced}
    if at_inference:
        hints["at_inference"] = True
    if step is not None:
        hints["step"] = step
    field: FieldInfo = Field(default, description=help, json_schema_extra=hints, **limits)
    return field


def inference_settings(config_type: type[ConfigBase]) -> tuple[str, ...]:
    """Names of the settings that may be changed when a checkpoint reconstructs, in the order of their class."""
    fields = config_type.model_fields.items()
    return tuple(name for name, field in fields if hint_of(field, "at_inference") is True)


def hint_of(field: FieldInfo, name: str) -> Any:
    """A hint given to a field with `ui`; None without it."""
    return field.json_schema_extra.get(name) if isinstance(field.json_schema_extra, dict) else None
