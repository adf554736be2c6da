"""What is open at one moment, by reference: taken in the window's thread in no time, written down on another.

Invariant: nothing in a snapshot is ever changed afterwards; arrays are shared with the studies, which replace arrays
and never write into them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.session import LayoutName, Session
from xr2ct_viewer.models.study import Shown, Study
from xr2ct_viewer.models.study_result import StudyResult

DumpPart = Callable[[Study], Any]


@dataclass(frozen=True, eq=False)
class StudySnapshot:
    """One study at one moment."""

    id: str
    title: str
    description: str
    attribution: str
    paths: tuple[Path, ...]
    pair: RadiographPair | None
    ct: Volume | None
    truth: Volume | None
    edit: InputEdit
    results: tuple[StudyResult, ...]
    current_method: str | None
    shown: Shown
    parts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class SessionSnapshot:
    """All studies at one moment, and how they are looked at."""

    studies: tuple[StudySnapshot, ...]
    current: str | None
    layout: LayoutName
    view: dict[str, Any]


def snapshot_of(session: Session, view: dict[str, Any], parts: Mapping[str, DumpPart]) -> SessionSnapshot:
    """What the session holds now. `parts` say what others keep of a study, as JSON."""
    studies = tuple(_study(study, parts) for study in session.studies)
    current = session.current.id if session.current is not None else None
    return SessionSnapshot(studies, current, session.layout, view)


def _study(study: Study, parts: Mapping[str, DumpPart]) -> StudySnapshot:
    return StudySnapshot(
        id=study.id,
        title=study.title,
        description=study.description,
        attribution=study.attribution,
        paths=() if study.has_private_paths else study.paths,
        pair=study.source_pair,
        ct=study.ct,
        truth=study.truth,
        edit=study.edit,
        results=tuple(study.results.values()),
        current_method=study.current_method,
        shown=study.shown,
        parts={name: dump(study) for name, dump in parts.items()},
    )
