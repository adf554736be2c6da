"""The measurements of one study, every change of which can be undone. Observable; no toolkit.

Invariants: identities are unique; what is selected exists; `restore` (a session being opened) pushes nothing. A drag
passes the same `gesture` with every change and the stack seals it at its end, so that it is one step.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from psygnal import Signal

from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.measure.measurement import KIND_TITLES, Kind, Measurement
from xr2ct_viewer.models.undo import Step, UndoStack

Items = tuple[Measurement, ...]


class Measurements:
    """`changed` fires after any change of the list, `selection_changed` when another one is selected."""

    changed = Signal()
    selection_changed = Signal()

    def __init__(self, steps: UndoStack) -> None:
        self._steps = steps
        self._items: Items = ()
        self._selected_id = ""

    @property
    def items(self) -> Items:
        return self._items

    @property
    def shown(self) -> Items:
        return tuple(item for item in self._items if item.is_shown)

    @property
    def selected(self) -> Measurement | None:
        return self.find(self._selected_id)

    def find(self, measurement_id: str) -> Measurement | None:
        return next((item for item in self._items if item.id == measurement_id), None)

    def free_name(self, kind: Kind, title: str = "") -> str:
        """ "Distance 3": the title of the kind with the first number that is not taken; another `title` as it is."""
        taken = {item.name for item in self._items}
        if title and title not in taken:
            return title
        title = title or KIND_TITLES[kind]
        return next(name for number in range(1, len(taken) + 2) if (name := f"{title} {number}") not in taken)

    def select(self, measurement_id: str) -> None:
        """Select one, or none with an empty identity."""
        if measurement_id != self._selected_id:
            self._selected_id = measurement_id
            self.selection_changed.emit()

    def add(self, measurement: Measurement) -> None:
        self._do(filled("measurement “{name}”", name=measurement.name), (*self._items, measurement))
        self.select(measurement.id)

    def change(self, measurement: Measurement, title: str, gesture: str = "") -> None:
        """Put `measurement` in the place of the one with its identity; `title` completes "Undo …"."""
        items = tuple(measurement if item.id == measurement.id else item for item in self._items)
        self._do(title, items, gesture and f"{gesture}-{measurement.id}")

    def finish_gesture(self) -> None:
        """The drag is over: the next change is a step of its own."""
        self._steps.seal()

    def rename(self, measurement_id: str, name: str) -> None:
        item, name = self.find(measurement_id), name.strip()
        if item is not None and name:
            self.change(replace(item, name=name), filled("new name of “{name}”", name=item.name))

    def show(self, measurement_id: str, shown: bool) -> None:
        item = self.find(measurement_id)
        if item is not None:
            title = filled("showing “{name}”", name=item.name) if shown else filled("hiding “{name}”", name=item.name)
            self.change(replace(item, is_shown=shown), title)

    def delete(self, measurement_id: str) -> None:
        item = self.find(measurement_id)
        if item is not None:
            self._do(
                filled("deleting “{name}”", name=item.name),
                tuple(other for other in self._items if other.id != measurement_id),
            )

    def clear(self) -> None:
        self._do(marked("deleting all measurements"), ())

    def restore(self, measurements: Iterable[Measurement]) -> None:
        """Take over the measurements of a stored session."""
        self._set(tuple(measurements))

    def _do(self, title: str, items: Items, merge_key: str = "") -> None:
        before = self._items
        if items == before:
            return
        self._set(items)
        self._steps.push(Step(title, self._setter(before), self._setter(items), merge_key))
        if not merge_key:
            self._steps.seal()

    def _setter(self, items: Items) -> Callable[[], None]:
        return lambda: self._set(items)

    def _set(self, items: Items) -> None:
        self._items = items
        if self.selected is None:
            self.select("")
        self.changed.emit()
