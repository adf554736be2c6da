"""The small cube in the corner that shows from which side the patient is seen."""

import vtkmodules.vtkRenderingFreeType  # noqa: F401  registers the font classes the letters need
from vtkmodules.vtkRenderingAnnotation import vtkAnnotatedCubeActor
from vtkmodules.vtkRenderingCore import vtkCamera, vtkRenderer

VIEWPORT = (0.0, 0.0, 0.16, 0.2)


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
        self.renderer.SetViewport(*VIEWPORT)
        self.renderer.AddActor(cube)

    def follow(self, camera: vtkCamera) -> None:
        """Look at the cube along the direction of the main camera."""
        x, y, z = camera.GetDirectionOfProjection()
        own = self.renderer.GetActiveCamera()
        own.SetFocalPoint(0, 0, 0)
        own.SetPosition(-4.2 * x, -4.2 * y, -4.2 * z)
        own.SetViewUp(camera.GetViewUp())
        self.renderer.ResetCameraClippingRange()
