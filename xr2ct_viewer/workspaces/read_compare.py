"""The Compare area: which two images or volumes stand side by side, and the commands of comparing.

Invariants: what a person chose stays while both still exist; else the current result stands right, and left of it the
X-rays or the true CT. Volumes are brought together only while they are looked at.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_core.volume import Volume
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.files_dialog import file_kinds
from xr2ct_viewer.models.comparison import (
    FILE_PREFIX,
    MODE_TITLES,
    SUBJECT_TITLES,
    XRAYS_KEY,
    Choice,
    CompareMode,
    CompareSubject,
    Sides,
    VolumePair,
    VolumeScores,
    default_sides,
    images_of,
    valid_sides,
    volume_choices,
    xray_choices,
)
from xr2ct_viewer.models.display import link_displays
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import has_synthetic_source
from xr2ct_viewer.said import said
from xr2ct_viewer.services.pairing import Pairing
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.compare_memory import CompareMemory
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.session_desk import SessionDesk

_OPEN_ONE: Final = marked("Open a volume file to compare with: the folder above, or Compare in the menu.")


class ReadCompare(QObject):
    """Follows the study in front."""

    def __init__(self, context: ReadContext, desk: SessionDesk) -> None:
        super().__init__(context.window)
        self._context, self._session = context, context.session
        self.view = context.grid.compare
        self.comparison = self.view.comparison
        self.pairing = Pairing(context.background, self)
        self._study: Study | None = None
        self._memory = CompareMemory(desk)
        self._shown_images: tuple[object, ...] = ()
        self._asked: tuple[object, ...] = ()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        handlers: dict[str, Callable[[], object]] = {
            "compare.swap": self.swap,
            "compare.open": self.open,
            "compare.curves": self.toggle_curves,
        }
        for mode in MODE_TITLES:
            handlers[f"compare.{mode}"] = lambda mode=mode: self.choose_mode(mode)
        for subject in SUBJECT_TITLES:
            handlers[f"compare.{subject}"] = lambda subject=subject: self.choose_subject(subject)
        return handlers

    def assemble(self, hub: ActionHub) -> None:
        self._hub = hub
        grid = self._context.grid
        link_displays(grid.slices, self.view.slices.display)
        self.view.set_theme(self._context.theme)
        self.view.bar.sides_chosen.connect(self.choose_sides)
        self.view.bar.open_requested.connect(self.open)
        self.comparison.events.subject.connect(self.refresh)
        self.comparison.events.connect(lambda *_: self._show_commands())
        self._session.current_changed.connect(self._follow)
        self._session.layout_changed.connect(self.refresh)
        self.pairing.paired.connect(self._on_pair)
        self.pairing.scored.connect(self._on_scores)
        self.pairing.failed.connect(self._on_failed)
        self.pairing.opened.connect(self._on_opened)
        self.pairing.reopened.connect(self.refresh)
        self.pairing.lost.connect(self._on_lost)
        grid.router.install(*self.view.canvases())
        self._show_commands()

    def shutdown(self) -> None:
        self.pairing.forget()

    # What a person can ask for

    def choose_mode(self, mode: CompareMode) -> None:
        """Compare in a mode, whatever layout was on screen."""
        self.comparison.mode = mode
        self._session.set_layout("compare")
        self._show_commands()

    def choose_subject(self, subject: CompareSubject) -> None:
        self.comparison.subject = subject
        self._session.set_layout("compare")
        self._show_commands()

    def choose_sides(self, sides: Sides) -> None:
        """Put two things side by side; the same one on both sides is answered by swapping."""
        before = self.sides
        if self._study is None or not valid_sides(sides, self.choices):
            return
        if sides.left == sides.right and before is not None:
            sides = before.swapped()
        self._memory.choose(self._study, self.comparison.subject, sides)
        self.refresh()

    def swap(self) -> None:
        if self.sides is not None:
            self.choose_sides(self.sides.swapped())

    def toggle_curves(self) -> None:
        self.comparison.shows_curves = not self.comparison.shows_curves
        self._show_commands()

    def open(self, path: Path | None = None) -> None:
        """Open a volume file to compare with."""
        if self._study is None:
            return
        if path is None:
            folder = self._context.settings.data.last_folder
            name, _ = QFileDialog.getOpenFileName(
                self._context.window, tr("Open a volume to compare with"), folder, file_kinds()
            )
            path = Path(name) if name else None
        if path is not None:
            self.comparison.subject = "slices"
            self._session.set_layout("compare")
            self._context.notice(tr("Opening {name}…", name=path.name))
            self.pairing.open(self._study, path)

    # What is shown

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can stand on a side now."""
        if self.comparison.subject == "xrays":
            return xray_choices(self._study)
        return volume_choices(self._study)

    @property
    def sides(self) -> Sides | None:
        """What stands left and right; None if there is nothing to compare."""
        if self._study is None:
            return None
        chosen = self._memory.sides(self._study, self.comparison.subject)
        choices = self.choices
        return chosen if valid_sides(chosen, choices) else default_sides(choices, self._study.current_method)

    def refresh(self, *_: object) -> None:
        """Show the sides of what is compared; without a reconstruction that can only be slices."""
        has_xrays = bool(xray_choices(self._study))
        self.view.bar.set_xrays_enabled(has_xrays)
        if self._session.layout == "compare" and not has_xrays and self.comparison.subject == "xrays":
            self.comparison.subject = "slices"
            return
        choices, sides = self.choices, self.sides
        self.view.bar.set_choices(choices, choices, sides)
        if self.comparison.subject == "xrays":
            self.view.bar.set_note(tr("Line integrals · pan, zoom and window are linked"))
            self._show_images(sides)
        else:
            self._show_volumes(sides)
        self.view.refresh()

    def _show_images(self, sides: Sides | None) -> None:
        study = self._study
        if study is None or sides is None:
            self._shown_images = ()
            self.view.xrays.clear()
            return
        results = [study.results.get(key) for key in (sides.left, sides.right)]
        asked = (sides, *results)
        if asked == self._shown_images:
            return
        result = results[1] or results[0]
        assert result is not None
        left, right = (
            images_of(own or result, key) for own, key in zip(results, (sides.left, sides.right), strict=True)
        )
        names = self._names(sides, short=True)
        try:
            self.view.set_images(left, right, result.geometry, names)
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        self._shown_images = asked
        is_real = not has_synthetic_source(self._study)
        self.view.xrays.set_real(is_real and sides.left == XRAYS_KEY, is_real and sides.right == XRAYS_KEY)

    def _show_volumes(self, sides: Sides | None) -> None:
        study = self._study
        if study is None or sides is None:
            self._asked = ()
            self.pairing.forget()
            if study is not None and study.is_comparable and not study.results:
                self.view.slices.show_message(tr("Nothing to compare with yet"), tr(_OPEN_ONE))
            else:
                self.view.slices.show_nothing()
            self.view.bar.set_note("")
            return
        if self._session.layout != "compare":
            return
        asked = (study, sides, *(study.results.get(key) for key in (sides.left, sides.right)))
        if asked == self._asked:
            return
        self._asked = asked
        self.view.slices.show_message(tr("Bringing the volumes together …"))
        self.view.bar.set_note("")
        self.pairing.ask(study, sides)

    def _on_pair(self, sides: Sides, pair: VolumePair) -> None:
        self.view.set_pair(pair, self._names(sides))
        banners = [_banner(volume) for volume in (pair.left, pair.right)]
        self.view.slices.set_banners(banners[0], banners[1])
        self.view.bar.set_note(tr(pair.note))
        self.view.refresh()

    def _on_scores(self, sides: Sides, scores: VolumeScores) -> None:
        self.view.show_scores(scores)

    def _on_failed(self, error: Xr2ctError) -> None:
        if self.view.slices.pair is None:
            self.view.slices.show_message(said(error.message), said(error.hint))
        else:
            self._context.fail(error, "")
        self.view.refresh()

    def _on_opened(self, study: Study) -> None:
        """A file was read: it stands left of the current result, or right of the CT."""
        if study is not self._study:
            return
        file_key = f"{FILE_PREFIX}{len(study.others) - 1}"
        if study.current_method is not None:
            self._context.notice(tr("The file stands on the left"))
            self.choose_sides(Sides(file_key, study.current_method))
            return
        self._context.notice(tr("The file stands on the right"))
        first = self.choices[0].key
        if first == file_key:
            self.refresh()
        else:
            self.choose_sides(Sides(first, file_key))

    def _names(self, sides: Sides, *, short: bool = False) -> tuple[str, str]:
        """Names for the canvases; those of X-rays and re-projections are short where only one result is involved."""
        titles = {choice.key: tr(choice.title if short else choice.words) for choice in self.choices}
        if short and XRAYS_KEY in (sides.left, sides.right):
            named = {key: tr("X-ray" if key == XRAYS_KEY else "Re-projection") for key in (sides.left, sides.right)}
            return named[sides.left], named[sides.right]
        return titles[sides.left], titles[sides.right]

    # Following

    def _follow(self) -> None:
        if self._study is not None:
            self._study.results_changed.disconnect(self.refresh)
            self._study.shown_changed.disconnect(self.refresh)
        self._study = self._session.current
        if self._study is not None:
            self._study.results_changed.connect(self.refresh)
            self._study.shown_changed.connect(self.refresh)
        self._shown_images = self._asked = ()
        self.pairing.forget()
        self.view.slices.show_nothing()
        unread = self._memory.unread_files(self._study) if self._study is not None else ()
        if self._study is not None and unread:
            self.pairing.reopen(self._study, unread)
        self.refresh()

    def _show_commands(self) -> None:
        self._hub["compare.curves"].setChecked(self.comparison.shows_curves)
        on_screen = self._session.layout == "compare"
        for mode in MODE_TITLES:
            self._hub[f"compare.{mode}"].setChecked(on_screen and mode == self.comparison.mode)
        for subject in SUBJECT_TITLES:
            self._hub[f"compare.{subject}"].setChecked(on_screen and subject == self.comparison.subject)

    def _on_lost(self, study: Study, error: Xr2ctError) -> None:
        """A session's files are gone: the sides that named them cannot be shown."""
        self._context.notice(
            tr("A volume that was compared cannot be read any more: {reason}", reason=said(error.message))
        )


def _banner(volume: Volume) -> str:
    return volume.provenance.banner if volume.provenance is not None else RESEARCH_BANNER
