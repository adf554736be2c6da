"""Surfaces and X-rays of a scene as JSON, for the state from which another process draws it.

Arrays travel compressed, as text, in their own number type and little-endian, row by row.
"""

import zlib
from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from xr2ct_core.geometry import View, ViewGeometry
from xr2ct_core.io.mesh import Mesh
from xr2ct_viewer.models.space_radiograph import SpaceRadiograph
from xr2ct_viewer.models.surfaces import RECIPES, Surface

Triple = tuple[float, float, float]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Packed(_Part):
    """An array as text."""

    type: str
    shape: tuple[int, ...]
    data: str

    @classmethod
    def of(cls, array: NDArray[Any]) -> "Packed":
        array = np.ascontiguousarray(array)
        return cls(
            type=array.dtype.newbyteorder("<").str,
            shape=array.shape,
            data=b64encode(zlib.compress(array.tobytes(), 1)).decode(),
        )

    def array(self) -> NDArray[Any]:
        return np.frombuffer(zlib.decompress(b64decode(self.data)), self.type).reshape(self.shape).copy()


class SurfaceState(_Part):
    """One surface as it is drawn."""

    vertices: Packed
    faces: Packed
    normals: Packed
    rgb: Triple
    opacity: float
    visible: bool

    @classmethod
    def of(cls, surface: Surface) -> "SurfaceState":
        return cls(
            vertices=Packed.of(surface.mesh.vertices_lps_mm),
            faces=Packed.of(surface.mesh.faces),
            normals=Packed.of(surface.normals),
            rgb=surface.rgb,
            opacity=surface.opacity,
            visible=surface.visible,
        )

    def surface(self, surface_id: str) -> Surface:
        mesh = Mesh(self.vertices.array(), self.faces.array())
        recipe = RECIPES["custom"]  # how it was made is not drawn
        return Surface("", recipe, mesh, self.normals.array(), self.rgb, self.opacity, self.visible, surface_id)


class RadiographState(_Part):
    """One radiograph in space."""

    grey: Packed
    view: dict[str, Any]

    @classmethod
    def of(cls, radiograph: SpaceRadiograph) -> "RadiographState":
        return cls(grey=Packed.of(radiograph.grey), view=asdict(radiograph.view))

    def radiograph(self) -> SpaceRadiograph:
        view = {
            **self.view,
            "view": View(self.view["view"]),
            "rotation_deg": tuple(self.view["rotation_deg"]),
            "shift_mm": tuple(self.view["shift_mm"]),
        }
        return SpaceRadiograph(self.grey.array(), ViewGeometry(**view))
