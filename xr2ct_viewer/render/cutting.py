"""What is cut away from a scene: the crop box and the clip plane, on the volume and on surfaces alike."""

from typing import Final

import numpy as np
from vtkmodules.vtkCommonDataModel import vtkPlane

from xr2ct_viewer.models.crop import ClipPlane, CropBox
from xr2ct_viewer.render.mappers import Mapper

WHOLE: Final = (0.0, 1.0)


def cut_volume(mapper: Mapper, crop: CropBox, clip: ClipPlane | None, bounds_mm: tuple[float, ...]) -> None:
    """Let a volume's mapper draw only what is inside the box and behind the plane."""
    mapper.SetCropping(not crop.is_whole)
    mapper.SetCroppingRegionPlanes(*crop.limits_mm(bounds_mm).ravel())
    mapper.SetCroppingRegionFlagsToSubVolume()
    mapper.RemoveAllClippingPlanes()
    if clip is not None:
        mapper.AddClippingPlane(plane_of(clip))


def planes_of_box(crop: CropBox, bounds_mm: tuple[float, ...]) -> tuple[vtkPlane, ...]:
    """A plane for each face of the box that was moved; VTK keeps the side the normal points to."""
    limits, planes = crop.limits_mm(bounds_mm), []
    for axis, fractions in enumerate((crop.x, crop.y, crop.z)):
        for end in (0, 1):
            if fractions[end] == WHOLE[end]:
                continue
            point, normal = np.zeros(3), np.zeros(3)
            point[axis], normal[axis] = limits[axis, end], 1.0 - 2.0 * end
            planes.append(_plane(tuple(point), tuple(normal)))
    return tuple(planes)


def plane_of(clip: ClipPlane) -> vtkPlane:
    """The clip plane with VTK's normal, which points to what is kept."""
    x, y, z = clip.normal
    return _plane(clip.point_lps_mm, (-x, -y, -z))


def _plane(point_mm: tuple[float, ...], normal: tuple[float, ...]) -> vtkPlane:
    plane = vtkPlane()
    plane.SetOrigin(*point_mm)
    plane.SetNormal(*normal)
    return plane
