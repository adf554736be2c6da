"""What a calibration proposes for the geometry of a pair, and the edit that takes it over.

Invariant: a proposal belongs to the corrections it was asked for under, and changes nothing until it is taken over.
Units: degrees, millimetres; `scale` as in `ViewPose`.
"""

from dataclasses import dataclass, fields, replace

from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.view_pose import AS_TOLD, ViewPose


@dataclass(frozen=True)
class Proposal:
    """What was found beside `asked_with`: how the lateral differs, in sentences, and how sure that is."""

    asked_with: InputEdit
    pose: ViewPose
    sentences: tuple[str, ...]
    sureness: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether the X-rays fit as they were told."""
        return self.pose.is_as_told

    def taken_over(self) -> InputEdit:
        """The corrections with what was found; its numbers are marked as estimates."""
        found = [field.name for field in fields(self.pose) if getattr(self.pose, field.name) != _told(field.name)]
        estimated = tuple(dict.fromkeys((*self.asked_with.estimated, *found)))
        return replace(self.asked_with, pose=self.asked_with.pose.moved_by(self.pose), estimated=estimated)


def _told(name: str) -> float:
    return float(getattr(AS_TOLD, name))
