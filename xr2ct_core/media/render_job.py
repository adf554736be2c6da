"""What the 3D renderer is asked for. It lives in the viewer's package and is run as a process of its own.

Why a process: VTK holds the interpreter while it draws, so the window would stand still; and a broken OpenGL driver
ends only the process it runs in. `state` is how the scene looks on screen (`xr2ct_viewer.render.scene_state`); without
it a preset and a side of the patient say it.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class TurntableJob(BaseModel):
    """A movie instead of a picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    degrees: float
    seconds: float
    fps: int


class RenderJob(BaseModel):
    """One picture or movie of a volume, `width_px` x `height_px` with the banner strip in it. Paths are absolute.

    `gl` is the kind of OpenGL where that is known already; finding out takes a second. Without `strip` the picture is
    a part of a larger one, which carries the strip itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    volume_path: str
    out_path: str
    width_px: int
    height_px: int
    banner: str
    strip: bool = True
    gl: Literal["", "hardware", "software"] = ""
    preset: str = "chest"
    side: Literal["A", "P", "L", "R", "S", "I"] = "A"
    state: dict[str, Any] | None = None
    visibility_path: str = ""
    turntable: TurntableJob | None = None
