"""A volume comes back from every format as it was, upright whatever way it was stored, with its provenance."""

import errno
import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadConfigError, BadInputError, Xr2ctError
from xr2ct_core.io import read_volume, write_volume
from xr2ct_core.io.provenance_file import sidecar_path
from xr2ct_core.io.volume_write import SUFFIXES
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

MADE = Provenance(
    kind="reconstruction", synthetic=True, subject="Ünë", method_id="tv", method_config={"weight": 0.5, "steps": 30}
)
suffixes = pytest.mark.parametrize("suffix", SUFFIXES)


@pytest.fixture
def volume() -> Volume:
    """Asymmetric in every way: shape, spacing, origin, and one marker near a corner."""
    hu = np.random.default_rng(0).integers(-1024, 200, (6, 8, 10)).astype(np.int16)
    hu[4, 2, 7] = 3000
    return Volume(hu, Affine.axis_aligned((3.0, 2.0, 1.5), (-20.5, 31.25, -700.0)), MADE)


@suffixes
def test_volume_comes_back_as_it_was(volume: Volume, tmp_path: Path, suffix: str) -> None:
    path = write_volume(volume, tmp_path / f"case.one{suffix}")
    back = read_volume(path)
    assert back.hu.dtype == np.int16 and np.array_equal(back.hu, volume.hu)
    assert back.affine == volume.affine and back.provenance == MADE
    assert sorted(item.name for item in tmp_path.iterdir()) == [path.name, f"{path.name}.provenance.json"]


@suffixes
def test_a_generated_volume_stays_synthetic_without_its_sidecar(volume: Volume, tmp_path: Path, suffix: str) -> None:
    path = write_volume(volume, tmp_path / f"case{suffix}")
    (tmp_path / f"{path.name}.provenance.json").unlink()
    back = read_volume(path).provenance
    assert back is not None and back.synthetic and back.banner == MADE.banner
    if "nii" not in suffix:
        assert back == MADE


def test_when_a_volume_was_made_is_not_known_once_its_record_is_lost(volume: Volume, tmp_path: Path) -> None:
    path = write_volume(volume, tmp_path / "case.nii.gz")
    sidecar_path(path).unlink()
    provenance = read_volume(path).provenance
    assert provenance is not None and provenance.created == provenance.program == ""


def test_sidecar_says_the_banner_and_a_broken_one_is_passed_over(volume: Volume, tmp_path: Path) -> None:
    path = write_volume(volume, tmp_path / "case.nii.gz")
    sidecar = tmp_path / "case.nii.gz.provenance.json"
    assert json.loads(sidecar.read_text(encoding="utf-8"))["banner"] == MADE.banner
    sidecar.write_text("{broken", encoding="utf-8")
    provenance = read_volume(path).provenance
    assert provenance is not None and provenance.synthetic


def test_a_stale_sidecar_does_not_outlive_its_volume(volume: Volume, tmp_path: Path) -> None:
    path = write_volume(volume, tmp_path / "case.nrrd")
    write_volume(Volume(volume.hu, volume.affine), path)
    provenance = read_volume(path).provenance
    assert provenance is not None and provenance.kind == "acquired" and provenance.source == "case.nrrd"


@suffixes
def test_float_values_are_rounded_at_rest(tmp_path: Path, suffix: str) -> None:
    hu = np.array([-1000.4, 99.6, 40000.0, -40000.0] * 6, dtype=np.float32).reshape(2, 3, 4)
    path = write_volume(Volume(hu, Affine.centred((2, 3, 4), (1, 1, 1))), tmp_path / f"case{suffix}")
    assert read_volume(path).hu.ravel()[:4].tolist() == [-1000, 100, 32767, -32768]


ORIENTATIONS = [
    (order, signs) for order in itertools.permutations(range(3)) for signs in itertools.product((1, -1), repeat=3)
]


