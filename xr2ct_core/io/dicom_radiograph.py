"""A DICOM radiograph (CR, DX, secondary capture) as it is meant to be seen, with what its tags say about the geometry.

Order of the grey scale (PS3.4 N.2): modality LUT, then VOI (window or LUT), then MONOCHROME1 inversion. The result is
in [0, 1], white = dense, turned as the viewer sees it. Distances in millimetres.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
import pydicom
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import View
from xr2ct_core.io.dicom_file import integer, items, number, numbers, read_pixels, tag, text, words
from xr2ct_core.io.facts import RadiographFacts

_VIEW_POSITION: Final = {
    "PA": View.PA,
    "AP": View.AP,
    "LL": View.LL,
    "RL": View.RL,
    "LATERAL": View.LL,
    "LAT": View.LL,
    "L LAT": View.LL,
    "R LAT": View.RL,
    "LLAT": View.LL,
    "RLAT": View.RL,
}
_NOT_RADIOGRAPHS: Final = ("CT", "MR", "PT", "NM", "US")


def read_dicom_facts(path: Path) -> RadiographFacts:
    """The radiograph in a DICOM file and what its tags state; raises `BadInputError` for anything else."""
    dataset, stored = read_pixels(path)
    modality = text(dataset, "Modality")
    if modality in _NOT_RADIOGRAPHS:
        raise BadInputError(f"{path.name} is a {modality} image, not a radiograph.", "Open the series as a volume.")
    grey, grey_notes = presented(dataset, stored)
    if float(grey.max()) <= float(grey.min()):
        raise BadInputError(f"{path.name} is one even grey.", "Choose a radiograph.")
    view = stated_view(dataset)
    grey, spacing, turn_notes = _as_viewed(grey, dataset, _spacing(dataset))
    pixel_mm, grey, spacing_notes = _square(grey, spacing)
    return RadiographFacts(
        image=np.ascontiguousarray(grey, dtype=np.float32),
        scale="display",
        source=path.name,
        view=view,
        pixel_mm=pixel_mm,
        sad_mm=_distance(dataset, "DistanceSourceToPatient"),
        sdd_mm=_distance(dataset, "DistanceSourceToDetector"),
        notes=(*grey_notes, *turn_notes, *spacing_notes),
    )


def presented(dataset: pydicom.Dataset, stored: NDArray[Any]) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """Stored values as presentation values in [0, 1], white = dense, and what was assumed on the way."""
    padding = _padding(dataset, stored)
    values = stored.astype(np.float64)
    notes: tuple[str, ...] = ()
    if items(dataset, "ModalityLUTSequence"):
        table, first, _ = _lut(items(dataset, "ModalityLUTSequence")[0])
        values = _looked_up(values, table, first)
    else:
        slope, intercept = number(dataset, "RescaleSlope"), number(dataset, "RescaleIntercept")
        slope, intercept = (1.0 if slope in (None, 0.0) else slope) or 1.0, intercept or 0.0
        values = values * slope + intercept
    centre, width = number(dataset, "WindowCenter"), number(dataset, "WindowWidth")
    if items(dataset, "VOILUTSequence"):
        table, first, top = _lut(items(dataset, "VOILUTSequence")[0])
        grey = _looked_up(values, table, first) / top
    elif centre is not None and width is not None and width > 0:
        grey = windowed(values, centre, width, text(dataset, "VOILUTFunction") or "LINEAR")
    else:
        inside = values[~padding] if not padding.all() else values
        low, high = (float(edge) for edge in np.percentile(inside, (0.1, 99.9)))
        low, high = (low, high) if high > low else (float(inside.min()), float(inside.max()))
        grey = np.clip((values - low) / max(high - low, 1e-12), 0.0, 1.0)
        notes = ("The file states no window; the range of its values was used.",)
    if is_inverted(dataset):
        grey = 1.0 - grey
    grey[padding] = 0.0
    return grey.astype(np.float32), notes


def windowed(values: NDArray[np.float64], centre: float, width: float, function: str) -> NDArray[np.float64]:
    """VOI window to [0, 1] (PS3.3 C.11.2.1.2): LINEAR, LINEAR_EXACT or SIGMOID."""
    if function == "SIGMOID":
        return 1.0 / (1.0 + np.exp(np.clip(-4.0 * (values - centre) / width, -700.0, 700.0)))
    if function != "LINEAR_EXACT" and width > 1.0:
        return np.clip((values - (centre - 0.5)) / (width - 1.0) + 0.5, 0.0, 1.0)
    if function != "LINEAR_EXACT":
        return (values > centre - 0.5).astype(np.float64)
    return np.clip((values - centre) / width + 0.5, 0.0, 1.0)


def is_inverted(dataset: pydicom.Dataset) -> bool:
    """True if the lowest value is meant to be shown white."""
    shape = text(dataset, "PresentationLUTShape")
    if shape in ("INVERSE", "IDENTITY"):
        # Required to agree with the photometric interpretation; where they disagree the latter is what viewers follow.
        photometric = text(dataset, "PhotometricInterpretation")
        return photometric == "MONOCHROME1" if photometric else shape == "INVERSE"
    return text(dataset, "PhotometricInterpretation") == "MONOCHROME1"


def stated_view(dataset: pydicom.Dataset) -> View | None:
    """The view by ViewPosition, else by the view code, else by what the image's axes are."""
    view = _VIEW_POSITION.get(text(dataset, "ViewPosition").upper())
    if view is not None:
        return view
    codes = " ".join(text(item, "CodeMeaning").lower() for item in items(dataset, "ViewCodeSequence"))
    for phrase, named in (
        ("postero-anterior", View.PA),
        ("antero-posterior", View.AP),
        ("right lateral", View.RL),
        ("lateral", View.LL),
    ):
        if phrase in codes:
            return named
    axes = {axis[:1] for axis in words(dataset, "PatientOrientation")}
    if axes & {"A", "P"} and axes & {"H", "F"}:
        return View.LL
    return None


