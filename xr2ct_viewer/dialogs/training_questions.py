"""What is asked before a training is left alone, or a second one is started."""

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

Closing = Literal["keep", "stop", "cancel"]
Second = Literal["queue", "beside", "cancel"]


def ask_closing(parent: QWidget, running: tuple[str, ...], waiting: tuple[str, ...]) -> Closing:
    """What becomes of the trainings when the window closes."""
    box = QMessageBox(parent)
    box.setWindowTitle("xr2ct")
    box.setIcon(QMessageBox.Icon.Question)
    lines = [f"{_named(running)} still learning." if running else ""]
    lines.append(f"{_named(waiting)} waiting and will not be started." if waiting else "")
    box.setText(" ".join(line for line in lines if line))
    if not running:
        close = box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        is_close = box.clickedButton() is close
        box.deleteLater()
        return "keep" if is_close else "cancel"
    box.setInformativeText("It can go on without the window, which finds it again when it is next opened.")
    keep = box.addButton("Keep training", QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton("Stop with a checkpoint", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return "keep" if clicked is keep else "stop" if clicked is stop else "cancel"


def ask_second(parent: QWidget, running: tuple[str, ...]) -> Second:
    """Whether a training waits for the one that runs."""
    box = QMessageBox(parent)
    box.setWindowTitle("xr2ct")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(f"{_named(running)} still learning.")
    box.setInformativeText("Two trainings at once slow each other down and share the memory.")
    queue = box.addButton("Start after it", QMessageBox.ButtonRole.AcceptRole)
    beside = box.addButton("Start now", QMessageBox.ButtonRole.ActionRole)
    box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(queue)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return "queue" if clicked is queue else "beside" if clicked is beside else "cancel"


def _named(names: tuple[str, ...]) -> str:
    return f"{names[0]} is" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} are"
