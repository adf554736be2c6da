"""What is to be said about the X-rays of the study in front, by whoever looked at them: a sentence, and a way out.

Invariant: each source says its own and replaces only that; nothing is corrected by being said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from psygnal import Signal

from xr2ct_core.domain.reasons import Reason
from xr2ct_core.pairing.findings import Finding, Fix
from xr2ct_viewer.models.marked import filled, marked

NoteAction = Fix | Literal["geometry", "mask", "unmask"]
NoteLevel = Literal["refusal", "warning", "hint"]
SUSPECTED: Final = marked("Suspected from the images with a score of {score:.2f}; it can be wrong")
REFUSED: Final = marked("No volume is made of it unless you say so.")
_LEVELS: Final = ("refusal", "warning", "hint")
_KNOWN_BY_GEOMETRY: Final = ("heights", "breath")


@dataclass(frozen=True)
class InputNote:
    """`action` is what a button beside the sentence does, `finding` what the pair doctor found, if it was he."""

    id: str
    sentence: str
    hint: str = ""
    tip: str = ""
    action: NoteAction = ""
    level: NoteLevel = "warning"
    finding: Finding | None = None


class InputNotes:
    """The notes of all sources; `changed` tells that they are others."""

    changed = Signal()

    def __init__(self) -> None:
        self._notes: dict[str, tuple[InputNote, ...]] = {}
        self._remarks: dict[str, str] = {}

    @property
    def notes(self) -> tuple[InputNote, ...]:
        """All of them, refusals first, then by source."""
        said = [note for source in sorted(self._notes) for note in self._notes[source]]
        return tuple(sorted(said, key=lambda note: _LEVELS.index(note.level)))

    @property
    def remark(self) -> str:
        """What qualifies the notes, in small print."""
        return "\n".join(self._remarks[source] for source in sorted(self._remarks) if self._remarks[source])

    def say(self, source: str, notes: Iterable[InputNote] = (), remark: str = "") -> None:
        """Replace what a source said."""
        notes = tuple(notes)
        if (self._notes.get(source, ()), self._remarks.get(source, "")) != (notes, remark):
            self._notes[source], self._remarks[source] = notes, remark
            self.changed.emit()


def notes_of(findings: Iterable[Finding], reasons: Iterable[Reason]) -> tuple[InputNote, ...]:
    """What pair doctor and domain gate say, each thing once: a finding that is refused says so."""
    reasons = tuple(reasons)
    refused = {reason.finding for reason in reasons if reason.level == "refusal" and reason.finding}
    known = {finding.id for finding in findings}
    said = [_of_finding(finding, is_refused=finding.id in refused) for finding in findings]
    return (*said, *(_of_reason(reason) for reason in reasons if reason.finding not in known))


def _of_finding(finding: Finding, *, is_refused: bool) -> InputNote:
    tip: str = filled(SUSPECTED, score=finding.score)
    action: NoteAction = finding.fix or ("geometry" if finding.kind in _KNOWN_BY_GEOMETRY else "")
    hint = "" if finding.fix else finding.action
    level: NoteLevel = "refusal" if is_refused else "warning"
    return InputNote(finding.id, finding.sentence, hint, tip, action, level, finding)


def _of_reason(reason: Reason) -> InputNote:
    tip: str = filled(SUSPECTED, score=reason.score) if reason.score < 1.0 else ""
    name = f"{reason.kind}-{reason.place}"
    return InputNote(name, reason.sentence, reason.hint, tip, "", reason.level)
