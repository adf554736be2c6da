"""The grey scale of a DICOM radiograph, from stored values to what is meant to be seen.

Order (PS3.4 N.2): modality LUT, then VOI (window, sigmoid or LUT), then inversion. The result lies in [0, 1], white =
dense. An image for processing has no presentation; there the stated relation of its values to the X-ray intensity
decides what is dense. Overlays are not drawn.
"""

from typing import Any, Final

import numpy as np
import pydicom
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.colour import grey_of_colour
from xr2ct_core.io.dicom_file import PALETTE, items, number, numbers, padding_range, tag, text

_NO_WINDOW: Final = "The file states no window; the range of its values was used."
_RAW: Final = "An image for processing, not for viewing; what is dense was taken from the stated relation to intensity."
_SHAPES_DISAGREE: Final = "Photometric interpretation and presentation shape contradict each other; the former counts."
_NO_POLARITY: Final = "The file does not say whether low values are black; taken as black."


def presented(dataset: pydicom.Dataset, stored: NDArray[Any]) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """Stored values as presentation values in [0, 1], white = dense, and what was assumed on the way."""
    ends = padding_range(dataset, stored)
    padding = np.zeros(stored.shape, dtype=bool) if ends is None else (stored >= ends[0]) & (stored <= ends[1])
    values = _modality_values(dataset, stored)
    grey, notes = _voi(dataset, values, padding)
    inverted, polarity_notes = polarity(dataset)
    if inverted:
        grey = 1.0 - grey
    grey[padding] = 0.0
    return grey.astype(np.float32), (*notes, *polarity_notes)


def presented_in_colour(
    name: str, dataset: pydicom.Dataset, rgb: NDArray[Any]
) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """As `presented`, of a frame in colour (rows, cols, 3), which is shown as it is: no window, nothing inverted.

    `name` is that of the file. Raises `BadInputError` for what is colour all over.
    """
    grey, notes = grey_of_colour(name, rgb)
    stored = number(dataset, "BitsStored") or 8.0
    top = 2.0**stored - 1.0 if text(dataset, "PhotometricInterpretation") != PALETTE else np.iinfo(rgb.dtype).max
    return (grey.astype(np.float32) / np.float32(top)).clip(0.0, 1.0), notes


def windowed(values: NDArray[np.float64], centre: float, width: float, function: str) -> NDArray[np.float64]:
    """VOI window to [0, 1] (PS3.3 C.11.2.1.2): LINEAR, LINEAR_EXACT or SIGMOID."""
    if function == "SIGMOID":
        return 1.0 / (1.0 + np.exp(np.clip(-4.0 * (values - centre) / width, -700.0, 700.0)))
    if function != "LINEAR_EXACT" and width > 1.0:
        return np.clip((values - (centre - 0.5)) / (width - 1.0) + 0.5, 0.0, 1.0)
    if function != "LINEAR_EXACT":
        return (values > centre - 0.5).astype(np.float64)
    return np.clip((values - centre) / width + 0.5, 0.0, 1.0)


def polarity(dataset: pydicom.Dataset) -> tuple[bool, tuple[str, ...]]:
    """Whether the lowest value is meant to be shown white, and what was assumed for that.

    An image for processing says by `PixelIntensityRelationshipSign` which of its *stored* values are dense (PS3.3
    C.8.11.3.1.2: 1 means that low values had little intensity); a falling modality rescale turns that over.
    """
    photometric, shape = text(dataset, "PhotometricInterpretation"), text(dataset, "PresentationLUTShape")
    sign = number(dataset, "PixelIntensityRelationshipSign")
    if text(dataset, "PresentationIntentType").upper() == "FOR PROCESSING" and sign in (1.0, -1.0):
        falls = (number(dataset, "RescaleSlope") or 1.0) < 0.0 and not items(dataset, "ModalityLUTSequence")
        return (sign == 1.0) != falls, (_RAW,)
    if not photometric and not shape:
        return False, (_NO_POLARITY,)
    if not photometric:
        return shape == "INVERSE", ()
    inverted = photometric == "MONOCHROME1"
    # The two are required to agree; where they do not, the photometric interpretation is what viewers follow.
    disagree = shape in ("INVERSE", "IDENTITY") and (shape == "INVERSE") != inverted
    return inverted, (_SHAPES_DISAGREE,) if disagree else ()


def lookup_table(item: pydicom.Dataset) -> tuple[NDArray[np.float64], float, float]:
    """Table, first mapped value and top of the output range of a modality or VOI LUT item."""
    descriptor, data = numbers(item, "LUTDescriptor"), tag(item, "LUTData")
    if data is None or len(descriptor) != 3:
        raise BadInputError("The image has a damaged lookup table.", "Export it again.")
    entries, first, bits = int(descriptor[0]) or 65536, int(descriptor[1]), int(descriptor[2])
    if isinstance(data, bytes):
        words = ">u2" if item.original_encoding[1] is False else "<u2"  # bytes are in the order of the file
        table = np.frombuffer(data, dtype=words if len(data) >= 2 * entries else np.uint8)
    else:
        table = np.array(numbers(item, "LUTData")).astype(np.int64) & 0xFFFF
    if len(table) < entries or entries < 2 or not 1 <= bits <= 16:
        raise BadInputError("The image has a damaged lookup table.", "Export it again.")
    table = table[:entries].astype(np.float64)
    return table, float(first), max(2.0**bits - 1.0, float(table.max()))


def _modality_values(dataset: pydicom.Dataset, stored: NDArray[Any]) -> NDArray[np.float64]:
    values = stored.astype(np.float64)
    tables = items(dataset, "ModalityLUTSequence")
    if tables:
        table, first, _ = lookup_table(tables[0])
        return _looked_up(values, table, first)
    slope, intercept = number(dataset, "RescaleSlope") or 1.0, number(dataset, "RescaleIntercept") or 0.0
    return values * slope + intercept


def _voi(
    dataset: pydicom.Dataset, values: NDArray[np.float64], padding: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Values of interest in [0, 1]: by table, else by window, else by the range of what is no padding."""
    centre, width = number(dataset, "WindowCenter"), number(dataset, "WindowWidth")
    tables = items(dataset, "VOILUTSequence")
    if tables:
        table, first, top = lookup_table(tables[0])
        return _looked_up(values, table, first) / top, ()
    if centre is not None and width is not None and width > 0:
        return windowed(values, centre, width, text(dataset, "VOILUTFunction").upper() or "LINEAR"), ()
    inside = values[~padding] if not padding.all() else values
    low, high = (float(edge) for edge in np.percentile(inside, (0.1, 99.9)))
    low, high = (low, high) if high > low else (float(inside.min()), float(inside.max()))
    return np.clip((values - low) / max(high - low, 1e-12), 0.0, 1.0), (_NO_WINDOW,)


def _looked_up(values: NDArray[np.float64], table: NDArray[np.float64], first: float) -> NDArray[np.float64]:
    """Table entries of values; those beyond either end take the end's entry.

    A first value below zero is by some written as an unsigned word; then it lies beyond all values.
    """
    if first > 32_767 and float(values.min()) < 0.0:
        first -= 65_536
    entries: NDArray[np.float64] = table[np.clip(np.rint(values) - first, 0, len(table) - 1).astype(np.int64)]
    return entries
