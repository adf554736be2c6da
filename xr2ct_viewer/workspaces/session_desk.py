"""What the areas for sessions share: what is open as a snapshot, what counts as changed, and how it is put back.

Other areas add what they keep: `keep_of_study` for each study (measurements, …), `keep_of_view` for the window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xr2ct_viewer.models.measure.measurement import from_json, to_json
from xr2ct_viewer.models.session_changes import SessionChanges
from xr2ct_viewer.models.session_file.decode import LoadedSession
from xr2ct_viewer.models.session_file.snapshot import DumpPart, SessionSnapshot, snapshot_of
from xr2ct_viewer.models.session_file.view_state import dump_radiograph, dump_slices, load_radiograph, load_slices
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.services.session_io import SaveChoice, SessionIO
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.session_look import dump_look, load_look


@dataclass(frozen=True)
class _ViewPart:
    dump: Callable[[], Any]
    load: Callable[[Any], None]


class SessionDesk:
    """The session of one window and where it is saved. `choice` is None until it was saved or opened."""

    def __init__(self, context: ReadContext) -> None:
        self.session = context.session
        self.choice: SaveChoice | None = None
        self._dumps: dict[str, DumpPart] = {}
        self._content: dict[str, DumpPart] = {}
        self._loads: dict[str, Callable[[Study, Any], None]] = {}
        self._view: dict[str, _ViewPart] = {}
        self.keep_of_study(
            "measurements",
            lambda study: to_json(study.measurements.items),
            lambda study, data: study.measurements.restore(from_json(data)),
        )
        grid = context.grid
        self.keep_of_view("slices", lambda: dump_slices(grid.slices), lambda data: load_slices(grid.slices, data))
        look = grid.volume.look
        self.keep_of_view("volume", lambda: dump_look(look), lambda data: load_look(look, data))
        for name, display in zip(("frontal", "lateral"), grid.radiographs, strict=True):
            self.keep_of_view(
                name,
                lambda display=display: dump_radiograph(display),
                lambda data, display=display: load_radiograph(display, data),
            )
        self.io = SessionIO(context.background, context.scratch.folder, context.window)
        self.changes = SessionChanges(self.session, self._content)

    @property
    def path(self) -> Path | None:
        return self.choice.path if self.choice is not None else None

    def keep_of_study(
        self, name: str, dump: DumpPart, load: Callable[[Study, Any], None], *, is_content: bool = True
    ) -> None:
        """Save what `dump` tells of a study as JSON, empty where there is nothing, and hand it back to `load`.

        Nobody is asked to save what is not content but a way of looking.
        """
        self._dumps[name], self._loads[name] = dump, load
        if is_content:
            self._content[name] = dump

    def keep_of_view(self, name: str, dump: Callable[[], Any], load: Callable[[Any], None]) -> None:
        """Save how a part of the window looks at the study in front, as JSON."""
        self._view[name] = _ViewPart(dump, load)

    def take(self) -> SessionSnapshot:
        """What is open now."""
        view = {name: part.dump() for name, part in self._view.items()}
        return snapshot_of(self.session, view, self._dumps)

    def put(self, loaded: LoadedSession, *, beside: bool = False) -> None:
        """Show what was read in place of what is open, or beside it.

        Raises `Xr2ctError`, and changes nothing, where a part cannot read what it had kept.
        """
        for one in loaded.studies:
            for name, data in one.parts.items():
                if name in self._loads:
                    self._loads[name](one.study, data)
        studies = tuple(one.study for one in loaded.studies)
        kept = tuple(self.session.studies) if beside else ()
        known = {study.id for study in kept}
        current = next((study for study in studies if study.id == loaded.document.current), None)
        for study in studies:
            if study.id in known:
                study.take_new_id()
        document = loaded.document
        self.session.replace((*kept, *studies), current or next(iter(studies), None), document.layout)
        for name, part in self._view.items():
            if name in document.view:
                part.load(document.view[name])
