"""Changes a person makes to the look of the 3D view: made, and noted as steps of the case in front.

Invariant: every change of the look on behalf of a person goes through `change`, so that it can be taken back.
"""

from psygnal import Signal

from xr2ct_viewer.models.undo import Step, UndoStack
from xr2ct_viewer.render.look import VolumeLook


class LookChanges:
    """Changes `look`; without a case in front nothing is noted. `ended` tells that a gesture is over."""

    ended = Signal()

    def __init__(self, look: VolumeLook) -> None:
        self.look = look
        self.steps: UndoStack | None = None

    def change(self, title: str, *, gesture: str = "", **fields: object) -> None:
        """Set fields of the look; `title` completes "Undo …", changes of one `gesture` become one step."""
        before = {name: getattr(self.look, name) for name in fields}
        if before == fields:
            return
        self._set(fields)
        if self.steps is not None:
            self.steps.push(Step(title, lambda: self._set(before), lambda: self._set(fields), gesture))
            if not gesture:
                self.steps.seal()

    def end_gesture(self) -> None:
        """The next change is a step of its own."""
        if self.steps is not None:
            self.steps.seal()
        self.ended.emit()

    def _set(self, fields: dict[str, object]) -> None:
        for name, value in fields.items():
            setattr(self.look, name, value)
