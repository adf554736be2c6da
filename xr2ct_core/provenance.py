"""Where a volume came from. Travels with every volume and into every file.

Invariant: a generated volume has `synthetic=True` and its banner is never empty.
"""

from datetime import UTC, datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

import xr2ct_core

SYNTHETIC_BANNER: Final = "SYNTHETIC - generated from X-rays. For research only, not for diagnosis."
SIMULATED_BANNER: Final = "SIMULATED - made by a computer program. For research only, not for diagnosis."
RESEARCH_BANNER: Final = "For research only, not for diagnosis."


class Provenance(BaseModel):
    """Record of how a volume was made: by which method, from which inputs, with which settings.

    `fit_display` says whether the tone curves of display images were looked for, `assumptions` what was guessed,
    `warnings` why the volume is to be doubted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["reconstruction", "phantom", "acquired"]
    synthetic: bool
    subject: str = ""
    method_id: str = ""
    method_config: dict[str, Any] = Field(default_factory=dict)
    inputs_sha256: dict[str, str] = Field(default_factory=dict)
    checkpoint_sha256: str = ""
    geometry: dict[str, Any] = Field(default_factory=dict)
    fit_display: bool = True
    source: str = ""
    licence: str = ""
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    program: str = f"xr2ct {xr2ct_core.__version__}"
    created: str = Field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    @property
    def banner(self) -> str:
        """The sentence that every view and every exported picture of this volume carries."""
        if self.kind == "reconstruction":
            return SYNTHETIC_BANNER
        return SIMULATED_BANNER if self.synthetic else RESEARCH_BANNER


def assumed(provenance: Provenance | None) -> Provenance:
    """The record of a volume; one that has none is taken for a reconstruction, which is the careful guess."""
    return provenance or Provenance(kind="reconstruction", synthetic=True)
