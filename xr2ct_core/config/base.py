"""Base of every configuration: frozen, strict, and annotated for the forms made from it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo


class ConfigBase(BaseModel):
    """A frozen configuration; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


def ui(
    default: Any, help: str, *, unit: str = "", advanced: bool = False, step: float | None = None, **limits: Any
) -> Any:
    """A field with its help text, unit and place in a form; `limits` are pydantic's (ge, gt, le, lt, ...)."""
    hints: dict[str, Any] = {"unit": unit, "advanced": advanced}
    if step is not None:
        hints["step"] = step
    field: FieldInfo = Field(default, description=help, json_schema_extra=hints, **limits)
    return field
