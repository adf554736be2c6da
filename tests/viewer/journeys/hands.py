"""A mouse and a keyboard: real events of the X server, by xdotool, at widgets found by what they say.

The window runs in the main thread of this process; the hands live in another one, as a person does, so that dialogs
which wait for an answer get one. They look at widgets through `Gui`, in the main thread, and call no method of the
program: what cannot be reached by mouse and keyboard fails.
"""

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QMenu, QMenuBar, QWidget

SETTLE_S = 0.12
STEP_PX = 12


_T = TypeVar("_T")


class Gui(QObject):
    """Carries questions from the thread of the hands to the main thread, also while a dialog waits there."""

    _asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Callable[[], _T], timeout_s: float = 60.0) -> _T:
        """What the question returns, or what it raises."""
        future: Future[_T] = Future()
        self._asked.emit(question, future)
        return future.result(timeout_s)

    def _answer(self, question: Callable[[], object], future: "Future[object]") -> None:
        try:
            future.set_result(question())
        except Exception as error:  # noqa: BLE001  it is raised where it was asked
            future.set_exception(error)


class NotReachedError(AssertionError):
    """Something that should have been on screen is not."""


class Hands:
    """Acts on whatever windows of the application are on screen; pictures go to `folder`."""

    def __init__(self, folder: Path, gui: Gui) -> None:
        self.folder = folder
        self._gui = gui
        self._pictures = 0

    def start_counting_at(self, number: int) -> None:
        """Number the next pictures from here."""
        self._pictures = number

    # Looking

    def widgets(self) -> Iterator[QWidget]:
        """Every visible widget, those of the topmost window first."""
        tops = [QApplication.activePopupWidget(), QApplication.activeModalWidget(), QApplication.activeWindow()]
        for top in [*tops, *QApplication.topLevelWidgets()]:
            if top is not None and top.isVisible():
                yield top
                yield from (child for child in top.findChildren(QWidget) if child.isVisible())

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """A widget by its accessible name, its text or its object name."""
        for widget in self.widgets():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            known = (widget.accessibleName(), text.replace("&", ""), widget.objectName())
            if isinstance(widget, kind) and name in known:
                return widget
        raise NotReachedError(f"Nothing on screen is called {name!r}.")

    def wait(self, until: Callable[[], object], what: str, timeout_s: float = 30.0) -> None:
        """Let the program work until something holds."""
        end = monotonic() + timeout_s
        while not self._gui.ask(until):
            if monotonic() > end:
                raise NotReachedError(f"Waited {timeout_s:.0f} s in vain for: {what}.")
            sleep(0.05)

    def picture(self, name: str) -> Path:
        """The whole screen, as a person sees it."""
        sleep(0.4)
        self._pictures += 1
        path = self.folder / f"{self._pictures:02d}-{name}.png"
        if not self._gui.ask(lambda: QGuiApplication.primaryScreen().grabWindow(0).save(str(path))):
            raise NotReachedError(f"No picture could be taken: {path}.")
        return path

    def look(self, seconds: float) -> None:
        """Do nothing for a while."""
        sleep(seconds)

    # Acting

    def click(
        self, target: QWidget | str, at: tuple[float, float] = (0.5, 0.5), *, button: int = 1, count: int = 1
    ) -> None:
        """Click a widget, at a fraction (right, down) of it."""
        place = self._place(target, at)
        self._xdo("mousemove", *place, "click", "--repeat", str(count), "--delay", "60", str(button))

    def click_row(self, name: str, text: str) -> None:
        """Click the row of a list that begins with a text."""

        def place() -> QPoint:
            rows = self.find(name, QListWidget)
            assert isinstance(rows, QListWidget)
            for number in range(rows.count()):
                if rows.item(number).text().startswith(text):
                    return rows.viewport().mapToGlobal(rows.visualItemRect(rows.item(number)).center())
            raise NotReachedError(f"The list {name!r} has no row {text!r}.")

        at = self._gui.ask(place)
        self._xdo("mousemove", str(at.x()), str(at.y()), "click", "1")

    def drag(
        self,
        target: QWidget | str,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        button: int = 1,
        key: str = "",
    ) -> None:
        """Press at one place of a widget, move in small steps, release at another."""
        (x0, y0), (x1, y1) = (tuple(int(v) for v in self._place(target, at)) for at in (start, end))
        steps = max(abs(x1 - x0), abs(y1 - y0)) // STEP_PX + 1
        moves: list[str] = []
        for step in range(1, steps + 1):
            x, y = x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps
            moves += ["mousemove", str(x), str(y), "sleep", "0.01"]
        held = (["keydown", key], ["keyup", key]) if key else ([], [])
        self._xdo(
            "mousemove", str(x0), str(y0), *held[0], "mousedown", str(button), *moves, "mouseup", str(button), *held[1]
        )

    def wheel(self, target: QWidget | str, steps: int, at: tuple[float, float] = (0.5, 0.5)) -> None:
        """Turn the wheel over a widget, up for positive steps."""
        place = self._place(target, at)
        self._xdo("mousemove", *place, "click", "--repeat", str(abs(steps)), "--delay", "30", "4" if steps > 0 else "5")

    def key(self, *keys: str) -> None:
        """Press keys such as ctrl+o, Escape, F1."""
        self._xdo("key", "--delay", "40", *keys)

    def tab_to(self, name: str, tries: int = 40) -> None:
        """Go to a widget by the Tab key."""
        for _ in range(tries):
            focused = self._gui.ask(QApplication.focusWidget)
            if focused is not None and self._gui.ask(focused.accessibleName) == name:
                return
            self.key("Tab")
        raise NotReachedError(f"The Tab key does not lead to {name!r}.")

    def type(self, text: str) -> None:
        self._xdo("type", "--delay", "15", text)

    def menu(self, *titles: str) -> None:
        """Open a menu by the mouse and choose an entry."""
        for number in range(len(titles)):
            at = self._gui.ask(lambda upto=number + 1: self._entry(titles[:upto]))
            self._xdo("mousemove", str(at.x()), str(at.y()), "click", "1")
            if number < len(titles) - 1:
                self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"the menu {titles[number]}", 5)

    def _entry(self, titles: tuple[str, ...]) -> QPoint:
        """Where the last of the titles is, the ones before being open."""
        holder: QWidget | None = QApplication.activePopupWidget()
        if len(titles) == 1:
            holder = next(widget for widget in self.widgets() if isinstance(widget, QMenuBar))
        wanted = [action for action in (holder.actions() if holder else []) if _words(action) == titles[-1]]
        if not wanted or not isinstance(holder, QMenuBar | QMenu):
            raise NotReachedError(f"There is no menu entry {' > '.join(titles)!r}.")
        return holder.mapToGlobal(holder.actionGeometry(wanted[0]).center())

    def _place(self, target: QWidget | str, at: tuple[float, float]) -> tuple[str, str]:
        def place() -> QPoint:
            widget = self.find(target) if isinstance(target, str) else target
            return widget.mapToGlobal(QPointF(widget.width() * at[0], widget.height() * at[1])).toPoint()

        point = self._gui.ask(place)
        return str(point.x()), str(point.y())

    def _xdo(self, *arguments: str) -> None:
        done = subprocess.run(["xdotool", *arguments], timeout=60, check=False)
        if done.returncode:
            raise NotReachedError(f"xdotool failed: {' '.join(arguments)}")
        sleep(SETTLE_S)
        self._gui.ask(lambda: None)


def _words(action: QAction) -> str:
    return action.text().replace("&", "").split("\t")[0]
