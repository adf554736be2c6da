"""A series is put together by where its slices lie; what is odd about it is said in words."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from dicom_factory import write_ct_slice, write_radiograph
from scipy import ndimage

from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_volume
from xr2ct_core.volume import Volume

COUNT, ROWS, COLS = 6, 10, 12


def _plane(index: int) -> np.ndarray:
    """Stored values whose HU are 10 * slice, with a marker at row 2, column 9 of slice 4."""
    stored = np.full((ROWS, COLS), 1024 + 10 * index, dtype=np.uint16)
    if index == 4:
        stored[2, 9] = 3000
    return stored


def _series(folder: Path, places: list[int] | None = None, **tags: object) -> Path:
    """Slices at 2.5 mm, feet first, named in an order that means nothing."""
    folder.mkdir(exist_ok=True)
    for number, index in enumerate(range(COUNT) if places is None else places):
        name = f"{(7 * number) % 11:02d}.dcm"
        write_ct_slice(folder / name, _plane(index), (-8.0, -9.0, -100.0 + 2.5 * index), **tags)
    return folder


def _notes(volume: Volume) -> str:
    assert volume.provenance is not None
    return " ".join(volume.provenance.assumptions)


def test_slices_are_ordered_by_place_and_the_marker_lies_where_it_should(tmp_path: Path) -> None:
    volume = read_volume(_series(tmp_path))
    assert volume.shape_zyx == (COUNT, ROWS, COLS) and volume.hu.dtype == np.int16
    assert volume.hu[:, 5, 5].tolist() == [0, 10, 20, 30, 40, 50]
    assert volume.spacing_zyx_mm == (2.5, 2.0, 1.5)
    assert volume.hu_at((-8.0 + 9 * 1.5, -9.0 + 2 * 2.0, -90.0)) == 1976
    assert not _notes(volume)


def test_any_slice_stands_for_its_series(tmp_path: Path) -> None:
    folder = _series(tmp_path)
    _series(tmp_path / "other", SeriesInstanceUID="9.9")
    shutil.copy(tmp_path / "other" / "00.dcm", folder / "stray.dcm")
    volume = read_volume(folder / "03.dcm")
    assert volume.shape_zyx[0] == COUNT and not _notes(volume)


def test_slices_in_subfolders_are_found(tmp_path: Path) -> None:
    _series(tmp_path / "study")
    (tmp_path / "DICOMDIR").write_bytes(bytes(128) + b"DICM")
    assert read_volume(tmp_path).shape_zyx[0] == COUNT


def test_the_largest_of_several_series_is_read_and_said(tmp_path: Path) -> None:
    _series(tmp_path)
    for index in range(3):
        write_ct_slice(tmp_path / f"scout{index}.dcm", _plane(0), (0, 0, index), SeriesInstanceUID="1.2.4")
    volume = read_volume(tmp_path)
    assert volume.shape_zyx[0] == COUNT and "2 series" in _notes(volume) and "6 slices" in _notes(volume)


def test_a_gap_is_filled_linearly_and_said(tmp_path: Path) -> None:
    volume = read_volume(_series(tmp_path, [0, 1, 2, 5, 6, 7]))
    assert volume.hu[:, 5, 5].tolist() == [0, 10, 20, 30, 40, 50, 60, 70]
    assert "2 slices are missing" in _notes(volume) and "7.5 mm" in _notes(volume)


def test_duplicates_are_left_out_and_said(tmp_path: Path) -> None:
    volume = read_volume(_series(tmp_path, [0, 1, 2, 2, 3, 4, 4, 5]))
    assert volume.hu[:, 5, 5].tolist() == [0, 10, 20, 30, 40, 50]
    assert "2 slices are left out" in _notes(volume)


def test_uneven_steps_are_made_even_and_said(tmp_path: Path) -> None:
    for index, place_mm in enumerate([0.0, 2.0, 4.0, 6.5, 8.0, 10.0]):
        write_ct_slice(tmp_path / f"{index}.dcm", _plane(0) + np.uint16(10 * place_mm), (0, 0, place_mm))
    volume = read_volume(tmp_path)
    assert volume.hu[:, 5, 5].tolist() == [0, 20, 40, 60, 80, 100] and "uneven" in _notes(volume)


def test_each_slice_has_its_own_rescale(tmp_path: Path) -> None:
    for index in range(4):
        stored = np.full((ROWS, COLS), 500, dtype=np.int16)
        write_ct_slice(
            tmp_path / f"{index}.dcm", stored, (0, 0, index), RescaleSlope=0.5 + index, RescaleIntercept=-100
        )
    assert read_volume(tmp_path).hu[:, 0, 0].tolist() == [150.0, 650.0, 1150.0, 1650.0]


def test_padding_and_impossible_values_become_air(tmp_path: Path) -> None:
    for index in range(3):
        stored = np.full((ROWS, COLS), 1000, dtype=np.int16)
        stored[0, 0], stored[0, 1] = -2000, 63
        write_ct_slice(tmp_path / f"{index}.dcm", stored, (0, 0, index), PixelPaddingValue=63)
    hu = read_volume(tmp_path).hu
    assert hu[0, 0, :3].tolist() == [-1024, -1024, -24]


def test_coronal_slices_are_turned_upright(tmp_path: Path) -> None:
    """Rows to the feet, columns to the left, slices stacked towards the back."""
    for index in range(3):
        stored = np.zeros((ROWS, COLS), dtype=np.uint16)
        stored[2, 9] = 2000 if index == 1 else 0
        tags = {"ImageOrientationPatient": [1, 0, 0, 0, 0, -1]}
        write_ct_slice(tmp_path / f"{index}.dcm", stored, (-5.0, 10.0 + 4 * index, 50.0), **tags)
    volume = read_volume(tmp_path)
    assert volume.shape_zyx == (ROWS, 3, COLS) and volume.spacing_zyx_mm == (2.0, 4.0, 1.5)
    assert volume.hu_at((-5.0 + 9 * 1.5, 14.0, 50.0 - 2 * 2.0)) == 976


def test_missing_places_fall_back_to_the_slice_location_and_numbers(tmp_path: Path) -> None:
    for index in range(4):
        tags = {"ImagePositionPatient": None, "ImageOrientationPatient": None, "SliceLocation": 5.0 * index}
        (tmp_path / "a").mkdir(exist_ok=True)
        (tmp_path / "b").mkdir(exist_ok=True)
        write_ct_slice(tmp_path / "a" / f"{9 - index}.dcm", _plane(index), (0, 0, 0), **tags)
        tags = {"ImagePositionPatient": None, "InstanceNumber": index, "SliceThickness": 3.0}
        write_ct_slice(tmp_path / "b" / f"{9 - index}.dcm", _plane(index), (0, 0, 0), **tags)
    by_location, by_number = read_volume(tmp_path / "a"), read_volume(tmp_path / "b")
    assert by_location.hu[:, 5, 5].tolist() == by_number.hu[:, 5, 5].tolist() == [0, 10, 20, 30]
    assert (by_location.spacing_zyx_mm[0], by_number.spacing_zyx_mm[0]) == (5.0, 3.0)
    assert "axial" in _notes(by_location) and "do not say where" in _notes(by_number)


def test_missing_rescale_and_pixel_size_are_said(tmp_path: Path) -> None:
    tags = {"RescaleSlope": None, "RescaleIntercept": None, "PixelSpacing": None, "ReconstructionDiameter": 30.0}
    volume = read_volume(_series(tmp_path, **tags))
    assert volume.spacing_zyx_mm[1:] == (3.0, 3.0) and volume.hu[0, 0, 0] == 1024
    assert "no rescale" in _notes(volume) and "Pixel size missing" in _notes(volume)


def test_the_patient_id_is_kept_only_if_de_identified(tmp_path: Path) -> None:
    named = read_volume(_series(tmp_path / "a", PatientID="Smith", PatientName="Smith"))
    coded = read_volume(_series(tmp_path / "b", PatientID="LUNG-1", PatientIdentityRemoved="YES"))
    assert named.provenance is not None and "Smith" not in named.provenance.model_dump_json()
    assert coded.provenance is not None and coded.provenance.subject == "LUNG-1"


def test_a_synthetic_series_stays_synthetic(tmp_path: Path) -> None:
    provenance = read_volume(_series(tmp_path, SyntheticData="YES")).provenance
    assert provenance is not None and provenance.synthetic and "SYNTHETIC" in provenance.banner


def _tilted(folder: Path) -> None:
    for index in range(4):
        write_ct_slice(folder / f"{index}.dcm", _plane(index), (0.0, 2.0 * index, 5.0 * index))


def _one_slice(folder: Path) -> None:
    write_ct_slice(folder / "1.dcm", _plane(0), (0, 0, 0))


def _radiographs(folder: Path) -> None:
    write_radiograph(folder / "1.dcm", np.zeros((ROWS, COLS), np.uint16))


def _no_pixel_size(folder: Path) -> None:
    _series(folder, PixelSpacing=None)


def _nonsense_direction(folder: Path) -> None:
    _series(folder, ImageOrientationPatient=[1, 0, 0, 1, 0, 0])


def _truncated(folder: Path) -> None:
    path = _series(folder) / "00.dcm"
    path.write_bytes(path.read_bytes()[:-50])


def _nothing(folder: Path) -> None:
    (folder / "notes.txt").write_text("no images here")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_tilted, "tilted gantry"),
        (_one_slice, "only one slice"),
        (_radiographs, "DX images"),
        (_no_pixel_size, "pixel size"),
        (_nonsense_direction, "impossible direction"),
        (_truncated, "damaged or incomplete"),
        (_nothing, "no DICOM images"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_hint(tmp_path: Path, make: object, says: str) -> None:
    assert callable(make)
    make(tmp_path)
    with pytest.raises(BadInputError, match=says) as refused:
        read_volume(tmp_path)
    assert refused.value.hint


def test_a_real_series_agrees_with_the_nifti_of_the_same_scan(shared_data: Path) -> None:
    series = read_volume(shared_data / "dicom" / "LIDC-IDRI-0001")
    nifti = read_volume(shared_data / "ct" / "LIDC-IDRI-0001.nii.gz")
    assert series.shape_zyx == (133, 512, 512) and not _notes(series)
    points = nifti.affine.voxel_to_world(
        np.stack(np.meshgrid(*[np.arange(20, n - 20, 9) for n in nifti.shape_zyx]), -1)
    )
    index = np.moveaxis(series.affine.world_to_voxel(points), -1, 0)
    there = ndimage.map_coordinates(series.hu.astype(np.float32), index, order=1)
    index = np.moveaxis(nifti.affine.world_to_voxel(points), -1, 0)
    here = ndimage.map_coordinates(nifti.hu.astype(np.float32), index, order=1)
    inside = here > -1000
    assert np.corrcoef(there[inside], here[inside])[0, 1] > 0.995
