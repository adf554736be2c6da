"""What is asked before a training is left alone, or a second one is started."""

from typing import Literal

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton, QWidget

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.tr import tr

Closing = Literal["keep", "stop", "cancel"]
Second = Literal["queue", "beside", "cancel"]


def ask_closing(parent: QWidget, running: tuple[str, ...], waiting: tuple[str, ...]) -> Closing:
    """What becomes of the trainings when the window closes."""
    lines = [_learning(running) if running else ""]
    one, many = (
        marked("{name} is waiting and will not be started."),
        marked("{names} are waiting and will not be started."),
    )
    lines.append(_named(waiting, one, many) if waiting else "")
    box = _question(parent, " ".join(line for line in lines if line))
    if not running:
        close = box.addButton(tr("Close"), QMessageBox.ButtonRole.AcceptRole)
        return "keep" if _clicked(box, close) is close else "cancel"
    box.setInformativeText(tr("It can go on without the window, which finds it again when it is next opened."))
    keep = box.addButton(tr("Keep training"), QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(tr("Stop with a checkpoint"), QMessageBox.ButtonRole.DestructiveRole)
    clicked = _clicked(box, keep)
    return "keep" if clicked is keep else "stop" if clicked is stop else "cancel"


def ask_second(parent: QWidget, running: tuple[str, ...]) -> Second:
    """Whether a training waits for the one that runs."""
    box = _question(parent, _learning(running))
    box.setInformativeText(tr("Two trainings at once slow each other down and share the memory."))
    queue = box.addButton(tr("Start after it"), QMessageBox.ButtonRole.AcceptRole)
    beside = box.addButton(tr("Start now"), QMessageBox.ButtonRole.ActionRole)
    clicked = _clicked(box, queue)
    return "queue" if clicked is queue else "beside" if clicked is beside else "cancel"


def _question(parent: QWidget, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("xr2ct")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(text)
    return box


def _clicked(box: QMessageBox, usual: QPushButton) -> QAbstractButton:
    """Ask with a *Cancel* beside the answers, the usual one chosen by Enter; the button that was clicked."""
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(usual)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked


def _learning(names: tuple[str, ...]) -> str:
    return _named(names, marked("{name} is still learning."), marked("{names} are still learning."))


def _named(names: tuple[str, ...], one: str, many: str) -> str:
    """A sentence about one or several trainings."""
    if len(names) == 1:
        return tr(one, name=names[0])
    return tr(many, names=tr("{some} and {last}", some=", ".join(names[:-1]), last=names[-1]))
