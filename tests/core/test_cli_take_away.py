"""`xr2ct export` and `xr2ct render`: what they write, what they refuse, and how they say it."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from dicom_factory import write_radiograph
from PIL import Image

from xr2ct_core.cli import main
from xr2ct_core.cli import render as render_module
from xr2ct_core.io import read_volume, write_png, write_volume
from xr2ct_core.io.dicom_write_options import NAMES_SOURCES
from xr2ct_core.media import surface_process as surface_module
from xr2ct_core.media.plans import WINDOWS_HU, FrameSize
from xr2ct_core.media.render_job import RenderJob
from xr2ct_core.media.slices import draw_slice
from xr2ct_core.provenance import LEFT_OUT, SYNTHETIC_BANNER, Provenance, joined_sources, unnamed
from xr2ct_core.volume import Volume

Call = Callable[..., tuple[int, dict]]


@pytest.fixture
def volume_path(ball: Volume, tmp_path: Path) -> Path:
    provenance = Provenance(kind="reconstruction", synthetic=True, method_id="tv")
    return write_volume(Volume(ball.hu, ball.affine, provenance), tmp_path / "ball.nii.gz")


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Call:
    """Runs a command with --json in this process; returns the exit code and what it says."""

    def run(*arguments: object) -> tuple[int, dict]:
        code = main([*map(str, arguments), "--json"])
        return code, json.loads(capfd.readouterr().out)

    return run


@pytest.mark.parametrize("name", ["v.nii", "v.nrrd", "v.mha", "v.npz"])
def test_export_keeps_values_place_and_origin(call, volume_path, ball, tmp_path, name):
    code, said = call("export", volume_path, "--out", tmp_path / name)
    back = read_volume(tmp_path / name)
    assert code == 0 and said["files"] == [str(tmp_path / name)] and said["banner"] == SYNTHETIC_BANNER
    assert np.array_equal(back.hu, ball.hu) and back.affine == ball.affine
    assert back.provenance.method_id == "tv" and back.provenance.banner == SYNTHETIC_BANNER


def test_export_to_dicom_is_a_secondary_capture_unless_a_series_is_asked_for(call, volume_path, tmp_path):
    code, said = call("export", volume_path, "--out", tmp_path / "capture.dcm")
    assert code == 0 and said["format"] == "secondary-capture"
    assert pydicom.dcmread(said["files"][0], stop_before_pixels=True).Modality == "OT"
    code, said = call("export", volume_path, "--out", tmp_path / "series", "--dicom", "ct-series")
    assert code == 0 and len(said["files"]) == 64
    assert pydicom.dcmread(said["files"][0], stop_before_pixels=True).Modality == "CT"


@pytest.mark.parametrize("sources", [(), ("--sources", "x.dcm")], ids=["none", "one"])
def test_export_says_that_dicom_names_its_sources(call, volume_path, tmp_path, monkeypatch, sources):
    monkeypatch.chdir(tmp_path)
    x_ray = write_radiograph(tmp_path / "x.dcm", np.arange(128, dtype=np.uint16).reshape(8, 16))
    code, said = call("export", volume_path, "--out", "v.dcm", *sources)
    data = pydicom.dcmread("v.dcm", stop_before_pixels=True)
    assert code == 0 and (NAMES_SOURCES in said["notes"]) == ("SourceImageSequence" in data) == bool(sources)
    if sources:
        uid = pydicom.dcmread(x_ray, stop_before_pixels=True).SOPInstanceUID
        assert data.SourceImageSequence[0].ReferencedSOPInstanceUID == uid


@pytest.mark.parametrize("name", ["v.nii.gz", "v.nrrd", "v.mha", "v.npz", "v.dcm"])
def test_export_leaves_out_the_names_of_the_case_and_its_files_when_asked_to(call, ball, tmp_path, name):
    told = Provenance(
        kind="reconstruction",
        synthetic=True,
        subject="Mueller Anna pa",
        source=joined_sources(["Mueller Anna pa.png", "", "Mueller Anna lat.png"]),
        licence="CC BY 4.0",
        inputs_sha256={"frontal": "0f"},
        assumptions=("View taken from the name of Mueller Anna lat.png: LL.",),
        warnings=("Mueller Anna lat has letters.",),
    )
    known = write_volume(Volume(ball.hu, ball.affine, told), tmp_path / "known.nrrd")
    code, said = call("export", known, "--out", tmp_path / name, "--without-names")
    assert code == 0 and said["provenance"]["assumptions"] == [f"View taken from the name of {LEFT_OUT}: LL."]
    assert said["provenance"]["warnings"] == [f"{LEFT_OUT} has letters."]
    written = [path for path in tmp_path.iterdir() if "known" not in path.name]
    assert not any(b"Mueller" in path.read_bytes() for path in written)
    if name != "v.dcm":
        kept = read_volume(tmp_path / name).provenance
        assert (kept.licence, kept.inputs_sha256) == ("CC BY 4.0", {"frontal": "0f"})


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["frontal.png", "lateral.png"], "The lateral image of lateral.png.", "The lateral image of lateral.png."),
        (["a"], "a display image, unlike chests", f"{LEFT_OUT} display image, unlike chests"),
        (["Ann.png"], "Ann.png and Ann, not Annie", f"{LEFT_OUT} and {LEFT_OUT}, not Annie"),
        (["123456.png"], "123456 has no size of 1234567", f"{LEFT_OUT} has no size of 1234567"),
        (["scan (1).png"], "scan (1).png cannot be read", f"{LEFT_OUT} cannot be read"),
    ],
)
def test_names_that_tell_are_left_out_as_whole_words_and_those_of_views_stay(names, text, expected):
    assert unnamed(text, names) == expected


def test_options_that_would_do_nothing_are_refused(call, volume_path, tmp_path):
    code, said = call("export", volume_path, "--out", tmp_path / "v.nrrd", "--dicom", "ct-series")
    assert code == 2 and "not DICOM" in said["error"]["message"] and not (tmp_path / "v.nrrd").exists()
    code, said = call("export", volume_path, "--out", tmp_path / "v.xyz")
    assert code == 2 and ".nrrd" in said["error"]["hint"]


@pytest.mark.parametrize("suffix", [".stl", ".ply"])
def test_export_of_a_surface_lets_the_viewers_program_make_it(call, volume_path, tmp_path, monkeypatch, suffix):
    jobs: list[dict] = []

    def make(_command: object, job: str, _folder: object, _work: object) -> None:
        jobs.append(json.loads(job))
        corners = np.array([[0, 0, 0], [9, 0, 0], [0, 9, 0]], np.float32)
        faces, rgb = np.array([[0, 1, 2]], np.int32), np.array([0.9, 0.8, 0.7])
        np.savez(jobs[-1]["out_path"], vertices=corners, faces=faces, normals=corners, rgb=rgb)

    monkeypatch.setattr(surface_module, "run_program", make)
    path = tmp_path / f"bone{suffix}"
    code, said = call("export", volume_path, "--out", path, "--surface", "bone", "--threshold-hu", "250")
    assert code == 0 and said["format"] == suffix and (jobs[0]["structure"], jobs[0]["threshold_hu"]) == ("bone", 250.0)
    assert SYNTHETIC_BANNER[:60].encode() in path.read_bytes()[:200]


def test_render_draws_slices_without_opengl(call, volume_path, tmp_path):
    code, said = call("render", volume_path, "--out", tmp_path / "s.png", "--slice", "coronal", "--size", "300x200")
    with Image.open(said["file"]) as picture:
        assert code == 0 and picture.size == (300, 200) and picture.info["Disclaimer"] == SYNTHETIC_BANNER
    movie = tmp_path / "s.gif"
    code, said = call(
        *("render", volume_path, "--out", movie, "--sweep", "axial", "--size", "100x100"),
        *("--seconds", 1, "--fps", 6, "--window", "-600,1500"),
    )
    assert code == 0 and said["frames"] == 6 and said["bytes"] == movie.stat().st_size


def test_render_draws_the_slice_nearest_to_a_place_of_the_patient(call, volume_path, tmp_path):
    volume = read_volume(volume_path)
    z_mm = float(volume.affine.voxel_to_world((3, 0, 0))[2])
    near, exact = tmp_path / "near.png", tmp_path / "exact.png"
    assert call("render", volume_path, "--out", near, "--slice", "axial", f"--at-mm={z_mm + 0.1}")[0] == 0
    write_png(exact, draw_slice(volume, "axial", 3, FrameSize(1280, 720), WINDOWS_HU["chest"], SYNTHETIC_BANNER))
    with Image.open(near) as one, Image.open(exact) as other:
        assert one.tobytes() == other.tobytes()
    code, said = call("render", volume_path, "--out", near, "--slice", "axial", "--at-mm=9999")
    assert code == 2 and "reaches from" in said["error"]["hint"]


def test_render_hands_3d_to_the_renderer(call, volume_path, tmp_path, monkeypatch):
    jobs: list[RenderJob] = []

    def draw(job: RenderJob, _work: object) -> None:
        jobs.append(job)
        Path(job.out_path).write_bytes(b"drawn")

    monkeypatch.setattr(render_module, "run_render", draw)
    call("render", volume_path, "--out", tmp_path / "p.png", "--preset", "lung", "--side", "L", "--size", "640x480")
    call("render", volume_path, "--out", tmp_path / "t.mp4", "--degrees", "-180", "--seconds", "2", "--fps", "10")
    still, movie = jobs
    assert (still.preset, still.side, still.width_px, still.turntable) == ("lung", "L", 640, None)
    assert movie.turntable.degrees == -180 and movie.turntable.fps == 10 and movie.banner == SYNTHETIC_BANNER


@pytest.mark.parametrize(
    "flags",
    [
        ("--out", "p.jpg"),
        ("--out", "p.png", "--turntable"),
        ("--out", "p.png", "--sweep", "axial"),
        ("--out", "p.mp4", "--slice", "axial"),
        ("--out", "p.mp4", "--turntable", "--sweep", "axial"),
        ("--out", "p.png", "--size", "huge"),
        ("--out", "p.png", "--slice", "axial", "--window", "dark"),
        ("--out", "p.png", "--slice", "axial", "--window", "40,nan"),
        ("--out", "p.png", "--slice", "axial", "--window", "nan,400"),
        ("--out", "p.png", "--slice", "axial", "--window", "40,inf"),
        ("--out", "p.png", "--slice", "axial", "--at-mm", "nan"),
        ("--out", "p.png", "--slice", "axial", "--at-mm", "inf"),
        ("--out", "p.png", "--slice", "axial", "--preset", "bone"),
        ("--out", "p.png", "--slice", "axial", "--side", "L"),
        ("--out", "p.mp4", "--sweep", "axial", "--degrees", "90"),
        ("--out", "p.png", "--window", "lung"),
        ("--out", "p.mp4", "--window", "lung"),
        ("--out", "p.png", "--degrees", "90"),
        ("--out", "p.png", "--slice", "axial", "--seconds", "3"),
        ("--out", "p.png", "--fps", "10"),
        ("--out", "p.mp4", "--fps", "500"),
        ("--out", "p.png", "--at-mm", "10"),
        ("--out", "ball.nii.gz.provenance.json/p.png", "--slice", "axial"),
    ],
)
def test_render_explains_what_cannot_be(call, volume_path, tmp_path, monkeypatch, flags):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(render_module, "run_render", None)
    code, said = call("render", volume_path, *flags)
    assert code == 2 and said["error"]["hint"] and not (tmp_path / flags[1]).exists()


@pytest.mark.parametrize(
    ("seconds", "words"), [("0", "nothing"), ("-1", "nothing"), ("nan", "nothing"), ("601", "long")]
)
def test_render_says_whether_a_movie_is_too_short_or_too_long(call, volume_path, tmp_path, seconds, words):
    code, said = call("render", volume_path, "--out", tmp_path / "m.mp4", f"--seconds={seconds}")
    assert code == 2 and words in said["error"]["message"] and not (tmp_path / "m.mp4").exists()


@pytest.mark.parametrize("option", ["--patient-id", "--patient-name"])
def test_export_does_not_cut_what_names_a_patient(call, volume_path, tmp_path, option):
    code, said = call("export", volume_path, "--out", tmp_path / "c.dcm", option, "x" * 65)
    assert code == 2 and "65 characters" in said["error"]["message"] and not (tmp_path / "c.dcm").exists()
    code, said = call("export", volume_path, "--out", tmp_path / "c.dcm", option, "x" * 64)
    data = pydicom.dcmread(said["files"][0], stop_before_pixels=True)
    assert code == 0 and "x" * 64 in (str(data.PatientID), str(data.PatientName))


def test_export_says_what_was_assumed_when_the_volume_was_read(call, ball, tmp_path, capfd):
    strange = write_volume(Volume(np.maximum(ball.hu, 0), ball.affine), tmp_path / "strange.nii.gz")
    code, said = call("export", strange, "--out", tmp_path / "v.nrrd")
    assert code == 0 and any("may not be Hounsfield units" in note for note in said["notes"])
    assert main(["export", str(strange), "--out", str(tmp_path / "v.nrrd")]) == 0
    assert "note: No value is negative" in capfd.readouterr().err
