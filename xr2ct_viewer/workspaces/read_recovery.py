"""Autosave while one works, and the offer to recover what a crash left behind."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.session_file.decode import LoadedSession
from xr2ct_viewer.models.session_file.write import remove_session
from xr2ct_viewer.services.autosave import Autosave, autosave_root
from xr2ct_viewer.services.autosave_owner import Leftover, leftovers, take_over
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.offer_bar import OfferBar
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.session_desk import SessionDesk

LOOK_MS: Final = 400
"""After the first paint."""


class ReadRecovery(QObject):
    """Follows every change of what is open; `bar` offers what was found at the start."""

    def __init__(self, context: ReadContext, desk: SessionDesk) -> None:
        super().__init__(context.window)
        self._context, self._desk = context, desk
        self.autosave = Autosave(desk.io, desk.take, lambda: desk.path, self)
        self.autosave.failed.connect(self._on_autosave_failed)
        self.bar = OfferBar("recover", context.theme)
        self._waiting: list[Leftover] = []
        self._recovered: list[Path] = []

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {}

    def assemble(self, hub: ActionHub) -> None:
        layout = self._context.window.layout()
        if layout is not None:
            layout.insertWidget(0, self.bar)
        self._desk.changes.changed.connect(self._on_changed)
        self._desk.changes.landed.connect(self._on_landed)
        self._context.session.layout_changed.connect(self._on_changed)
        self._context.session.current_changed.connect(self._on_changed)
        self.autosave.saved.connect(self._on_saved)
        QTimer.singleShot(LOOK_MS, self, self.look)

    def shutdown(self) -> None:
        """The window closes in order."""
        self.autosave.close()
        self._drop_recovered()

    def look(self) -> None:
        """Look for what a crash left behind."""
        root = autosave_root()
        self._context.background.run(lambda: leftovers(root), self._on_found, self._on_failed)

    # Following

    def _on_changed(self) -> None:
        self.autosave.request()

    def _on_landed(self) -> None:
        self.autosave.request(soon=True)

    def _on_saved(self) -> None:
        """What was recovered is part of this window's own autosave now."""
        self._drop_recovered()

    def _drop_recovered(self) -> None:
        while self._recovered:
            remove_session(self._recovered.pop())

    def _on_autosave_failed(self, error: Xr2ctError) -> None:
        self._context.notice(tr("Autosave does not work: {error}", error=error))

    # Recovering

    def _on_found(self, found: tuple[Leftover, ...]) -> None:
        self._waiting = list(found)
        self._offer()

    def _offer(self) -> None:
        if not self._waiting:
            return
        first = self._waiting[0]
        names = ", ".join(first.titles[:3]) + (" …" if len(first.titles) > 3 else "")
        self.bar.offer(
            tr("xr2ct ended unexpectedly. {question}: {names}?", question=question(first), names=names),
            {tr("Recover"): self.recover, tr("Not now"): self._put_off, tr("Discard"): self._discard},
            {
                tr("Recover"): tr("Open these studies as they were, with corrections and results"),
                tr("Not now"): tr("Ask again at the next start"),
                tr("Discard"): tr("Remove what was kept of them"),
            },
        )
        if not self.bar.isVisible():
            self._context.notice(tr("In the Read workspace: {text}", text=self.bar.text))

    def recover(self) -> None:
        """Open the studies that were left behind, beside what is open."""
        leftover = self._waiting.pop(0)

        def take() -> Path:
            return take_over(leftover)

        def read(folder: Path) -> None:
            self._desk.io.load(folder, {}, lambda loaded: self._on_loaded(folder, loaded), self._on_failed)

        self._context.notice(tr("Recovering…"))
        self._context.background.run(take, read, self._on_failed)

    def _on_loaded(self, folder: Path, loaded: LoadedSession) -> None:
        is_alone = not self._desk.session.studies
        try:
            self._desk.put(loaded, beside=True)
        except Xr2ctError as error:
            self._on_failed(error)
            return
        if is_alone and loaded.document.session_path:
            path = Path(loaded.document.session_path)
            self._desk.choice = SaveChoice(path, path.is_dir()) if path.exists() else None
        self._desk.changes.mark_unsaved()
        if loaded.left_out:
            # What could not be opened stays for the next start, when its files may be there again.
            lost = ", ".join(study.title for study in loaded.left_out)
            self._context.notice(
                tr("Recovered, but the files of {names} are missing; they stay for the next start.", names=lost)
            )
        else:
            self._recovered.append(folder)
            count, saved = len(loaded.studies), loaded.document.saved.astimezone()
            self._context.notice(
                tr(
                    "Recovered 1 study from {time}" if count == 1 else "Recovered {count} studies from {time}",
                    count=count,
                    time=f"{saved:%H:%M}",
                )
            )
        self.autosave.request(soon=True)
        self._offer()

    def _put_off(self) -> None:
        self._waiting.clear()

    def _discard(self) -> None:
        leftover = self._waiting.pop(0)
        self._context.background.run(
            lambda: remove_session(leftover.folder), lambda _none: self._offer(), self._on_failed
        )

    def _on_failed(self, error: Xr2ctError) -> None:
        self._context.fail(error, "")
        self._offer()


def question(leftover: Leftover) -> str:
    """What to ask: how many studies, and from when."""
    saved, count = leftover.saved.astimezone(), len(leftover.titles)
    is_today = saved.date() == datetime.now().astimezone().date()
    return tr(
        "Recover 1 study from {time}" if count == 1 else "Recover {count} studies from {time}",
        count=count,
        time=f"{saved:%H:%M}" if is_today else f"{saved:%d %b %H:%M}",
    )
