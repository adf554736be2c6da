"""A radiograph and a frontal + lateral pair of them.

Invariants: `image` is float32 (row, col), white = dense, finite. `scale` says what the numbers mean: `line_integral`
is the physical integral of attenuation (no unit), `display` is post-processed with an unknown tone curve in [0, 1].
The two are never mixed silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.grid import CUBE_MM

RadiographScale = Literal["line_integral", "display"]
ESTIMATED_ERROR: Final = 1.5
"""How far line integrals that were estimated from a display image are taken to be off. Their true errors are about 0.3,
but neighbours err alike, so that a hundred of them say no more than a few would."""
TextArea = tuple[int, int, int, int]
"""First row, last row + 1, first column, last column + 1."""


@dataclass(frozen=True, eq=False)
class Radiograph:
    """One X-ray image as the viewer sees it. `assumptions` lists in plain words what was guessed on reading, `stated`
    names the tag of its file that states a number of its geometry (`origins.py`), `error` is how far its line integrals
    are taken to be off beyond their noise, `text_areas` is where text seems to be burned in."""

    image: NDArray[np.float32]
    pixel_mm: float
    view: View
    scale: RadiographScale = "display"
    source: str = ""
    assumptions: tuple[str, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)
    error: float = 0.0
    text_areas: tuple[TextArea, ...] = ()

    def __post_init__(self) -> None:
        if self.image.ndim != 2 or self.image.dtype != np.float32:
            raise BadInputError(f"A radiograph is one grey image, this one has shape {self.image.shape}.")
        if not np.isfinite(self.image).all():
            raise BadInputError("The radiograph contains values that are not numbers.", "Export it again.")
        if not (np.isfinite(self.pixel_mm) and self.pixel_mm > 0):
            raise BadInputError(f"The pixel size must be positive, not {self.pixel_mm:g} mm.")

    @property
    def shape(self) -> tuple[int, int]:
        rows, cols = self.image.shape
        return rows, cols

    def inverted(self) -> "Radiograph":
        """Grey values turned over within their range (for images stored with dense parts black).

        What a display image was padded with to fill its detector is no grey value and stays black.
        """
        field = _unpadded(self.image) if self.scale == "display" else (slice(None), slice(None))
        seen, turned = self.image[field], np.zeros_like(self.image)
        if seen.size:
            turned[field] = seen.max() + seen.min() - seen
        return replace(self, image=turned)

    def flipped_horizontally(self) -> "Radiograph":
        cols = self.shape[1]
        areas = tuple((top, bottom, cols - right, cols - left) for top, bottom, left, right in self.text_areas)
        return replace(self, image=np.ascontiguousarray(self.image[:, ::-1]), text_areas=areas)

    def turned_right(self, quarters: int) -> "Radiograph":
        """Turned clockwise by so many quarters of a turn; rows and columns change places with each."""
        rows, cols = self.shape
        areas = self.text_areas
        for _ in range(quarters % 4):
            areas = tuple((left, right, rows - bottom, rows - top) for top, bottom, left, right in areas)
            rows, cols = cols, rows
        return replace(self, image=np.ascontiguousarray(np.rot90(self.image, -quarters)), text_areas=areas)


def _unpadded(image: NDArray[np.float32]) -> tuple[slice, slice]:
    """Rows and columns between those of zeros at the edges, without a rim where the image was mixed with them."""
    sides = []
    for axis in (0, 1):
        used = np.flatnonzero((image != 0.0).any(axis=1 - axis))
        first, last = (int(used[0]), int(used[-1])) if used.size else (0, -1)
        sides.append(slice(first + (first > 0), last + (last == image.shape[axis] - 1)))
    return sides[0], sides[1]


@dataclass(frozen=True, eq=False)
class RadiographPair:
    """A frontal and a lateral radiograph of one subject with the geometry they were taken in.

    Each image has the rows, columns and pixel size of its view in `geometry`. `truth_path` names the true CT where
    one is known; `extra` keeps unknown keys of the pair file.
    """

    frontal: Radiograph
    lateral: Radiograph
    geometry: BiplanarGeometry
    subject: str = ""
    cube_mm: float = CUBE_MM
    truth_path: Path | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for radiograph, view in zip(self.radiographs, self.geometry.views, strict=True):
            if radiograph.shape != (view.rows, view.cols):
                raise BadInputError(
                    f"The {view.view.label.lower()} image has {radiograph.shape[0]} x {radiograph.shape[1]} pixels, "
                    f"its geometry says {view.rows} x {view.cols}.",
                    "Correct rows and cols in the pair file.",
                )
            if radiograph.view != view.view:
                raise BadInputError(f"The image is labelled {radiograph.view}, its geometry says {view.view}.")

    @property
    def radiographs(self) -> tuple[Radiograph, Radiograph]:
        return self.frontal, self.lateral

    def in_cube(self, cube_mm: float) -> "RadiographPair":
        """The same pair in a world in which its working cube is so large; line integrals grow with lengths.

        What is known of its truth stays behind.
        """
        factor = cube_mm / self.cube_mm
        frontal, lateral = (
            replace(
                radiograph,
                image=radiograph.image * np.float32(factor if radiograph.scale == "line_integral" else 1.0),
                pixel_mm=factor * radiograph.pixel_mm,
                error=factor * radiograph.error,
            )
            for radiograph in self.radiographs
        )
        seen = self.geometry
        geometry = BiplanarGeometry(seen.frontal.scaled(factor), seen.lateral.scaled(factor), seen.name)
        return replace(self, frontal=frontal, lateral=lateral, geometry=geometry, cube_mm=cube_mm, truth_path=None)

    @property
    def is_physical(self) -> bool:
        """True if both images hold line integrals, so that they can be compared with projections directly."""
        return all(radiograph.scale == "line_integral" for radiograph in self.radiographs)

    @property
    def was_display(self) -> bool:
        """True if an image is one for the eye, or holds line integrals that were estimated from one."""
        return any(radiograph.scale == "display" or radiograph.error > 0.0 for radiograph in self.radiographs)
