"""Where a volume came from. Travels with every volume and into every file.

Invariant: a generated volume has `synthetic=True` and its banner is never empty.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

import xr2ct_core

SYNTHETIC_BANNER: Final = "SYNTHETIC - generated from X-rays. For research only, not for diagnosis."
SIMULATED_BANNER: Final = "SIMULATED - made by a computer program. For research only, not for diagnosis."
RESEARCH_BANNER: Final = "For research only, not for diagnosis."
LEFT_OUT: Final = "[name left out]"
_JOINED: Final = " and "
_PLAIN_WORDS: Final = frozenset(
    {"ap", "case", "chest", "ct", "cxr", "from", "front", "frontal", "image", "lat", "lateral", "left", "ll", "pa"}
    | {"pair", "ray", "right", "rl", "side", "simulated", "thorax", "view", "x", "xray"}
)


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

    @property
    def names(self) -> frozenset[str]:
        """By which the case and the files it was made from are called."""
        return frozenset(name for name in (self.subject, *self.source.split(_JOINED)) if name)

    def without_names(self) -> "Provenance":
        """The record without the names of the case and its files; hashes, settings and licence stay."""
        assumptions, warnings = (
            tuple(unnamed(text, self.names) for text in texts) for texts in (self.assumptions, self.warnings)
        )
        return self.model_copy(update={"subject": "", "source": "", "assumptions": assumptions, "warnings": warnings})


def joined_sources(sources: Iterable[str]) -> str:
    """The files a volume was made from, as `Provenance.source` names them."""
    return _JOINED.join(sorted({source for source in sources if source}))


def unnamed(text: str, names: Iterable[str]) -> str:
    """A text without these names of cases and files, with or without their endings.

    Names that only say which view or picture it is, such as `frontal.png`, are the words of every text and stay.
    """
    telling = {form for name in names for form in (name, PurePath(name).stem) if not _is_plain(form)}
    for name in sorted(telling, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: LEFT_OUT, text)
    return text


def _is_plain(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", PurePath(name).stem.lower())
    return not name or (set(words) <= _PLAIN_WORDS and not re.search(r"\d{3}", name))


def assumed(provenance: Provenance | None) -> Provenance:
    """The record of a volume; one that has none is taken for a reconstruction, which is the careful guess."""
    return provenance or Provenance(kind="reconstruction", synthetic=True)
