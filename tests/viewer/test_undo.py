"""Undo and redo: of everything, of one gesture, of what was undone."""

from hypothesis import given
from hypothesis import strategies as st

from xr2ct_viewer.models.undo import MAX_STEPS, Step, UndoStack


class Number:
    """Something that can be changed step by step."""

    def __init__(self) -> None:
        self.value, self.stack = 0, UndoStack()

    def set(self, value: int, merge_key: str = "") -> None:
        before = self.value
        self._put(value)
        self.stack.push(Step(f"to {value}", lambda: self._put(before), lambda: self._put(value), merge_key))

    def _put(self, value: int) -> None:
        self.value = value


@given(st.lists(st.integers(), max_size=20))
def test_undo_of_everything_ends_at_the_beginning_and_redo_of_everything_at_the_end(values):
    number = Number()
    for value in values:
        number.set(value)
    while number.stack.can_undo:
        number.stack.undo()
    assert number.value == 0 and not number.stack.undo_title
    while number.stack.can_redo:
        number.stack.redo()
    assert number.value == (values[-1] if values else 0)


def test_a_new_step_forgets_what_was_undone():
    number = Number()
    number.set(1)
    number.stack.undo()
    number.set(2)
    assert not number.stack.can_redo and number.stack.undo_title == "to 2"


def test_a_gesture_is_one_step_until_it_is_sealed():
    number = Number()
    for value in (1, 2, 3):
        number.set(value, "drag")
    number.stack.seal()
    number.set(4, "drag")
    number.stack.undo()
    assert number.value == 3
    number.stack.undo()
    assert number.value == 0
    number.stack.redo()
    assert number.value == 3


def test_undoing_notes_nothing_even_if_it_changes_things_that_note_themselves():
    number = Number()
    number.stack.push(Step("noisy", lambda: number.set(7), lambda: number.set(8)))
    number.stack.undo()
    assert number.value == 7 and not number.stack.can_undo and number.stack.can_redo


def test_the_oldest_steps_are_forgotten():
    number = Number()
    for value in range(1, MAX_STEPS + 11):
        number.set(value)
    while number.stack.can_undo:
        number.stack.undo()
    assert number.value == 10
