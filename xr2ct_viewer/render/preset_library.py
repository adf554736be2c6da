"""Appearances on disk: a person's own under the settings, and files opened from or saved to anywhere.

Invariants: a damaged file of a person's own is left alone and logged, never offered; writing is atomic.
"""

import logging
from pathlib import Path
from typing import Final

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io.files import read_text, writing
from xr2ct_core.paths import settings_folder
from xr2ct_viewer.render.presets import VolumePreset, dump_preset, parse_preset
from xr2ct_viewer.render.slicer_presets import parse_scene, parse_vp

logger = logging.getLogger(__name__)

SUFFIX: Final = ".vp.json"
READABLE: Final = "Appearances (*.vp.json *.json *.vp *.xml *.mrml)"


def read_presets(path: Path) -> tuple[VolumePreset, ...]:
    """The appearances in a file: one of `.vp.json` and `.vp`, all of a Slicer scene. Raises `BadInputError`."""
    text, stem = read_text(path), path.name.split(".")[0]
    match path.suffix.lower():
        case ".xml" | ".mrml":
            return parse_scene(text)
        case ".vp":
            return (parse_vp(text, stem),)
        case ".json":
            return (parse_preset(text, stem),)
        case suffix:
            raise BadInputError(f"Appearances are not read from {suffix or 'such'} files.", "Choose a .vp.json file.")


def preset_file(path: Path) -> Path:
    """The path with the ending of appearances where it is missing."""
    return path if path.name.lower().endswith(".json") else path.with_name(path.name + SUFFIX)


def write_preset(preset: VolumePreset, path: Path) -> Path:
    """Write `.vp.json`, the ending added where it is missing; returns the path."""
    path = preset_file(path)
    with writing(path, SUFFIX) as temporary:
        temporary.write_text(dump_preset(preset) + "\n", encoding="utf-8")
    return path


class PresetLibrary:
    """A person's own appearances, one file each."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings_folder() / "presets"

    def presets(self) -> tuple[VolumePreset, ...]:
        """All that can be read, by title."""
        found = []
        for path in sorted(self.folder.glob(f"*{SUFFIX}")):
            try:
                found.extend(read_presets(path))
            except Xr2ctError as error:
                logger.warning("An appearance of your own is left out: %s", error)
        return tuple(sorted(found, key=lambda preset: preset.title.lower()))

    def add(self, preset: VolumePreset) -> Path:
        """Keep one, in the place of an older one of the same title."""
        return write_preset(preset, self.path_of(preset))

    def remove(self, preset: VolumePreset) -> None:
        self.path_of(preset).unlink(missing_ok=True)

    def path_of(self, preset: VolumePreset) -> Path:
        letters = "".join(letter if letter.isalnum() else "_" for letter in preset.title.lower())
        return self.folder / f"{letters.strip('_') or 'preset'}{SUFFIX}"
