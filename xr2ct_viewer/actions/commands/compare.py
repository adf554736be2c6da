"""Ways of comparing: what, in which mode, and the epipolar line. The modes stand in the order of their keys."""

from typing import Final

from xr2ct_viewer.actions.command import Command

_NEEDS: Final = "in_read and can_compare"


def _mode(name: str, title: str, key: int, tip: str) -> Command:
    return Command(f"compare.{name}", title, "compare/1", f"compare_{name}", f"Alt+{key}", _NEEDS, tip, True)


COMPARE_COMMANDS: Final = (
    _mode("side_by_side", "Compare side by side", 1, "Both images next to each other, linked"),
    _mode("swipe", "Compare by swiping", 2, "One image left and one right of a divider you drag"),
    _mode("checkerboard", "Compare on a checkerboard", 3, "Tiles of both images in turns: edges show shifts"),
    _mode("blink", "Compare by blinking", 4, "Both images in turns at the same place, at most three times a second"),
    _mode("difference", "Compare by difference", 5, "Right minus left in colours: red denser, blue thinner"),
    Command(
        "compare.xrays",
        "Compare X-rays and re-projections",
        "compare/2",
        "xray",
        "Alt+6",
        "in_read and has_result",
        "The two X-rays beside what the volume would show in them",
        True,
    ),
    Command(
        "compare.slices",
        "Compare slices with the true CT or another volume",
        "compare/2",
        "ct",
        "Alt+7",
        _NEEDS,
        "Two volumes slice by slice: the result, the true CT, another result, or a file",
        True,
    ),
    Command(
        "compare.swap",
        "Swap left and right",
        "compare/3",
        "swap",
        "",
        _NEEDS,
        "The reference stands left; a difference is right minus left",
    ),
    Command(
        "compare.open",
        "Open a volume to compare with…",
        "compare/3",
        "open",
        "",
        _NEEDS,
        "Load a CT or another volume file; the study stays as it is",
    ),
    Command(
        "compare.curves",
        "Differences slice by slice",
        "compare/3",
        "chart",
        "Alt+8",
        _NEEDS,
        "Show or hide the curve below the slices; a click on it turns to that slice",
        True,
    ),
)
