"""Voxels that fade: an opacity of their own, computed into what VTK draws.

Neither mapper of VTK takes an opacity per voxel in software, so the volume gets a second, dependent component: colour
follows the HU of the first, opacity is the second, already weighted. What that costs is classification before
interpolation, which is hardly visible.

Two facts found by drawing: the fixed-point mapper skips wrong blocks of volumes with two components where their
opacity is zero, so the least opacity is one step of its table and nothing is skipped; and in a maximum projection,
where it skips by another rule, blocks go missing anyway, so there HU are faded to air, which in a scale of greys means
the same.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkRenderingCore import vtkVolumeProperty

from xr2ct_core.units import HU_MIN
from xr2ct_viewer.render.presets import VolumePreset

FULL: Final = 32767
LEAST_OPACITY: Final = 1.2 / FULL


def faded_hu(hu: NDArray[np.int16], visibility: NDArray[np.float32]) -> NDArray[np.int16]:
    """HU (z, y, x) drawn towards air where they are not visible."""
    return np.rint(HU_MIN + visibility * (hu - np.float32(HU_MIN))).astype(np.int16)


def faded_scalars(hu: NDArray[np.int16], visibility: NDArray[np.float32], preset: VolumePreset) -> NDArray[np.int16]:
    """HU and weighted opacity (z, y, x, 2), the opacity from 0 to `FULL`."""
    opacity = visibility * _interpolated(hu, [(point.x, point.y) for point in preset.opacity])
    if preset.gradient_opacity:
        steepness = np.sqrt(sum(slope**2 for slope in np.gradient(hu.astype(np.float32))))
        opacity = opacity * _interpolated(steepness, [(point.x, point.y) for point in preset.gradient_opacity])
    scalars = np.empty((*hu.shape, 2), dtype=np.int16)
    scalars[..., 0] = hu
    scalars[..., 1] = np.rint(opacity * FULL)
    return scalars


def let_second_component_fade(volume_property: vtkVolumeProperty) -> None:
    """Take the opacity from the second component; gradient opacity is in it already."""
    volume_property.IndependentComponentsOff()
    opacity = volume_property.GetScalarOpacity()
    opacity.RemoveAllPoints()
    opacity.AddPoint(0.0, LEAST_OPACITY)
    opacity.AddPoint(FULL, 1.0)
    volume_property.DisableGradientOpacityOn()


def _interpolated(values: NDArray[np.generic], points: list[tuple[float, float]]) -> NDArray[np.float32]:
    return np.interp(values, *zip(*points, strict=True)).astype(np.float32)
