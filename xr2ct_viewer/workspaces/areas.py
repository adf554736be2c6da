"""The areas of the Read workspace, in the order in which they are assembled."""

from xr2ct_viewer.models.input_notes import InputNotes
from xr2ct_viewer.workspaces.read_area import ReadArea, ReadContext
from xr2ct_viewer.workspaces.read_batch import ReadBatch
from xr2ct_viewer.workspaces.read_bench import ReadBench
from xr2ct_viewer.workspaces.read_calibration import ReadCalibration
from xr2ct_viewer.workspaces.read_compare import ReadCompare
from xr2ct_viewer.workspaces.read_deidentify import ReadDeidentify
from xr2ct_viewer.workspaces.read_epipolar import ReadEpipolar
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.read_gate import ReadGate
from xr2ct_viewer.workspaces.read_geometry import ReadGeometry
from xr2ct_viewer.workspaces.read_left_out import ReadLeftOut
from xr2ct_viewer.workspaces.read_lungs import ReadLungs
from xr2ct_viewer.workspaces.read_measure import ReadMeasure
from xr2ct_viewer.workspaces.read_methods import ReadMethods
from xr2ct_viewer.workspaces.read_pair_check import ReadPairCheck
from xr2ct_viewer.workspaces.read_profile import ReadProfile
from xr2ct_viewer.workspaces.read_recent import ReadRecent
from xr2ct_viewer.workspaces.read_recovery import ReadRecovery
from xr2ct_viewer.workspaces.read_sessions import ReadSessions
from xr2ct_viewer.workspaces.read_slices import ReadSlices
from xr2ct_viewer.workspaces.read_text import ReadText
from xr2ct_viewer.workspaces.read_undo import ReadUndo
from xr2ct_viewer.workspaces.read_volume import ReadVolume
from xr2ct_viewer.workspaces.read_windows import ReadWindows
from xr2ct_viewer.workspaces.session_desk import SessionDesk


def make_areas(context: ReadContext) -> tuple[ReadArea, ...]:
    """Make every area; none of them starts anything before it is assembled."""
    desk, notes = SessionDesk(context), InputNotes()
    return (
        ReadMethods(context),
        export := ReadExport(context),
        ReadDeidentify(context),
        ReadMeasure(context),
        ReadCompare(context, desk),
        ReadBatch(context),
        ReadProfile(context, desk),
        epipolar := ReadEpipolar(context),
        ReadGeometry(context, epipolar.model),
        ReadCalibration(context),
        ReadBench(context),
        ReadLungs(context, notes),
        ReadLeftOut(context),
        ReadSessions(context, desk),
        ReadRecovery(context, desk),
        ReadRecent(context),
        ReadUndo(context),
        check := ReadPairCheck(context, notes),
        ReadText(context, notes, export, check),
        ReadGate(context),
        ReadVolume(context),
        ReadSlices(context),
        ReadWindows(context),
    )
