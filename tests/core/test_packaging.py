"""The package list in pyproject.toml is complete."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_package_folder_is_listed_for_installation() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    folders = {
        ".".join(init.parent.relative_to(ROOT).parts)
        for top in ("xr2ct_core", "xr2ct_viewer")
        for init in (ROOT / top).rglob("__init__.py")
    }
    assert listed == folders | {"xr2ct_resources"}
