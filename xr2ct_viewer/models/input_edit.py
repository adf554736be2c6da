"""Corrections a person makes to a pair of radiographs, as a value: swap, mirror, invert, views, distances.

Invariants: an edit never changes the pair it is applied to; the identity edit returns an equal pair; None means
"as read from the files". Distances in millimetres. Swap comes first, then each image is corrected in its new place.
"""

from dataclasses import dataclass, replace
from typing import Final

from xr2ct_core.geometry import BeamModel, BiplanarGeometry, View, ViewGeometry
from xr2ct_core.radiograph import Radiograph, RadiographPair


@dataclass(frozen=True)
class ImageEdit:
    """Corrections of one image."""

    flip: bool = False
    invert: bool = False
    view: View | None = None
    pixel_mm: float | None = None

    def apply(self, radiograph: Radiograph, view: ViewGeometry) -> tuple[Radiograph, ViewGeometry]:
        """The corrected image and its geometry."""
        if self.flip:
            radiograph = radiograph.flipped_horizontally()
        if self.invert:
            radiograph = radiograph.inverted()
        name = self.view or view.view
        pixel_mm = self.pixel_mm or view.pixel_mm
        return replace(radiograph, view=name, pixel_mm=pixel_mm), replace(view, view=name, pixel_mm=pixel_mm)


@dataclass(frozen=True)
class InputEdit:
    """All corrections of a pair."""

    swap: bool = False
    frontal: ImageEdit = ImageEdit()
    lateral: ImageEdit = ImageEdit()
    model: BeamModel | None = None
    sad_mm: float | None = None
    sdd_mm: float | None = None

    @property
    def is_identity(self) -> bool:
        return self == IDENTITY

    def apply(self, pair: RadiographPair) -> RadiographPair:
        """The corrected pair; raises `BadConfigError` for distances that contradict each other."""
        images, views = list(pair.radiographs), list(pair.geometry.views)
        if self.swap:
            names = [view.view for view in views]
            images.reverse()
            views = [
                replace(view, view=name, rows=image.shape[0], cols=image.shape[1], pixel_mm=other.pixel_mm)
                for view, other, name, image in zip(views, reversed(views), names, images, strict=True)
            ]
        views = [self._placed(view) for view in views]
        frontal, frontal_view = self.frontal.apply(images[0], views[0])
        lateral, lateral_view = self.lateral.apply(images[1], views[1])
        unchanged = (frontal_view, lateral_view) == pair.geometry.views
        name = pair.geometry.name if unchanged else "custom"
        geometry = BiplanarGeometry(frontal_view, lateral_view, name)
        return replace(pair, frontal=frontal, lateral=lateral, geometry=geometry)

    def _placed(self, view: ViewGeometry) -> ViewGeometry:
        model = self.model or view.model
        sad_mm, sdd_mm = self.sad_mm or view.sad_mm, self.sdd_mm or view.sdd_mm
        if model == "cone" and view.model == "parallel":
            fallback = BiplanarGeometry.preset("clinic").frontal
            sad_mm, sdd_mm = sad_mm or fallback.sad_mm, sdd_mm or fallback.sdd_mm
        return replace(view, model=model, sad_mm=sad_mm, sdd_mm=sdd_mm)


IDENTITY: Final = InputEdit()
