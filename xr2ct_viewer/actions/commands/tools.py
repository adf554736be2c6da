"""The tools of the left mouse button: one command each, `tool.<name of ToolChoice>`.

The tools bar and the menu are made from this table; who adds a tool registers it with the grid's router and adds a
line here. Keys are single letters: the tool's key again keeps it in hand, a third time puts it down.
"""

from typing import Final

from xr2ct_viewer.actions.command import Command


def _tool(name: str, title: str, group: int, shortcut: str, tip: str) -> Command:
    return Command(
        f"tool.{name}", title, f"tools/{group}", f"tool_{name}", shortcut, "in_read and has_study", tip, True
    )


TOOL_COMMANDS: Final = (
    _tool(
        "crosshair",
        "Crosshair tool",
        1,
        "",
        "Click or drag puts the crosshair there, in every view. Escape comes back to it",
    ),
    _tool("window", "Window and level", 1, "W", "Drag: right for a wider window, up for a higher level"),
    _tool("pan", "Pan", 1, "P", "Drag the image. The middle button does so at any time"),
    _tool("zoom", "Zoom", 1, "Z", "Drag up to magnify, down to reduce. Ctrl + wheel does so at any time"),
)

TOOLS: Final = tuple(command.id.partition(".")[2] for command in TOOL_COMMANDS)
"""Names of the tools, in the order of the bar."""
