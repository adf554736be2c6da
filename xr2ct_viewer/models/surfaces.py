"""Surfaces of a volume: how each is made, what came out, and how it is shown. Without any toolkit.

Invariants: a surface belongs to the volume it was made of and is shown with no other; values are frozen, a change
replaces the tuple of a volume's surfaces, so a step of undo is the tuple before. Units: HU, millilitres, LPS
millimetres, colours from 0 to 1.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import uuid4
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from psygnal import Signal

from xr2ct_core.io.mesh import Mesh
from xr2ct_core.structure_names import Structure
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import filled

SURFACE_TITLES: Final[dict[Structure, str]] = {
    "lungs": "Lungs",
    "bone": "Bone",
    "skin": "Skin",
    "custom": "Denser than",
}
SURFACE_RGB: Final[dict[Structure, tuple[float, float, float]]] = {
    "lungs": (0.42, 0.68, 0.92),
    "bone": (0.93, 0.88, 0.74),
    "skin": (0.88, 0.66, 0.55),
    "custom": (0.80, 0.38, 0.34),
}


@dataclass(frozen=True)
class SurfaceRecipe:
    """How a surface is made.

    `threshold_hu`: lungs are below it, all others above. `smoothing` is the number of windowed sinc passes, 0 for
    none. `kept_share` of the triangles is left after decimation. Pieces below `smallest_ml` are left out.
    """

    kind: Structure
    threshold_hu: float
    smoothing: int = 20
    kept_share: float = 0.5
    smallest_ml: float = 1.0


RECIPES: Final[dict[Structure, SurfaceRecipe]] = {
    "lungs": SurfaceRecipe("lungs", -400.0, smallest_ml=50.0),
    "bone": SurfaceRecipe("bone", 220.0, smoothing=12, smallest_ml=2.0),
    "skin": SurfaceRecipe("skin", -300.0, smallest_ml=1000.0),
    "custom": SurfaceRecipe("custom", 130.0, smallest_ml=2.0),
}


@dataclass(frozen=True, eq=False)
class Surface:
    """A finished surface: its mesh with unit normals (n, 3), how it was made and how it is shown."""

    title: str
    recipe: SurfaceRecipe
    mesh: Mesh
    normals: NDArray[np.float32]
    rgb: tuple[float, float, float]
    opacity: float = 1.0
    visible: bool = True
    id: str = ""

    @classmethod
    def new(cls, recipe: SurfaceRecipe, mesh: Mesh, normals: NDArray[np.float32]) -> "Surface":
        """A surface in the colour of its kind; skin lets what is inside shine through."""
        title = filled(SURFACE_TITLES[recipe.kind])
        if recipe.threshold_hu != RECIPES[recipe.kind].threshold_hu or recipe.kind == "custom":
            title = filled(
                "{name} {threshold} HU", name=title, threshold=f"{recipe.threshold_hu:.0f}".replace("-", "−")
            )
        opacity = {"skin": 0.35, "lungs": 0.8}.get(recipe.kind, 1.0)
        return cls(title, recipe, mesh, normals, SURFACE_RGB[recipe.kind], opacity, id=uuid4().hex[:8])

    def changed(
        self,
        *,
        title: str | None = None,
        rgb: tuple[float, float, float] | None = None,
        opacity: float | None = None,
        visible: bool | None = None,
    ) -> "Surface":
        """The same surface, shown otherwise."""
        return replace(
            self,
            title=self.title if title is None else title,
            rgb=self.rgb if rgb is None else rgb,
            opacity=self.opacity if opacity is None else opacity,
            visible=self.visible if visible is None else visible,
        )


def surface_files(surfaces: tuple[Surface, ...], path: Path) -> tuple[Path, ...]:
    """The file of each surface that is written as `path`; several have their number and structure in their names."""
    if len(surfaces) == 1:
        return (path,)
    numbered = enumerate(surfaces, start=1)
    return tuple(path.with_stem(f"{path.stem}-{number}-{one.recipe.kind}") for number, one in numbered)


class Surfaces:
    """The surfaces of every volume; `changed` tells that those of the volume in front are others."""

    changed = Signal()

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Volume, tuple[Surface, ...]] = WeakKeyDictionary()
        self.volume: Volume | None = None

    @property
    def shown(self) -> tuple[Surface, ...]:
        """Those of the volume in front."""
        return self.of(self.volume)

    def of(self, volume: Volume | None) -> tuple[Surface, ...]:
        return self._of.get(volume, ()) if volume is not None else ()

    def follow(self, volume: Volume | None) -> None:
        """Another volume is in front, or none."""
        self.volume = volume
        self.changed.emit()

    def set(self, volume: Volume, surfaces: tuple[Surface, ...]) -> None:
        """Replace the surfaces of a volume."""
        self._of[volume] = surfaces
        if volume is self.volume:
            self.changed.emit()
