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
    """Limits of the domain gate; what is beyond one is a reason.

    Those of pairs come from pairs of patients that the networks did not learn from. Those of results are set by hand
    beyond what nine reconstructions of known-good pairs reach (`biplanar` alone and `template`, 64 voxels an edge:
    correlations of at least 0.9995 for line integrals and 0.987 for display images, 155 to 190 HU unsure, 2.5 to 6.4 L,
    tissue of -65 to 29 HU). What refuses is set by hand too, far beyond what any known-good pair reaches.
    """

    made_by: str = ui("", "How the numbers were found.")
    least_log_size: float = ui(-0.25, "Logarithm of the size of the body against known adults.")
    most_cut: float = ui(0.15, "Share of a view's lungs that is cut off.")
    most_no_chest: float = ui(0.36, "What the networks say of no chest: 0 for chests, 1 for others.")
    most_distance: float = ui(0.24, "Distance of both frames from what known chests explain.")
    most_metal_physical: float = ui(0.0, "Score of metal in line integrals.")
    most_metal_display: float = ui(0.0, "Score of metal in display images.")
    usual_turn_deg: float = ui(0.0, "What is found on average for straight patients.")
    most_turn_physical_deg: float = ui(6.0, "Turn against the usual one, of line integrals.")
    most_turn_display_deg: float = ui(10.0, "The same of display images, whose line integrals are estimated.")
    least_ncc_physical: float = ui(0.995, "Correlation of a re-projection with line integrals.")
    least_ncc_display: float = ui(0.95, "The same where the line integrals were made of a display image.")
    most_uncertain_hu: float = ui(230.0, "Mean standard deviation in the body.")
    tissue_hu: tuple[float, float] = ui((-130.0, 130.0), "Median of what is no lung in the body.")
    lung_litres: tuple[float, float] = ui((1.0, 9.5), "Volume of the lungs and airways of adults in the cube.")
    most_outside: float = ui(0.35, "Share of the attenuation that a view shows beside the working cube.")
    refuse_no_chest: float = ui(0.999, "A picture that is no chest with this probability is refused.")
    refuse_same_view: float = ui(0.9, "Two views of one kind are refused with this probability.")
    refuse_distance: float = ui(0.36, "A pair that is this far from known chests is refused.")

    def most_turn_deg(self, is_physical: bool) -> float:
        """The limit of the turn for pairs of line integrals, or of display images."""
        return self.most_turn_physical_deg if is_physical else self.most_turn_display_deg


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
