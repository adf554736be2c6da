"""The reports of the Indiana collection, of which nothing is read but which images a study has.

They come from Open-i as `NLMCXR_reports.tgz`, unpacked as a folder `ecgen-radiology`; the report of study 1 is `1.xml`.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from xr2ct_core.data.archive_files import TarFiles
from xr2ct_core.data.indiana import image_key
from xr2ct_core.errors import BadInputError

REPORTS_ARCHIVE: Final = "NLMCXR_reports.tgz"
REPORTS_FOLDER: Final = "ecgen-radiology"
_PARENT_IMAGE: Final = re.compile(rb'<parentImage\s+id="([^"]{1,80})"')
_LARGEST_REPORT: Final = 1 << 20


def images_by_reports(folder: Path) -> dict[str, set[str]]:
    """The images that each study has by the reports in a folder, by their `image_key`; nothing where none are."""
    found: dict[str, set[str]] = {}
    for uid, text in _reports(folder):
        keys = {image_key(name.decode("utf-8", "replace")) for name in _PARENT_IMAGE.findall(text)}
        if keys:
            found[uid] = keys
    return found


def _reports(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Study and content of each report; one that cannot be read is passed over, its study then ends as without it."""
    archive = folder / REPORTS_ARCHIVE
    if archive.is_file():
        try:
            for member in TarFiles(archive).members():
                name = PurePosixPath(member.name)
                if name.suffix == ".xml":
                    yield name.stem, member.read(_LARGEST_REPORT)
        except BadInputError as error:
            raise BadInputError(
                f"{archive.name} is cut off or damaged.", "Download it again or move it away."
            ) from error
        return
    for path in sorted((folder / REPORTS_FOLDER).glob("*.xml")):
        with path.open("rb") as stream:
            yield path.stem, stream.read(_LARGEST_REPORT)
