"""What a calibration proposes for the geometry of a pair, and the edit that takes it over.

Invariant: a proposal belongs to the corrections it was asked for under, and changes nothing until it is taken over.
"""

from dataclasses import dataclass, fields, replace

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.protocol.calibration import CalibrateGeometrySummary, GeometryEstimate
from xr2ct_core.radiograph import RadiographPair
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.view_pose import ViewPose, pose_between

_SAME = 1e-3


@dataclass(frozen=True)
class Proposal:
    """The whole `pose` that was found under the corrections `asked_with`, in `sentences` and number by number.

    `bent` is the pair with the lateral image bent to the breath of the frontal, where another breath was found.
    """

    asked_with: InputEdit
    pose: ViewPose
    sentences: tuple[str, ...]
    estimates: tuple[GeometryEstimate, ...] = ()
    notes: tuple[str, ...] = ()
    bent: RadiographPair | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the geometry is as it was set already."""
        return not self._found()

    def taken_over(self) -> InputEdit:
        """The corrections with what was found; its numbers are marked as estimates."""
        estimated = tuple(dict.fromkeys((*self.asked_with.estimated, *self._found())))
        return replace(self.asked_with, pose=self.pose, estimated=estimated)

    def _found(self) -> tuple[str, ...]:
        before = self.asked_with.pose
        names = [field.name for field in fields(ViewPose)]
        return tuple(name for name in names if abs(getattr(self.pose, name) - getattr(before, name)) > _SAME)


def proposal_of(
    summary: CalibrateGeometrySummary, read: RadiographPair, asked_with: InputEdit, bent: RadiographPair | None
) -> Proposal:
    """The proposal in the worker's answer about a pair as it was read, under the corrections it was asked with."""
    pose = pose_between(asked_with.views_as_told(read), BiplanarGeometry.from_record(summary.geometry).views)
    return Proposal(asked_with, pose, summary.sentences, summary.estimates, summary.notes, bent)
