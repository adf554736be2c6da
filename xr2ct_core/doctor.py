"""What the program needs and whether this machine has it. Imports none of the things it checks.

Each check is *ok*, *missing* (the program cannot run as a whole) or *note* (something is absent that only some work
needs). What might crash - torch, Qt's platform plugin - is tried in a process of its own.
"""

import ctypes
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Final, Literal

import psutil

from xr2ct_core import __version__
from xr2ct_core.paths import user_folders
from xr2ct_core.runs.bundled import bundled_checkpoints, damaged_folders
from xr2ct_core.samples import samples
from xr2ct_core.system import available_cpus, available_memory_bytes, has_display

Status = Literal["ok", "missing", "note"]

SONAMES: Final[dict[str, str]] = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
"""The library by which each Debian package is recognised."""

PROGRAMS: Final[dict[str, str]] = {"xvfb": "Xvfb", "xauth": "xauth", "dicom3tools": "dciodvfy"}
"""Debian packages that bring a program, needed only for a virtual screen or by tests."""
_TESTS_ONLY: Final = ("dicom3tools",)

_TORCH_PROBE: Final = """
import json, torch
cards = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())] if torch.cuda.is_available() else []
print(json.dumps({"version": torch.__version__, "cuda": torch.version.cuda, "cards": cards}))
"""
_DLOPEN_PROBE: Final = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
_PROBE_TIMEOUT_S: Final = 120.0


@dataclass(frozen=True)
class Check:
    """One finding; `fix` is what to do about it, `package` the Debian package that would help."""

    name: str
    status: Status
    detail: str
    fix: str = ""
    package: str = ""


def examine() -> Iterator[Check]:
    """All checks, one after the other, quick ones first."""
    yield from examine_machine()
    yield from examine_libraries()
    yield examine_torch()
    yield from examine_window()
    yield from examine_folders()
    yield examine_resources()
    yield examine_networks()


def debian_packages() -> tuple[str, ...]:
    """System packages the program needs on Debian and Ubuntu."""
    return tuple(files("xr2ct_resources").joinpath("debian-packages.txt").read_text(encoding="utf-8").split())


def apt_command(checks: list[Check]) -> str:
    """The command that installs what is missing on Debian and Ubuntu; empty if nothing is."""
    packages = [check.package for check in checks if check.package and check.status != "ok"]
    if not packages:
        return ""
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install -y {' '.join(packages)}"


def examine_machine() -> Iterator[Check]:
    supported = sys.version_info >= (3, 11)
    yield Check("xr2ct", "ok", __version__)
    yield Check(
        "Python",
        "ok" if supported else "missing",
        f"{platform.python_version()} at {sys.executable}",
        "" if supported else "Install Python 3.11 or later.",
    )
    yield Check("System", "ok", platform.platform())
    yield Check("Processors", "ok", f"{available_cpus()} usable of {psutil.cpu_count()}")
    total, free = psutil.virtual_memory().total, available_memory_bytes()
    enough = free > 2 << 30
    yield Check(
        "Memory",
        "ok" if enough else "note",
        f"{free / 1e9:.1f} GB free of {total / 1e9:.1f} GB",
        "" if enough else "Close other programs, or use a 64³ grid.",
    )


def examine_libraries() -> Iterator[Check]:
    for requirement in requires("xr2ct") or []:
        if "extra ==" in requirement:
            continue
        name = requirement.split(";")[0]
        for separator in "[<>=!~ ":
            name = name.split(separator)[0]
        try:
            yield Check(name, "ok", version(name))
        except PackageNotFoundError:
            yield Check(name, "missing", "not installed", f"pip install '{requirement}'")


def examine_torch() -> Check:
    if find_spec("torch") is None:
        return Check("torch runs", "missing", "not installed", "pip install torch")
    try:
        done = _probe(_TORCH_PROBE)
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return Check("torch runs", "missing", "it does not start", "Install torch again.")
    if found is None:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return Check("torch runs", "missing", last, "Install torch again.")
    if found["cards"]:
        return Check("torch runs", "ok", f"on {', '.join(found['cards'])} (CUDA {found['cuda']})")
    reason = "built without CUDA" if not found["cuda"] else f"CUDA {found['cuda']}, but no usable graphics card"
    return Check("torch runs", "ok", f"on the CPU ({reason})")


def examine_window() -> Iterator[Check]:
    if sys.platform == "linux":
        for package in debian_packages():
            yield _debian_package(package)
        yield _qt_plugin()
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "yes"
    yield (
        Check("Display", "ok", display)
        if has_display()
        else Check(
            "Display", "note", "none; `xr2ct view` writes files instead", "Start it in a desktop, or under xvfb-run."
        )
    )


def _debian_package(package: str) -> Check:
    program = PROGRAMS.get(package)
    if program is not None:
        found, purpose = which(program), "tests of DICOM" if package in _TESTS_ONLY else "a virtual screen"
        return Check(program, "ok" if found else "note", found or f"absent; needed for {purpose} only", "", package)
    soname = SONAMES[package]
    try:
        ctypes.CDLL(soname)
    except OSError:
        return Check(soname, "missing", "the window needs it", f"Install {package}.", package)
    return Check(soname, "ok", "loads", "", package)


def _qt_plugin() -> Check:
    spec = find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return Check("Qt on X11", "missing", "PySide6 is not installed", "pip install PySide6-Essentials")
    plugin = Path(spec.submodule_search_locations[0]) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    done = _probe(_DLOPEN_PROBE, str(plugin))
    if done.returncode == 0:
        return Check("Qt on X11", "ok", "its platform plugin loads")
    reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1].removeprefix("OSError: ")
    return Check("Qt on X11", "missing", reason, "Install the system packages below.")


def examine_folders() -> Iterator[Check]:
    for name, folder in user_folders().items():
        existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
        if os.access(existing, os.W_OK):
            yield Check(f"Folder for {name}", "ok", str(folder))
        else:
            fix = "Change its permissions, or set XR2CT_HOME to another folder."
            yield Check(f"Folder for {name}", "missing", f"{folder} may not be written", fix)
    temporary = Path(tempfile.gettempdir())
    free = psutil.disk_usage(str(temporary)).free
    status: Status = "ok" if free > 1 << 30 else "note"
    yield Check("Temporary files", status, f"{temporary}, {free / 1e9:.0f} GB free")


def examine_resources() -> Check:
    try:
        titles = [sample.title for sample in samples() if sample.pair_path.is_file()]
    except (OSError, ValueError):
        titles = []
    if not titles:
        return Check("Samples", "missing", "the bundled cases are absent", "Install xr2ct again.")
    return Check("Samples", "ok", ", ".join(titles))


def examine_networks() -> Check:
    """The trained networks that come with the program; their weights are checked when they are used."""
    names = ", ".join(one.name for one in bundled_checkpoints()) or "none come with the program"
    damaged = ", ".join(path.name for path in damaged_folders())
    if damaged:
        return Check("Networks", "note", f"{names}; damaged: {damaged}", "Install xr2ct again.")
    return Check("Networks", "ok", names)


def _probe(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=_PROBE_TIMEOUT_S, check=False
    )
