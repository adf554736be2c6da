"""The studies of the Indiana collection in whatever people downloaded, one after another.

* Kaggle's zip or folder: `images/images_normalized/*.png` with `indiana_projections.csv`.
* Open-i's `NLMCXR_png.tgz` (all images side by side) and `NLMCXR_dcm.tgz` (a folder for each study), unpacked or not.

Which image is frontal says the table, which is looked for among the files and beside the archive. Without it the
images themselves have to tell (`indiana_views`). A tar is read once: a study is complete as soon as the images have
come that the table names, or else the reports beside the archive (`NLMCXR_reports.tgz` or `ecgen-radiology`); without
either, one in a folder of its own ends with its folder, any other with the archive.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from xr2ct_core.control import WorkContext
from xr2ct_core.data.archive_files import (
    FolderFiles,
    ListedFiles,
    TarFiles,
    TarMember,
    ZipFiles,
    is_tar,
    is_zip,
    removed,
)
from xr2ct_core.data.indiana import (
    ENDINGS,
    TABLE_NAME,
    PairingReport,
    PairingRule,
    image_key,
    pair_up,
    read_table,
    study_of,
    subject_of,
)
from xr2ct_core.data.indiana_reports import images_by_reports
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import existing_file

WHERE_FROM: Final = (
    "Give Kaggle's chest-xrays-indiana-university, or NLMCXR_png.tgz or NLMCXR_dcm.tgz from openi.nlm.nih.gov."
)
MOST_WAITING_BYTES: Final = 2_000_000_000
"""All PNG files together; DICOM files lie in a folder for each study, so that few of them wait."""


@dataclass(frozen=True)
class StudyImage:
    """An image on disk; `is_frontal` is None where nobody has said it yet."""

    path: Path
    is_frontal: bool | None = None


@dataclass(frozen=True)
class FoundStudy:
    """A study. `images` takes its files out where they must be; they are gone once the next study is asked for.

    `fraction` of all there is lies before it.
    """

    uid: str
    fraction: float
    fingerprint: Callable[[], str]
    images: Callable[[], tuple[StudyImage, ...]]

    @property
    def subject(self) -> str:
        return subject_of(self.uid)


class Studies(ABC):
    """The studies at a place. `notes` say what is left out, `identity` names a tar; both are empty where not needed.

    `count` is how many there are as far as known; `waiting_bytes` what files may take on the disk until the others of
    their study have come.
    """

    identity = ""
    notes: tuple[str, ...] = ()
    count = 0
    waiting_bytes = 0

    @abstractmethod
    def found(self, done: Mapping[str, str], context: WorkContext) -> Iterator[FoundStudy]:
        """One after another; of those that are `done` (fingerprints by subject) no image has to be taken out."""


def studies_at(path: Path, rule: PairingRule, scratch: Path) -> Studies:
    """The studies in a folder, zip or tar; files that must be taken out of it are for a while in `scratch`.

    Raises `BadInputError` if it is something else or holds none of the images.
    """
    if path.is_dir():
        return ListedStudies(FolderFiles(path), rule, scratch, path)
    existing_file(path)
    if is_zip(path):
        return ListedStudies(ZipFiles(path), rule, scratch, path)
    if is_tar(path):
        return StreamedStudies(TarFiles(path), rule, scratch, path)
    raise BadInputError(f"{path.name} is no folder, zip or tar.", WHERE_FROM)


class ListedStudies(Studies):
    """Studies whose files are known at once."""

    def __init__(self, files: ListedFiles, rule: PairingRule, scratch: Path, path: Path) -> None:
        self._files, self._scratch = files, scratch
        names = [name for name in files.names if is_image(name)]
        if not any(study_of(name) for name in names):
            raise BadInputError(f"{path.name} holds no image of the Indiana collection.", WHERE_FROM)
        inside = next((name for name in files.names if PurePosixPath(name).name == TABLE_NAME), None)
        table = path.parent / TABLE_NAME if inside is None else files.fetch(inside, scratch)
        self._studies: list[tuple[str, tuple[str, ...], bool]] = []
        """Study, its images, and whether they are known to be a frontal and a lateral."""
        if table.is_file():
            keys: dict[str, str] = {}
            for name in names:
                keys.setdefault(image_key(name), name)
            pairs, report = pair_up(read_table(table), rule, keys)
            self.notes = report.sentences
            if not pairs:
                raise BadInputError(f"No pair is left. {' '.join(self.notes)}", "Give the images with their table.")
            self._studies = [(uid, (frontal, lateral), True) for uid, frontal, lateral in pairs]
            self.count = len(self._studies)
            return
        by_study: dict[str, list[str]] = {}
        for name in names:
            if study_of(name):
                by_study.setdefault(study_of(name), []).append(name)
        self._studies = [(uid, tuple(images), False) for uid, images in by_study.items()]
        self.notes = (without_table(len(names), len(by_study)),)
        self.count = len(self._studies)

    def found(self, done: Mapping[str, str], context: WorkContext) -> Iterator[FoundStudy]:
        for number, (uid, names, is_told) in enumerate(self._studies):
            place = self._scratch / uid
            images = partial(self._fetched, names, is_told, place)
            yield FoundStudy(uid, number / len(self._studies), partial(self._files.fingerprint, names), images)
            removed(place)

    def _fetched(self, names: tuple[str, ...], is_told: bool, place: Path) -> tuple[StudyImage, ...]:
        return tuple(
            StudyImage(self._files.fetch(name, place), index == 0 if is_told else None)
            for index, name in enumerate(names)
        )


class StreamedStudies(Studies):
    """Studies of a tar, in the order in which they become complete."""

    def __init__(self, files: TarFiles, rule: PairingRule, scratch: Path, path: Path) -> None:
        self._files, self._scratch, self._path = files, scratch, path
        self.identity = files.identity
        self._report: PairingReport | None = None
        self._wanted: dict[str, dict[str, bool | None]] = {}
        """By study the images it has, and whether each is frontal, as far as known."""
        table = path.parent / TABLE_NAME
        if table.is_file():
            rows = read_table(table)
            pairs, self._report = pair_up(rows, rule, {(key := image_key(row["filename"])): key for row in rows})
            self._wanted = {uid: {frontal: True, lateral: False} for uid, frontal, lateral in pairs}
        else:
            self._wanted = {uid: dict.fromkeys(keys) for uid, keys in images_by_reports(path.parent).items()}
        self.count = len(self._wanted)
        self.waiting_bytes = 0 if self._wanted else min(path.stat().st_size, MOST_WAITING_BYTES)

    def found(self, done: Mapping[str, str], context: WorkContext) -> Iterator[FoundStudy]:
        came: dict[str, dict[str, StudyImage]] = {}
        told: set[str] = set()
        count, folder = 0, ""

        def ready(uid: str, fraction: float) -> Iterator[FoundStudy]:
            images = tuple(came.pop(uid).values())
            told.add(uid)
            yield FoundStudy(uid, fraction, partial(self._fingerprint, images), lambda: images)
            removed(self._scratch / uid)

        for member in self._files.members():
            context.progress(member.fraction, "reading the archive")
            uid, key = study_of(member.name), image_key(member.name)
            if not uid or not is_image(member.name):
                continue
            count += 1
            before, folder = folder, PurePosixPath(member.name).parent.name
            if before != folder and before in came and before not in self._wanted:
                yield from ready(before, member.fraction)
            if uid in told or not self._is_wanted(uid, key):
                continue
            if subject_of(uid) in done:
                told.add(uid)
                yield FoundStudy(uid, member.fraction, partial(done.__getitem__, subject_of(uid)), tuple)
                continue
            came.setdefault(uid, {})[key] = self._saved(member, uid, key)
            if uid in self._wanted and came[uid].keys() >= self._wanted[uid].keys():
                yield from ready(uid, member.fraction)
        if not count:
            raise BadInputError(f"{self._path.name} holds no image of the Indiana collection.", WHERE_FROM)
        if self._report is None:
            for uid in list(came):
                yield from ready(uid, 1.0)
        self.notes = self._account(count, told)

    def _saved(self, member: TarMember, uid: str, key: str) -> StudyImage:
        return StudyImage(member.save(self._scratch / uid), self._wanted.get(uid, {}).get(key))

    def _is_wanted(self, uid: str, key: str) -> bool:
        """With a table, what it pairs; with reports, what they name, and studies that have none."""
        if uid in self._wanted:
            return key in self._wanted[uid]
        return self._report is None

    def _account(self, count: int, told: set[str]) -> tuple[str, ...]:
        if self._report is None:
            return (without_table(count, len(told)),)
        missing = len(self._wanted.keys() - told)
        dropped = {**self._report.dropped, "missing_file": missing}
        return replace(self._report, pairs=len(told), dropped=dropped).sentences

    def _fingerprint(self, images: tuple[StudyImage, ...]) -> str:
        names = sorted(image.path.name for image in images)
        return sha256("\n".join((self.identity, *names)).encode()).hexdigest()


def is_image(name: str) -> bool:
    """Whether a file is an image by its name; what macOS puts beside files in zips is none."""
    path = PurePosixPath(name)
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".") and "__MACOSX" not in path.parts


def without_table(images: int, studies: int) -> str:
    return (
        f"There is no {TABLE_NAME}: which of the {images} images of {studies} studies are frontal was told by their "
        "DICOM tags, else by how they look."
    )
