"""The volume mapper that suits what the OpenGL probe found: fixed-point ray casting in software, else the GPU's."""

from os import cpu_count
from typing import Final

from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper, vtkGPUVolumeRayCastMapper

from xr2ct_viewer.render.gl_probe import GlKind

Mapper = vtkFixedPointVolumeRayCastMapper | vtkGPUVolumeRayCastMapper

GPU_MEMORY_BYTES: Final = 2 << 30
LIGHT_REACH: Final = 0.35
"""How far through the volume light is followed for soft shadows, as a fraction of its size."""
SCATTERING: Final = 0.6
"""Share of scattered light against surface shading, 0 to 2, while soft shadows are on."""


def make_mapper(gl_kind: GlKind) -> Mapper:
    """A mapper that adapts its sampling to the update rate that is asked for."""
    if gl_kind == "hardware":
        gpu = vtkGPUVolumeRayCastMapper()
        gpu.SetMaxMemoryInBytes(GPU_MEMORY_BYTES)
        gpu.SetMaxMemoryFraction(0.75)
        gpu.UseJitteringOn()
        gpu.AutoAdjustSampleDistancesOn()
        return gpu
    mapper = vtkFixedPointVolumeRayCastMapper()
    mapper.SetNumberOfThreads(cpu_count() or 1)  # by itself it draws with one
    mapper.AutoAdjustSampleDistancesOn()
    mapper.SetMaximumImageSampleDistance(4.0)
    return mapper


def set_sample_distance_mm(mapper: Mapper, distance_mm: float) -> None:
    """Distance between samples along a ray at rest; twice as much while moving."""
    mapper.SetSampleDistance(distance_mm)
    if isinstance(mapper, vtkFixedPointVolumeRayCastMapper):
        mapper.SetInteractiveSampleDistance(2.0 * distance_mm)


def set_soft_shadows(mapper: Mapper, on: bool) -> None:
    """Let light be lost and scattered on its way through the volume; only the GPU's mapper can."""
    if isinstance(mapper, vtkGPUVolumeRayCastMapper):
        mapper.SetGlobalIlluminationReach(LIGHT_REACH if on else 0.0)
        mapper.SetVolumetricScatteringBlending(SCATTERING if on else 0.0)
