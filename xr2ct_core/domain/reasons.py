"""Why a volume is to be doubted, or not to be made at all: one reason, its level, one sentence, one hint.

What travels where, so that no volume is silent:

* the worker's task `reconstruct` sends each reason as `warning{text, code, hint}`: `text` is the sentence, `code` is
  `domain-<kind>`; reasons before the reconstruction come first, those found on its result when it is done;
* a refusal ends the task by `error{code: "refused", msg, hint}`, unless `ReconstructTask.anyway` is true: then it comes
  as a warning like the others. A front end that shows it may offer "Reconstruct anyway" and send the task again;
* all of them stand in `ReconstructSummary.reasons`, in its `notes`, and as sentences in `Provenance.warnings`, which
  goes into every exported file;
* `xr2ct reconstruct` and `xr2ct check` say them, with `--json` under "reasons"; a refusal leaves with the exit code of
  `refused` (8) and no volume. The table of a batch has the columns `warnings` and, for refusals, `error`.

`score` is between 0.5 (more likely than not) and 1.
"""

from collections.abc import Iterable
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from xr2ct_core.errors import ErrorCode, Xr2ctError

Kind = Literal[
    "empty",
    "no-chest",
    "same-view",
    "pair",
    "child",
    "rotated",
    "metal",
    "cut-field",
    "too-large",
    "residual",
    "uncertain",
    "volume",
    "tissue",
]
Level = Literal["warning", "refusal"]
Place = Literal["frontal", "lateral", "pair", "volume"]
ANYWAY_HINT: Final = "If you are sure, reconstruct anyway (--anyway); the volume then says why it is to be doubted."


class Reason(BaseModel):
    """One reason; `place` names the image, or what was made, that it is about.

    `finding` is the id of the pair doctor's finding where the reason only repeats it (`pairing.findings`).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Kind
    level: Level = "warning"
    place: Place = "pair"
    score: float = 1.0
    sentence: str
    hint: str = ""
    finding: str = ""

    @property
    def code(self) -> str:
        """What a message of the worker calls it."""
        return f"domain-{self.kind}"


class RefusedError(Xr2ctError):
    """The input is too unlike anything known to make a volume of it unasked."""

    code: ErrorCode = "refused"


def refusal_of(reasons: Iterable[Reason]) -> RefusedError | None:
    """The error to raise where one of the reasons is a refusal; None where all only warn."""
    refusals = [reason for reason in reasons if reason.level == "refusal"]
    if not refusals:
        return None
    sentences = " ".join(reason.sentence for reason in refusals)
    return RefusedError(f"No volume was made. {sentences}", f"{refusals[0].hint} {ANYWAY_HINT}".strip())


def sentences_of(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons for a record or a list of notes."""
    return tuple(
        f"{'Refused, made anyway' if reason.level == 'refusal' else 'Doubtful'}: {reason.sentence}"
        for reason in reasons
    )


def plain(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """The reasons as they are written in JSON."""
    return [reason.model_dump(mode="json") for reason in reasons]
