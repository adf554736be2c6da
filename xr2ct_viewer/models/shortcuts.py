"""Which keys belong to which command once people have chosen their own, and which keys nobody else may have.

Keys are written the portable way of Qt ("Ctrl+Shift+Z"); an empty text is no key at all.
"""

from collections.abc import Mapping
from typing import Final

VIEW_KEYS: Final = frozenset(
    ("R", "M", "Left", "Right", "Up", "Down", "PgUp", "PgDown", "+", "-", "Tab", "Shift+Tab", "Space", "Return")
)
"""Keys the views and controls use themselves; see the shortcuts sheet."""


def effective(usual: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """The keys of every command: chosen ones where there are, the usual ones otherwise."""
    return {command: chosen.get(command, keys) for command, keys in usual.items()}


def owner_of(keys: str, keys_by_command: Mapping[str, str], *, besides: str) -> str:
    """The other command that has these keys already; empty without one."""
    if not keys:
        return ""
    return next((name for name, known in keys_by_command.items() if known == keys and name != besides), "")


def with_choice(
    usual: Mapping[str, str], chosen: Mapping[str, str], command: str, keys: str, *, take_from: str = ""
) -> dict[str, str]:
    """The choices after a command got keys; the one they are taken from is left without, usual keys are not kept."""
    after = {**chosen, command: keys}
    if take_from:
        after[take_from] = ""
    return {name: own for name, own in after.items() if usual.get(name) != own}
