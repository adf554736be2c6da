"""A CT series out of a folder of DICOM slices, ordered by where they lie and not by their names or numbers.

Slices are sorted along the normal of their plane. Of several series the largest is read; duplicates are left out,
gaps and uneven steps are filled linearly, and each of these is said in the provenance. Values become HU by each
slice's own rescale; padding and everything below -1024 HU is air.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pydicom
import SimpleITK as sitk  # noqa: N813
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.deidentify_names import is_anonymous, kept_name
from xr2ct_core.io.dicom_file import integer, number, numbers, padding_range, read_header, read_pixels, text
from xr2ct_core.io.dicom_write_header import PROGRAM
from xr2ct_core.io.file_kind import is_dicom
from xr2ct_core.io.files import MAX_VOXELS
from xr2ct_core.io.orientation import upright_volume
from xr2ct_core.provenance import Provenance
from xr2ct_core.units import HU_MIN
from xr2ct_core.volume import Volume

_MAX_FILES: Final = 20_000
_SAME_PLACE_MM: Final = 0.01
_UNEVEN: Final = 0.02
_LARGEST_DRIFT_MM: Final = 2.0
_XRAYS: Final = ("CR", "DX", "RG")
_HINT: Final = "Export the series again as axial CT slices."


@dataclass(frozen=True, eq=False)
class _Slice:
    """One file of a series with its place; `position_mm` runs along the normal of the series."""

    path: Path
    header: pydicom.Dataset
    orientation: NDArray[np.float64]
    corner_mm: NDArray[np.float64]
    position_mm: float


def read_series(path: Path) -> Volume:
    """The CT of a folder, or of the series that one given slice belongs to. Raises `BadInputError`."""
    headers, wanted = _headers(path)
    chosen, notes = _chosen_series(headers, wanted, path)
    slices, place_notes = _placed(chosen)
    slices, duplicate_notes = _without_duplicates(slices)
    if len(slices) < 2:
        raise BadInputError(f"{path.name} has only one slice.", "Open the folder with the whole series.")
    first = slices[0].header
    rows, cols = integer(first, "Rows") or 0, integer(first, "Columns") or 0
    if len(slices) * rows * cols > MAX_VOXELS:
        raise BadInputError(f"The series has {len(slices)} x {rows} x {cols} voxels, too many.", "Crop it first.")
    spacing, spacing_notes = _pixel_spacing(first)
    _refuse_tilt(slices)
    hu, value_notes = _hounsfield([item.path for item in slices])
    hu, step_mm, step_notes = _even_steps(hu, np.array([item.position_mm for item in slices]))
    image = sitk.GetImageFromArray(hu)
    row_axis, col_axis = slices[0].orientation
    normal = np.cross(row_axis, col_axis)
    image.SetSpacing((spacing[1], spacing[0], step_mm))
    image.SetOrigin(slices[0].corner_mm.tolist())
    image.SetDirection(np.stack([row_axis, col_axis, normal], axis=1).ravel().tolist())
    volume, turn_notes = upright_volume(image)
    all_notes = (*notes, *place_notes, *duplicate_notes, *spacing_notes, *value_notes, *step_notes, *turn_notes)
    return Volume(volume.hu, volume.affine, _provenance(first, path, all_notes))


def _headers(path: Path) -> tuple[list[tuple[Path, pydicom.Dataset]], str | None]:
    """Headers of all DICOM images beside or below the path, and the series of the given file."""
    folder = path if path.is_dir() else path.parent
    wanted = None if path.is_dir() else text(read_header(path), "SeriesInstanceUID") or None
    dicoms = _dicom_files(folder, "*") or _dicom_files(folder, "**/*")
    headers = [(item, read_header(item)) for item in dicoms]
    headers = [(item, header) for item, header in headers if integer(header, "Rows")]
    if not headers:
        raise BadInputError(f"{folder.name or folder} holds no DICOM images.", "Choose the folder of a CT series.")
    return headers, wanted


def _dicom_files(folder: Path, pattern: str) -> list[Path]:
    """The DICOM files that match, in the order of their names; a DICOMDIR holds no image."""
    try:
        files = sorted(item for item in folder.glob(pattern) if item.is_file() and item.name.upper() != "DICOMDIR")
    except OSError as error:
        raise BadInputError(f"The folder {folder.name} cannot be read.", "Check its permissions.") from error
    if len(files) > _MAX_FILES:
        raise BadInputError(f"{folder.name} holds more than {_MAX_FILES} files.", "Choose the folder of one series.")
    return [item for item in files if is_dicom(item)]


def _chosen_series(
    headers: list[tuple[Path, pydicom.Dataset]], wanted: str | None, path: Path
) -> tuple[list[tuple[Path, pydicom.Dataset]], tuple[str, ...]]:
    """The slices of one series, all of one size and direction: the wanted one, else the one with most slices."""
    groups: dict[tuple[Any, ...], list[tuple[Path, pydicom.Dataset]]] = defaultdict(list)
    for item, header in headers:
        modality = text(header, "Modality") or "CT"
        direction = tuple(round(value, 2) for value in numbers(header, "ImageOrientationPatient"))
        size = (integer(header, "Rows"), integer(header, "Columns"))
        groups[(modality, text(header, "SeriesInstanceUID"), size, direction)].append((item, header))
    stacks = {key: group for key, group in groups.items() if key[0] == "CT" and wanted in (None, key[1])}
    if not stacks:
        modality = min(key[0] for key in groups)
        hint = "Open the frontal and the lateral X-ray together." if modality in _XRAYS else "Choose a CT series."
        raise BadInputError(f"{path.name} holds {modality} images, not a CT series.", hint)
    key = max(stacks, key=lambda name: (len(stacks[name]), name[1]))
    if any((integer(header, "NumberOfFrames") or 1) > 1 for _, header in stacks[key]):
        raise BadInputError(f"{path.name} is a multi-frame CT, which is not read.", "Export it as single slices.")
    notes: tuple[str, ...] = ()
    if len(stacks) > 1:
        notes = (f"The folder holds {len(stacks)} series; the largest, with {len(stacks[key])} slices, was read.",)
    return stacks[key], notes


def _placed(chosen: list[tuple[Path, pydicom.Dataset]]) -> tuple[list[_Slice], tuple[str, ...]]:
    """The slices in order along their normal, from tags; what is missing is assumed and said."""
    notes: list[str] = []
    direction = numbers(chosen[0][1], "ImageOrientationPatient")
    if len(direction) != 6:
        direction = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
        notes.append("The slices do not say how they lie; taken as axial, patient on the back.")
    orientation = np.array(direction, dtype=np.float64).reshape(2, 3)
    lengths = np.linalg.norm(orientation, axis=1)
    if (lengths < 0.9).any() or (lengths > 1.1).any() or abs(orientation[0] @ orientation[1]) > 0.01:
        raise BadInputError("The slices state an impossible direction.", _HINT)
    orientation /= lengths[:, None]
    normal = np.cross(orientation[0], orientation[1])
    corners = [numbers(header, "ImagePositionPatient") for _, header in chosen]
    if all(len(corner) == 3 for corner in corners):
        places = [np.array(corner) for corner in corners]
    else:
        places = [normal * place for place in _assumed_places([header for _, header in chosen])]
        notes.append("The slices do not say where they lie; ordered by their slice location or number.")
    slices = [
        _Slice(item, header, orientation, corner, float(corner @ normal))
        for (item, header), corner in zip(chosen, places, strict=True)
    ]
    slices.sort(key=lambda item: (item.position_mm, integer(item.header, "InstanceNumber") or 0, item.path.name))
    return slices, tuple(notes)


def _assumed_places(headers: Sequence[pydicom.Dataset]) -> list[float]:
    """Places in mm along the normal from SliceLocation, else from InstanceNumber and the slice thickness."""
    locations = [number(header, "SliceLocation") for header in headers]
    if all(location is not None for location in locations):
        return [float(location or 0.0) for location in locations]
    step_mm = number(headers[0], "SpacingBetweenSlices") or number(headers[0], "SliceThickness") or 0.0
    instances = [integer(header, "InstanceNumber") for header in headers]
    if step_mm <= 0 or any(instance is None for instance in instances):
        raise BadInputError("The slices do not say where they lie.", _HINT)
    return [float(instance or 0) * step_mm for instance in instances]


def _without_duplicates(slices: list[_Slice]) -> tuple[list[_Slice], tuple[str, ...]]:
    kept = slices[:1]
    for item in slices[1:]:
        if item.position_mm - kept[-1].position_mm > _SAME_PLACE_MM:
            kept.append(item)
    left_out = len(slices) - len(kept)
    if not left_out:
        return kept, ()
    return kept, (f"{_counted(left_out, 'slice')} left out for lying at the place of another.",)


def _pixel_spacing(header: pydicom.Dataset) -> tuple[tuple[float, float], tuple[str, ...]]:
    """Row and column spacing in mm; from the field of view where the tag is missing."""
    spacing = numbers(header, "PixelSpacing")
    if len(spacing) == 2 and all(0.01 <= value <= 20.0 for value in spacing):
        return (spacing[0], spacing[1]), ()
    diameter_mm, rows = number(header, "ReconstructionDiameter"), integer(header, "Rows")
    if diameter_mm and rows and diameter_mm > 0:
        value = diameter_mm / rows
        return (value, value), (f"Pixel size missing, taken as {value:.3f} mm from the field of view.",)
    raise BadInputError("The slices do not state their pixel size.", _HINT)


def _refuse_tilt(slices: list[_Slice]) -> None:
    """A tilted gantry shifts the slices against each other, which an upright volume cannot hold."""
    along = slices[-1].corner_mm - slices[0].corner_mm
    normal = np.cross(slices[0].orientation[0], slices[0].orientation[1])
    drift_mm = float(np.linalg.norm(along - (along @ normal) * normal))
    if drift_mm > _LARGEST_DRIFT_MM:
        raise BadInputError(
            f"The slices are shifted by {drift_mm:.0f} mm against each other (tilted gantry).",
            "Straighten the series, for example in 3D Slicer, and save it as NIfTI.",
        )


def _hounsfield(paths: Sequence[Path]) -> tuple[NDArray[np.int16] | NDArray[np.float32], tuple[str, ...]]:
    """HU (slice, row, col): int16 where every slice is whole-numbered, else float32."""
    planes: list[NDArray[Any]] = []
    is_rescaled = True
    for path in paths:
        dataset, stored = read_pixels(path)
        slope, intercept = number(dataset, "RescaleSlope"), number(dataset, "RescaleIntercept")
        is_rescaled &= slope is not None and intercept is not None
        values = stored.astype(np.float32) * np.float32(slope or 1.0) + np.float32(intercept or 0.0)
        padding = padding_range(dataset, stored)
        if padding is not None:
            values[(stored >= padding[0]) & (stored <= padding[1])] = HU_MIN
        np.maximum(values, HU_MIN, out=values)
        is_whole = float(slope or 1.0).is_integer() and float(intercept or 0.0).is_integer()
        planes.append(values.astype(np.int16) if is_whole and values.max() <= 32767 else values)
    notes = () if is_rescaled else ("The slices state no rescale to HU; their values were taken as they are.",)
    return np.stack(planes), notes


def _even_steps(
    hu: NDArray[np.int16] | NDArray[np.float32], positions_mm: NDArray[np.float64]
) -> tuple[NDArray[np.int16] | NDArray[np.float32], float, tuple[str, ...]]:
    """Slices at even steps; gaps and uneven steps are filled linearly on the usual step."""
    steps_mm = np.diff(positions_mm)
    step_mm = float(np.median(steps_mm))
    if np.abs(steps_mm - step_mm).max() <= _UNEVEN * step_mm:
        return hu, float(steps_mm.mean()), ()
    missing = int(np.maximum(np.rint(steps_mm / step_mm).astype(int) - 1, 0).sum())
    what = f"{_counted(missing, 'slice')} missing" if missing else "The slices lie at uneven steps"
    count = int(np.floor((positions_mm[-1] - positions_mm[0]) / step_mm + 1e-3)) + 1
    if count * hu.shape[1] * hu.shape[2] > MAX_VOXELS:
        raise BadInputError("The slices of the series lie too far apart.", _HINT)
    wanted_mm = positions_mm[0] + np.arange(count) * step_mm
    below = np.clip(np.searchsorted(positions_mm, wanted_mm, side="right") - 1, 0, len(positions_mm) - 2)
    share = np.clip((wanted_mm - positions_mm[below]) / steps_mm[below], 0.0, 1.0).astype(np.float32)
    even = np.empty((count, *hu.shape[1:]), dtype=hu.dtype)
    for index, (lower, part) in enumerate(zip(below, share, strict=True)):
        plane = hu[lower] * (1 - part) + hu[lower + 1] * part
        even[index] = np.rint(plane) if hu.dtype == np.int16 else plane
    note = f"{what}; filled in between at {step_mm:g} mm (largest step {steps_mm.max():g} mm)."
    return even, step_mm, (note,)


def _provenance(header: pydicom.Dataset, path: Path, notes: tuple[str, ...]) -> Provenance:
    """Origin of the series; the patient's ID only where the file says that it is de-identified."""
    is_synthetic = text(header, "SyntheticData").upper() == "YES"
    return Provenance(
        kind="reconstruction" if is_synthetic else "acquired",
        synthetic=is_synthetic,
        subject=text(header, "PatientID") if is_anonymous(header) else "",
        source=kept_name(header, path),
        assumptions=notes,
        **(_made(header) if is_synthetic else {}),
    )


def _made(header: pydicom.Dataset) -> dict[str, Any]:
    """By what a generated series was made, and when if that was this program, whose times are UTC."""
    maker = text(header, "Manufacturer")
    digits = text(header, "ContentDate") + text(header, "ContentTime")[:6] if maker == PROGRAM else ""
    try:
        created = datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        created = ""
    return {"program": f"{maker} {text(header, 'SoftwareVersions')}".strip(), "created": created}


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun} is" if count == 1 else f"{count} {noun}s are"
