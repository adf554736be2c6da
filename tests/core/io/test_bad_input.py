"""Files lie. Each lie gets one sentence and a hint, quickly, without taking the memory it asks for."""

import gzip
import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813
import tifffile
from dicom_factory import write_radiograph
from PIL import Image

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError
from xr2ct_core.io import pair_from_images, read_pair, read_radiograph, read_volume, write_volume
from xr2ct_core.io.volume_write import SUFFIXES
from xr2ct_core.volume import Volume

resource = pytest.importorskip("resource", reason="Limits of memory and file size are those of Unix.")

Maker = Callable[[Path], object]
RANDOM = np.random.default_rng(0)
GREY = RANDOM.integers(0, 255, (64, 64)).astype(np.uint8)
HU = RANDOM.integers(-1000, 1000, (16, 16, 16)).astype(np.int16)


@pytest.fixture(autouse=True)
def _little_memory() -> Iterator[None]:
    """A reader that allocates what a header promises before checking it fails here."""
    if not Path("/proc/self/statm").is_file():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + (768 << 20), hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _cut(make: Maker, share: float = 0.6) -> Maker:
    def write(path: Path) -> None:
        make(path)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return write


def _bytes(data: bytes) -> Maker:
    return lambda path: path.write_bytes(data)


def _png(array: np.ndarray = GREY) -> Maker:
    return lambda path: Image.fromarray(array).save(path, "PNG")


def _npy(array: np.ndarray) -> Maker:
    def write(path: Path) -> None:
        with path.open("wb") as stream:
            np.save(stream, array, allow_pickle=True)

    return write


def _npy_promising(*shape: int) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"shape": shape, "fortran_order": False, "descr": "<f4"})
    return stream.getvalue()


