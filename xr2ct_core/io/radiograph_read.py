"""Reading of radiographs from any format: what was stated is taken, what was not is assumed and said.

Invariants: the result is float32, white = dense. On the `display` scale it lies in [0, 1]; on the `line_integral`
scale whole numbers mean `value / top of the format * max_line_integral` and floating point values count as they are.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import View
from xr2ct_core.io.facts import RadiographFacts, squared
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.io.files import existing_file
from xr2ct_core.io.raster import RasterImage, read_raster
from xr2ct_core.radiograph import Radiograph, RadiographScale

_THICKEST_LINE_INTEGRAL: Final = 40.0
"""No patient attenuates more; larger floating point numbers are grey values."""
_LARGEST_LINE_INTEGRAL: Final = 200.0
"""Ten metres of water."""
_USUAL_BITS: Final = (8, 10, 12, 14, 15, 16)


def read_radiograph(
    path: str | Path,
    *,
    view: View | None = None,
    pixel_mm: float | None = None,
    scale: RadiographScale | None = None,
    max_line_integral: float | None = None,
) -> Radiograph:
    """The radiograph in a PNG, JPEG, TIFF, NPY or DICOM file, told by its content.

    `view`, `pixel_mm` and `scale` overrule what the file says; what neither says is assumed and listed in
    `assumptions`. `max_line_integral` is the line integral that the top of a whole-number format stands for.
    Raises `BadInputError` with a sentence and a hint.
    """
    return read_facts(path, scale=scale, max_line_integral=max_line_integral).overruled(view, pixel_mm).radiograph()


def read_facts(
    path: str | Path, *, scale: RadiographScale | None = None, max_line_integral: float | None = None
) -> RadiographFacts:
    """The image of a file and what the file states about it, nothing guessed but the meaning of its numbers."""
    path = existing_file(path)
    kind = sniff(path)
    if kind is FileKind.DICOM:
        from xr2ct_core.io.dicom_radiograph import read_dicom_facts

        if scale == "line_integral":
            raise BadInputError(f"{path.name} is a DICOM image for viewing.", "Its scale can only be display.")
        return read_dicom_facts(path)
    if kind.is_image or kind is FileKind.NPY:
        raster = read_raster(path, kind)
        image, scale, notes = _on_scale(raster, path.name, scale, max_line_integral)
        sides = raster.pixel
        doubts = () if sides is None or sides.is_believed else (sides.doubt,)
        pixel_mm, image, shape_notes = squared(image, None if doubts else sides, path)
        notes = (*raster.notes, *notes, *doubts, *shape_notes)
        return RadiographFacts(image, scale, path.name, pixel_mm=pixel_mm, notes=notes)
    if kind.is_volume:
        raise BadInputError(f"{path.name} is a volume ({kind}), not a radiograph.", "Open it as a CT.")
    if kind is FileKind.JSON:
        raise BadInputError(f"{path.name} is a description, not an image.", "Open it as a pair.")
    raise BadInputError(f"{path.name} is not an image this program knows.", "Use PNG, JPEG, TIFF, NPY or DICOM.")


def _on_scale(
    raster: RasterImage, name: str, scale: RadiographScale | None, max_line_integral: float | None
) -> tuple[NDArray[np.float32], RadiographScale, tuple[str, ...]]:
    """Raw values on their scale, the scale, and what was assumed about it."""
    values, notes = raster.values, list[str]()
    if scale is None:
        is_physical = max_line_integral is not None or (raster.top is None and _looks_physical(values))
        scale = "line_integral" if is_physical else "display"
        if raster.top is None:
            what = "line integrals" if is_physical else "grey values"
            notes.append(f"The file does not say what its numbers mean; they were read as {what}.")
    if raster.white_is_zero and raster.top is not None:
        top = raster.top if scale == "line_integral" else _top_in_use(float(values.max()), raster.top)
        values = np.float32(top) - values
    is_reversed = raster.white_is_zero and raster.top is None
    if scale == "line_integral":
        if is_reversed:
            notes.append("The file says that zero is white; line integrals were taken as they are.")
        return _line_integrals(values, raster.top, name, max_line_integral), scale, tuple(notes)
    image = _display(values, raster.top, name)
    if is_reversed:
        image = np.float32(1.0) - image
        notes.append("The file says that zero is white; its grey values were inverted.")
    return image, scale, tuple(notes)


def _line_integrals(
    values: NDArray[np.float32], top: float | None, name: str, max_line_integral: float | None
) -> NDArray[np.float32]:
    if max_line_integral is not None and not (np.isfinite(max_line_integral) and max_line_integral > 0):
        raise BadInputError("max_line_integral must be a positive number.", "Correct the pair file.")
    if top is None:
        if float(np.abs(values).max()) > _LARGEST_LINE_INTEGRAL:
            raise BadInputError(
                f"The values of {name} are too large for line integrals.", "Use the scale display or convert them."
            )
        return values
    if max_line_integral is None:
        raise BadInputError(
            f"{name} holds whole numbers, so their line integrals are unknown.",
            "State max_line_integral, the line integral of the largest value of the format, or the scale display.",
        )
    return (values * np.float32(max_line_integral / top)).astype(np.float32)


def _display(values: NDArray[np.float32], top: float | None, name: str) -> NDArray[np.float32]:
    """Grey values in [0, 1]; whole numbers keep their distance from black, others are stretched if they must be."""
    low, high = float(values.min()), float(values.max())
    if high <= low:
        raise BadInputError(f"{name} is one even grey.", "Choose a radiograph.")
    if low < 0.0 or (top is None and high > 1.0):
        return ((values - low) / (high - low)).astype(np.float32)
    return (values / np.float32(1.0 if top is None else _top_in_use(high, top))).astype(np.float32)


def _looks_physical(values: NDArray[np.float32]) -> bool:
    """Floating point beyond [0, 1] but within what a body attenuates reads as line integrals."""
    return float(values.min()) >= -1e-3 and 1.0 < float(values.max()) <= _THICKEST_LINE_INTEGRAL


def _top_in_use(high: float, top: float) -> float:
    """The end of the range in use: 10, 12 and 14-bit detectors save into 16-bit files."""
    if top <= 255.0:
        return top
    return next((2.0**bits - 1.0 for bits in _USUAL_BITS if high <= 2.0**bits - 1.0), high)
