"""What a person puts right of two images without reading them again: exchanged, turned, mirrored, inverted.

Invariants: a correction never changes the pair it is applied to; the one of nothing gives an equal pair. Exchanging
comes first, then each image is corrected in its new place: turned, then mirrored, then inverted. What a correction
settles is no longer among the assumptions of an image.
"""

from dataclasses import dataclass, replace
from typing import Final, Self

from xr2ct_core import overruled
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.radiograph import Radiograph, RadiographPair


@dataclass(frozen=True)
class ImageCorrection:
    """Corrections of one image: turned right by so many quarters first, then mirrored."""

    quarters: int = 0
    flip: bool = False
    invert: bool = False

    def corrected(self, radiograph: Radiograph) -> Radiograph:
        """The corrected image without what this settles; its rows and columns are those of `view_of`."""
        if self.quarters:
            radiograph = radiograph.turned_right(self.quarters)
        if self.flip:
            radiograph = radiograph.flipped_horizontally()
        if self.invert:
            radiograph = radiograph.inverted()
        return replace(radiograph, assumptions=overruled.without_beginnings(radiograph.assumptions, self.settled))

    @property
    def settled(self) -> tuple[str, ...]:
        """How sentences begin that are no longer assumptions of the image."""
        sides = overruled.OF_SIDES if self.flip or self.quarters else ()
        return (*sides, *(overruled.OF_POLARITY if self.invert else ()))

    def view_of(self, view: ViewGeometry) -> ViewGeometry:
        """The corrected geometry of the image."""
        rows, cols = (view.cols, view.rows) if self.quarters % 2 else (view.rows, view.cols)
        return replace(view, rows=rows, cols=cols)

    def turned_right(self, quarters: int) -> Self:
        """The image as it is shown now, turned right by so many quarters more: a mirrored one turns the other way."""
        return replace(self, quarters=(self.quarters + (-quarters if self.flip else quarters)) % 4)


AS_STORED: Final = ImageCorrection()


@dataclass(frozen=True)
class PairCorrection:
    """Corrections of both images; `frontal` and `lateral` are the places after the exchange."""

    swap: bool = False
    frontal: ImageCorrection = AS_STORED
    lateral: ImageCorrection = AS_STORED

    def apply(self, pair: RadiographPair) -> RadiographPair:
        """The corrected pair."""
        told = swapped(pair) if self.swap else pair
        edits = (self.frontal, self.lateral)
        views = [edit.view_of(view) for edit, view in zip(edits, told.geometry.views, strict=True)]
        frontal, lateral = (edit.corrected(image) for edit, image in zip(edits, told.radiographs, strict=True))
        return replace(told, frontal=frontal, lateral=lateral, geometry=geometry_of(pair, views[0], views[1]))


NOTHING: Final = PairCorrection()


def swapped(pair: RadiographPair) -> RadiographPair:
    """Both images in the place of the other; which views there are stays."""
    views = swapped_views(pair)
    settled = (*overruled.OF_VIEWS, *overruled.OF_ORDER)
    frontal, lateral = (
        replace(
            image,
            view=view.view,
            pixel_mm=view.pixel_mm,
            assumptions=overruled.without_beginnings(image.assumptions, settled),
        )
        for image, view in zip(reversed(pair.radiographs), views, strict=True)
    )
    return replace(pair, frontal=frontal, lateral=lateral, geometry=geometry_of(pair, *views))


def swapped_views(pair: RadiographPair) -> tuple[ViewGeometry, ViewGeometry]:
    """The views of a pair whose images are exchanged: rows, columns and pixels go with the images."""
    frontal, lateral = (
        replace(view, rows=rows, cols=cols, pixel_mm=other.pixel_mm)
        for view, other, (rows, cols) in zip(
            pair.geometry.views,
            reversed(pair.geometry.views),
            [image.shape for image in reversed(pair.radiographs)],
            strict=True,
        )
    )
    return frontal, lateral


def geometry_of(pair: RadiographPair, frontal: ViewGeometry, lateral: ViewGeometry) -> BiplanarGeometry:
    """The corrected views of a pair, under the name of its geometry only where nothing of it changed."""
    unchanged = (frontal, lateral) == pair.geometry.views
    return BiplanarGeometry(frontal, lateral, pair.geometry.name if unchanged else "custom")
