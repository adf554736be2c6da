"""The small cube in the corner that shows from which side the patient is seen."""

from typing import Final

import vtkmodules.vtkRenderingFreeType  # noqa: F401  registers the font classes the letters need
from vtkmodules.vtkRenderingAnnotation import vtkAnnotatedCubeActor
from vtkmodules.vtkRenderingCore import vtkCamera, vtkRenderer

EDGE_FRACTION: Final = 0.2
"""Edge of the square the cube is drawn in, as a fraction of the smaller side of the picture."""


class OrientationCube:
    """A renderer in the lower left corner whose camera turns with the main one.

    Faces carry the patient's sides: L and R along x, P and A along y, S and I along z (LPS).
    """

    def __init__(self) -> None:
        cube = vtkAnnotatedCubeActor()
        cube.SetXPlusFaceText("L")
        cube.SetXMinusFaceText("R")
        cube.SetYPlusFaceText("P")
        cube.SetYMinusFaceText("A")
        cube.SetZPlusFaceText("S")
        cube.SetZMinusFaceText("I")
        cube.SetXFaceTextRotation(0)
        cube.SetYFaceTextRotation(0)
        cube.SetZFaceTextRotation(-90)
        cube.SetFaceTextScale(0.6)
        cube.GetCubeProperty().SetColor(0.24, 0.27, 0.32)
        cube.GetTextEdgesProperty().SetColor(0.12, 0.13, 0.16)
        for face in ("XPlus", "XMinus", "YPlus", "YMinus", "ZPlus", "ZMinus"):
            getattr(cube, f"Get{face}FaceProperty")().SetColor(0.92, 0.94, 0.97)
        self.renderer = vtkRenderer()
        self.renderer.SetLayer(1)
        self.renderer.InteractiveOff()
        self.renderer.AddActor(cube)

    def follow(self, camera: vtkCamera, picture_px: tuple[int, int]) -> None:
        """Look at the cube along the direction of the main camera, in the corner of a (width, height) picture."""
        width_px, height_px = picture_px
        edge_px = EDGE_FRACTION * min(width_px, height_px)
        self.renderer.SetViewport(0.0, 0.0, min(1.0, edge_px / width_px), min(1.0, edge_px / height_px))
        x, y, z = camera.GetDirectionOfProjection()
        own = self.renderer.GetActiveCamera()
        own.SetFocalPoint(0, 0, 0)
        own.SetPosition(-4.2 * x, -4.2 * y, -4.2 * z)
        own.SetViewUp(camera.GetViewUp())
        self.renderer.ResetCameraClippingRange()
