"""One DICOM file opened safely: header first, sizes checked, errors in a sentence, values without surprises."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import check_image_size


def read_header(path: Path) -> pydicom.Dataset:
    """The dataset without its pixels."""
    with _damage_said(path):
        return pydicom.dcmread(path, force=True, stop_before_pixels=True)


def read_pixels(path: Path) -> tuple[pydicom.Dataset, NDArray[Any]]:
    """The dataset and its one grey frame (rows, cols) as stored, before any lookup table."""
    with _damage_said(path):
        # Reads bytes only; nothing is unpacked before the sizes were checked.
        dataset = pydicom.dcmread(path, force=True)
        rows, cols = integer(dataset, "Rows") or 0, integer(dataset, "Columns") or 0
        if not rows or not cols:
            raise BadInputError(f"{path.name} holds no image.", "Choose a DICOM file with pixels.")
        check_image_size(path, rows, cols)
        if (integer(dataset, "SamplesPerPixel") or 1) != 1:
            raise BadInputError(f"{path.name} is a colour image.", "Choose a grey image.")
        if (integer(dataset, "NumberOfFrames") or 1) != 1:
            raise BadInputError(f"{path.name} holds several frames.", "Export the frames as single files.")
        if not hasattr(dataset, "PixelData"):
            raise BadInputError(f"{path.name} holds no image.", "Choose a DICOM file with pixels.")
        if "TransferSyntaxUID" not in dataset.file_meta:
            dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
        pixels = np.asarray(dataset.pixel_array)
    if pixels.shape != (rows, cols):
        raise BadInputError(f"{path.name} holds {pixels.ndim} axes, not one image.", "Export single images.")
    return dataset, pixels


def tag(dataset: pydicom.Dataset, keyword: str) -> Any:
    """The value of a tag, or None if it is missing; values are only decoded, and found damaged, when asked for."""
    try:
        return dataset.get(keyword)
    except Exception as error:
        raise BadInputError(f"The DICOM tag {keyword} is damaged.", "Copy or export the file again.") from error


def items(dataset: pydicom.Dataset, keyword: str) -> list[pydicom.Dataset]:
    """The items of a sequence, none if it is missing or something else."""
    found = tag(dataset, keyword)
    return [item for item in found if isinstance(item, pydicom.Dataset)] if isinstance(found, pydicom.Sequence) else []


def number(dataset: pydicom.Dataset, keyword: str) -> float | None:
    """A finite number, the first of several, or None if the tag is missing, empty or nonsense."""
    values = numbers(dataset, keyword)
    return values[0] if values else None


def integer(dataset: pydicom.Dataset, keyword: str) -> int | None:
    value = number(dataset, keyword)
    return None if value is None else int(value)


def numbers(dataset: pydicom.Dataset, keyword: str) -> tuple[float, ...]:
    """All values of a numeric tag, or nothing if any of them is no finite number."""
    try:
        value = tag(dataset, keyword)
        if value is None or value == "":
            return ()
        items = value if isinstance(value, list | tuple | pydicom.multival.MultiValue) else [value]
        found = tuple(float(item) for item in items)
    except (TypeError, ValueError, OverflowError):
        return ()
    return found if np.isfinite(found).all() else ()


def text(dataset: pydicom.Dataset, keyword: str) -> str:
    value = tag(dataset, keyword)
    return "" if value is None else str(value).strip()


def words(dataset: pydicom.Dataset, keyword: str) -> tuple[str, ...]:
    value = tag(dataset, keyword)
    if value is None or value == "":
        return ()
    items = [value] if isinstance(value, str) else list(value)
    return tuple(str(item).strip().upper() for item in items)


@contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    """Whatever pydicom and its decoders raise on a damaged file becomes one `BadInputError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except BadInputError:
        raise
    except Exception as error:
        raise BadInputError(f"{path.name} is damaged or incomplete (DICOM).", "Copy or export it again.") from error