def _png_promising(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _tiff_promising(path: Path) -> None:
    tifffile.imwrite(path, GREY, photometric="minisblack")
    with tifffile.TiffFile(path, mode="r+b") as tiff:
        tiff.pages[0].tags["ImageWidth"].overwrite(30_000)
        tiff.pages[0].tags["ImageLength"].overwrite(30_000)


def _nan_image(path: Path) -> None:
    image = np.ones((16, 16), np.float32)
    image[3, 3] = np.nan
    _npy(image)(path)


def _animation(path: Path) -> None:
    frames = [Image.fromarray(GREY), Image.fromarray(255 - GREY)]
    frames[0].save(path, "PNG", save_all=True, append_images=frames[1:])


def _itk(suffix: str, array: np.ndarray = HU, compress: bool = True) -> Maker:
    def write(path: Path) -> None:
        named = path.with_name(f"temporary{suffix}")
        image = sitk.GetImageFromArray(array, isVector=array.ndim == 4 and array.shape[-1] == 3)
        sitk.WriteImage(image, str(named), useCompression=compress)
        named.replace(path)

    return write


def _nifti_promising(path: Path) -> None:
    _itk(".nii")(path)
    data = bytearray(path.read_bytes())
    data[40:56] = struct.pack("<8h", 3, 30000, 30000, 30000, 1, 1, 1, 1)
    path.write_bytes(bytes(data))


def _nifti_gz_promising(path: Path) -> None:
    _nifti_promising(path)
    data = bytearray(path.read_bytes())
    data[40:56] = struct.pack("<8h", 3, 1000, 1000, 1000, 1, 1, 1, 1)
    path.write_bytes(gzip.compress(bytes(data)))


def _nrrd_promising(path: Path) -> None:
    _itk(".nrrd")(path)
    path.write_bytes(path.read_bytes().replace(b"sizes: 16 16 16", b"sizes: 90000 90000 90000"))


def _mha_promising(path: Path) -> None:
    _itk(".mha")(path)
    path.write_bytes(path.read_bytes().replace(b"DimSize = 16 16 16", b"DimSize = 1000 1000 1000"))


def _npz(**arrays: np.ndarray) -> Maker:
    def write(path: Path) -> None:
        with path.open("wb") as stream:
            np.savez_compressed(stream, **arrays)

    return write


def _npz_with(data: bytes) -> Maker:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("hu.npy", data)

    return write


def _zip_bomb(path: Path) -> None:
    """5 GiB of zeros by its own directory, in a few kilobytes on disk."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hu.npy", _npy_promising(1200, 1200, 1200) + bytes(1 << 20))
    data = path.read_bytes()
    entry = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: entry + 24] + struct.pack("<I", 0xFFFF0000) + data[entry + 28 :])


def _nan_volume(path: Path) -> None:
    values = HU.astype(np.float32)
    values[3, 3, 3] = np.inf
    _itk(".nrrd", values)(path)


RADIOGRAPHS: dict[str, tuple[Maker, str]] = {
    "empty": (_bytes(b""), "is empty"),
    "text": (_bytes(b"hello"), "not an image this program knows"),
    "random bytes": (_bytes(RANDOM.bytes(5000)), "not an image this program knows"),
    "cut png": (_cut(_png()), "damaged or incomplete"),
    "cut jpeg": (_cut(lambda path: Image.fromarray(GREY).save(path, "JPEG")), "damaged or incomplete"),
    "cut tiff": (_cut(lambda path: tifffile.imwrite(path, GREY)), "damaged or incomplete"),
    "cut tiff header": (_bytes(b"II*\0\x08\0\0\0\xff\xff"), "damaged or incomplete"),
    "cut npy": (_cut(_npy(GREY)), "incomplete"),
    "cut npy header": (_bytes(b"\x93NUMPY\x01\0"), "damaged"),
    "cut dicom": (_cut(lambda path: write_radiograph(path, GREY)), "damaged or incomplete"),
    "dicom in name only": (_bytes(bytes(128) + b"DICM" + bytes(300)), "DICOM|no image"),
    "huge png": (_bytes(_png_promising(60_000, 60_000)), "promises"),
    "large png": (_bytes(_png_promising(11_000, 11_000)), "damaged or incomplete|promises"),
    "huge tiff": (_tiff_promising, "promises 30000 x 30000"),
    "huge npy": (_bytes(_npy_promising(10**6, 10**6)), "more data"),
    "lying npy": (_bytes(_npy_promising(10_000, 10_000)), "incomplete"),
    "negative npy": (_bytes(_npy_promising(-5, 10)), "plain numbers|damaged|incomplete"),
    "garbled npy": (_bytes(_npy_promising(16, 16).replace(b"(16", b"{16")), "damaged"),
    "pickle": (_npy(np.array([{"a": 1}], dtype=object)), "plain numbers"),
    "complex": (_npy(np.ones((16, 16), np.complex64)), "plain numbers"),
    "text array": (_npy(np.full((16, 16), "a")), "plain numbers"),
    "stack": (_npy(np.ones((16, 16, 16), np.float32)), "3 axes"),
    "nan": (_nan_image, "not numbers"),
    "one grey": (_png(np.full((16, 16), 7, np.uint8)), "one even grey"),
    "one pixel": (_png(np.ones((1, 1), np.uint8)), "1 x 1 pixels"),
    "animation": (_animation, "several images"),
    "multi-page tiff": (
        lambda path: tifffile.imwrite(path, np.stack([GREY] * 3), photometric="minisblack"),
        "3 images",
    ),
    "volume": (_itk(".nii.gz"), "is a volume"),
    "pair file": (_bytes(b'{"format": "xr2ct-pair"}'), "Open it as a pair"),
}

VOLUMES: dict[str, tuple[Maker, str]] = {
    "empty": (_bytes(b""), "is empty"),
    "text": (_bytes(b"hello"), "not a volume this program knows"),
    "picture": (_png(), "Open it as a radiograph"),
    "gzip of something else": (_bytes(gzip.compress(b"hello" * 500)), "not a volume"),
    "cut nifti": (_cut(_itk(".nii")), "damaged or incomplete"),
    "cut compressed nifti": (_cut(_itk(".nii.gz")), "damaged or incomplete"),
    "cut nrrd": (_cut(_itk(".nrrd")), "damaged or incomplete"),
    "cut raw nrrd": (_cut(_itk(".nrrd", compress=False)), "damaged or incomplete"),
    "cut mha": (_cut(_itk(".mha")), "damaged or incomplete"),
    "cut raw mha": (_cut(_itk(".mha", compress=False)), "damaged or incomplete"),
    "cut npz": (_cut(_npz(hu=HU)), "damaged or incomplete"),
    "huge nifti": (_nifti_promising, "promises 30000 x 30000 x 30000"),
    "lying compressed nifti": (_nifti_gz_promising, "too small"),
    "huge nrrd": (_nrrd_promising, "promises|damaged"),
    "lying mha": (_mha_promising, "too small"),
    "zip bomb": (_zip_bomb, "promises|more than|more data"),
    "lying npz": (_npz_with(_npy_promising(500, 500, 500)), "incomplete"),
    "pickle in npz": (_npz(hu=np.array([{"a": 1}], dtype=object)), "plain numbers"),
    "npz of something else": (_npz(weights=HU), "hu is missing"),
    "flat npz": (_npz(hu=HU[0]), "2 axes"),
    "npz without sizes": (_npz(hu=HU, spacing_zyx_mm=np.zeros(3)), "voxel sizes"),
    "npz with text": (_npz(hu=HU, spacing_zyx_mm=np.array("wide")), "spacing or origin"),
    "colours": (_itk(".nrrd", np.stack([HU] * 3, -1)), "colours or vectors"),
    "flat": (_itk(".nii.gz", HU[0]), "2 axes|one slice"),
    "one slice": (_itk(".nii.gz", HU[:1]), "one slice"),
    "four volumes": (_itk(".nii.gz", np.stack([HU] * 4)), "4 axes"),
    "nan": (_nan_volume, "not numbers"),
    "radiograph in dicom": (lambda path: write_radiograph(path, GREY), "DX images"),
}


@pytest.mark.parametrize("name", ["a.png", "a.dcm"])
@pytest.mark.parametrize("lie", RADIOGRAPHS)
def test_a_radiograph_that_lies_gets_one_sentence_and_a_hint(tmp_path: Path, lie: str, name: str) -> None:
    make, says = RADIOGRAPHS[lie]
    make(tmp_path / name)
    with pytest.raises(BadInputError, match=says) as refused:
        read_radiograph(tmp_path / name)
    _check(refused.value, name)
    with pytest.raises(BadInputError):
        pair_from_images(tmp_path / name, tmp_path / name)


@pytest.mark.parametrize("name", ["a.nii.gz", "a.bin"])
@pytest.mark.parametrize("lie", VOLUMES)
def test_a_volume_that_lies_gets_one_sentence_and_a_hint(tmp_path: Path, lie: str, name: str) -> None:
    make, says = VOLUMES[lie]
    make(tmp_path / name)
    with pytest.raises(BadInputError, match=says) as refused:
        read_volume(tmp_path / name)
    _check(refused.value, name)


def _check(error: BadInputError, name: str) -> None:
    assert error.exit_code == 2 and error.hint.endswith(".")
    assert name in error.message and "Traceback" not in error.message and len(error.message) < 160


@pytest.mark.parametrize("read", [read_volume, read_radiograph, read_pair])
def test_what_is_not_there_is_said(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(BadInputError, match="does not exist") as refused:
        read(tmp_path / "gone.nii")
    assert refused.value.hint


@pytest.mark.parametrize("read", [read_radiograph, read_volume, read_pair])
def test_a_pipe_does_not_hang_the_reader(tmp_path: Path, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInputError, match="not an ordinary file"):
        read(tmp_path / "pipe")


def test_names_with_odd_letters_are_only_names(tmp_path: Path) -> None:
    for name in ("ä ö.png", "a'b;c.png", "x" * 200 + ".png"):
        _png()(tmp_path / name)
        assert read_radiograph(tmp_path / name).shape == (64, 64)
    with pytest.raises(BadInputError):
        read_radiograph("a\0b")


def test_a_full_disk_is_said_by_every_writer(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk; in a process of its own, as it cannot be taken back."""
    code = """
import resource, signal, sys
import numpy as np
from xr2ct_core.affine import Affine
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.io import write_volume
from xr2ct_core.volume import Volume
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
hu = np.random.default_rng(0).integers(-1000, 1000, (16, 16, 16)).astype(np.int16)
for path in sys.argv[1:]:
    try:
        write_volume(Volume(hu, Affine.centred((16, 16, 16), (1, 1, 1))), path)
    except Xr2ctError as error:
        print(bool(error.hint))
"""
    paths = [str(tmp_path / f"a{suffix}") for suffix in SUFFIXES]
    done = subprocess.run([sys.executable, "-c", code, *paths], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True"] * len(SUFFIXES)
    assert not list(tmp_path.iterdir())


def test_a_bad_neighbour_does_not_spoil_a_good_volume(tmp_path: Path) -> None:
    volume = Volume(HU, Affine.centred((16, 16, 16), (1, 1, 1)))
    path = write_volume(volume, tmp_path / "a.nii.gz")
    (tmp_path / "a.nii.gz.provenance.json").write_bytes(RANDOM.bytes(1000))
    assert np.array_equal(read_volume(path).hu, HU)


def test_a_label_map_is_no_ct_but_a_ct_that_was_cut_to_eight_bit_is_read_with_a_note(tmp_path: Path) -> None:
    z, y, x = np.indices((24, 24, 24))
    labels = np.zeros((24, 24, 24), np.int16)
    labels[(z - 12) ** 2 + (y - 12) ** 2 + (x - 8) ** 2 < 36] = 3
    labels[(z - 12) ** 2 + (y - 12) ** 2 + (x - 18) ** 2 < 16] = 118
    grey = np.where(labels > 0, np.random.default_rng(0).integers(1, 256, labels.shape), 0).astype(np.int16)
    affine = Affine.centred((24, 24, 24), (2.0, 2.0, 2.0))
    for values, name in ((labels, "labels.nii.gz"), (grey, "grey.nii.gz")):
        write_volume(Volume(values, affine), tmp_path / name)
        (tmp_path / f"{name}.provenance.json").unlink(missing_ok=True)
    with pytest.raises(BadInputError, match=r"labels\.nii\.gz is a label map with values from 0 to 118") as caught:
        read_volume(tmp_path / "labels.nii.gz")
    assert caught.value.hint == "Open the CT that it belongs to."
    read = read_volume(tmp_path / "grey.nii.gz")
    assert read.provenance is not None and any("No value is negative" in text for text in read.provenance.assumptions)
