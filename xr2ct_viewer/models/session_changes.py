"""Whether what is open differs from what was saved last, and when that changes.

What counts is content: which studies are open, their corrections, results and what other parts keep of them. How
things are looked at is saved too, but nobody is asked about it. Taking everything back makes a session unchanged again.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from psygnal import Signal

from xr2ct_viewer.models.insights import Insights
from xr2ct_viewer.models.session import Session
from xr2ct_viewer.models.session_file.snapshot import DumpPart
from xr2ct_viewer.models.study import Study


class SessionChanges:
    """Follows all studies. `changed` fires after each change of content, `landed` after a result was added as well."""

    changed = Signal()
    landed = Signal()

    def __init__(self, session: Session, parts: Mapping[str, DumpPart]) -> None:
        self._session, self._parts = session, parts
        self._followed: list[Study] = []
        self._asked: list[Insights] = []
        self._results = 0
        self._saved = self._content()
        self._ever_saved: set[Hashable] = set()
        session.studies_changed.connect(self._follow)
        self._follow()

    @property
    def is_unsaved(self) -> bool:
        """Whether something is lost if what is open is closed now."""
        return self.has_work and self._content() != self._saved

    @property
    def has_work(self) -> bool:
        """Whether anything was done to what is open, or was opened into a session that was saved once."""
        return self._saved != () or any(
            study.has_work or any(self._kept(study).values()) for study in self._session.studies
        )

    def mark_saved(self) -> None:
        """What is open now is what is saved."""
        self.mark_saved_as(self._content())

    def mark_saved_as(self, content: tuple[Hashable, ...]) -> None:
        """What was open when `content` was taken is what is saved."""
        self._saved = content
        self._ever_saved.update(content)
        self.changed.emit()

    def mark_unsaved(self) -> None:
        """Nothing of what is open is saved, as after a recovery."""
        self.mark_saved_as(("unsaved",))

    def forget(self) -> None:
        """Begin a session that was never saved."""
        self.mark_saved_as(())

    @property
    def closed_unsaved(self) -> tuple[Study, ...]:
        """Studies that were closed, can be reopened, and are in no session that was saved."""
        return tuple(study for study in self._session.closed if self._content_of(study) not in self._ever_saved)

    def content(self) -> tuple[Hashable, ...]:
        """What is open now, to be told apart from what will be open later."""
        return self._content()

    def _content(self) -> tuple[Hashable, ...]:
        return tuple(self._content_of(study) for study in self._session.studies)

    def _content_of(self, study: Study) -> Hashable:
        pair = study.source_pair
        return (
            study.id,
            study.title,
            () if pair is None else tuple(id(radiograph.image) for radiograph in pair.radiographs),
            study.edit,
            tuple(
                (key, id(result.volume.hu), result.summary.seconds, result.insights.answered)
                for key, result in study.results.items()
            ),
            repr(self._kept(study)),
        )

    def _kept(self, study: Study) -> dict[str, Any]:
        return {name: dump(study) for name, dump in self._parts.items()}

    def _follow(self) -> None:
        for study in self._followed:
            study.edited.disconnect(self._tell)
            study.results_changed.disconnect(self._on_results)
            study.steps.changed.disconnect(self._tell)
        self._followed = list(self._session.studies)
        for study in self._followed:
            study.edited.connect(self._tell)
            study.results_changed.connect(self._on_results)
            study.steps.changed.connect(self._tell)
        self._on_results()

    def _on_results(self) -> None:
        before, self._results = self._results, sum(len(study.results) for study in self._session.studies)
        for insights in self._asked:
            insights.landed.disconnect(self._tell)
        self._asked = [result.insights for study in self._followed for result in study.results.values()]
        for insights in self._asked:
            insights.landed.connect(self._tell)
        self.changed.emit()
        if self._results != before:
            self.landed.emit()

    def _tell(self) -> None:
        self.changed.emit()
