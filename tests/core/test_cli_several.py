"""Options that are given several times keep everything that was given."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import tyro

from xr2ct_core.cli.several import Paths, Set, every, parsed_settings
from xr2ct_core.errors import BadConfigError


@dataclass(frozen=True)
class _Options:
    folders: Paths = ()
    """Folders."""
    settings: Set = ()
    """Settings."""


@pytest.mark.parametrize(
    ("given", "settings"),
    [
        ("", ()),
        ("--set a=1", ("a=1",)),
        ("--set a=1 b=2", ("a=1", "b=2")),
        ("--set a=1 --set b=2", ("a=1", "b=2")),
        ("--set a=1 b=2 --folders x --set c=3", ("a=1", "b=2", "c=3")),
    ],
)
def test_values_may_stand_together_or_apart(given: str, settings: tuple[str, ...]) -> None:
    options = tyro.cli(_Options, args=given.split())
    assert every(options.settings) == settings
    assert every(options.folders) == ((Path("x"),) if "--folders" in given else ())


def test_settings_are_read_as_json_or_else_as_text() -> None:
    assert parsed_settings(["a=1.5", "b=true", "c=all", "d=[1, 2]", "e=x=y"]) == {
        "a": 1.5, "b": True, "c": "all", "d": [1, 2], "e": "x=y",
    }  # fmt: skip


def test_a_setting_given_twice_must_say_the_same() -> None:
    assert parsed_settings(["a=1", "a=1"]) == {"a": 1}
    with pytest.raises(BadConfigError, match="a is given twice, as 1 and 2"):
        parsed_settings(["a=1", "a=2"])


@pytest.mark.parametrize("text", ["iterations", "=5", ""])
def test_a_text_without_a_name_and_a_value_is_no_setting(text: str) -> None:
    with pytest.raises(BadConfigError, match="not a setting"):
        parsed_settings([text])
