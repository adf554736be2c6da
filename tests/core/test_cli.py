"""The command line: options, exit codes, JSON, and what it writes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from xr2ct_core import __version__
from xr2ct_core.cli import main
from xr2ct_core.cli import view as view_module
from xr2ct_core.errors import EXIT_CODES
from xr2ct_core.io import read_volume, write_volume
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.volume import Volume
from xr2ct_viewer.arguments import parse_arguments

Run = Callable[..., tuple[int, str, str]]
COMMANDS = (
    "doctor",
    "methods",
    "info",
    "project",
    "reconstruct",
    "batch",
    "evidence",
    "alternatives",
    "card",
    "views",
    "evaluate",
    "benchmark",
    "plausibility",
    "calibrate",
    "phantom",
    "prepare",
    "split",
    "train",
    "crossvalidate",
    "resume",
    "runs",
    "export",
    "render",
    "view",
    "worker",
)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; returns exit code, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_both_programs_tell_the_version_of_the_package(run: Run) -> None:
    assert run("--version")[:2] == (0, f"xr2ct {__version__}\n")
    assert json.loads(run("--version", "--json")[1]) == {"version": __version__}
    with pytest.raises(SystemExit) as end:
        parse_arguments(["--version"])
    assert end.value.code == 0


def test_help_names_every_command_and_exit_code_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from xr2ct_core.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = ('torch', 'SimpleITK', 'scipy', 'skimage', 'pydicom', 'PIL', 'PySide6')\n"
        "assert not [name for name in heavy if name in sys.modules]"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert all(command in done.stdout for command in COMMANDS)
    assert all(str(number) in done.stdout for number in EXIT_CODES.values())


@pytest.mark.parametrize("arguments", [["--help"], ["methods"], ["methods", "--json"]])
def test_nothing_is_said_when_the_reader_of_the_output_has_left(arguments: list[str]) -> None:
    command = [sys.executable, "-c", "import sys; from xr2ct_core.cli import main; sys.exit(main())", *arguments]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0 and f"xr2ct {command}" in out and ("--json" in out or command in ("runs", "worker"))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("reconstruct",),
        ("reconstruct", "--pair", "p.json", "--out", "v.nrrd", "--grid", "100"),
        ("project", "ct.nii.gz", "--geometry", "round", "--out", "o"),
        ("phantom", "--count", "many", "--out", "o"),
        ("train", "--data", "phantoms:9", "--out", "o", "--train.colour", "1"),
        ("runs", "show"),
    ],
)
def test_wrong_usage_leaves_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert code == 2 and out == "" and err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("reconstruct", "--pair", "PAIR", "--out", "v.dcm"), "ending"),
        (("reconstruct", "--pair", "PAIR", "--out", "v.nrrd", "--method", "magic"), "magic"),
        (("reconstruct", "--pair", "PAIR", "--out", "v.nrrd", "--set", "iterations"), "NAME=VALUE"),
        (("reconstruct", "--pair", "PAIR", "--out", "v.nrrd", "--set", "a=1", "--set", "b=2", "a=3"), "twice"),
        (("reconstruct", "--pair", "PAIR", "--out", "v.nrrd", "--preview", "p.jpg"), "PNG"),
        (("reconstruct", "--pair", "PAIR", "--out", "v.nrrd", "--frontal", "f.png"), "--pair"),
        (("reconstruct", "--pair", "PAIR", "--out", "v.nrrd", "--geometry", "x2ct"), "own geometry"),
        (("reconstruct", "--pair", "PAIR", "--out", "PAIR/v.nrrd"), "PAIR"),
        (("reconstruct", "--pair", "absent.json", "--out", "v.nrrd"), "absent.json"),
        (("reconstruct", "--frontal", "f.png", "--out", "v.nrrd"), "two radiographs"),
        (("reconstruct", "--frontal", "f.png", "--lateral", "l.png", "--out", "v.nrrd"), "f.png"),
        (("evidence", "--volume", "absent.nii.gz", "--pair", "PAIR"), "absent.nii.gz"),
        (("alternatives", "--volume", "v.nii.gz", "--pair", "PAIR", "--out", "o"), "none was given"),
        (("card", "--volume", "v.nii.gz", "--pair", "absent.json"), "absent.json"),
        (("project", "absent.nii.gz", "--out", "o"), "absent.nii.gz"),
        (("project", "PAIR", "--out", "o", "--photons", "1e5", "--seed", "-1"), "seed"),
        (("project", "PAIR", "--out", "o", "--photons", "1e5", "--shown", "drawn"), "photons"),
        (("project", "PAIR", "--out", "o", "--breath-mm", "90"), "breath_mm"),
        (("views", "absent.nii.gz", "--out", "o"), "absent.nii.gz"),
        (("views", "PAIR", "--out", "o", "--counts", "2,many"), "numbers of X-rays"),
        (("views", "PAIR", "--out", "o", "--counts", "33"), "from 1 to 32"),
        (("evaluate", "--out", "o"), "--data"),
        (("calibrate", "--data", "."), "--checkpoints"),
        (("evaluate", "--pairs", "PAIR", "--methods", "tv,magic", "--out", "o"), "magic"),
        (("prepare", "absent", "--out", "o"), "absent"),
        (("train", "--data", "absent", "--out", "o"), "absent"),
        (("train", "--data", "phantoms:many", "--out", "o"), "phantoms:200"),
        (("train", "--data", "phantoms:2", "--out", "o"), "patients"),
        (("train", "--data", "phantoms:9", "--out", "o", "--method", "tv"), "nothing to learn"),
        (("train", "--data", "phantoms:9", "--out", "o", "--train.steps", "0"), "steps"),
        (("train", "--data", "phantoms:9", "--out", "o", "--config", "absent.toml"), "absent.toml"),
        (("train", "--data", "phantoms:9", "--out", "o", "--config", "PAIR"), "TOML"),
        (("resume", "."), "run.json"),
        (("runs", "show", "."), "run.json"),
        (("prepare", ".", "--out", "."), "among their sources"),
        (("view", "--headless"), "--sample"),
    ],
)
def test_bad_input_is_a_sentence_a_hint_and_exit_code_2_before_any_work(
    run: Run,
    ball_pair_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("xr2ct_core.cli.work.WorkerClient", None)
    before = sorted(tmp_path.iterdir())
    code, out, err = run(*(argument.replace("PAIR", str(ball_pair_path)) for argument in arguments))
    assert code == 2 and out == ""
    assert err.startswith("error: ") and "hint: " in err and words.replace("PAIR", "ball") in err
    assert "Traceback" not in err and sorted(tmp_path.iterdir()) == before


def test_with_json_an_error_is_one_object_too(run: Run) -> None:
    code, out, err = run("reconstruct", "--pair", "absent.json", "--out", "v.nrrd", "--json")
    error = json.loads(out)["error"]
    assert code == 2 and error["code"] == "bad_input" and error["hint"] and "absent.json" in err


def test_methods_lists_the_recommended_first_with_its_settings(run: Run) -> None:
    code, out, _ = run("methods", "--json")
    methods = json.loads(out)["methods"]
    assert code == 0 and methods[0]["is_default"] and methods[0]["id"] in ("biplanar", "template")
    assert "iterations" in next(method for method in methods if method["id"] == "backprojection")["settings"]
    assert all(method["id"] in run("methods")[1] for method in methods)
    assert {method["id"] for method in methods if method["needs_training"]} == set(learned_method_specs())


def test_project_then_reconstruct_puts_the_body_where_it_was(run: Run, ball: Volume, tmp_path: Path) -> None:
    shifted = write_volume(ball, tmp_path / "ball.nii.gz")
    code, out, _ = run("project", shifted, "--geometry", "parallel", "--grid", 64, "--out", tmp_path / "pair", "--json")
    made = json.loads(out)
    assert code == 0 and made["subject"] == "ball" and Path(made["files"]["truth"]).is_file()

    volume_path, picture = tmp_path / "new" / "volume.nrrd", tmp_path / "new" / "look.png"
    code, out, err = run(
        "reconstruct", "--pair", made["pair"], "--method", "backprojection", "--set", "algorithm=product",
        "--anyway", "--set", "iterations=9", "relaxation=0.5", "--grid", 64, "--device", "cpu",
        "--out", volume_path, "--preview", picture, "--json",
    )  # fmt: skip
    done = json.loads(out)
    assert code == 0 and err == "" and done["volume"] == str(volume_path)
    assert done["provenance"]["method_config"] == {"algorithm": "product", "iterations": 9, "relaxation": 0.5}
    assert "SYNTHETIC" in done["banner"]
    volume = read_volume(volume_path)
    assert volume.spacing_zyx_mm == pytest.approx((5.0, 5.0, 5.0))
    assert volume.affine.origin_lps_mm == pytest.approx((-157.5, -157.5, -157.5))
    assert volume.provenance is not None and volume.provenance.synthetic
    assert json.loads(Path(done["provenance_file"]).read_text())["method_id"] == "backprojection"
    weight = volume.hu.astype(np.float64) + 1024
    middle = [(weight.sum(axis=tuple({0, 1, 2} - {axis})) @ np.arange(64)) / weight.sum() for axis in range(3)]
    assert middle == pytest.approx([31.5] * 3, abs=1.0)
    with Image.open(picture) as image:
        assert image.size[0] > 1000 and np.asarray(image.convert("L")).std() > 20
        assert image.size[1] > image.size[0] * 0.8, "a row for the true CT is there"
        assert "SYNTHETIC" in image.text["Disclaimer"]


@pytest.mark.usefixtures("worker_here")
def test_project_says_what_was_assumed_when_the_ct_was_read(run: Run, ball: Volume, tmp_path: Path) -> None:
    strange = write_volume(Volume(np.maximum(ball.hu, 0), ball.affine), tmp_path / "strange.nii.gz")
    command = ("project", strange, "--grid", 64, "--out", tmp_path / "pair")
    assert any("may not be Hounsfield units" in note for note in json.loads(run(*command, "--json")[1])["notes"])
    assert "note: No value is negative" in run(*command)[2]


@pytest.mark.usefixtures("worker_here")
def test_phantoms_are_written_with_consecutive_seeds(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("phantom", "--count", 2, "--seed", 7, "--grid", 64, "--device", "cpu", "--out", tmp_path)
    assert code == 0
    names = [Path(line).name for line in out.splitlines()]
    assert names == ["phantom-00007.nii.gz", "phantom-00008.nii.gz"]
    first, second = (read_volume(tmp_path / name) for name in names)
    assert first.shape_zyx == (64, 64, 64) and not np.array_equal(first.hu, second.hu)


@pytest.mark.usefixtures("worker_here")
def test_without_a_display_view_writes_the_volume_and_a_picture(
    run: Run, ball_pair_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_module, "has_display", lambda: False)
    monkeypatch.chdir(tmp_path)
    code, out, err = run("view", ball_pair_path, "--method", "backprojection", "--grid", 64, "--anyway")
    assert code == 0 and "There is no display" in err and "SYNTHETIC" in out
    assert {path.name for path in (tmp_path / "xr2ct-out").iterdir()} == {
        "ball.nii.gz",
        "ball.nii.gz.provenance.json",
        "ball.png",
    }


def test_with_a_display_view_starts_the_window_with_its_files(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(view_module, "has_display", lambda: True)
    monkeypatch.setattr(view_module, "open_window", lambda arguments: started.append(arguments) or 0)
    assert run("view", "--sample")[0] == 0
    assert run("view", "a.json")[0] == 0
    assert run("view", "a.png", "b.png", "--rotate", "lateral=90", "--mirror", "frontal", "lateral", "--swap")[0] == 0
    assert started == [
        ["--sample", "--reconstruct"],
        ["a.json"],
        ["a.png", "b.png", "--swap", "--rotate", "lateral=90", "--mirror", "frontal", "lateral"],
    ]
    assert run("view", "--mirror", "frontal")[0] == 2 and run("view", "a.json", "--rotate", "frontal=45")[0] == 2
    assert len(started) == 3


def test_the_window_is_found_by_its_entry_point(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def window() -> int:
        return 40 + len(sys.argv)

    class Entry:
        def load(self) -> Callable[[], int]:
            return window

    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(view_module, "entry_points", lambda group, name: [Entry()])
    assert view_module.open_window(["--sample"]) == 42 and sys.argv == ["xr2ct-viewer", "--sample"]
    monkeypatch.setattr(view_module, "entry_points", lambda group, name: [])
    monkeypatch.setattr(view_module, "has_display", lambda: True)
    code, _, err = run("view")
    assert code == 70 and err.startswith("error: The window is not installed.") and "Traceback" not in err


def test_the_bundled_case_and_other_files_are_not_opened_together(run: Run) -> None:
    code, _, err = run("view", "--sample", "a.json")
    assert code == 2 and "--sample" in err


def test_a_crash_shows_its_traceback_and_leaves_with_70(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash() -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("xr2ct_core.cli.methods.method_specs", crash)
    code, out, err = run("methods", "--json")
    assert code == 70 and json.loads(out)["error"]["code"] == "crashed"
    assert "Traceback" in err and "error: Something unexpected went wrong (ZeroDivisionError: a bug)." in err


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_an_interrupt_leaves_with_130_and_no_process_behind(ball_pair_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "v.nrrd"
    command = (
        sys.executable, "-c", "import sys; from xr2ct_core.cli import main; sys.exit(main())",
        "reconstruct", "--anyway", "--pair", ball_pair_path, "--out", out,
        "--method", "backprojection", "--set", "iterations=500",
    )  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        children: list[psutil.Process] = []
        while not children:
            children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "cancelled" in err and not out.exists()
    assert psutil.wait_procs(children, timeout=20)[1] == []
