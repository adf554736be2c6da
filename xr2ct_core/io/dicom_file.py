"""One DICOM file opened safely: header first, sizes checked, errors in a sentence, values without surprises."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import pydicom
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import MAX_VOXELS, check_image_size, check_volume_size

PALETTE: Final = "PALETTE COLOR"
_COLOURS: Final = ("RGB", PALETTE, "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT")
_SAMPLES: Final = {name: 1 if name == PALETTE else 3 for name in _COLOURS}
"""Samples a pixel of each way to store colour."""
_OF_GREY: Final = {"SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2", "PixelRepresentation": 0}
_OF_COLOUR: Final = {"PlanarConfiguration": 0, "PixelRepresentation": 0}
"""What an image may be taken to say where it does not; the library decodes none without."""


def read_header(path: Path) -> pydicom.Dataset:
    """The dataset without its pixels."""
    with _damage_said(path):
        return pydicom.dcmread(path, force=True, stop_before_pixels=True)


def read_pixels(path: Path) -> tuple[pydicom.Dataset, NDArray[Any]]:
    """The dataset and its one grey frame (rows, cols) as stored, before any lookup table."""
    dataset, pixels = read_frames(path, most=1)
    if pixels.ndim != 2:
        raise BadInputError(f"{path.name} holds {pixels.ndim} axes, not one image.", "Export single images.")
    return dataset, pixels


def read_picture(path: Path) -> tuple[pydicom.Dataset, NDArray[Any]]:
    """As `read_pixels`, or the one frame of a file in colour as red, green and blue (rows, cols, 3)."""
    return read_frames(path, most=1, with_colour=True)


def read_frames(
    path: Path, most: int = MAX_VOXELS, *, with_colour: bool = False
) -> tuple[pydicom.Dataset, NDArray[Any]]:
    """The dataset and its grey frames as stored: (rows, cols), or (frames, rows, cols) of several.

    `most`: frames that are taken. Bits that are not in use, in which old files keep overlays, are cleared. Raises
    `BadInputError` for anything but grey images of a size that is read; `with_colour` takes others too, with red, green
    and blue on the last axis.
    """
    with _damage_said(path):
        # Reads bytes only; nothing is unpacked before the sizes were checked.
        dataset = pydicom.dcmread(path, force=True)
        rows, cols = integer(dataset, "Rows") or 0, integer(dataset, "Columns") or 0
        if not rows or not cols:
            raise BadInputError(f"{path.name} holds no image.", "Choose a DICOM file with pixels.")
        check_image_size(path, rows, cols)
        samples, photometric = integer(dataset, "SamplesPerPixel") or 1, text(dataset, "PhotometricInterpretation")
        in_colour = samples != 1 or photometric in _COLOURS
        if in_colour and not (with_colour and samples == _SAMPLES.get(photometric)):
            raise BadInputError(f"{path.name} is a colour image.", "Choose a grey image.")
        frames = integer(dataset, "NumberOfFrames") or 1
        if frames > most:
            raise BadInputError(f"{path.name} holds several frames.", "Export the frames as single files.")
        check_volume_size(path, (frames * samples, rows, cols), 1)
        if not hasattr(dataset, "PixelData"):
            raise BadInputError(f"{path.name} holds no image.", "Choose a DICOM file with pixels.")
        if "TransferSyntaxUID" not in dataset.file_meta:
            dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
        pixels = _whole_words(dataset)
        if photometric == PALETTE:
            pixels = pydicom.pixels.apply_color_lut(pixels, dataset)
    if pixels.shape != ((rows, cols) if frames == 1 else (frames, rows, cols)) + ((3,) if in_colour else ()):
        raise BadInputError(f"{path.name} holds {pixels.ndim} axes, not one image.", "Export single images.")
    return dataset, pixels if photometric == PALETTE else _bits_in_use(dataset, pixels)


def padding_range(dataset: pydicom.Dataset, pixels: NDArray[Any]) -> tuple[int, int] | None:
    """Lowest and highest stored value that mean "no image here", or None; as signed as the pixels are."""
    value, limit = integer(dataset, "PixelPaddingValue"), integer(dataset, "PixelPaddingRangeLimit")
    if value is None:
        return None
    bits = 8 * pixels.dtype.itemsize
    ends = [value, value if limit is None else limit]
    if pixels.dtype.kind == "i":
        ends = [end - (1 << bits) if end >= 1 << (bits - 1) else end for end in ends]
    return min(ends), max(ends)


def _whole_words(dataset: pydicom.Dataset) -> NDArray[Any]:
    """The decoded pixels, of uncompressed ones with all their bits: the library would clear those above the lowest."""
    bits = integer(dataset, "BitsAllocated")
    usually = _OF_GREY if (integer(dataset, "SamplesPerPixel") or 1) == 1 else _OF_COLOUR
    wanted = {keyword: usual for keyword, usual in usually.items() if tag(dataset, keyword) in (None, "")}
    if not dataset.file_meta.TransferSyntaxUID.is_compressed and bits in (8, 16, 32):
        wanted |= {"BitsStored": bits, "HighBit": bits - 1}
    with _saying(dataset, wanted):
        return np.asarray(dataset.pixel_array)


@contextmanager
def _saying(dataset: pydicom.Dataset, values: dict[str, Any]) -> Iterator[None]:
    """The dataset with other values for a while."""
    stated = {keyword: tag(dataset, keyword) for keyword in values}
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    try:
        yield
    finally:
        for keyword, known in stated.items():
            if known is None:
                delattr(dataset, keyword)
            else:
                setattr(dataset, keyword, known)


def _bits_in_use(dataset: pydicom.Dataset, pixels: NDArray[Any]) -> NDArray[Any]:
    """Stored values without the bits that are not theirs; padding, which may lie beyond them, stays as it is."""
    width, stored = 8 * pixels.dtype.itemsize, integer(dataset, "BitsStored") or 0
    if pixels.dtype.kind not in "iu" or not 0 < stored < width:
        return pixels
    high = integer(dataset, "HighBit")
    high = high if high is not None and stored - 1 <= high < width else stored - 1
    values: NDArray[Any] = np.right_shift(np.left_shift(pixels, width - 1 - high), width - stored)
    padding = padding_range(dataset, pixels)
    if padding is not None:
        values = np.where((pixels >= padding[0]) & (pixels <= padding[1]), pixels, values)
    return values


def tag(dataset: pydicom.Dataset, keyword: str) -> Any:
    """The value of a tag, or None if it is missing; values are only decoded, and found damaged, when asked for."""
    try:
        with warnings.catch_warnings():
            # The library's warnings quote values, which may be a patient's.
            warnings.simplefilter("ignore")
            return dataset.get(keyword)
    except Exception:  # noqa: BLE001  whatever a damaged value makes the library raise
        raise BadInputError(f"The DICOM tag {keyword} is damaged.", "Copy or export the file again.") from None


def items(dataset: pydicom.Dataset, keyword: str) -> list[pydicom.Dataset]:
    """The items of a sequence, none if it is missing or something else."""
    found = tag(dataset, keyword)
    return [item for item in found if isinstance(item, pydicom.Dataset)] if isinstance(found, pydicom.Sequence) else []


def number(dataset: pydicom.Dataset, keyword: str) -> float | None:
    """A finite number, the first of several, or None if the tag is missing, empty or nonsense."""
    values = numbers(dataset, keyword)
    return values[0] if values else None


def integer(dataset: pydicom.Dataset, keyword: str) -> int | None:
    """As `number`, cut to a whole one."""
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
    """The value of a tag as text, empty if it is missing."""
    value = tag(dataset, keyword)
    return "" if value is None else str(value).strip()


def words(dataset: pydicom.Dataset, keyword: str) -> tuple[str, ...]:
    """All values of a tag in capitals, or nothing if it is missing or empty."""
    value = tag(dataset, keyword)
    if value is None or value == "":
        return ()
    items = [value] if isinstance(value, str) else list(value)
    return tuple(str(item).strip().upper() for item in items)


@contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    """Whatever pydicom and its decoders raise on a damaged file becomes one `BadInputError`.

    Their own words are left out of it, because they quote values of the file, which may be a patient's.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except BadInputError:
        raise
    except Exception:  # noqa: BLE001  whatever a damaged file makes the library and its decoders raise
        raise BadInputError(f"{path.name} is damaged or incomplete (DICOM).", "Copy or export it again.") from None
