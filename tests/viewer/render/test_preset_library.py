"""Appearances on disk."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.viewer.render.test_slicer_presets import BONE, scene
from xr2ct_core.cli import main
from xr2ct_core.errors import BadInputError
from xr2ct_viewer.render.preset_library import PresetLibrary, read_presets, write_preset
from xr2ct_viewer.render.presets import bundled_presets

MINE = replace(bundled_presets()[0], title="My chest: 2!")


def test_ones_own_are_kept_under_their_title_and_read_again(tmp_path: Path) -> None:
    library = PresetLibrary(tmp_path)
    assert library.presets() == ()
    library.add(MINE)
    (kept,) = library.presets()
    assert (kept.title, kept.opacity, kept.lighting) == (MINE.title, MINE.opacity, MINE.lighting)
    library.add(replace(MINE, unit_distance_mm=9.0))
    assert [preset.unit_distance_mm for preset in library.presets()] == [9.0]
    library.remove(kept)
    assert library.presets() == ()


def test_a_damaged_file_is_left_out_and_left_alone(tmp_path: Path) -> None:
    library = PresetLibrary(tmp_path)
    library.add(MINE)
    damaged = tmp_path / "damaged.vp.json"
    damaged.write_text("{", encoding="utf-8")
    assert len(library.presets()) == 1 and damaged.exists()


def test_files_are_read_by_their_ending(tmp_path: Path) -> None:
    path = write_preset(MINE, tmp_path / "mine")
    assert path.name == "mine.vp.json" and read_presets(path)[0].title == MINE.title
    (tmp_path / "presets.xml").write_text(scene(BONE, BONE), encoding="utf-8")
    assert len(read_presets(tmp_path / "presets.xml")) == 2
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"\.txt"):
        read_presets(tmp_path / "a.txt")


def test_the_command_line_names_all_that_come_along(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["render", "--help"])
    words = re.split(r"[^\w-]+", capsys.readouterr().out)
    assert {preset.id.replace("_", "-") for preset in bundled_presets()} <= set(words)
