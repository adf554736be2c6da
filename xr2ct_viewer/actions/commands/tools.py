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
    _tool(
        "region",
        "Window from a region",
        1,
        "Shift+W",
        "Drag a rectangle: black and white become its darkest and brightest tissue",
    ),
    _tool("pan", "Pan", 1, "P", "Drag the image. The middle button does so at any time"),
    _tool("zoom", "Zoom", 1, "Z", "Drag up to magnify, down to reduce. Ctrl + wheel does so at any time"),
    _tool("distance", "Distance", 2, "D", "Drag from end to end, or click both ends; Enter sets one at the crosshair"),
    _tool("angle", "Angle", 2, "N", "Click the end of an arm, the vertex, the end of the other arm"),
    _tool("ellipse", "Ellipse: mean and SD", 2, "O", "Drag from corner to corner: mean, SD, least, greatest, area"),
    _tool("rectangle", "Rectangle: mean and SD", 2, "B", "Drag from corner to corner, as the ellipse"),
    _tool("probe", "HU probe", 2, "H", "Click a point to keep its value with its uncertainty"),
    _tool("profile", "Profile along a line", 2, "L", "Drag from end to end: the values along the line, plotted below"),
    _tool("volume", "Volume by threshold", 2, "V", "Click into a region: what hangs together between two HU limits"),
)

MEASURE_COMMANDS: Final = (
    Command(
        "measure.lungs",
        "Measure both lungs",
        "tools/3",
        "lungs",
        "Shift+V",
        "in_read and has_volume",
        "Volumes of the left and the right lung, each with its 90 % interval",
    ),
    Command(
        "measure.list",
        "List of measurements",
        "tools/4",
        "measurements",
        "Ctrl+M",
        "in_read and has_study",
        "Show or hide the list at the right of the views",
        True,
    ),
    Command(
        "measure.visible",
        "Show measurements in the views",
        "tools/4",
        "inspect",
        "Shift+M",
        "in_read and has_measurements",
        "",
        True,
    ),
    Command(
        "measure.delete",
        "Delete the selected measurement",
        "tools/5",
        "trash",
        "Del",
        "in_read and has_selected_measurement",
    ),
    Command("measure.clear", "Delete all measurements", "tools/5", "", "", "in_read and has_measurements"),
    Command(
        "measure.copy",
        "Copy measurements",
        "tools/6",
        "copy",
        "",
        "in_read and has_measurements",
        "Copy the list as a table for a text or a spreadsheet",
    ),
    Command(
        "measure.csv",
        "Export measurements…",
        "tools/6",
        "export",
        "",
        "in_read and has_measurements",
        "Save the list with its intervals and where it comes from as CSV",
    ),
)

TOOLS: Final = tuple(command.id.partition(".")[2] for command in TOOL_COMMANDS)
"""Names of the tools, in the order of the bar."""
