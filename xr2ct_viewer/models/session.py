"""What the window has open: the studies, which one is in front, and how the views are laid out."""

from typing import Final, Literal

from psygnal import Signal

from xr2ct_viewer.models.study import Study

LayoutName = Literal["read", "mpr", "compare", "volume"]
LAYOUT_TITLES: Final[dict[LayoutName, str]] = {"read": "Overview", "mpr": "MPR", "compare": "Compare", "volume": "3D"}


MAX_CLOSED: Final = 3


class Session:
    """The open studies in the order they were opened. `closed` are the last ones closed with work in them."""

    studies_changed = Signal()
    current_changed = Signal()
    layout_changed = Signal()

    def __init__(self) -> None:
        self.studies: list[Study] = []
        self.closed: list[Study] = []
        self.current: Study | None = None
        self.layout: LayoutName = "read"

    def add(self, study: Study) -> None:
        """Append a study and bring it to the front; identities stay unique."""
        if self.find(study.id) is not None:
            study.take_new_id()
        self.studies.append(study)
        self.studies_changed.emit()
        self.select(study)

    def replace(self, studies: tuple[Study, ...], current: Study | None, layout: LayoutName) -> None:
        """Open other studies in place of all that were open, with one of them in front."""
        self.studies = list(studies)
        self.studies_changed.emit()
        self._make_current(current if current in studies else next(iter(studies), None))
        self.set_layout(layout)

    def close(self, study: Study) -> None:
        """Remove a study; its neighbour comes to the front."""
        if study not in self.studies:
            return
        index = self.studies.index(study)
        self.studies.remove(study)
        if study.has_work:
            self.closed = [*self.closed, study][-MAX_CLOSED:]
        self.studies_changed.emit()
        if study is self.current:
            self._make_current(self.studies[min(index, len(self.studies) - 1)] if self.studies else None)

    def reopen(self) -> Study | None:
        """Bring the study back that was closed last with work in it."""
        if not self.closed:
            return None
        study = self.closed.pop()
        self.add(study)
        return study

    def select(self, study: Study) -> None:
        if study in self.studies and study is not self.current:
            self._make_current(study)

    def find(self, study_id: str) -> Study | None:
        return next((study for study in self.studies if study.id == study_id), None)

    def set_layout(self, layout: LayoutName) -> None:
        if layout != self.layout:
            self.layout = layout
            self.layout_changed.emit()

    def _make_current(self, study: Study | None) -> None:
        self.current = study
        is_compared = study is not None and self.layout == "compare" and bool(study.others)
        if study is not None and study.ct is not None and self.layout in ("read", "compare"):
            self.set_layout("compare" if is_compared else "mpr")
        elif study is not None and study.ct is None and study.result is None:
            self.set_layout("compare" if is_compared and study.is_comparable else "read")
        self.current_changed.emit()
