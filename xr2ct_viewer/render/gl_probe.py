"""Which OpenGL this machine has, found out in a subprocess because a broken driver can end the process that asks.

Run as a module it prints the renderer string; `classify` turns that string into what the scene needs to know.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Final, Literal

from xr2ct_viewer.models.marked import filled, marked

GlKind = Literal["hardware", "software", "none"]
PROBE_TIMEOUT_S: Final = 30.0
_SOFTWARE_NAMES: Final = ("llvmpipe", "softpipe", "swiftshader", "swrast", "warp", "microsoft basic render", "lavapipe")


@dataclass(frozen=True)
class GlInfo:
    """The kind of OpenGL and the renderer's own name; `reason` says why there is none."""

    kind: GlKind
    renderer: str = ""
    reason: str = ""

    @property
    def badge(self) -> str:
        """The short label shown in the corner of the 3D view."""
        return {"hardware": "GPU", "software": "CPU", "none": marked("no 3D")}[self.kind]


def classify(renderer: str) -> GlKind:
    """Hardware or software by the renderer string; an empty string means none."""
    if not renderer:
        return "none"
    return "software" if any(name in renderer.lower() for name in _SOFTWARE_NAMES) else "hardware"


def probe_command() -> list[str]:
    return [sys.executable, "-m", "xr2ct_viewer.render.gl_probe"]


def parse_probe(output: str, exit_code: int) -> GlInfo:
    """Interpret the probe's output; a crash or nonsense means there is no usable OpenGL."""
    try:
        renderer = str(json.loads(output.strip().splitlines()[-1])["renderer"])
    except (IndexError, KeyError, TypeError, ValueError):
        return GlInfo("none", reason=filled("the OpenGL driver did not start (exit code {code})", code=exit_code))
    return GlInfo(classify(renderer), renderer, "" if renderer else filled("no OpenGL driver was found"))


def probe_gl() -> GlInfo:
    """Run the probe and wait for it, at most `PROBE_TIMEOUT_S` seconds."""
    try:
        done = subprocess.run(probe_command(), capture_output=True, text=True, timeout=PROBE_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return GlInfo("none", reason=filled("the OpenGL driver did not answer"))
    return parse_probe(done.stdout, done.returncode)


def _main() -> None:
    import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  registers the OpenGL classes
    from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow

    window = vtkRenderWindow()
    window.SetOffScreenRendering(True)
    window.SetSize(16, 16)
    window.AddRenderer(vtkRenderer())
    window.Render()
    renderer = ""
    if window.SupportsOpenGL():
        for line in window.ReportCapabilities().splitlines():
            if line.lower().startswith("opengl renderer string:"):
                renderer = line.split(":", 1)[1].strip()
    sys.stdout.write(json.dumps({"renderer": renderer}) + "\n")


if __name__ == "__main__":
    _main()
