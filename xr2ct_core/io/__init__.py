"""Reading and writing of radiographs, pairs and volumes. Imports no torch.

The functions load their libraries (SimpleITK, pydicom, pillow) on first use, so importing this package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xr2ct_core.io.dicom_write import write_dicom
    from xr2ct_core.io.dicom_write_options import DicomOptions
    from xr2ct_core.io.file_kind import FileKind, sniff
    from xr2ct_core.io.pair_file import read_pair, write_pair
    from xr2ct_core.io.pair_images import pair_from_images, radiograph_for_view
    from xr2ct_core.io.png import write_png
    from xr2ct_core.io.radiograph_read import read_radiograph
    from xr2ct_core.io.volume_read import read_volume
    from xr2ct_core.io.volume_write import write_volume

__all__ = [
    "DicomOptions",
    "FileKind",
    "pair_from_images",
    "radiograph_for_view",
    "read_pair",
    "read_radiograph",
    "read_volume",
    "sniff",
    "write_dicom",
    "write_pair",
    "write_png",
    "write_volume",
]

_ROOM: Final = {
    "DicomOptions": "dicom_write_options",
    "FileKind": "file_kind",
    "pair_from_images": "pair_images",
    "radiograph_for_view": "pair_images",
    "read_pair": "pair_file",
    "read_radiograph": "radiograph_read",
    "read_volume": "volume_read",
    "sniff": "file_kind",
    "write_dicom": "dicom_write",
    "write_pair": "pair_file",
    "write_png": "png",
    "write_volume": "volume_write",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)
