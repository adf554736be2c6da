"""The words that name data: "folder + phantoms:200", and the same data named from anywhere."""

import re
from pathlib import Path
from typing import Final

PHANTOMS: Final = "phantoms"
RADIOGRAPHS: Final = "radiographs:"
_JOINT: Final = re.compile(r"\s+\+\s+")


def part_names(name: str) -> list[str]:
    """The names that are joined by ` + `."""
    return _JOINT.split(name.strip())


def full_name(name: str) -> str:
    """The same data named from anywhere: folders by their whole path."""
    return " + ".join(part if is_phantoms(part) else _full_path(part) for part in part_names(name))


def is_phantoms(name: str) -> bool:
    """Whether a part stands for computed thoraxes."""
    return name == PHANTOMS or name.startswith(f"{PHANTOMS}:")


def _full_path(name: str) -> str:
    mark = RADIOGRAPHS if name.startswith(RADIOGRAPHS) else ""
    return mark + str(Path(name.removeprefix(mark)).expanduser().absolute())
