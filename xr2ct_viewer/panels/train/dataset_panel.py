"""Step 1 of a training: which data, what lies in them, and what cannot be used."""

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_core.data.names import PHANTOMS, is_phantoms
from xr2ct_viewer.models.data_choice import DataChoice, Inspection, cases_in_words, phantom_count
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.panels.section import Section, muted_label
from xr2ct_viewer.panels.thumbnail import Thumbnail
from xr2ct_viewer.panels.train.data_options import DataOptions
from xr2ct_viewer.said import said
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.elided_label import ElidedLabel
from xr2ct_viewer.widgets.number_field import make_plain

EMPTY: Final = marked("Nothing chosen yet. Add a folder of CTs, prepared cubes or X-ray pairs, or computed thoraxes.")
DEFAULT_PHANTOMS: Final = 200
SHOWN_PROBLEMS: Final = 12
_THUMBNAIL_PX: Final = 84


class DatasetPanel(Section):
    """Edits a `DataChoice`; the signals ask for what needs a dialog or the worker."""

    folder_requested = Signal()
    inspect_requested = Signal()
    prepare_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, choice: DataChoice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(1, tr("Data"), parent)
        self._choice, self._theme = choice, theme
        self._recent: tuple[str, ...] = ()
        self._recent_button = QToolButton()
        self._recent_button.setObjectName("link")
        self._recent_button.setText(tr("Recent"))
        self._recent_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._recent_button.setAccessibleName(tr("Recent data"))
        self._recent_button.setToolTip(tr("Data of earlier trainings"))
        self._recent_button.clicked.connect(self._show_recent)
        self._inspect = QToolButton()
        self._inspect.setObjectName("link")
        self._inspect.setText(tr("Inspect"))
        self._inspect.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._inspect.setToolTip(tr("Read the data again: how many cases, which cannot be used, how the X-rays look"))
        self._inspect.clicked.connect(self.inspect_requested)
        self.header.addWidget(self._inspect)
        self.header.addWidget(self._recent_button)
        self._empty = muted_label(tr(EMPTY))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._add_folder = QPushButton(tr("Folder…"))
        self._add_folder.setAccessibleName(tr("Add a folder"))
        self._add_folder.setToolTip(tr("CTs, prepared cubes, X2CT HDF5 files, the Indiana collection, or pair files"))
        self._add_folder.clicked.connect(self.folder_requested)
        self._add_phantoms = QPushButton(tr("Phantoms"))
        self._add_phantoms.setAccessibleName(tr("Add computed thoraxes"))
        self._add_phantoms.setToolTip(tr("Drawn chests with known truth, made while learning"))
        self._add_phantoms.clicked.connect(lambda: choice.add(f"{PHANTOMS}:{DEFAULT_PHANTOMS}"))
        self._prepare = QPushButton(tr("Prepare…"))
        self._prepare.setToolTip(tr("Put the CTs on the working cube once, so that every training starts at once"))
        self._prepare.clicked.connect(self.prepare_requested)
        self.options = DataOptions(choice, theme)
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName(tr("Progress"))
        self._phase = muted_label()
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setToolTip(tr("Stop reading the data"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._report = muted_label()
        self._problems_fold = QToolButton(checkable=True)
        self._problems_fold.setObjectName("caution")
        self._problems_fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._problems_fold.setAccessibleName(tr("Cases that cannot be used"))
        self._problems_fold.setToolTip(tr("Which cases are left out, and why"))
        self._problems_fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._problems_fold.toggled.connect(self._refresh_problems)
        self._problems = muted_label()
        self._previews = QWidget()
        self._preview_row = QHBoxLayout(self._previews)
        self._preview_row.setContentsMargins(0, 0, 0, 0)
        self._preview_row.setSpacing(3)
        self._lay_out()
        choice.changed.connect(self.refresh)
        choice.inspected.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.show_work(None)
        self.refresh()

    def _lay_out(self) -> None:
        adding, working = QHBoxLayout(), QHBoxLayout()
        adding.setSpacing(6)
        for button in (self._add_folder, self._add_phantoms, self._prepare):
            adding.addWidget(button, 1)
        working.addWidget(self._phase, 1)
        working.addWidget(self._cancel)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._rows)
        self.body.addLayout(adding)
        self.body.addWidget(self.options)
        self.body.addWidget(self._bar)
        self.body.addLayout(working)
        self.body.addWidget(self._report)
        self.body.addWidget(self._problems_fold)
        self.body.addWidget(self._problems)
        self.body.addWidget(self._previews)

    def set_recent(self, recent: tuple[str, ...]) -> None:
        self._recent = recent
        self._recent_button.setVisible(bool(recent))

    def show_work(self, phase: str | None, fraction: float = 0.0, *, holds: bool = False) -> None:
        """Show that the data are being read or prepared, or with None that nothing is under way.

        `holds` keeps the choice as it is until that has ended.
        """
        is_working = phase is not None
        for widget in (self._bar, self._phase, self._cancel):
            widget.setVisible(is_working)
        for widget in (self._add_folder, self._add_phantoms, self._recent_button, self.options):
            widget.setEnabled(not holds)
        self._bar.setMaximum(1000 if fraction > 0 else 0)
        self._bar.setValue(round(fraction * 1000))
        self._phase.setText(phase or "")
        self._is_working = is_working
        self._refresh_asking()

    def refresh(self) -> None:
        """Show the sources and what is known about them; a number that is being edited stays in the hand."""
        was_editing = any(box.hasFocus() for box in self.findChildren(QSpinBox))
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for source in self._choice.sources:
            self._rows.addWidget(row := self._source_row(source))
            if was_editing and (box := row.findChild(QSpinBox)) is not None:
                box.setFocus()
        self._empty.setVisible(not self._choice.sources)
        inspection = self._choice.inspection
        self._report.setVisible(inspection is not None)
        self._report.setText(tr(inspection.in_words) if inspection is not None else "")
        self._show_previews(inspection)
        self._problems_fold.setChecked(False)
        self._refresh_problems()
        self._refresh_asking()
        self._refresh_icons()
        self.set_state("done" if inspection is not None else "active")

    def _refresh_asking(self) -> None:
        has_data = bool(self._choice.sources)
        self._inspect.setVisible(has_data)
        self._inspect.setEnabled(not self._is_working)
        self._prepare.setVisible(self._choice.has_folder_to_prepare)
        self._prepare.setEnabled(not self._is_working)

    def _source_row(self, source: str) -> QWidget:
        row = QFrame()
        row.setObjectName("sourceRow")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 2, 2, 2)
        layout.setSpacing(6)
        if is_phantoms(source):
            number = QSpinBox(minimum=3, maximum=1_000_000, value=phantom_count(source), keyboardTracking=False)
            number.setAccessibleName(tr("Number of computed thoraxes"))
            make_plain(number)
            number.setFixedWidth(76)
            seed = source.partition("@")[2]
            tail = f"@{seed}" if seed else ""
            number.valueChanged.connect(lambda count: self._choice.exchange(source, f"{PHANTOMS}:{count}{tail}"))
            layout.addWidget(number)
            layout.addWidget(QLabel(tr("computed thoraxes")), 1)
        else:
            name = ElidedLabel(source)
            name.setToolTip(source)
            layout.addWidget(name, 1)
        remove = QToolButton()
        remove.setObjectName("flat")
        remove.setIcon(self._theme.icon("close", self._theme.palette.muted))
        remove.setToolTip(tr("Leave these data out"))
        remove.setAccessibleName(tr("Remove {source}", source=source))
        remove.clicked.connect(lambda: self._choice.remove(source))
        layout.addWidget(remove)
        return row

    def _show_previews(self, inspection: Inspection | None) -> None:
        while (item := self._preview_row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        pairs = inspection.previews[:2] if inspection is not None else ()
        for number, pair in enumerate(pairs, 1):
            for view, image in zip((marked("Frontal"), marked("Lateral")), pair, strict=True):
                name = tr("{view} X-ray of case {number}", view=tr(view), number=number)
                picture = Thumbnail(name)
                picture.setToolTip(name)
                picture.setFixedHeight(_THUMBNAIL_PX)
                picture.set_image(image)
                self._preview_row.addWidget(picture, 1)
        self._previews.setVisible(bool(pairs))

    def _refresh_problems(self) -> None:
        problems = self._choice.case_problems
        self._problems_fold.setVisible(bool(problems))
        self._problems_fold.setText(tr("{counted} cannot be used", counted=cases_in_words(len(problems))))
        lines = [f"{source}: {said(message)}" for source, message in problems[:SHOWN_PROBLEMS]]
        if len(problems) > SHOWN_PROBLEMS:
            lines.append(tr("and {count} more", count=len(problems) - SHOWN_PROBLEMS))
        self._problems.setText("\n".join(lines))
        self._problems.setVisible(bool(problems) and self._problems_fold.isChecked())
        name = "down" if self._problems_fold.isChecked() else "right"
        self._problems_fold.setIcon(self._theme.icon(name, self._theme.palette.warning))

    def _show_recent(self) -> None:
        menu = QMenu(self)
        for source in self._recent:
            menu.addAction(source, lambda source=source: self._choice.set_text(source))
        menu.exec(self._recent_button.mapToGlobal(QPoint(0, self._recent_button.height())))
        menu.deleteLater()

    def _refresh_icons(self) -> None:
        self._recent_button.setIcon(self._theme.icon("history", self._theme.palette.muted))
        self._add_folder.setIcon(self._theme.icon("open"))
        self._add_phantoms.setIcon(self._theme.icon("add"))
        self._inspect.setIcon(self._theme.icon("inspect", self._theme.palette.muted))
        self._prepare.setIcon(self._theme.icon("prepare"))