def _as_viewed(
    grey: NDArray[np.float32], dataset: pydicom.Dataset, spacing: tuple[float, float] | None
) -> tuple[NDArray[np.float32], tuple[float, float] | None, tuple[str, ...]]:
    """The image turned so that rows grow to the feet and columns to the patient's left or back."""
    axes = [axis[:1] for axis in words(dataset, "PatientOrientation")]
    if len(axes) != 2:
        return grey, spacing, ("The file does not say how the image lies; taken as upright and not mirrored.",)
    notes = []
    if axes[0] in ("H", "F"):
        grey, axes = grey.T, axes[::-1]
        spacing = spacing[::-1] if spacing else None
        notes.append("The image was stored lying on its side and has been turned.")
    if axes[1] == "H":
        grey = grey[::-1]
        notes.append("The image was stored upside down and has been turned.")
    if axes[0] in ("R", "A"):
        grey = grey[:, ::-1]
        notes.append("The image was stored mirrored and has been turned.")
    return grey, spacing, tuple(notes)


def _spacing(dataset: pydicom.Dataset) -> tuple[float, float] | None:
    """Row and column spacing in mm at the detector, if stated: of the imager, of the scanner, or calibrated."""
    for keyword in ("ImagerPixelSpacing", "NominalScannedPixelSpacing", "PixelSpacing"):
        spacing = numbers(dataset, keyword)
        if len(spacing) == 2 and all(0.01 <= value <= 10.0 for value in spacing):
            return spacing[0], spacing[1]
    return None


def _square(
    grey: NDArray[np.float32], spacing: tuple[float, float] | None
) -> tuple[float | None, NDArray[np.float32], tuple[str, ...]]:
    """Pixel size, and the image with square pixels if it had others."""
    if spacing is None:
        return None, grey, ()
    row_mm, col_mm = spacing
    if abs(row_mm - col_mm) <= 0.005 * col_mm:
        return col_mm, grey, ()
    from xr2ct_core.cube import resampling_weights

    rows = max(8, round(grey.shape[0] * row_mm / col_mm))
    in_mm = (np.arange(grey.shape[0]) - (grey.shape[0] - 1) / 2.0) * row_mm
    out_mm = (np.arange(rows) - (rows - 1) / 2.0) * col_mm
    weights = resampling_weights(in_mm, row_mm, out_mm, col_mm)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
    return col_mm, (weights @ grey).astype(np.float32), ("Its pixels were not square and were resampled.",)


def _distance(dataset: pydicom.Dataset, keyword: str) -> float | None:
    value = number(dataset, keyword)
    return value if value is not None and 100.0 <= value <= 10_000.0 else None


def _padding(dataset: pydicom.Dataset, stored: NDArray[Any]) -> NDArray[np.bool_]:
    """Pixels outside the exposed area, which are black whatever the grey scale."""
    value, limit = integer(dataset, "PixelPaddingValue"), integer(dataset, "PixelPaddingRangeLimit")
    if value is None:
        return np.zeros(stored.shape, dtype=bool)
    low, high = sorted((value, value if limit is None else limit))
    padding: NDArray[np.bool_] = (stored >= low) & (stored <= high)
    return padding


def _looked_up(values: NDArray[np.float64], table: NDArray[np.float64], first: float) -> NDArray[np.float64]:
    """Table entries of values; those beyond either end take the end's entry."""
    entries: NDArray[np.float64] = table[np.clip(np.rint(values) - first, 0, len(table) - 1).astype(np.int64)]
    return entries


def _lut(item: pydicom.Dataset) -> tuple[NDArray[np.float64], float, float]:
    """Table, first mapped value and top of the output range of a modality or VOI LUT item."""
    descriptor, data = numbers(item, "LUTDescriptor"), tag(item, "LUTData")
    if data is None or len(descriptor) != 3:
        raise BadInputError("The image has a damaged lookup table.", "Export it again.")
    entries, first, bits = int(descriptor[0]) or 65536, int(descriptor[1]), int(descriptor[2])
    if isinstance(data, bytes):
        table = np.frombuffer(data, dtype="<u2" if len(data) >= 2 * entries else np.uint8)
    else:
        table = np.array(numbers(item, "LUTData")).astype(np.int64) & 0xFFFF
    if len(table) < entries or entries < 2 or not 1 <= bits <= 16:
        raise BadInputError("The image has a damaged lookup table.", "Export it again.")
    table = table[:entries].astype(np.float64)
    return table, float(first), max(2.0**bits - 1.0, float(table.max()))
