"""The Indiana University chest radiographs (Open-i): `indiana_projections.csv` and a folder of PNG files.

The table has a line for each image: `uid, filename, projection`. The images come under two namings, that of the table
(`1_IM-0001-4001.dcm.png`), those of the archives (`CXR2_IM-0652-1001.png`, in one study `CXR1_1_IM-0001-4001.png`, and
as DICOM `1_IM-0001-4001.dcm`); all are found. Two pairing rules:
`one_of_each` keeps the studies with exactly one frontal and one lateral image, `first_of_each` takes the first of each
kind in the table's order. What is dropped is counted by reason.

PNG files have no pixel size. On the chest stand (`clinic`) the longer side of each image is taken as the 43 cm of the
cassette or detector; other geometries bring detectors, which the image then fills.

The collection does not say which studies belong to one patient, so each study counts as one.
"""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Final, Literal, TypeVar

from xr2ct_core import io
from xr2ct_core.data.fingerprint import content_sha256
from xr2ct_core.data.source import checked_index
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_core.io.files import read_text
from xr2ct_core.radiograph import RadiographPair

TABLE_NAME: Final = "indiana_projections.csv"
ENDINGS: Final = (".png", ".dcm")
"""Of the images, as small letters."""
File = TypeVar("File")
"""Whatever stands for a file: a path, or its name in an archive."""
PairingRule = Literal["one_of_each", "first_of_each"]
DropReason = Literal["no_frontal", "no_lateral", "several", "missing_file"]
_COLUMNS: Final = frozenset({"uid", "filename", "projection"})
_IMAGE_NAME: Final = re.compile(r"(?:CXR)?(\d+)_(?:\d+_)?(IM-[0-9A-Za-z-]+)", re.IGNORECASE)

_SENTENCES: Final[Mapping[DropReason, str]] = {
    "no_frontal": "{count} without a frontal image",
    "no_lateral": "{count} without a lateral image",
    "several": "{count} with more than one frontal or lateral image",
    "missing_file": "{count} with an image that is not in the folder",
}


@dataclass(frozen=True)
class Study:
    """One study: its images by kind, named as in the table and in its order."""

    uid: str
    frontal: tuple[str, ...] = ()
    lateral: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairingReport:
    """What is in the table and what became of it; `dropped` counts studies by reason, `odd_rows` unreadable lines."""

    rule: PairingRule
    rows: int
    frontal: int
    lateral: int
    odd_rows: int
    studies: int
    pairs: int
    dropped: Mapping[DropReason, int]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The report in words."""
        kind = "exactly one" if self.rule == "one_of_each" else "the first"
        verb = "is" if self.pairs == 1 else "are"
        lines = [
            f"The table lists {self.rows} images: {self.frontal} frontal and {self.lateral} lateral.",
            f"{self.pairs} of {self.studies} studies {verb} used, with {kind} image of each kind.",
        ]
        reasons = [_SENTENCES[reason].format(count=count) for reason, count in self.dropped.items() if count]
        if reasons:
            lines.append(f"Left out are {self.studies - self.pairs} studies: {', '.join(reasons)}.")
        if self.odd_rows:
            lines.append(f"{self.odd_rows} lines of the table are incomplete or name another projection.")
        return tuple(lines)


class IndianaPairs:
    """Pairs of the collection in `folder`, which holds the table and, in it or below, the images.

    `geometry` tells how they were taken (see `detectors_for`). `report` says what was dropped. Raises
    `BadInputError` if the table cannot be read or no pair is left.
    """

    def __init__(
        self,
        folder: Path,
        *,
        rule: PairingRule = "one_of_each",
        geometry: BiplanarGeometry = PRESETS["clinic"],
        table: Path | None = None,
    ) -> None:
        self.geometry = geometry
        rows = read_table(table or folder / TABLE_NAME)
        pairs, self.report = pair_up(rows, rule, by_key(sorted(folder.rglob("*.png"))))
        if not pairs:
            raise BadInputError(f"No pair is left. {' '.join(self.report.sentences)}", "Unpack the images beside it.")
        self._pairs = tuple(pairs)
        self.subjects = tuple(subject_of(uid) for uid, _, _ in pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> RadiographPair:
        index = checked_index(index, len(self))
        _, frontal, lateral = self._pairs[index]
        pair = io.pair_from_images(frontal, lateral, detectors_for(self.geometry))
        return replace(pair, subject=self.subjects[index])

    def fingerprint(self, index: int) -> str:
        _, frontal, lateral = self._pairs[index]
        return hashlib.sha256(f"{content_sha256(frontal)} {content_sha256(lateral)}".encode()).hexdigest()


def detectors_for(geometry: BiplanarGeometry) -> BiplanarGeometry | None:
    """The detectors that images are put on; None where their own sizes, or 43 cm, decide: on the chest stand."""
    return None if geometry.name == "clinic" else geometry


def read_table(path: Path) -> list[dict[str, str]]:
    """The lines of the collection's table; raises `BadInputError` if its columns are not there."""
    table = csv.DictReader(StringIO(read_text(path)))
    missing = sorted(_COLUMNS - set(table.fieldnames or ()))
    if missing:
        raise BadInputError(f"{path.name} has no column {missing[0]}.", "It must have uid, filename and projection.")
    return [{column: (row[column] or "").strip() for column in _COLUMNS} for row in table]


