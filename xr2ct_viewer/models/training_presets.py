"""Presets of trainings: the TOML files that come with the program, and the user's own.

A preset is a `config.toml` as runs have it: the tables [run] (with the method), [method], [train] and [augment], each
with the values that are not defaults.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from xr2ct_core.errors import BadConfigError
from xr2ct_core.io.files import read_text, write_text
from xr2ct_core.paths import settings_folder
from xr2ct_core.runs.toml_text import toml_text


@dataclass(frozen=True)
class Preset:
    """A named file."""

    name: str
    path: Path
    is_own: bool


def own_folder() -> Path:
    return settings_folder() / "training-presets"


def presets() -> tuple[Preset, ...]:
    """Those of the program, then the user's own, by name."""
    shipped = Path(str(files("xr2ct_resources").joinpath("configs")))
    return tuple(
        Preset(path.stem, path, is_own)
        for folder, is_own in ((shipped, False), (own_folder(), True))
        if folder.is_dir()
        for path in sorted(folder.glob("*.toml"))
    )


def read_preset(path: Path) -> dict[str, dict[str, Any]]:
    """The tables of a preset; raises `Xr2ctError` if it cannot be read."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadConfigError(f"{path.name} is not TOML: {error}.", "Correct the file.") from error


def own_preset_file(name: str) -> Path:
    """Where one of the user's own presets lies; raises `BadConfigError` for a name that is none."""
    if not re.fullmatch(r"[\w][\w .-]*", name):
        raise BadConfigError(f"{name!r} cannot be the name of a preset.", "Use letters, digits, spaces and dashes.")
    return own_folder() / f"{name}.toml"


def save_preset(name: str, tables: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write one of the user's own presets; raises `Xr2ctError` for a name that is none, or if it cannot be written."""
    path = own_preset_file(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, toml_text(tables))
    return path
