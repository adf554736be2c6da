"""The X-rays of a case as a pair file that a worker can read, put right on the way where that was asked for."""

from pathlib import Path

from xr2ct_core import io
from xr2ct_core.asked_corrections import corrected_pair
from xr2ct_core.corrections import NOTHING, PairCorrection
from xr2ct_core.geometry import BiplanarGeometry


def file_of_pair(pair: Path, folder: Path, correction: PairCorrection = NOTHING) -> Path:
    """The pair file itself; one that is corrected is written into `folder`, and its own files stay as they are."""
    return pair if correction == NOTHING else io.write_pair(corrected_pair(io.read_pair(pair), correction), folder)


def file_of_images(
    frontal: str | Path,
    lateral: str | Path,
    folder: Path,
    correction: PairCorrection = NOTHING,
    geometry: BiplanarGeometry | None = None,
) -> Path:
    """A pair file in `folder` of two images, taken in `geometry` or as their files say."""
    return io.write_pair(corrected_pair(io.pair_from_images(frontal, lateral, geometry), correction), folder)
