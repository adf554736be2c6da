"""Which DICOM image a volume was made from, for those who want the new files to say so."""

from pathlib import Path

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.dicom_file import read_header, text
from xr2ct_core.io.dicom_write_options import SourceImage


def dicom_source(path: Path) -> SourceImage:
    """The UIDs of a DICOM image; raises `BadInputError` for another file."""
    header = read_header(path)
    class_uid, instance_uid = text(header, "SOPClassUID"), text(header, "SOPInstanceUID")
    if not (class_uid and instance_uid):
        raise BadInputError(f"{path.name} does not state its UIDs.", "Leave it out of the sources.")
    return SourceImage(class_uid, instance_uid)
