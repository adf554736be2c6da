"""Corrections a person makes to a pair of radiographs in the window, as a value: those of `xr2ct_core.corrections`
(swap, turn, mirror, invert), and views, distances and pose.

Invariants: an edit never changes the pair it is applied to; the identity edit returns an equal pair; None means
"as read from the files". Distances in millimetres. Swap comes first, then each image is corrected in its new place.
What a correction settles is no longer among the assumptions of an image.
"""

from dataclasses import dataclass, replace
from typing import Final

from xr2ct_core import overruled
from xr2ct_core.corrections import ImageCorrection, PairCorrection, geometry_of, swapped, swapped_views
from xr2ct_core.geometry import BeamModel, BiplanarGeometry, View, ViewGeometry
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_viewer.models.view_pose import AS_TOLD, ViewPose


@dataclass(frozen=True)
class ImageEdit(ImageCorrection):
    """Corrections of one image: what hides its text first, then turned, mirrored and inverted."""

    view: View | None = None
    pixel_mm: float | None = None
    mask_text: bool = False

    def apply(self, radiograph: Radiograph, view: ViewGeometry) -> Radiograph:
        """The corrected image, taken in a view that is corrected already."""
        if self.mask_text and radiograph.text_areas:
            from xr2ct_core.radiography.burned_in import without_text

            masked = without_text(radiograph.image, radiograph.text_areas)
            radiograph = replace(radiograph, image=masked, text_areas=())
        return replace(self.corrected(radiograph), view=view.view, pixel_mm=view.pixel_mm)

    @property
    def settled(self) -> tuple[str, ...]:
        """How sentences begin that are no longer assumptions of the image."""
        pixels = overruled.OF_PIXELS if self.pixel_mm is not None else ()
        views = overruled.OF_VIEWS if self.view is not None else ()
        return (*pixels, *views, *super().settled)

    def view_of(self, view: ViewGeometry) -> ViewGeometry:
        """The corrected geometry of the image."""
        pixel_mm = self.pixel_mm or view.pixel_mm
        return replace(super().view_of(view), view=self.view or view.view, pixel_mm=pixel_mm)


@dataclass(frozen=True)
class InputEdit(PairCorrection):
    """All corrections of a pair. `estimated` names its numbers that no person set."""

    frontal: ImageEdit = ImageEdit()
    lateral: ImageEdit = ImageEdit()
    model: BeamModel | None = None
    sad_mm: float | None = None
    sdd_mm: float | None = None
    pose: ViewPose = AS_TOLD
    estimated: tuple[str, ...] = ()

    @classmethod
    def of(cls, correction: PairCorrection) -> "InputEdit":
        """What was put right elsewhere, as an edit."""
        frontal, lateral = (
            ImageEdit(image.quarters, image.flip, image.invert) for image in (correction.frontal, correction.lateral)
        )
        return cls(correction.swap, frontal, lateral)

    @property
    def is_identity(self) -> bool:
        return self == IDENTITY

    def apply(self, pair: RadiographPair) -> RadiographPair:
        """The corrected pair; raises `BadConfigError` for distances that contradict each other."""
        told = swapped(pair) if self.swap else pair
        geometry, edits = self.geometry(pair), (self.frontal, self.lateral)
        frontal, lateral = (
            self._without_settled(edit.apply(radiograph, view))
            for edit, radiograph, view in zip(edits, told.radiographs, geometry.views, strict=True)
        )
        return replace(told, frontal=frontal, lateral=lateral, geometry=geometry)

    def geometry(self, pair: RadiographPair) -> BiplanarGeometry:
        """The geometry of the corrected pair, without a look at its pixels; raises `BadConfigError` as `apply`."""
        frontal, lateral = self.views_as_told(pair)
        frontal, lateral = self.pose.applied_to_frontal(frontal), self.pose.applied(lateral)
        return geometry_of(pair, frontal, lateral)

    def views_as_told(self, pair: RadiographPair) -> tuple[ViewGeometry, ViewGeometry]:
        """Both views with every correction but the pose of the lateral."""
        views = swapped_views(pair) if self.swap else pair.geometry.views
        frontal, lateral = (self._placed(view) for view in views)
        return self.frontal.view_of(frontal), self.lateral.view_of(lateral)

    def _without_settled(self, radiograph: Radiograph) -> Radiograph:
        """The image without what was assumed of the distances before they were corrected."""
        settled = (
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
