"""Ways of looking at a result: as it is, with its uncertainty, without what the method supplied, or an alternative.

Invariant: one lens at a time, and whatever it changes is said by `ShownVolume.note` on every view. A lens is for
reconstructions: a CT and the true CT are always shown as they are.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.alternatives import RESULT, alternative_note
from xr2ct_viewer.models.events import Events
from xr2ct_viewer.models.evidence import evidence_note
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.uncertainty import SigmaHu, sigma_limit_hu, visibility

LensName = Literal["none", "uncertainty", "evidence", "alternatives", "card"]
LENS_TITLES: Final[dict[LensName, str]] = {
    "uncertainty": "Uncertainty",
    "evidence": "Evidence",
    "alternatives": "Alternatives",
    "card": "Report card",
}
FADING_NOTE: Final = marked("Fades where the method is unsure")
STALE_ALERT: Final = marked("X-rays changed")
DRAFT_ALERT: Final = marked("Draft")
DRAFT_NOTE: Final = marked("The result is still being made")


@dataclass(eq=False)
class Lens:
    """The lens in use and its settings. `supplied` is the share of the prior shown, `alternative` 0 for the result."""

    events: ClassVar[Events] = Events()

    name: LensName = "none"
    on_slices: bool = True
    opacity: float = 0.7
    in_3d: bool = True
    supplied: float = 1.0
    alternative: int = RESULT

    def reset(self) -> None:
        """The result as it is."""
        self.supplied, self.alternative, self.name = 1.0, RESULT, "none"


@dataclass(frozen=True, eq=False)
class ShownVolume:
    """What the views show: a volume for slices and one for 3D, and what the lens adds.

    `sigma_hu` is the standard deviation of `volume` where it is known, coloured up to `limit_hu` if `is_coloured`;
    `visibility` (0 to 1) fades voxels in 3D. `note` belongs on every view, `note_3d` on the 3D view alone; `alert` says
    on every view that the volume is not what it seems.
    """

    volume: Volume | None
    for_3d: Volume | None
    sigma_hu: SigmaHu | None = None
    limit_hu: float = 0.0
    is_coloured: bool = False
    visibility: NDArray[np.float32] | None = None
    note: str = ""
    note_3d: str = ""
    alert: str = ""
    is_draft: bool = False

    @property
    def finished(self) -> Volume | None:
        """The volume, unless it is a draft: nothing is read off one."""
        return None if self.is_draft else self.volume

    def caption(self, *, in_3d: bool = True) -> str:
        """What a picture of it says beside the banner."""
        note = self.note or (self.note_3d if in_3d else "")
        return " ".join(filter(None, (self.alert and f"{self.alert}.", note)))


def shown_volume(study: Study | None, lens: Lens) -> ShownVolume:
    """The study in front through the lens; where it has no volume yet, the draft of one."""
    if study is None:
        return ShownVolume(None, None)
    if study.volume is None and study.draft is not None:
        draft = study.draft
        alert = DRAFT_ALERT if draft.edit == study.edit else STALE_ALERT
        return ShownVolume(draft.volume, draft.volume, note=DRAFT_NOTE, alert=alert, is_draft=True)
    shown = _through(study, lens)
    is_old = study.result_is_stale and study.ct is None and study.shown == "result"
    return replace(shown, alert=STALE_ALERT) if is_old else shown


def _through(study: Study, lens: Lens) -> ShownVolume:
    plain = ShownVolume(study.volume, study.volume_for_3d)
    result = study.result
    if result is None or study.volume is not result.volume:
        return plain
    match lens.name:
        case "evidence" if result.insights.evidence is not None and lens.supplied < 1.0:
            hu = result.insights.evidence.blended(result.volume.hu, lens.supplied)
            note = evidence_note(lens.supplied)
            volume = annotated(replace(result.volume, hu=hu), f"{note}.")
            return ShownVolume(volume, volume, note=note)
        case "alternatives" if RESULT < lens.alternative <= len(result.insights.alternatives):
            volume = result.insights.alternatives[lens.alternative - 1].volume
            note = alternative_note(lens.alternative, len(result.insights.alternatives))
            return ShownVolume(volume, volume, note=note)
        case _:
            return _with_uncertainty(plain, result, lens)


def annotated(volume: Volume, sentence: str) -> Volume:
    """A volume whose provenance says what it is instead of the result, so that its export says so too."""
    if volume.provenance is None:
        return volume
    assumptions = (*volume.provenance.assumptions, sentence)
    return replace(volume, provenance=volume.provenance.model_copy(update={"assumptions": assumptions}))


def file_suffix(lens: Lens) -> str:
    """What the lens adds to the name of an exported file."""
    if lens.name == "alternatives" and lens.alternative > RESULT:
        return f"alternative-{lens.alternative}"
    if lens.name == "evidence" and lens.supplied < 1.0:
        return f"evidence-{round(100 * lens.supplied)}"
    return ""


def _with_uncertainty(plain: ShownVolume, result: StudyResult, lens: Lens) -> ShownVolume:
    sigma_hu = result.uncertainty_hu
    if sigma_hu is None:
        return plain
    limit_hu = sigma_limit_hu(sigma_hu)
    is_on = lens.name == "uncertainty"
    return replace(
        plain,
        sigma_hu=sigma_hu,
        limit_hu=limit_hu,
        is_coloured=is_on and lens.on_slices,
        visibility=visibility(sigma_hu, limit_hu) if is_on and lens.in_3d else None,
        note_3d=FADING_NOTE if is_on and lens.in_3d else "",
    )
