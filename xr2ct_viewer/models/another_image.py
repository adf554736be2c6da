"""Another X-ray in the place of one of a pair, and what becomes of the measurements. Values only."""

from dataclasses import replace

from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.measure.collection import Items
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.sides import SIDES, Side, as_shown, shown_side


def with_image(pair: RadiographPair, radiograph: Radiograph, side: Side) -> RadiographPair:
    """The pair with this X-ray on one side, taken in the view and with the pixels it says; it is another case, of which
    no CT is known."""
    rows, cols = radiograph.shape
    told = pair.geometry.views[SIDES.index(side)]
    view = replace(told, view=radiograph.view, rows=rows, cols=cols, pixel_mm=radiograph.pixel_mm)
    if side == "frontal":
        geometry = replace(pair.geometry, frontal=view)
        return replace(pair, frontal=radiograph, geometry=geometry, truth_path=None)
    geometry = replace(pair.geometry, lateral=view)
    return replace(pair, lateral=radiograph, geometry=geometry, truth_path=None)


def measurements_kept(items: Items, pair: RadiographPair, edit: InputEdit, replaced: Side) -> Items:
    """What was measured, but for what lay on the X-ray that went.

    `pair` is corrected by `edit`; what was measured on its other X-ray is told for that image as it is shown.
    """
    kept = (_as_shown(item, pair, edit, replaced) for item in items)
    return tuple(item for item in kept if item is not None)


def _as_shown(item: Measurement, pair: RadiographPair, edit: InputEdit, replaced: Side) -> Measurement | None:
    space = item.space
    if space == "patient":
        return item
    side = shown_side(space, edit)
    if side == replaced:
        return None
    return replace(item, space=side, points=tuple(as_shown(space, point, pair, edit) for point in item.points))
