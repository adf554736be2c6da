"""Where doubt begins: numbers found by `xr2ct check --learn-domain`, kept as data with how they were made."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.errors import BadInputError

FILE: Final = "domain/limits.json"


class Limits(ConfigBase):
    """Limits of the domain gate; what is beyond one is a reason."""

    made_by: str = ui("", "How the numbers were found.")
    refuse_no_chest: float = ui(0.999, "A picture that is no chest with this probability is refused.")
    refuse_same_view: float = ui(0.9, "Two views of one kind are refused with this probability.")
    same_image: float = ui(0.93, "Correlation of the looks of both images from which they are one picture.")
    least_ncc_physical: float = ui(0.97, "Correlation of a re-projection with line integrals that is usual at least.")
    least_ncc_display: float = ui(0.9, "The same where the line integrals were made of a display image.")


def read_limits(path: Path) -> Limits:
    """Read a file of limits; raises `BadInputError` if it is none."""
    try:
        return Limits.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as problem:
        raise BadInputError(f"{path.name} holds no limits of the domain gate.", "Install xr2ct again.") from problem


@cache
def bundled_limits() -> Limits:
    """The limits that come with the program."""
    return read_limits(Path(str(files("xr2ct_resources").joinpath(FILE))))
