"""Text burned into the X-rays: said when a case is open and before a picture of it leaves, masked by one click."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.models.export_choice import ExportChoice
from xr2ct_viewer.models.input_notes import InputNote, InputNotes
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.text_notes import (
    BURNED_IN,
    masked,
    sides_of_result_with_text,
    sides_with_text,
    text_notes,
)
from xr2ct_viewer.tr import tr
from xr2ct_viewer.workspaces.read_area import ReadContext
from xr2ct_viewer.workspaces.read_export import ReadExport
from xr2ct_viewer.workspaces.read_pair_check import ReadPairCheck

SOURCE = "text"
XRAYS = ("frontal", "lateral")


class ReadText(QObject):
    """Follows the study in front."""

    def __init__(self, context: ReadContext, notes: InputNotes, export: ReadExport, check: ReadPairCheck) -> None:
        super().__init__(context.window)
        self._context, self._notes, self._export, self._check = context, notes, export, check
        self._study: Study | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {}

    def assemble(self, hub: ActionHub) -> None:
        self._export.guards.append(self.may_leave)
        self._check.panel.asked.connect(self._answer)
        self._context.session.current_changed.connect(self._follow)
        self._follow()

    def shutdown(self) -> None:
        """Stop following."""
        self._context.session.current_changed.disconnect(self._follow)
        self._leave()

    def may_leave(self, choice: ExportChoice | None) -> bool:
        """Ask before text goes along in a picture or report; False keeps it here."""
        study = self._context.session.current
        if study is None or not self._shows_xrays(choice):
            return True
        is_of_result = (choice is not None and choice.kind == "report") or not self._context.grid.visible_views()
        sides = sides_of_result_with_text(study) if is_of_result else sides_with_text(study)
        if not sides:
            return True
        box = QMessageBox(self._context.window)
        box.setWindowTitle(tr("Export"))
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText("\n".join(tr(BURNED_IN[side]) for side in sides))
        box.setInformativeText(
            tr("The result was made from images with the text, and shows them. Mask it and reconstruct again?")
            if is_of_result
            else tr("Mask it in the images before they leave, or export them as they are?")
        )
        words = tr("Mask, export later") if is_of_result else tr("Mask and export")
        mask = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        as_is = box.addButton(tr("Export as it is"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(mask)
        box.exec()
        if box.clickedButton() is mask:
            study.set_edit(masked(study.edit, sides, is_masked=True))
            if is_of_result:
                self._context.notice(tr("The text is masked. Reconstruct again, then export."))
        return box.clickedButton() is as_is or (box.clickedButton() is mask and not is_of_result)

    def _shows_xrays(self, choice: ExportChoice | None) -> bool:
        """Whether X-rays are in what is written."""
        if choice is not None and choice.kind == "report":
            return True
        if choice is not None and choice.kind != "picture":
            return False
        views = self._context.grid.visible_views()
        if choice is not None and choice.view in views:
            return choice.view in XRAYS
        return not views or any(name in XRAYS for name in views)

    def _follow(self) -> None:
        self._leave()
        study = self._context.session.current
        if study is not None and study.pair is not None:
            self._study = study
            study.edited.connect(self._say)
        self._say()

    def _leave(self) -> None:
        if self._study is not None:
            self._study.edited.disconnect(self._say)
            self._study = None

    def _say(self) -> None:
        self._notes.say(SOURCE, () if self._study is None else text_notes(self._study))

    def _answer(self, note: InputNote) -> None:
        study = self._study
        if study is not None and note.action in ("mask", "unmask"):
            side = "frontal" if note.id.endswith("frontal") else "lateral"
            study.set_edit(masked(study.edit, (side,), is_masked=note.action == "mask"))
