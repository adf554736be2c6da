"""Corrections a person makes to a pair of radiographs, as a value: swap, turn, mirror, invert, views, distances, pose.

Invariants: an edit never changes the pair it is applied to; the identity edit returns an equal pair; None means
"as read from the files". Distances in millimetres. Swap comes first, then each image is corrected in its new place.
What a correction settles is no longer among the assumptions of an image.
"""

from dataclasses import dataclass, replace
from typing import Final

from xr2ct_core.geometry import BeamModel, BiplanarGeometry, View, ViewGeometry
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_viewer.models import overruled
from xr2ct_viewer.models.view_pose import AS_TOLD, ViewPose


@dataclass(frozen=True)
class ImageEdit:
    """Corrections of one image: turned right by so many quarters first, then mirrored."""

    quarters: int = 0
    flip: bool = False
    invert: bool = False
    view: View | None = None
    pixel_mm: float | None = None
    mask_text: bool = False

    def apply(self, radiograph: Radiograph, view: ViewGeometry) -> Radiograph:
        """The corrected image, taken in a view that is corrected already."""
        if self.mask_text and radiograph.text_areas:
            from xr2ct_core.radiography.burned_in import without_text

            masked = without_text(radiograph.image, radiograph.text_areas)
            radiograph = replace(radiograph, image=masked, text_areas=())
        if self.quarters:
            radiograph = radiograph.turned_right(self.quarters)
        if self.flip:
            radiograph = radiograph.flipped_horizontally()
        if self.invert:
            radiograph = radiograph.inverted()
        return replace(radiograph, view=view.view, pixel_mm=view.pixel_mm)

    @property
    def settled(self) -> tuple[str, ...]:
        """How sentences begin that are no longer assumptions of the image."""
        parts = (
            (self.pixel_mm is not None, overruled.OF_PIXELS),
            (self.view is not None, overruled.OF_VIEWS),
            (self.flip or self.quarters != 0, overruled.OF_SIDES),
            (self.invert, overruled.OF_POLARITY),
        )
        return tuple(beginning for is_settled, beginnings in parts if is_settled for beginning in beginnings)

    def view_of(self, view: ViewGeometry) -> ViewGeometry:
        """The corrected geometry of the image."""
        rows, cols = (view.cols, view.rows) if self.quarters % 2 else (view.rows, view.cols)
        pixel_mm = self.pixel_mm or view.pixel_mm
        return replace(view, view=self.view or view.view, rows=rows, cols=cols, pixel_mm=pixel_mm)

    def turned_right(self, quarters: int) -> "ImageEdit":
        """The image as it is shown now, turned right by so many quarters more: a mirrored one turns the other way."""
        return replace(self, quarters=(self.quarters + (-quarters if self.flip else quarters)) % 4)


@dataclass(frozen=True)
class InputEdit:
    """All corrections of a pair. `estimated` names its numbers that no person set."""

    swap: bool = False
    frontal: ImageEdit = ImageEdit()
    lateral: ImageEdit = ImageEdit()
    model: BeamModel | None = None
    sad_mm: float | None = None
    sdd_mm: float | None = None
    pose: ViewPose = AS_TOLD
    estimated: tuple[str, ...] = ()

    @property
    def is_identity(self) -> bool:
        return self == IDENTITY

    def apply(self, pair: RadiographPair) -> RadiographPair:
        """The corrected pair; raises `BadConfigError` for distances that contradict each other."""
        geometry = self.geometry(pair)
        images = reversed(pair.radiographs) if self.swap else pair.radiographs
        frontal, lateral = (
            self._without_settled(edit.apply(radiograph, view), edit)
            for edit, radiograph, view in zip((self.frontal, self.lateral), images, geometry.views, strict=True)
        )
        return replace(pair, frontal=frontal, lateral=lateral, geometry=geometry)

    def geometry(self, pair: RadiographPair) -> BiplanarGeometry:
        """The geometry of the corrected pair, without a look at its pixels; raises `BadConfigError` as `apply`."""
        frontal, lateral = self.views_as_told(pair)
        frontal, lateral = self.pose.applied_to_frontal(frontal), self.pose.applied(lateral)
        unchanged = (frontal, lateral) == pair.geometry.views
        return BiplanarGeometry(frontal, lateral, pair.geometry.name if unchanged else "custom")

    def views_as_told(self, pair: RadiographPair) -> tuple[ViewGeometry, ViewGeometry]:
        """Both views with every correction but the pose of the lateral."""
        views = list(pair.geometry.views)
        if self.swap:
            shapes = [radiograph.shape for radiograph in reversed(pair.radiographs)]
            views = [
                replace(view, rows=rows, cols=cols, pixel_mm=other.pixel_mm)
                for view, other, (rows, cols) in zip(views, reversed(views), shapes, strict=True)
            ]
        frontal, lateral = (self._placed(view) for view in views)
        return self.frontal.view_of(frontal), self.lateral.view_of(lateral)

    def _without_settled(self, radiograph: Radiograph, edit: ImageEdit) -> Radiograph:
        """The image without what was assumed before it was corrected."""
        settled = (
            *edit.settled,
            *((*overruled.OF_VIEWS, *overruled.OF_ORDER) if self.swap else ()),
            *(overruled.OF_CENTRE if self.sad_mm is not None else ()),
            *(overruled.OF_DISTANCES if self.sdd_mm is not None else ()),
        )
        left = overruled.without_beginnings(radiograph.assumptions, settled)
        return replace(radiograph, assumptions=left)

    def _placed(self, view: ViewGeometry) -> ViewGeometry:
        model = self.model or view.model
        sad_mm, sdd_mm = self.sad_mm or view.sad_mm, self.sdd_mm or view.sdd_mm
        if model == "cone" and view.model == "parallel":
            fallback = BiplanarGeometry.preset("clinic").frontal
            sad_mm, sdd_mm = sad_mm or fallback.sad_mm, sdd_mm or fallback.sdd_mm
        return replace(view, model=model, sad_mm=sad_mm, sdd_mm=sdd_mm)


IDENTITY: Final = InputEdit()
