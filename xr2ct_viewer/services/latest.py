"""Questions of which only the last one is wanted: what was asked before ends without an answer.

Invariant: after `forget`, or once another question is put, neither callback of an earlier one runs.
"""

from collections.abc import Callable
from typing import Any

from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.services.background import Background, Done, Failed


class Latest:
    """Work in the background for the question at hand; `question` is its number."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self.question = 0

    def forget(self) -> None:
        """No answer is wanted any more."""
        self.question += 1

    def ask(self, work: Callable[[], Any], on_done: Done, on_failed: Failed) -> None:
        """Put another question, answered by one of the callbacks."""
        self.forget()
        self.go_on(work, on_done, on_failed)

    def go_on(self, work: Callable[[], Any], on_done: Done, on_failed: Failed) -> None:
        """More work for the question at hand."""
        question = self.question

        def done(found: Any) -> None:
            if question == self.question:
                on_done(found)

        def failed(error: Xr2ctError) -> None:
            if question == self.question:
                on_failed(error)

        self._background.run(work, done, failed)
