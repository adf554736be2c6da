"""What is compared in a study and the line of its profile, as JSON in a session file.

Files opened for comparison are kept by their paths. As with every way of looking, what is missing or impossible is
left out and never keeps a case from opening. Points: LPS millimetres, or (row, column) on a radiograph.
"""

import logging
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from xr2ct_viewer.models.comparison import CompareSubject, Sides
from xr2ct_viewer.models.profile import ProfileLine, ProfileSpace
from xr2ct_viewer.models.session_file.schema import Part

logger = logging.getLogger(__name__)


class ComparedState(Part):
    """The sides chosen, left and right, and the files that were opened."""

    sides: dict[CompareSubject, tuple[str, str]] = Field(default={})
    files: tuple[str, ...] = ()


class LineState(Part):
    """A `ProfileLine`."""

    space: ProfileSpace
    start: tuple[float, ...]
    end: tuple[float, ...]


def dump_compared(sides: dict[CompareSubject, Sides], files: tuple[Path, ...]) -> dict[str, Any]:
    """Sides and files; empty where nothing was chosen."""
    if not sides and not files:
        return {}
    state = ComparedState(
        sides={subject: (chosen.left, chosen.right) for subject, chosen in sides.items()},
        files=tuple(str(path) for path in files),
    )
    return state.model_dump(mode="json")


def load_compared(data: Any) -> tuple[dict[CompareSubject, Sides], tuple[Path, ...]]:
    """Sides and files as they were saved."""
    try:
        state = ComparedState.model_validate(data or {})
    except ValidationError as error:
        logger.warning("What was compared was not restored: %s", error)
        return {}, ()
    sides = {subject: Sides(*keys) for subject, keys in state.sides.items()}
    return sides, tuple(Path(path) for path in state.files)


def dump_line(line: ProfileLine | None) -> dict[str, Any]:
    """A line of a profile; empty for none."""
    if line is None:
        return {}
    return LineState(space=line.space, start=line.start, end=line.end).model_dump(mode="json")


def load_line(data: Any) -> ProfileLine | None:
    """The line as it was saved; None where it has points that make no line."""
    if not data:
        return None
    try:
        state = LineState.model_validate(data)
    except ValidationError as error:
        logger.warning("The line of the profile was not restored: %s", error)
        return None
    size = 3 if state.space == "patient" else 2
    is_sound = len(state.start) == len(state.end) == size
    return ProfileLine(state.space, state.start, state.end) if is_sound else None
