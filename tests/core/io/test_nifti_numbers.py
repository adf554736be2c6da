"""What the NIfTI library would replace in silence is refused: samples and voxel sizes that are no numbers."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.io import read_volume

SHAPE_ZYX = (120, 100, 100)
"""More samples than are looked at in one piece."""
HU = np.linspace(-1000.0, 500.0, int(np.prod(SHAPE_ZYX))).reshape(SHAPE_ZYX)
PIXDIM_XYZ = (2.0, 3.0, 4.0)


def nifti(
    samples: np.ndarray, *, pixdim: tuple[float, ...] = PIXDIM_XYZ, slope: float = 0.0, pair: bool = False
) -> bytes:
    """A NIfTI-1 file, or the header of a pair, in the byte order of the samples, with its true sizes in the sform."""
    order = ">" if samples.dtype.byteorder == ">" else "<"
    head = bytearray(352)
    struct.pack_into(f"{order}i", head, 0, 348)
    struct.pack_into(f"{order}8h", head, 40, 3, *samples.shape[::-1], 1, 1, 1, 1)
    code = {"f4": 16, "f8": 64, "i2": 4}[samples.dtype.str[1:]]
    struct.pack_into(f"{order}2h", head, 70, code, 8 * samples.dtype.itemsize)
    struct.pack_into(f"{order}8f", head, 76, 1.0, *pixdim, *(0.0,) * 4)
    struct.pack_into(f"{order}3f", head, 108, 0.0 if pair else 352.0, slope, 0.0)
    head[123] = 2
    struct.pack_into(f"{order}h", head, 254, 1)
    for row, length in enumerate(PIXDIM_XYZ):
        struct.pack_into(f"{order}f", head, 280 + 20 * row, length)
    head[344:348] = b"ni1\0" if pair else b"n+1\0"
    return bytes(head) + (b"" if pair else samples.tobytes())


@pytest.mark.parametrize(("dtype", "wrong"), [("<f4", np.nan), ("<f8", np.inf), (">f4", -np.inf), (">f8", np.nan)])
@pytest.mark.parametrize("place", [(0, 0, 0), (-1, -1, -1)], ids=["first", "last"])
@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_a_sample_that_is_no_number_is_refused(
    tmp_path: Path, suffix: str, dtype: str, place: tuple[int, ...], wrong: float
) -> None:
    samples = HU.astype(dtype)
    samples[place] = wrong
    _write(tmp_path / f"a{suffix}", nifti(samples))
    with pytest.raises(BadInputError, match=r"^a\.nii.* contains values that are not numbers\.") as refused:
        read_volume(tmp_path / f"a{suffix}")
    assert refused.value.hint


@pytest.mark.parametrize("dtype", ["<f4", "<f8", ">f4", ">f8", ">i2"])
@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_numbers_are_read_as_they_are(tmp_path: Path, suffix: str, dtype: str) -> None:
    _write(tmp_path / f"a{suffix}", nifti(HU.astype(dtype)))
    volume = read_volume(tmp_path / f"a{suffix}")
    assert np.abs(volume.hu[:, ::-1, ::-1] - HU).max() <= 1.0
    assert volume.spacing_zyx_mm == PIXDIM_XYZ[::-1]


def test_a_wrong_sample_is_not_hidden_by_a_scale(tmp_path: Path) -> None:
    samples = HU.astype("<f4")
    samples[1, 2, 3] = np.nan
    _write(tmp_path / "a.nii", nifti(samples, slope=2.0))
    with pytest.raises(BadInputError, match="not numbers"):
        read_volume(tmp_path / "a.nii")


def test_the_image_file_of_a_pair_is_looked_at_too(tmp_path: Path) -> None:
    samples = HU.astype("<f4")
    _write(tmp_path / "a.hdr", nifti(samples, pair=True))
    _write(tmp_path / "a.img", samples.tobytes())
    assert read_volume(tmp_path / "a.hdr").hu.max() == 500
    _write(tmp_path / "a.img", samples.tobytes()[:-4])
    with pytest.raises(BadInputError, match="incomplete"):
        read_volume(tmp_path / "a.hdr")
    samples[5, 5, 5] = np.nan
    _write(tmp_path / "a.img", samples.tobytes())
    with pytest.raises(BadInputError, match="not numbers"):
        read_volume(tmp_path / "a.hdr")


@pytest.mark.parametrize("axis", range(3))
@pytest.mark.parametrize("length", [0.0, np.nan, np.inf])
@pytest.mark.parametrize("dtype", ["<i2", ">i2"])
def test_voxel_sizes_that_are_missing_are_refused_and_not_taken_as_a_millimetre(
    tmp_path: Path, dtype: str, length: float, axis: int
) -> None:
    pixdim = [length if index == axis else size for index, size in enumerate(PIXDIM_XYZ)]
    _write(tmp_path / "a.nii", nifti(HU[:4].astype(dtype), pixdim=tuple(pixdim)))
    with pytest.raises(BadInputError, match="impossible voxel sizes"):
        read_volume(tmp_path / "a.nii")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_the_longer_header_of_nifti_2_is_called_by_its_name(tmp_path: Path, suffix: str, order: str) -> None:
    header = struct.pack(f"{order}i8s", 540, b"n+2\0\r\n\x1a\n").ljust(544, b"\0")
    _write(tmp_path / f"a{suffix}", header + HU[:4].astype("<i2").tobytes())
    with pytest.raises(BadInputError, match="is NIfTI-2, which is not read") as refused:
        read_volume(tmp_path / f"a{suffix}")
    assert "NIfTI-1" in refused.value.hint


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, 1) if path.suffix == ".gz" else data)
