"""Where the viewer keeps what belongs to the user: settings, and folders of running work.

Invariant: `XR2CT_HOME` overrides every location, so that tests and shared machines stay apart.
"""

import os
from pathlib import Path

import platformdirs

APP_NAME = "xr2ct"


def config_folder() -> Path:
    """Folder of the settings; not created here."""
    home = os.environ.get("XR2CT_HOME")
    return Path(home) / "config" if home else Path(platformdirs.user_config_dir(APP_NAME))


def cache_folder() -> Path:
    """Folder of results that can be made again; not created here."""
    home = os.environ.get("XR2CT_HOME")
    return Path(home) / "cache" if home else Path(platformdirs.user_cache_dir(APP_NAME))
