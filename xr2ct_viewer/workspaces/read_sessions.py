"""Saving and opening sessions, and asking before unsaved work is closed.

Invariants: what is open stays until another session was read completely; a session that could not be read completely
(files missing) is never saved over its file without asking for a name.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.missing_files_dialog import MissingFilesDialog
from xr2ct_viewer.dialogs.save_session_dialog import SaveSessionDialog
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.session_file.arrays import slug
from xr2ct_viewer.models.session_file.decode import LoadedSession
from xr2ct_viewer.models.session_file.schema import SUFFIX, StoredStudy
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import lost_truth
from xr2ct_viewer.services.session_io import SaveChoice
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.question import Question
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.session_desk import SessionDesk

Answer = QMessageBox.StandardButton


@dataclass(frozen=True, eq=False)
class _Before:
    """What was open when it was asked whether it may go."""

    studies: tuple[Study, ...]
    content: tuple[Hashable, ...]


class ReadSessions(QObject):
    """Save, save as, open; the title's mark of unsaved work. `opened` and `failed` say how opening ended."""

    opened = Signal()
    failed = Signal(object)

    def __init__(self, context: ReadContext, desk: SessionDesk) -> None:
        super().__init__(context.window)
        self.desk = desk
        self._context, self._window = context, context.window
        self._is_busy = self._is_discarding = False
        self._titles: list[str] = []
        self._closed = 0

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "file.open_session": self.ask_open,
            "file.save": self.save,
            "file.save_as": self.ask_save,
            "file.reopen": self.desk.session.reopen,
        }

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        self.desk.changes.changed.connect(self._refresh)
        self._context.opening.session_chosen.connect(self.open)
        self._context.sidebar.studies.rename_requested.connect(self._rename)
        self._refresh()

    def shutdown(self) -> None:
        """Stop following the session."""
        self.desk.changes.changed.disconnect(self._refresh)

    # Saving

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save where it was saved last, else ask where; `then` follows once it is written."""
        if self.desk.choice is None:
            self.ask_save(then)
        else:
            self.write(self.desk.choice, then)

    def ask_save(self, then: Callable[[], object] | None = None) -> None:
        """Ask where, and save."""
        dialog = SaveSessionDialog(self.desk.choice or self._suggestion(), self._context.theme, self._window)
        if dialog.exec():
            self.write(dialog.choice, then)
        dialog.deleteLater()

    def write(self, choice: SaveChoice, then: Callable[[], object] | None = None) -> None:
        """Save everything that is open, in the background."""
        if self._tell_busy():
            return
        self._is_busy = True
        content = self.desk.changes.content()
        self._context.notice(tr("Saving {name}…", name=choice.path.name))
        self.desk.io.save(self.desk.take(), choice, lambda path: self._on_saved(choice, content, then), self._on_failed)

    def _on_saved(self, choice: SaveChoice, content: tuple[Hashable, ...], then: Callable[[], object] | None) -> None:
        self._is_busy = False
        self.desk.choice = choice
        self.desk.changes.mark_saved_as(content)
        self._remember(choice.path)
        self._context.notice(tr("Saved {path}", path=choice.path))
        if then is not None:
            then()

    def _suggestion(self) -> SaveChoice:
        folder = Path(self._context.settings.data.last_folder or Path.home())
        studies = self.desk.session.studies
        stem = slug(studies[0].title).lower() if studies else "session"
        return SaveChoice(folder / f"{stem[:40]}{SUFFIX}")

    # Opening

    def ask_open(self) -> None:
        """Ask which, and open."""
        folder = self._context.settings.data.last_folder
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Open session"),
            folder,
            f"{tr('Sessions')} (*{SUFFIX} session.json);;{tr('All files')} (*)",
        )
        if name:
            path = Path(name)
            self.open(path.parent if path.name == "session.json" else path)

    def open(self, path: Path) -> None:
        """Read a session, after asking about unsaved work and running jobs, and show it in place of what is open."""
        if self._tell_busy() or not self._may_replace(lambda: self.open(path)):
            return
        self._is_busy = True
        before = _Before(tuple(self.desk.session.studies), self.desk.changes.content())
        self._context.notice(tr("Opening {name}…", name=path.name))
        self.desk.io.find_missing(path, lambda missing: self._read(path, missing, before), self._on_failed)

    def _read(self, path: Path, missing: tuple[StoredStudy, ...], before: _Before) -> None:
        found: dict[str, tuple[Path, ...]] = {}
        if missing:
            dialog = MissingFilesDialog(missing, self._context.settings.data.last_folder, self._window)
            is_wanted, found = bool(dialog.exec()), dialog.found
            dialog.deleteLater()
            if not is_wanted:
                self._is_busy = False
                self._context.notice(tr("Nothing was opened"))
                return
        self.desk.io.load(path, found, lambda loaded: self._on_loaded(path, loaded, before), self._on_failed)

    def _on_loaded(self, path: Path, loaded: LoadedSession, before: _Before) -> None:
        self._is_busy = False
        session = self.desk.session
        newcomers = tuple(study for study in session.studies if study not in before.studies)
        has_changed = self.desk.changes.content()[: len(before.content)] != before.content
        if has_changed and not self._may_ask(lambda: self.open(path)):
            self._context.notice(tr("Nothing was opened"))
            return
        running = self._context.jobs.running
        try:
            self.desk.put(loaded)
        except Xr2ctError as error:
            self._on_failed(error)
            return
        for job in running:
            if job.study_id not in {study.id for study in newcomers}:
                self._context.reconstruction.cancel(job.study_id)
        is_whole = not loaded.left_out and not loaded.notes
        self.desk.choice = SaveChoice(path, path.is_dir(), loaded.document.copies) if is_whole else None
        if is_whole:
            self.desk.changes.mark_saved()
        else:
            self.desk.changes.mark_unsaved()
        for study in newcomers:
            session.add(study)
        self._remember(path)
        self._hub.execute("view.workspace_read")
        lost = [tr("{title} is left out; its CT is missing.", title=study.title) for study in loaded.left_out]
        count = len(loaded.studies)
        words = marked("Opened {name}: 1 study."), marked("Opened {name}: {count} studies.")
        said = tr(words[0] if count == 1 else words[1], name=path.name, count=count)
        lost += [tr(sentence) for one in loaded.studies if (sentence := lost_truth(one.study)) is not None]
        self._context.notice(" ".join([said, *map(tr, loaded.notes), *lost]))
        self.opened.emit()

    # Unsaved work

    def may_close(self) -> bool:
        """Ask about unsaved work; where it is to be saved, the window closes once that is done."""
        return self._may_ask(self._window.window().close) and self._may_lose_closed()

    def discard(self) -> None:
        """What is open may be closed without asking."""
        self._is_discarding = True

    def _may_lose_closed(self) -> bool:
        """Ask about what was closed with work in it that was never saved: it could be reopened until now."""
        lost = () if self._is_discarding else self.desk.changes.closed_unsaved
        if not lost:
            return True
        titles = ", ".join(f"“{study.title}”" for study in lost)
        words = tr(
            "Closed with work that was never saved: {titles}. Unless it is reopened, that is gone.", titles=titles
        )
        return Question(self._window, words, tr("Quit without it"), tr("Keep working")).is_confirmed()

    def _may_replace(self, again: Callable[[], object]) -> bool:
        if self._context.jobs.running:
            words = tr("A reconstruction is running. Stop it and open the session?")
            if not Question(self._window, words, tr("Stop and open"), tr("Keep working")).is_confirmed():
                return False
        return self._may_ask(again)

    def _may_ask(self, again: Callable[[], object]) -> bool:
        """Whether what is open may go: it is saved, or nobody wants it. Saves and calls `again` where it is wanted."""
        if self._is_discarding or not self.desk.changes.is_unsaved:
            return True
        name = self.desk.path.name if self.desk.path is not None else tr("a session")
        answer = QMessageBox.question(
            self._window,
            tr("Unsaved work"),
            tr("Save the open studies with their results to {name}?\nWithout saving, they are gone.", name=name),
            Answer.Save | Answer.Discard | Answer.Cancel,
            Answer.Save,
        )
        if answer == Answer.Save:
            self.save(again)
        return answer == Answer.Discard

    def _tell_busy(self) -> bool:
        """Whether another session is being saved or opened, which is said."""
        if self._is_busy:
            self._context.notice(tr("The session is being saved or opened already."))
        return self._is_busy

    def _refresh(self) -> None:
        """Mark the title, and offer saving where something is open."""
        session = self.desk.session
        if not session.studies and self.desk.choice is not None and not self._is_busy:
            self.desk.choice = None
            self.desk.changes.forget()
            return
        self._context.sidebar.studies.show_session(self.desk.path)
        if len(session.closed) > self._closed:
            words = marked("Closed {title}. File > Reopen closed study brings it back.")
            self._context.notice(tr(words, title=session.closed[-1].title))
        self._closed = len(session.closed)
        titles = [study.title for study in session.studies]
        if titles != self._titles:
            self._titles = titles
            self._context.sidebar.studies.refresh()
            front = self.desk.session.current
            self._context.window.title_changed.emit(front.title if front is not None else "")
        self._hub.update(has_studies=bool(session.studies), has_closed=bool(session.closed))
        if not self.desk.session.studies and self.desk.choice is None:
            self._window.window().setWindowModified(False)
        else:
            self._window.window().setWindowModified(self.desk.changes.is_unsaved)

    def _rename(self, study_id: str, title: str) -> None:
        study = self.desk.session.find(study_id)
        if study is not None:
            study.rename(title)
            self._context.sidebar.studies.refresh()

    def _remember(self, path: Path) -> None:
        self._context.settings.add_recent((path,))
        self._context.settings.update(last_folder=str(path.absolute().parent))
        self._refresh()

    def _on_failed(self, error: Xr2ctError) -> None:
        self._is_busy = False
        self._context.fail(error, "")
        self.failed.emit(error)
