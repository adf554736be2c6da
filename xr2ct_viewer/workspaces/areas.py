"""The areas of the Read workspace, in the order in which they are assembled."""

from xr2ct_viewer.workspaces.read_area import ReadArea, ReadContext
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.read_measure import ReadMeasure


def make_areas(context: ReadContext) -> tuple[ReadArea, ...]:
    """Make every area; none of them starts anything before it is assembled."""
    return (ReadExport(context), ReadMeasure(context))