def studies_of(rows: list[dict[str, str]]) -> tuple[list[Study], int]:
    """The studies in the order of the table, and the number of lines that cannot be used."""
    studies: dict[str, Study] = {}
    odd = 0
    for row in rows:
        uid, name, kind = row["uid"], row["filename"], row["projection"].lower()
        if not uid or not name or kind not in ("frontal", "lateral"):
            odd += 1
            continue
        study = studies.get(uid) or Study(uid)
        is_frontal = kind == "frontal"
        studies[uid] = (
            replace(study, frontal=(*study.frontal, name))
            if is_frontal
            else replace(study, lateral=(*study.lateral, name))
        )
    return list(studies.values()), odd


def image_key(name: str) -> str:
    """What an image is called under all namings: `1_IM-0001-4001` for each of the file names above."""
    stem = name.rpartition("/")[2]
    for ending in ENDINGS:
        stem = stem[: -len(ending)] if stem.lower().endswith(ending) else stem
    found = _IMAGE_NAME.fullmatch(stem)
    return f"{found[1]}_{found[2].upper()}" if found else stem


def subject_of(uid: str) -> str:
    """Whom a study counts as: nobody knows which studies are of one patient."""
    return f"CXR{uid}"


def study_of(name: str) -> str:
    """The study an image belongs to by its name; empty if the name is none of the collection."""
    key = image_key(name)
    return key.partition("_")[0] if _IMAGE_NAME.fullmatch(key) else ""


def by_key(paths: Iterable[Path]) -> dict[str, Path]:
    """Files by what their images are called, the first of each."""
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(image_key(path.name), path)
    return found


def pair_up(
    rows: list[dict[str, str]], rule: PairingRule, files: Mapping[str, File]
) -> tuple[list[tuple[str, File, File]], PairingReport]:
    """Study id, frontal and lateral file of each usable study, and the account of the others.

    `files` are those that are there, by their `image_key`.
    """
    studies, odd = studies_of(rows)
    pairs: list[tuple[str, File, File]] = []
    dropped: Counter[DropReason] = Counter()
    for study in studies:
        reason = _reason_against(study, rule)
        keys = [] if reason else [image_key(name) for name in (study.frontal[0], study.lateral[0])]
        if reason or any(key not in files for key in keys):
            dropped[reason or "missing_file"] += 1
        else:
            pairs.append((study.uid, files[keys[0]], files[keys[1]]))
    report = PairingReport(
        rule=rule,
        rows=len(rows),
        frontal=sum(len(study.frontal) for study in studies),
        lateral=sum(len(study.lateral) for study in studies),
        odd_rows=odd,
        studies=len(studies),
        pairs=len(pairs),
        dropped={reason: dropped[reason] for reason in _SENTENCES},
    )
    return pairs, report


def _reason_against(study: Study, rule: PairingRule) -> DropReason | None:
    if not study.frontal:
        return "no_frontal"
    if not study.lateral:
        return "no_lateral"
    if rule == "one_of_each" and (len(study.frontal) > 1 or len(study.lateral) > 1):
        return "several"
    return None
