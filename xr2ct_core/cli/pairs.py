"""The pair a command was given, as a pair file."""

from pathlib import Path

from xr2ct_core.corrections import NOTHING, PairCorrection
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.io.files import refuse_odd_name
from xr2ct_core.io.given_pair import file_of_images, file_of_pair
from xr2ct_core.protocol.tasks import GeometryName


def existing(path: Path, what: str) -> Path:
    """Absolute path of something that is there under a name that can be written down."""
    found = path.expanduser().absolute()
    refuse_odd_name(found)
    try:
        is_there = found.exists()
    except OSError:  # a name that is too long for one
        is_there = False
    if not is_there:
        raise BadInputError(f"There is no {what} {path}.", "Check the path.")
    return found


def one_pair(
    pair: Path | None,
    frontal: Path | None,
    lateral: Path | None,
    geometry: GeometryName | None,
    scratch: Path,
    correction: PairCorrection = NOTHING,
) -> Path:
    """The pair file to work on; two images, and a pair that is corrected, become one in `scratch`."""
    if pair is not None and (frontal is not None or lateral is not None):
        raise BadInputError("Both a pair file and single images were given.", "Use --pair, or --frontal and --lateral.")
    if pair is not None:
        if geometry is not None:
            raise BadInputError("A pair file brings its own geometry.", "Leave --geometry out.")
        return file_of_pair(existing(pair, "pair file"), scratch / "pair", correction)
    if frontal is None or lateral is None:
        raise BadInputError("A reconstruction needs two radiographs.", "Use --pair, or --frontal and --lateral.")
    preset = BiplanarGeometry.preset(geometry) if geometry is not None else None
    images = existing(frontal, "frontal image"), existing(lateral, "lateral image")
    return file_of_images(*images, scratch / "pair", correction, preset)
