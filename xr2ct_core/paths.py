"""Where the program keeps what belongs to the user: settings, runs, caches, logs.

`XR2CT_HOME` moves all of it into one folder; otherwise each kind lies where the system wants it. Nothing is created
here.
"""

import os
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

_DIRS: Final = PlatformDirs("xr2ct", appauthor=False)


def _home() -> Path | None:
    home = os.environ.get("XR2CT_HOME", "")
    return Path(home).expanduser().absolute() if home else None


def _folder(name: str, default: str) -> Path:
    home = _home()
    return home / name if home else Path(default)


def settings_folder() -> Path:
    return _folder("settings", _DIRS.user_config_dir)


def data_folder() -> Path:
    """Runs, autosaves and other things worth keeping."""
    return _folder("data", _DIRS.user_data_dir)


def cache_folder() -> Path:
    """What can be computed again."""
    return _folder("cache", _DIRS.user_cache_dir)


def log_folder() -> Path:
    return _folder("logs", _DIRS.user_log_dir)


def user_folders() -> dict[str, Path]:
    """All of them by name."""
    return {
        "settings": settings_folder(),
        "data": data_folder(),
        "cache": cache_folder(),
        "logs": log_folder(),
    }
