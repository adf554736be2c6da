"""The machine as the program sees it, its folders, and what `doctor` finds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from xr2ct_core import doctor, paths, system
from xr2ct_core.cli import main
from xr2ct_core.doctor import PROGRAMS, SONAMES, Check, apt_command, debian_packages


def test_every_debian_package_can_be_recognised() -> None:
    assert set(debian_packages()) == set(SONAMES) | set(PROGRAMS)


@pytest.mark.parametrize(
    ("busy_percent", "threads"),
    [
        ([[0.0] * 8], 8),
        ([[50.0] * 8] * 3, 4),
        ([[100.0] * 8] * 3, 1),
        ([[100.0] * 8, [0.0] * 8], 8),
        ([[0.0] * 8 + [100.0] * 8], 8),
    ],
    ids=["idle", "half busy", "busy", "busy for a moment", "only others are busy"],
)
def test_threads_leave_busy_processors_to_others(
    monkeypatch: pytest.MonkeyPatch, busy_percent: list[list[float]], threads: int
) -> None:
    measured = iter(busy_percent)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(system, "_allowed_cpus", lambda: frozenset(range(8)))
    monkeypatch.setattr(system, "available_cpus", lambda: 8)
    monkeypatch.setattr(system.psutil, "cpu_percent", lambda interval, percpu: next(measured))
    assert system.free_threads() == threads


def test_a_wish_for_a_number_of_threads_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert system.free_threads() == 3


def test_hidden_graphics_cards_are_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert system.visible_devices() == ("cpu",)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,2")
    assert system.visible_devices() == ("cpu", "cuda:0", "cuda:1")


def test_a_display_is_an_x_or_a_wayland_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not system.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert system.has_display()


def test_memory_of_this_process_is_counted() -> None:
    host_bytes, _ = system.process_memory()
    assert 1 << 24 < host_bytes < system.psutil.virtual_memory().total
    assert 0 < system.available_memory_bytes() <= system.psutil.virtual_memory().total


def test_one_variable_moves_all_that_belongs_to_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XR2CT_HOME", str(tmp_path))
    assert all(folder.parent == tmp_path for folder in paths.user_folders().values())
    assert not any(tmp_path.iterdir())
    monkeypatch.delenv("XR2CT_HOME")
    assert tmp_path not in paths.settings_folder().parents


def test_the_apt_command_names_what_is_missing_and_nothing_else() -> None:
    found = [
        Check("libGL.so.1", "missing", "", package="libgl1"),
        Check("libEGL.so.1", "ok", "", package="libegl1"),
        Check("Xvfb", "note", "", package="xvfb"),
    ]
    assert apt_command(found).endswith("apt-get install -y libgl1 xvfb")
    assert apt_command(found[1:2]) == ""


def test_a_library_that_does_not_load_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SONAMES, "libgl1", "libthere-is-no-such-library.so.9")
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    missing = [check for check in doctor.examine_window() if check.status == "missing"]
    assert "libgl1" in [check.package for check in missing]


def test_a_torch_that_does_not_start_is_missing_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_TORCH_PROBE", "raise ImportError('libcudart.so is not there')")
    check = doctor.examine_torch()
    assert check.status == "missing" and "libcudart.so" in check.detail


def test_a_folder_that_may_not_be_written_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    folders = [check for check in doctor.examine_folders() if check.name.startswith("Folder")]
    assert len(folders) == 4 and all(check.status == "missing" and check.fix for check in folders)


@pytest.mark.parametrize(("status", "code"), [("ok", 0), ("note", 0), ("missing", 1)])
def test_doctor_leaves_with_1_if_something_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: str, code: int
) -> None:
    def checks() -> Iterator[Check]:
        yield Check("Python", "ok", "3.12")
        yield Check("libGL.so.1", status, "the window needs it", package="libgl1")

    monkeypatch.setattr("xr2ct_core.cli.doctor.examine", checks)
    assert main(["doctor", "--json"]) == code
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] == (code == 0) and len(report["checks"]) == 2
    assert ("libgl1" in report["apt_command"]) == (status != "ok")
    assert main(["doctor"]) == code
    assert ("Missing: libGL.so.1" in capsys.readouterr().out) == (status == "missing")


def test_doctor_examines_this_machine() -> None:
    found = {check.name: check for check in doctor.examine()}
    assert found["torch runs"].status == "ok" and found["numpy"].status == "ok"
    assert found["Samples"].status == "ok" and found["Folder for data"].status == "ok"
