"""What errors say is collected from wherever they are made, so that none stays English in a German window."""

import ast
from itertools import chain
from pathlib import Path

import pytest

from xr2ct_viewer.error_words import errors_in, errors_in_code
from xr2ct_viewer.sentences import CORE, ROOT, UNSEEN, WINDOW, error_sentences, said_sentences

CARRIED = {
    "settings_in_words(error)",
    "said['message']",
    "said['hint']",
    "error.msg",
    "error.hint",
    "error.message",
    "error.hint.removesuffix(ANYWAY_HINT).strip()",
    "problem",
    "' '.join(missing)",
}
"""What errors of the window hand on: sentences of the core and of other errors, and words translated already."""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise BadInputError("One.", "Two.")', ["One.", "Two."]),
        ('raise Xr2ctError(f"{a} has {b}.", hint="Two.", code="oom_host")', ["{0} has {1}.", "Two."]),
        ('failed.emit(\n    BadConfigError(\n        "One "\n        "more.",\n    ))', ["One more."]),
        ('_HINT: Final = "Two."\nreturn BadInputError("One.", _HINT)', ["One.", "Two."]),
        ('def f():\n    told = "One." if a else f"{b} is."\n    raise Xr2ctError(told)', ["One.", "{0} is."]),
        ('said, hint = "One.", "Two."\nraise Xr2ctError(said, hint)', ["One.", "Two."]),
        ('raise Xr2ctError(marked("One."), filled("Two {x}.", x=1))', ["One.", "Two {x}."]),
        ('def why():\n    if a:\n        return "One."\n    return "Two."\nraise Xr2ctError(why())', ["One.", "Two."]),
        ('raise Xr2ctError("One." + (" Two." if a else ""))', ["One.", "Two."]),
        ('raise LeftOutError("same again", "One.")', ["One."]),
        ('raise ValueError("A mistake of the program.")', []),
        ('raise Xr2ctError("", f"{a}{b}")', []),
    ],
)
def test_what_errors_say_is_found_however_it_is_written(code: str, found: list[str]) -> None:
    raised = errors_in_code(code)
    assert (sorted(raised.sentences), raised.carried) == (sorted(found), [])


def test_a_hint_that_is_a_constant_of_another_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text('HINT = "Two."\n')
    module = tmp_path / "module.py"
    module.write_text('from words import HINT\n\nraise Xr2ctError("One.", HINT)\n')
    assert errors_in(module, tmp_path).sentences == ["One.", "Two."]


def test_what_comes_from_elsewhere_is_told() -> None:
    assert errors_in_code('raise Xr2ctError(other.message, f(" ".join(x)))').carried == [
        "other.message",
        "f(' '.join(x))",
    ]


def test_every_error_of_the_window_is_collected_or_hands_on_what_is_known() -> None:
    carried = chain.from_iterable(errors_in(path, ROOT).carried for path in WINDOW.rglob("*.py"))
    assert set(carried) == CARRIED, "give the error a text, a constant or a function of its module"


def test_errors_of_the_window_and_of_the_core_are_words() -> None:
    sentences = error_sentences()
    assert {
        "{0} is only one X-ray image.",
        "Choose the frontal and the lateral together.",
        "Use a copy of the session file.",
        "There is a window called “{0}” already.",
        "There is no batch in {0}.",
        "The checkpoint file {0} cannot be used: {1}.",
    } <= set(sentences)
    assert set(sentences) <= set(said_sentences())


def test_what_only_the_command_line_uses_is_there_and_not_used_by_the_window() -> None:
    assert [name for name in UNSEEN if not (CORE / name).exists()] == []
    used = {
        f"{place}.py"
        for path in WINDOW.rglob("*.py")
        if path.name != "arguments.py"  # the words after the program's name, which are answered at the terminal
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xr2ct_core.")
        for module in (node.module.removeprefix("xr2ct_core.").replace(".", "/"),)
        for place in (module, *(f"{module}/{alias.name}" for alias in node.names))
    }
    assert sorted(place for place in used if place.startswith(UNSEEN)) == []
