"""Temporary folders for work under way, under the user's cache. Those of dead processes are swept on start."""

import logging
import os
import shutil
from pathlib import Path

import psutil

from xr2ct_core.paths import cache_folder

logger = logging.getLogger(__name__)


class Scratch:
    """A folder of this process; `close` removes it with everything inside."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or cache_folder() / "work"
        self.folder = self._root / f"{os.getpid()}-{id(self):x}"
        self._count = 0

    def new_folder(self, name: str) -> Path:
        """A fresh, empty folder."""
        self._count += 1
        folder = self.folder / f"{self._count:03d}-{name}"
        folder.mkdir(parents=True)
        return folder

    def remove(self, folder: Path) -> None:
        """Remove one of the folders made here."""
        if folder.is_relative_to(self.folder):
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what programs that no longer run left behind."""
        try:
            leftovers = [folder for folder in self._root.iterdir() if folder != self.folder]
        except OSError:
            return
        for folder in leftovers:
            owner = folder.name.partition("-")[0]
            if owner.isdigit() and not psutil.pid_exists(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
