"""What measuring works with: the measurements of the study in front, what they are read on, and their readings.

Invariants: readings belong to the subject they were asked for; another subject forgets them. Volumes are read in the
background and arrive later (`reading` is None until then); an answer for an old subject or shape is dropped.
Observable, without any toolkit: `changed` says that measurements or readings are others, `moved` that what is being
drawn or lies under the mouse is another, which comes with every move of the mouse.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from psygnal import Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.measure.collection import Measurements
from xr2ct_viewer.models.measure.evaluate import is_slow, read
from xr2ct_viewer.models.measure.measurement import Measurement, VolumeRule
from xr2ct_viewer.models.measure.reading import Reading
from xr2ct_viewer.models.measure.subject import Subject

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Xr2ctError], None]], None]
WHOLE: Final = -1
"""The `handle` of a measurement that is held as a whole."""

_MOST_KEPT: Final = 500


class MeasureDesk:
    """One for all views. `run(work, done, failed)` works in the background; `limits_hu` are those of new volumes."""

    changed = Signal()
    moved = Signal()

    def __init__(self, run: Run) -> None:
        self._run = run
        self._readings: dict[Measurement, Reading] = {}
        self._asked: set[Measurement] = set()
        self._measurements: Measurements | None = None
        self.subject = Subject()
        self.draft: Measurement | None = None
        self.hovered: tuple[str, int] | None = None
        self.limits_hu: tuple[float, float] = (-1000.0, -400.0)
        self.rule: VolumeRule = "connected"
        self.is_visible = True

    @property
    def measurements(self) -> Measurements | None:
        return self._measurements

    def follow(self, measurements: Measurements | None) -> None:
        """Work with the measurements of another study, or of none."""
        if measurements is self._measurements:
            return
        if self._measurements is not None:
            self._measurements.changed.disconnect(self._on_change)
            self._measurements.selection_changed.disconnect(self.changed.emit)
        self._measurements = measurements
        self.draft = self.hovered = None
        if measurements is not None:
            measurements.changed.connect(self._on_change)
            measurements.selection_changed.connect(self.changed.emit)
        self.changed.emit()

    def set_subject(self, subject: Subject) -> None:
        """Read everything on what is shown now; the same volume and X-rays keep their readings."""
        before, self.subject = self.subject, subject
        is_same = (
            before.volume is subject.volume
            and before.sigma_hu is subject.sigma_hu
            and before.pair is subject.pair
            and before.edit == subject.edit
        )
        if not is_same:
            self._readings.clear()
            self._asked.clear()
            self.changed.emit()

    @property
    def shown(self) -> tuple[Measurement, ...]:
        """What the views draw, the one being drawn last."""
        kept = self._measurements.shown if self._measurements is not None and self.is_visible else ()
        return kept if self.draft is None else (*kept, self.draft)

    @property
    def selected_id(self) -> str:
        selected = self._measurements.selected if self._measurements is not None else None
        return selected.id if selected is not None else ""

    def set_visible(self, visible: bool) -> None:
        """Show or hide all measurements in the views without touching them."""
        self.is_visible = visible
        self.changed.emit()

    def set_draft(self, draft: Measurement | None) -> None:
        """What is being drawn and is no measurement yet."""
        self.draft = draft
        self.moved.emit()

    def hover(self, hovered: tuple[str, int] | None) -> None:
        """Which measurement and which of its points (`WHOLE` for none of them) lies under the mouse."""
        if hovered != self.hovered:
            self.hovered = hovered
            self.moved.emit()

    def reading(self, measurement: Measurement) -> Reading | None:
        """What a measurement says on the subject; None while it is worked out in the background."""
        key = _key(measurement)
        found = self._readings.get(key)
        if found is None and not is_slow(measurement):
            found = self._readings[key] = read(key, self.subject)
        elif found is None and key not in self._asked:
            self._ask(key)
        if len(self._readings) > _MOST_KEPT:
            self._readings.clear()
        return found or self._readings.get(key)

    def _ask(self, key: Measurement) -> None:
        subject = self.subject
        self._asked.add(key)

        def keep(reading: Reading) -> None:
            if subject is self.subject or subject.volume is self.subject.volume:
                self._readings[key] = reading
                self._asked.discard(key)
                self.changed.emit()

        self._run(lambda: read(key, subject), keep, lambda error: keep(Reading((), (error.message,))))

    def _on_change(self) -> None:
        if self.hovered is not None and self._measurements is not None and not self._measurements.find(self.hovered[0]):
            self.hovered = None
        self.changed.emit()


def _key(measurement: Measurement) -> Measurement:
    """The measurement without what does not change its reading."""
    return replace(measurement, name="", id="", is_shown=True)
