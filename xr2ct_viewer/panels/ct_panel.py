"""The sidebar of a study that is one volume, a CT or a synthetic one: what it is, and the way to X-rays from it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.jobs import Job
from xr2ct_viewer.models.origin import CT, is_reconstruction, method_title, volume_title
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.panels.section import Section, muted_label
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr


class CtPanel(Section):
    """`project_requested` asks for a simulated pair, `bench_requested` for the bench on which one is taken otherwise,
    `export_requested` for the export dialog."""

    project_requested = Signal()
    bench_requested = Signal()
    cancel_requested = Signal()
    export_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(1, tr(CT), parent)
        self._theme = theme
        self._facts = muted_label()
        self._origin = QLabel()
        self._origin.setObjectName("warning")
        self._origin.setWordWrap(True)
        self._why = muted_label()
        self._project = QPushButton(tr("Make X-ray pair"))
        self._project.setObjectName("primary")
        self._project.setMinimumHeight(40)
        self._project.clicked.connect(self._press)
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName(tr("Progress"))
        self._phase = muted_label()
        self._bench = QPushButton(tr("X-ray bench…"))
        self._bench.setToolTip(tr("Drag X-ray tubes around this volume, make pairs, see what one more X-ray buys"))
        self._bench.clicked.connect(self.bench_requested)
        self._export = QPushButton(tr("Export…"))
        self._export.setToolTip(tr("Save volume, DICOM, pictures, movies, surfaces or a report (Ctrl+E)"))
        self._export.clicked.connect(self.export_requested)
        for widget in (
            self._facts,
            self._origin,
            self._why,
            self._project,
            self._bar,
            self._phase,
            self._bench,
            self._export,
        ):
            self.body.addWidget(widget)
        self._job: Job | None = None
        self._say_what_it_is(None)
        self.set_state("active")
        theme.changed.connect(self._refresh_icons)
        self._refresh_icons()
        self.show_job(None)

    def set_study(self, study: Study | None) -> None:
        if study is None or study.ct is None:
            return
        z, y, x = study.ct.shape_zyx
        dz, dy, dx = study.ct.spacing_zyx_mm
        self._facts.setText(
            tr("{x} × {y} × {z} voxels of {dx:.3g} × {dy:.3g} × {dz:.3g} mm", x=x, y=y, z=z, dx=dx, dy=dy, dz=dz)
        )
        self._say_what_it_is(study.ct)

    def _say_what_it_is(self, volume: Volume | None) -> None:
        is_synthetic, method = is_reconstruction(volume), method_title(volume)
        self.set_title(tr(volume_title(volume)))
        self._origin.setVisible(is_synthetic)
        self._origin.setText(
            tr("Made from two X-rays by {method}; not a CT of a patient.", method=method)
            if method
            else tr("Made from two X-rays; not a CT of a patient.")
        )
        if is_synthetic:
            self._why.setText(tr("Makes the two X-rays this volume would give. They are synthetic too, and say so."))
            self._project.setToolTip(tr("The two X-rays this synthetic volume would give, as a case of its own"))
        else:
            self._why.setText(tr("Makes the two X-rays this CT would give, to reconstruct them and compare with it."))
            self._project.setToolTip(tr("The two X-rays this CT would give, as a case of its own"))

    def show_job(self, job: Job | None) -> None:
        self._job = job
        self._bar.setVisible(job is not None)
        self._project.setText(tr("Make X-ray pair") if job is None else tr("Cancel"))
        self._phase.setVisible(job is not None and job.is_waiting)
        if job is not None:
            self._phase.setText(said(job.phase))
            self._bar.setMaximum(1000 if job.fraction > 0 else 0)
            self._bar.setValue(round(job.fraction * 1000))

    def _press(self) -> None:
        (self.project_requested if self._job is None else self.cancel_requested).emit()

    def _refresh_icons(self) -> None:
        self._project.setIcon(self._theme.icon("xray", self._theme.palette.on_accent))
        self._bench.setIcon(self._theme.icon("bench"))
        self._export.setIcon(self._theme.icon("export"))
