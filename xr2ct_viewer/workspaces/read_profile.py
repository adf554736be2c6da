"""Profiles along a line: the tool, the plot below the views, and what is plotted of which image.

On a comparison both of its images are plotted; elsewhere the volume shown, with the true CT where that is loaded, or
the radiograph. Invariant: a line belongs to the study it was drawn in.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from xr2ct_core.io.files import write_text
from xr2ct_core.volume import Volume
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.lens import shown_volume
from xr2ct_viewer.models.origin import volume_title
from xr2ct_viewer.models.profile import Profile, ProfileDesk, ProfileLine, radiograph_profile, volume_profile
from xr2ct_viewer.models.session_file.compare_state import dump_line, load_line
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import truth_title
from xr2ct_viewer.panels.profile_panel import ProfilePanel
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.image_canvas import ImageCanvas
from xr2ct_viewer.widgets.profile_tool import ProfileGrips, ProfileOverlay, ProfileTool
from xr2ct_viewer.widgets.save_file import ask_save_file, with_ending
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.session_desk import SessionDesk


class ReadProfile(QObject):
    """Joins line, images and plot."""

    def __init__(self, context: ReadContext, desk: SessionDesk) -> None:
        super().__init__(context.window)
        self._context, self._session, self._grid = context, context.session, context.grid
        self.desk = ProfileDesk()
        self._study: Study | None = None
        self._lines: WeakKeyDictionary[Study, ProfileLine] = WeakKeyDictionary()
        desk.keep_of_study("profile", lambda study: dump_line(self._lines.get(study)), self._load, is_content=False)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """The tool's command belongs to the table of tools."""
        return {}

    def assemble(self, hub: ActionHub) -> None:
        self.panel = ProfilePanel(self._context.theme)
        self._context.stage.add_below(self.panel)
        router, tools = self._grid.router, self._grid.tools
        router.register("profile", ProfileTool(self.desk, tools, router))
        router.register_first(ProfileGrips(self.desk, tools))
        overlay = ProfileOverlay(self.desk)
        for canvas in self._canvases():
            canvas.overlays.append(overlay)
        self.desk.events.line.connect(self._remember)
        for name in ("line", "is_drawing"):
            self.desk.events[name].connect(self.refresh)
        self.desk.events.share.connect(self._show_place)
        self.panel.pointed.connect(lambda share: setattr(self.desk, "share", share))
        self.panel.close_requested.connect(self.clear)
        self.panel.copy_requested.connect(self.copy)
        self.panel.export_requested.connect(lambda: self.export())
        compare = self._grid.compare
        compare.changed.connect(self.refresh)
        self._session.layout_changed.connect(self.refresh)
        self._session.current_changed.connect(self._follow)
        self._context.stage.lens.events.connect(self.refresh)

    def shutdown(self) -> None:
        """Nothing runs here."""

    def clear(self) -> None:
        self.desk.share = None
        self.desk.line = None

    def copy(self) -> None:
        """The values as a table for a text or a spreadsheet."""
        if self.panel.profile is not None:
            QGuiApplication.clipboard().setText(self.panel.profile.table("\t", self._banner()))
            self._context.notice(tr("Profile copied"))

    def export(self, path: Path | None = None) -> None:
        """Save the values as CSV, in a file that says what they are."""
        profile = self.panel.profile
        if profile is None:
            return
        if path is None:
            folder = Path(self._context.settings.data.last_folder or Path.home())
            path = ask_save_file(
                self._context.window,
                tr("Export the profile"),
                folder / "profile.csv",
                tr("Table (*.csv)"),
                lambda named: with_ending(named, ".csv"),
            )
        if path is not None:
            target, text = path, profile.table(",", self._banner())
            self._context.background.run(
                lambda: write_text(target, text),
                lambda _: self._context.notice(tr("Saved {path}", path=target)),
                lambda error: self._context.fail(error, ""),
            )

    def refresh(self, *_: object) -> None:
        """Plot the line on what is shown now."""
        line = self.desk.line
        if not self.desk.is_drawing or self.panel.isVisible():
            self.panel.show_profile(None if line is None else self.profile_of(line))
            self._grid.compare.leave_room(self.panel.profile is not None)
        self._update_canvases()

    def profile_of(self, line: ProfileLine) -> Profile | None:
        """The values of the images on screen along a line; None where no image holds it."""
        if line.length <= 0 or self._session.layout == "volume":
            return None
        if line.space == "patient":
            volumes = self._volumes()
            return volume_profile(line, volumes, self._place_in_words(line)) if volumes else None
        return self._radiographs(line)

    def _volumes(self) -> list[tuple[str, Volume]]:
        compare = self._grid.compare
        if self._session.layout == "compare":
            pair = compare.slices.pair
            return [] if pair is None else list(zip(compare.slices.names, (pair.left, pair.right), strict=True))
        study = self._session.current
        shown = shown_volume(study, self._context.stage.lens).finished
        if study is None or shown is None:
            return []
        own = tr(study.result.title) if study.result is not None else tr(volume_title(shown))
        if study.truth is None:
            return [(own, shown)]
        truth = (tr(truth_title(study)), study.truth)
        return [truth] if shown is study.truth else [truth, (own, shown)]

    def _radiographs(self, line: ProfileLine) -> Profile | None:
        compare, number = self._grid.compare.xrays, ("frontal", "lateral").index(line.space)
        if self._session.layout == "compare":
            canvas = compare.lefts[number]
            images = list(zip(compare.names, compare.pair_of(number), strict=True))
            unit = "line integral"
        else:
            canvas = (self._grid.frontal, self._grid.lateral)[number]
            images, unit = [("X-ray", canvas.pixels)], canvas.value_name
        view = canvas.geometry_view
        known = [(name, image) for name, image in images if image is not None]
        if view is None or not known:
            return None
        return radiograph_profile(line, known, view.pixel_at_isocentre_mm, unit, view.view.label)

    def _place_in_words(self, line: ProfileLine) -> str:
        names = [f"{axis} = {value:+.1f} mm".replace("-", "−") for axis, value in zip("xyz", line.start, strict=True)]
        fixed = [abs(b - a) < 1e-6 for a, b in zip(line.start, line.end, strict=True)]
        return next((name for name, is_fixed in zip(names, fixed, strict=True) if is_fixed), "")

    def _banner(self) -> str:
        compare = self._grid.compare
        if self._session.layout == "compare":
            return compare.slices.banner if self.desk.line and self.desk.line.space == "patient" else compare.banner
        return self._session.current.banner if self._session.current is not None else ""

    def _show_place(self, share: float | None) -> None:
        self.panel.show_place(share)
        self._update_canvases()

    def _update_canvases(self) -> None:
        for canvas in self._canvases():
            if canvas.isVisible():
                canvas.update()

    def _canvases(self) -> tuple[ImageCanvas, ...]:
        grid = self._grid
        return grid.frontal, grid.lateral, *grid.slice_canvases, *grid.compare.canvases()

    def _follow(self) -> None:
        """Another study: its own line."""
        if self._study is not None:
            self._study.results_changed.disconnect(self.refresh)
            self._study.shown_changed.disconnect(self.refresh)
        self._study = self._session.current
        if self._study is not None:
            self._study.results_changed.connect(self.refresh)
            self._study.shown_changed.connect(self.refresh)
        self.desk.share = None
        self.desk.line = self._lines.get(self._study) if self._study is not None else None

    def _remember(self, line: ProfileLine | None) -> None:
        """Keep the line with its study."""
        if self._study is not None and line is not None:
            self._lines[self._study] = line
        elif self._study is not None:
            self._lines.pop(self._study, None)

    def _load(self, study: Study, data: Any) -> None:
        line = load_line(data)
        if line is not None:
            self._lines[study] = line