@pytest.mark.parametrize(("order", "signs"), ORIENTATIONS)
def test_every_flip_and_permutation_is_undone(
    volume: Volume, tmp_path: Path, order: tuple[int, ...], signs: tuple[int, ...]
) -> None:
    """All 48 ways to store a box, left-handed ones included, give the same marker at the same place."""
    axes = [2 - axis for axis in order][::-1]
    stored = np.transpose(volume.hu, axes)
    stored = np.flip(stored, [index for index in range(3) if signs[2 - index] < 0])
    image = sitk.GetImageFromArray(np.ascontiguousarray(stored))
    spacing = np.array(volume.spacing_zyx_mm[::-1])
    direction = np.zeros((3, 3))
    corner = np.zeros(3)
    for index, (axis, sign) in enumerate(zip(order, signs, strict=True)):
        direction[axis, index] = sign
        corner[axis] = 0 if sign > 0 else volume.hu.shape[2 - axis] - 1
    image.SetSpacing(spacing[list(order)].tolist())
    image.SetDirection(direction.ravel().tolist())
    image.SetOrigin((np.array(volume.affine.origin_lps_mm) + corner * spacing).tolist())
    sitk.WriteImage(image, str(tmp_path / "turned.nrrd"))
    back = read_volume(tmp_path / "turned.nrrd")
    assert np.array_equal(back.hu, volume.hu) and back.affine == volume.affine


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_an_oblique_volume_is_resampled_upright_with_its_marker_in_place(tmp_path: Path, suffix: str) -> None:
    hu = np.full((30, 30, 30), -1000, dtype=np.int16)
    hu[20:23, 8:11, 5:8] = 1000
    angle = np.deg2rad(20)
    direction = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1.0]])
    image = sitk.GetImageFromArray(hu)
    image.SetDirection(direction.ravel().tolist())
    image.SetSpacing((2.0, 2.0, 3.0))
    image.SetOrigin((10.0, 20.0, 30.0))
    sitk.WriteImage(image, str(tmp_path / f"oblique{suffix}"))
    back = read_volume(tmp_path / f"oblique{suffix}")
    weight = back.hu.astype(float) + 1024
    weight[weight < 200] = 0
    index = [(weight * axis).sum() / weight.sum() for axis in np.indices(weight.shape)]
    truth = image.TransformContinuousIndexToPhysicalPoint((6.0, 9.0, 21.0))
    assert back.affine.voxel_to_world(index) == pytest.approx(truth, abs=0.5)
    assert back.provenance is not None and "angle" in back.provenance.assumptions[0]
    assert back.hu.min() == -1024


def test_nifti_is_read_where_nibabel_would_put_it(tmp_path: Path) -> None:
    """RAS of the file is LPS of the program: an off-centre marker by hand."""
    image = sitk.GetImageFromArray(np.arange(24, dtype=np.int16).reshape(2, 3, 4))
    image.SetOrigin((-5.0, 7.0, 11.0))
    sitk.WriteImage(image, str(tmp_path / "a.nii"))
    header = (tmp_path / "a.nii").read_bytes()
    srow_x = np.frombuffer(header, "<f4", 4, 280)
    assert srow_x[3] == 5.0
    assert read_volume(tmp_path / "a.nii").affine.origin_lps_mm == (-5.0, 7.0, 11.0)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int32", "float32", "float64"])
def test_every_number_type_becomes_hu(tmp_path: Path, dtype: str) -> None:
    values = np.arange(60, dtype=dtype).reshape(3, 4, 5)
    sitk.WriteImage(sitk.GetImageFromArray(values), str(tmp_path / "a.nrrd"))
    back = read_volume(tmp_path / "a.nrrd")
    assert np.array_equal(back.hu, values) and back.hu.dtype == (np.float32 if dtype.startswith("f") else np.int16)
    assert back.provenance is not None and "Hounsfield" in " ".join(back.provenance.assumptions)


def test_a_single_volume_with_four_axes_is_read(tmp_path: Path) -> None:
    values = np.arange(60, dtype=np.int16).reshape(1, 3, 4, 5)
    sitk.WriteImage(sitk.GetImageFromArray(values, isVector=False), str(tmp_path / "a.nii.gz"))
    assert np.array_equal(read_volume(tmp_path / "a.nii.gz").hu, values[0])


@pytest.mark.parametrize("suffix", [".nii.gz", ".nii", ".nrrd", ".mha", ".npz"])
def test_the_content_decides_and_not_the_name(volume: Volume, tmp_path: Path, suffix: str) -> None:
    path = write_volume(volume, tmp_path / f"case{suffix}").rename(tmp_path / "scan.dcm")
    assert np.array_equal(read_volume(path).hu, volume.hu)


def test_an_unknown_ending_is_refused_before_anything_is_written(volume: Volume, tmp_path: Path) -> None:
    with pytest.raises(BadConfigError, match="no known ending") as refused:
        write_volume(volume, tmp_path / "case.xyz")
    assert ".nii.gz" in refused.value.hint and not list(tmp_path.iterdir())


@suffixes
def test_a_failed_write_leaves_the_old_file_and_no_rubbish(
    volume: Volume, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_volume(volume, tmp_path / f"case{suffix}")
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Xr2ctError, match="no room") as refused:
        write_volume(Volume(volume.hu + 1, volume.affine), path)
    assert refused.value.code == "disk_full" and refused.value.exit_code == 7
    assert path.read_bytes() == before and len(list(tmp_path.iterdir())) == 2


@suffixes
def test_a_folder_that_takes_no_files_is_said(volume: Volume, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInputError) as refused:
        write_volume(volume, tmp_path / "file" / f"case{suffix}")
    assert refused.value.hint and "in the way" in refused.value.message


def test_reading_a_volume_opens_no_torch_and_no_window() -> None:
    code = "import sys, xr2ct_core.io as io; io.read_volume, io.read_pair, io.pair_from_images, io.write_png; "
    code += "sys.exit(any(name in sys.modules for name in ('torch', 'PySide6', 'vtk')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
