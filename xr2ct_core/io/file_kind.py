"""What a file is, judged by its first bytes and not by its name."""

import zlib
from enum import StrEnum
from pathlib import Path

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import openable_file


class FileKind(StrEnum):
    """Formats that are told apart."""

    DICOM = "DICOM"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    NPY = "NPY"
    NPZ = "NPZ"
    NIFTI = "NIfTI"
    NIFTI_GZ = "compressed NIfTI"
    NRRD = "NRRD"
    META = "MetaImage"
    JSON = "JSON"
    UNKNOWN = "unknown"

    @property
    def is_volume(self) -> bool:
        return self in (FileKind.NIFTI, FileKind.NIFTI_GZ, FileKind.NRRD, FileKind.META, FileKind.NPZ)

    @property
    def is_image(self) -> bool:
        return self in (FileKind.PNG, FileKind.JPEG, FileKind.TIFF)


_NIFTI_MAGIC = (b"n+1\0", b"ni1\0", b"n+2\0", b"ni2\0")
_TIFF_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def sniff(path: str | Path) -> FileKind:
    """The format of an existing, readable file; raises `BadInputError` if there is none."""
    with openable_file(path).open("rb") as stream:
        head = stream.read(4096)
    return _kind_of(head)


def is_dicom(path: Path) -> bool:
    """Whether a file is DICOM, whatever its name; what cannot be read is not, as a folder may hold anything."""
    try:
        return sniff(path) is FileKind.DICOM
    except BadInputError:
        return False


def _kind_of(head: bytes) -> FileKind:
    if head[:2] == b"\x1f\x8b":
        return FileKind.NIFTI_GZ if _is_nifti(_inflated(head)) else FileKind.UNKNOWN
    if head[128:132] == b"DICM" or _is_bare_dicom(head):
        return FileKind.DICOM
    if _is_nifti(head):
        return FileKind.NIFTI
    if head[:4] in _TIFF_MAGIC:
        return FileKind.TIFF
    for magic, kind in (
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"\xff\xd8\xff", FileKind.JPEG),
        (b"\x93NUMPY", FileKind.NPY),
        (b"PK\x03\x04", FileKind.NPZ),
        (b"NRRD", FileKind.NRRD),
    ):
        if head.startswith(magic):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"ObjectType", b"NDims")):
        return FileKind.META
    return FileKind.JSON if text.startswith((b"{", b"[")) else FileKind.UNKNOWN


def _is_nifti(head: bytes) -> bool:
    return head[344:348] in _NIFTI_MAGIC or head[4:8] in _NIFTI_MAGIC


def _is_bare_dicom(head: bytes) -> bool:
    """DICOM without preamble: little-endian group 0002 or 0008 with a plausible explicit VR or length."""
    group, element = head[:2], head[2:4]
    if group not in (b"\x02\x00", b"\x08\x00") or len(head) < 8:
        return False
    has_vr = head[4:6] in (b"UL", b"CS", b"UI", b"DA", b"SH", b"LO", b"TM", b"OB")
    return has_vr or (element[1:2] == b"\0" and int.from_bytes(head[4:8], "little") <= 64)


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 1024)
    except zlib.error:
        return b""
