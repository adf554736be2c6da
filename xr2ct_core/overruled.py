"""What a person put right is no longer assumed: its sentences leave the X-rays, and with them records and reports.

Sentences are told by how they begin, as `xr2ct_core.io` writes them.
"""

from collections.abc import Iterable
from typing import Final

from xr2ct_core.origins import CENTRE_ASSUMED, DISTANCES_UNKNOWN, PIXEL_UNKNOWN

OF_PIXELS: Final = (
    PIXEL_UNKNOWN,
    "The pixel size of the file, ",
    "The file does not say where its pixel size holds",
)
OF_VIEWS: Final = ("View unknown", "View taken from the file name")
OF_ORDER: Final = ("The two files were given in the other order", "Frontal and lateral were told apart")
OF_SIDES: Final = ("The file does not say how the image lies",)
OF_POLARITY: Final = ("The file does not say whether low values are black",)
OF_CENTRE: Final = (CENTRE_ASSUMED,)
OF_DISTANCES: Final = (DISTANCES_UNKNOWN,)


def without_beginnings(sentences: Iterable[str], beginnings: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences that begin with none of these words."""
    return tuple(sentence for sentence in sentences if not sentence.startswith(beginnings))
