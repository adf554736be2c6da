"""What a person did to a case, step by step, to take back and to do again: corrections, measurements, appearance.

Invariants: a step is pushed after it was done; pushing forgets what was undone; steps of one gesture (the same
`merge_key` until `seal`) are one step. Undoing or redoing pushes nothing: whatever the callbacks change meanwhile is
part of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from psygnal import Signal

MAX_STEPS: Final = 200


@dataclass(frozen=True, eq=False)
class Step:
    """One thing done. `title` completes "Undo …"; `undo` and `redo` put the state back without pushing anything."""

    title: str
    undo: Callable[[], object]
    redo: Callable[[], object]
    merge_key: str = ""


class UndoStack:
    """The steps of one study; `changed` tells that what can be undone or redone is another."""

    changed = Signal()

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._position = 0
        self._is_sealed = True
        self._is_replaying = False

    @property
    def undo_title(self) -> str:
        """What would be undone, empty where nothing can be."""
        return self._steps[self._position - 1].title if self._position else ""

    @property
    def redo_title(self) -> str:
        """What would be done again, empty where nothing can be."""
        return self._steps[self._position].title if self._position < len(self._steps) else ""

    @property
    def can_undo(self) -> bool:
        return self._position > 0

    @property
    def can_redo(self) -> bool:
        return self._position < len(self._steps)

    def push(self, step: Step) -> None:
        """Note what was just done; while a step is being undone or redone, nothing is noted."""
        if self._is_replaying:
            return
        del self._steps[self._position :]
        last = self._steps[-1] if self._steps else None
        if last is not None and step.merge_key and step.merge_key == last.merge_key and not self._is_sealed:
            self._steps[-1] = replace(last, redo=step.redo)
        else:
            self._steps.append(step)
            del self._steps[:-MAX_STEPS]
        self._position = len(self._steps)
        self._is_sealed = False
        self.changed.emit()

    def seal(self) -> None:
        """The gesture is over: the next step stands for itself, whatever its key."""
        self._is_sealed = True

    def undo(self) -> None:
        """Take back the last step, if there is one."""
        if self.can_undo:
            self._position -= 1
            self._replay(self._steps[self._position].undo)

    def redo(self) -> None:
        """Do the last undone step again, if there is one."""
        if self.can_redo:
            self._position += 1
            self._replay(self._steps[self._position - 1].redo)

    def _replay(self, callback: Callable[[], object]) -> None:
        self._is_replaying, self._is_sealed = True, True
        try:
            callback()
        finally:
            self._is_replaying = False
        self.changed.emit()
