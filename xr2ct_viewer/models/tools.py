"""Which tool the left mouse button holds in all 2D views. One for the whole window, without any toolkit.

`crosshair` is the tool of rest; a tool that marks something goes back to it by itself unless it is `locked`.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from xr2ct_viewer.models.events import Events

ToolName = Literal[
    "crosshair",
    "window",
    "pan",
    "zoom",
    "distance",
    "angle",
    "ellipse",
    "rectangle",
    "probe",
    "volume",
    "profile",
    "region",
]


@dataclass(eq=False)
class ToolChoice:
    """The tool in hand. `locked` keeps it after use."""

    events: ClassVar[Events] = Events()

    tool: ToolName = "crosshair"
    locked: bool = False

    def take(self, tool: ToolName, *, locked: bool = False) -> None:
        """Put a tool in hand, to be kept after use if `locked`."""
        self.locked = locked and tool != "crosshair"
        self.tool = tool

    def press_key(self, tool: ToolName) -> None:
        """The key or button of a tool: takes it; once more keeps it; a third time puts it down."""
        if tool != self.tool:
            self.take(tool)
        elif not self.locked:
            self.take(tool, locked=True)
        else:
            self.take("crosshair")

    def used(self) -> None:
        """The tool has marked what it was for."""
        if not self.locked:
            self.tool = "crosshair"
