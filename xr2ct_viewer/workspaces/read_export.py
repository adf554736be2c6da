"""What leaves the Read workspace: volume, DICOM, pictures, movies, surfaces and the report, always with the banner.

It asks what and where, collects what the views show now, and lets `Exporting` do the work on a thread of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io.dicom_write_options import DicomOptions
from xr2ct_core.media.plans import FrameSize, Pace, Sweep, Turntable
from xr2ct_core.volume import Volume
from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.dialogs.export_dialog import ExportDialog
from xr2ct_viewer.dialogs.export_progress import ExportProgress
from xr2ct_viewer.models.export_choice import ExportChoice
from xr2ct_viewer.models.lens import ShownVolume, file_suffix, shown_volume
from xr2ct_viewer.models.measure.subject import subject_of
from xr2ct_viewer.models.origin import is_reconstruction
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.surfaces import Surface
from xr2ct_viewer.services import export_tasks
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.exporting import Exporting, Write
from xr2ct_viewer.services.report_task import ReportMaterial, report_task
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.export_offer import can_draw_3d, export_offer, picture_ratio, shown_surfaces, source_dicoms
from xr2ct_viewer.workspaces.export_report import case_report, result_of
from xr2ct_viewer.workspaces.read_area import ReadContext

Patient = tuple[str, str]


class ReadExport(QObject):
    """Asks, writes in the background, and copies."""

    def __init__(self, context: ReadContext) -> None:
        super().__init__(context.window)
        self._context, self._session, self._settings = context, context.session, context.settings
        self._grid, self._stage = context.grid, context.stage
        self._background = Background(self, threads=1)
        self.exporting = Exporting(self._background, self)
        self.guards: list[Callable[[ExportChoice | None], bool]] = []
        """Asked before anything is written (None: a picture is copied); any of them may keep it from being."""
        self.progress = ExportProgress(context.window)
        self.progress.cancel_requested.connect(self.exporting.cancel)
        self.exporting.started.connect(self._on_started)
        self.exporting.progressed.connect(self.progress.move_on)
        self.exporting.done.connect(lambda path: self._finish(tr("Saved {path}", path=path)))
        self.exporting.cancelled.connect(lambda: self._finish(tr("Export cancelled; nothing was written.")))
        self.exporting.failed.connect(self._on_failed)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"file.export": self.ask, "file.copy": self.copy_picture}

    def assemble(self, hub: ActionHub) -> None:
        """The panels ask through the commands."""

    def shutdown(self) -> None:
        """Stop what is being written."""
        self.exporting.close()
        self.progress.end()
        self._background.close()

    def ask(self) -> None:
        """Ask what and where, then write."""
        study = self._session.current
        if study is None:
            return
        if self.exporting.is_busy:
            self.progress.show()
            self.progress.raise_()
            return
        dialog = self.make_dialog(study)
        if dialog.exec() and all(guard(dialog.choice) for guard in self.guards):
            self.write(
                dialog.choice,
                dialog.path,
                patient=dialog.dicom_page.patient,
                with_sources=dialog.dicom_page.name_sources.isChecked(),
                surfaces=dialog.offer.surfaces,
            )
        dialog.deleteLater()

    def make_dialog(self, study: Study) -> ExportDialog:
        """The dialog as it is asked now."""
        return ExportDialog(
            file_stem(study, file_suffix(self._stage.lens)),
            Path(self._settings.data.last_folder or Path.home()),
            study.banner,
            export_offer(study, self._grid, self._shown(study)),
            ExportChoice.recalled(self._settings.data.export_choice),
            self._context.theme,
            unnamed_stem=file_stem(study, file_suffix(self._stage.lens), with_title=False),
            has_sources=bool(source_dicoms(study)),
            parent=self._context.window,
        )

    def write(
        self,
        choice: ExportChoice,
        path: Path,
        *,
        patient: Patient = ("", ""),
        with_sources: bool = False,
        surfaces: tuple[Surface, ...] = (),
    ) -> None:
        """Write what was chosen. `patient` (ID, name) and the sources' UIDs go into DICOM and are not remembered.

        `surfaces` are those whose files were asked about; by default all that are shown.
        """
        study = self._session.current
        if study is None:
            return
        self._settings.update(last_folder=str(path.parent), export_choice=choice.model_dump_json())
        try:
            task = self._task(study, choice, path, patient, with_sources=with_sources, surfaces=surfaces)
        except Xr2ctError as error:
            self._context.fail(error, "")
            return
        if not self.exporting.start(path.name, task):
            self._context.notice(tr("Another export is still under way."))

    def copy_picture(self) -> None:
        if not all(guard(None) for guard in self.guards):
            return
        QGuiApplication.clipboard().setImage(self._stage.grab_image())
        self._context.notice(tr("Picture copied"))

    # What each kind needs

    def _task(
        self,
        study: Study,
        choice: ExportChoice,
        path: Path,
        patient: Patient,
        *,
        with_sources: bool,
        surfaces: tuple[Surface, ...],
    ) -> Write:
        shown = self._shown(study)
        banner = f"{study.banner} {shown.caption(in_3d=False)}".strip()
        if choice.kind == "picture":
            return self._picture(choice, path, banner)
        volume = shown.finished
        if volume is None:
            raise BadInputError("There is no volume to export yet.", "Reconstruct first.")
        window = self._grid.slices.window_level
        window_hu = (window.centre_hu, window.width_hu)
        match choice.kind:
            case "dicom":
                sources = source_dicoms(study) if with_sources else ()
                options = DicomOptions(choice.dicom, *patient, window_hu=window_hu)
                return export_tasks.dicom_task(volume, path, options, sources)
            case "movie" if choice.movie == "sweep":
                size = FrameSize(choice.movie_width_px, choice.movie_height_px)
                pace = Pace(choice.seconds, choice.fps)
                sweep = Sweep(size, pace, choice.orientation, window_hu, choice.there_and_back)
                return export_tasks.sweep_task(volume, path, sweep, banner)
            case "movie":
                return self._turntable(choice, path, study, shown)
            case "surface":
                return export_tasks.surface_task(surfaces or shown_surfaces(self._grid), path, banner)
            case "report":
                return self._report(choice, path, study, shown)
            case _:
                return export_tasks.volume_task(unnamed(volume) if choice.without_names else volume, path)

    def _picture(self, choice: ExportChoice, path: Path, banner: str) -> Write:
        """The 2D views are drawn at once; 3D, which may take seconds, on its way to the file."""
        ratio, view = picture_ratio(choice, self._grid), choice.view
        place, drawn = self._stage.place_of_3d(ratio, view), self._grid.volume.drawn()
        image = self._stage.grab_image(ratio, view, in_3d=False)
        if place is None or drawn is None or not can_draw_3d(self._grid):
            return export_tasks.picture_task(image, path, banner)
        return export_tasks.picture_task(image, path, banner, export_tasks.Picture3d(drawn, place))

    def _turntable(self, choice: ExportChoice, path: Path, study: Study, shown: ShownVolume) -> Write:
        drawn = self._grid.volume.drawn()
        if drawn is None:
            raise BadInputError("There is nothing in the 3D view to turn.", "Reconstruct first.")
        size = FrameSize(choice.movie_width_px, choice.movie_height_px)
        turn = Turntable(size, Pace(choice.seconds, choice.fps), choice.degrees)
        banner = f"{study.banner} {shown.caption()}".strip()
        return export_tasks.turntable_task(drawn, path, turn, banner)

    def _report(self, choice: ExportChoice, path: Path, study: Study, shown: ShownVolume) -> Write:
        assert shown.volume is not None
        slices, banner = self._grid.slices, f"{study.banner} {shown.caption()}".strip()
        material = ReportMaterial(
            volume=shown.volume,
            crosshair_lps_mm=slices.crosshair_lps_mm,
            window_hu=(slices.window_level.centre_hu, slices.window_level.width_hu),
            banner=banner,
            result=result_of(study, shown),
            drawn=self._grid.volume.drawn() if choice.report_3d and can_draw_3d(self._grid) else None,
            measurements=study.measurements.items,
            subject=subject_of(study, self._stage.lens),
        )
        report = case_report(study, shown, banner, with_title=not choice.without_names)
        return report_task(report, material, path)

    def _shown(self, study: Study) -> ShownVolume:
        return shown_volume(study, self._stage.lens)

    # Reactions

    def _on_started(self, name: str) -> None:
        self._context.notice(tr("Saving {name}…", name=name))
        self.progress.begin(name)

    def _finish(self, words: str) -> None:
        self.progress.end()
        self._context.notice(words)

    def _on_failed(self, error: Xr2ctError) -> None:
        self.progress.end()
        self._context.fail(error, "\n".join(getattr(error, "__notes__", ())))


def unnamed(volume: Volume) -> Volume:
    """The volume without the names of the case and its files."""
    if volume.provenance is None:
        return volume
    return replace(volume, provenance=volume.provenance.without_names())


def file_stem(study: Study, suffix: str = "", *, with_title: bool = True) -> str:
    """A file name for exports: the study, the method or that it is the CT, and what the lens shows."""
    title = study.title if with_title else ""
    words = "".join(letter if letter.isalnum() or letter in "-_" else " " for letter in title).split()
    is_ct = (study.volume is not None and study.result is None) or study.shown == "truth"
    kind = "synthetic-volume" if is_reconstruction(study.volume) else "ct"
    shown = [kind] if is_ct else [study.current_method or "xrays", *([suffix] if suffix else [])]
    return "_".join([*words[:5], *shown])
