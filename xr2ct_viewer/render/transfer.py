"""A preset put into VTK's volume property and mapper."""

from vtkmodules.vtkRenderingCore import vtkVolumeProperty

from xr2ct_viewer.render.mappers import Mapper
from xr2ct_viewer.render.presets import OpacityPoint, VolumePreset

NO_GRADIENT_OPACITY = (OpacityPoint(x=0.0, y=1.0),)
"""The fixed-point mapper draws nothing at all with an empty gradient function, even when it is disabled."""


def apply_preset(preset: VolumePreset, volume_property: vtkVolumeProperty, mapper: Mapper) -> None:
    """Replace colours, opacities, lighting and blend mode; interpolation is always linear."""
    colour = volume_property.GetRGBTransferFunction()
    colour.RemoveAllPoints()
    for point in preset.colour:
        colour.AddRGBPoint(point.x, *point.color)

    opacity = volume_property.GetScalarOpacity()
    opacity.RemoveAllPoints()
    for opacity_point in preset.opacity:
        opacity.AddPoint(opacity_point.x, opacity_point.y)

    volume_property.DisableGradientOpacityOff()  # while it is on, VTK hands out a default in place of the function
    gradient = volume_property.GetGradientOpacity()
    gradient.RemoveAllPoints()
    for gradient_point in preset.gradient_opacity or NO_GRADIENT_OPACITY:
        gradient.AddPoint(gradient_point.x, gradient_point.y)
    volume_property.SetDisableGradientOpacity(not preset.gradient_opacity)

    volume_property.SetInterpolationTypeToLinear()
    volume_property.SetScalarOpacityUnitDistance(preset.unit_distance_mm)
    if preset.lighting:
        volume_property.ShadeOn()
        volume_property.SetAmbient(preset.lighting.ambient)
        volume_property.SetDiffuse(preset.lighting.diffuse)
        volume_property.SetSpecular(preset.lighting.specular)
        volume_property.SetSpecularPower(preset.lighting.specular_power)
    else:
        volume_property.ShadeOff()

    if preset.blend == "maximum":
        mapper.SetBlendModeToMaximumIntensity()
    else:
        mapper.SetBlendModeToComposite()
