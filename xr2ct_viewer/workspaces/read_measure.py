"""Tools in the left button and measurements: the area that joins them to the commands and the views."""

from collections.abc import Callable, Mapping
from typing import get_args

from xr2ct_viewer.actions.commands.tools import TOOL_COMMANDS
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.tools import ToolName
from xr2ct_viewer.panels.tools_bar import ToolsBar
from xr2ct_viewer.workspaces.read_area import ReadContext


class ReadMeasure:
    """The tools bar and what its commands do."""

    def __init__(self, context: ReadContext) -> None:
        self._context = context
        self.tools = context.grid.tools

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        offered = {command.id for command in TOOL_COMMANDS}
        return {
            f"tool.{name}": lambda name=name: self._take(name)
            for name in get_args(ToolName)
            if f"tool.{name}" in offered
        }

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        self.bar = ToolsBar(self.tools, hub, self._context.theme)
        self._context.stage.add_left(self.bar)
        self.tools.events.connect(lambda *_: self._show_tool())
        self._show_tool()

    def shutdown(self) -> None:
        """Nothing runs here."""

    def _take(self, name: ToolName) -> None:
        self.tools.press_key(name)
        self._show_tool()

    def _show_tool(self) -> None:
        """The tool in hand is the checked one, also when its key was pressed twice."""
        for command in TOOL_COMMANDS:
            self._hub[command.id].setChecked(command.id == f"tool.{self.tools.tool}")
