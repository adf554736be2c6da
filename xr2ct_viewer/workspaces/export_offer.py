"""What the window can give away now: which kinds, which views, how large they are, and which files it came from."""

from pathlib import Path

from xr2ct_core.io.file_kind import is_dicom
from xr2ct_viewer.models.export_choice import ALL_VIEWS, ExportChoice, ExportOffer, offer_reasons
from xr2ct_viewer.models.lens import ShownVolume
from xr2ct_viewer.models.marked import filled
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.surfaces import Surface
from xr2ct_viewer.views.viewport_grid import ViewportGrid
from xr2ct_viewer.widgets.exporting import strip_height


def export_offer(study: Study, grid: ViewportGrid, shown: ShownVolume) -> ExportOffer:
    """What can be had of a study as the views show it."""
    views = {name: port.view.accessibleName() or name for name, port in grid.visible_views().items()}
    if len(views) < 2:
        views = {}
    gl = grid.volume.gl
    surfaces = shown_surfaces(grid)
    three_d = "" if gl is None or can_draw_3d(grid) else filled("3D is not available here: {reason}", reason=gl.reason)
    return ExportOffer(
        reasons=offer_reasons(shown.finished, has_surfaces=bool(surfaces)),
        views=views,
        sizes_px=_sizes(grid, f"{study.banner} {shown.caption()}"),
        shape_zyx=shown.finished.shape_zyx if shown.finished is not None else None,
        three_d=three_d,
        surfaces=surfaces,
    )


def shown_surfaces(grid: ViewportGrid) -> tuple[Surface, ...]:
    """The surfaces that the 3D view shows."""
    return tuple(surface for surface in grid.volume.look.surfaces if surface.visible)


def can_draw_3d(grid: ViewportGrid) -> bool:
    """Whether OpenGL was found, or is still being looked for."""
    return grid.volume.gl is None or grid.volume.gl.kind != "none"


def picture_ratio(choice: ExportChoice, grid: ViewportGrid) -> float:
    """Pixels a logical pixel for a picture of the chosen width."""
    view = grid.visible_views().get(choice.view)
    width = view.view.width() if view is not None else grid.width()
    return choice.picture_width_px / max(width, 1)


def source_dicoms(study: Study) -> tuple[Path, ...]:
    """The DICOM files that the X-rays of a study came from."""
    return tuple(filter(is_dicom, study.paths)) if study.pair is not None else ()


def _sizes(grid: ViewportGrid, banner: str) -> dict[str, tuple[float, float]]:
    sizes = {ALL_VIEWS: (float(grid.width()), float(grid.height()))}
    sizes |= {
        name: (float(port.view.width()), float(port.view.height())) for name, port in grid.visible_views().items()
    }
    return {name: (width, height + strip_height(width, banner)) for name, (width, height) in sizes.items()}
