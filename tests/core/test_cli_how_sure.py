"""`xr2ct evidence`, `alternatives` and `card`: files in, files and numbers out, and what does not belong together."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.core.conftest import Run
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.inference.reconstruct import reproject, view_metrics
from xr2ct_core.io import read_pair, read_volume, write_pair, write_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.provenance import SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume

pytestmark = pytest.mark.usefixtures("worker_here", "quick_templates")

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair with its truth, a reconstruction of it and its uncertainty."""
    folder = tmp_path_factory.mktemp("case")
    chest = make_thorax(3, GRID)
    write_pair(simulate_pair(chest, GEOMETRY, subject="P1"), folder, truth=chest)
    provenance = Provenance(kind="reconstruction", synthetic=True, subject="P1", method_id="template")
    hu = (chest.hu + np.random.default_rng(0).normal(0.0, 20.0, GRID.shape_zyx)).astype(np.int16)
    write_volume(Volume.on_grid(hu, GRID, provenance), folder / "volume.nii.gz")
    write_volume(Volume.on_grid(np.full_like(hu, 100), GRID, provenance), folder / "sigma.nrrd")
    return folder


def test_evidence_writes_the_determined_part_with_the_same_projections(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "determined.nii.gz"
    given = ("--volume", folder / "volume.nii.gz", "--pair", folder / "pair.json", "--device", "cpu")
    code, text, _ = run("evidence", *given, "--out", out, "--json")
    told = json.loads(text)
    assert code == 0 and told["unknowns"] == 32**3 and 0 < told["rank"] <= told["measurements"]
    determined = read_volume(out)
    assert determined.provenance is not None and determined.provenance.synthetic
    assert "two X-rays determine" in determined.provenance.assumptions[0]
    relative = determined.hu.astype(np.float64) / 1000.0 + 1.0
    positive, negative = (1000.0 * (np.maximum(part, 0.0) - 1.0) for part in (relative, -relative))
    shadows = [np.stack(reproject(part.astype(np.float32), GEOMETRY, GRID)) for part in (positive, negative)]
    whole = np.stack(reproject(read_volume(folder / "volume.nii.gz").hu.astype(np.float32), GEOMETRY, GRID))
    assert np.linalg.norm(shadows[0] - shadows[1] - whole) < 0.02 * np.linalg.norm(whole)
    assert "of the unknowns" in run("evidence", *given)[1]


def test_a_volume_knows_how_its_display_images_were_read(run: Run, folder: Path, tmp_path: Path) -> None:
    pair = read_pair(folder / "pair.json")
    frontal, lateral = (replace(radiograph, scale="display") for radiograph in pair.radiographs)
    path = write_pair(replace(pair, frontal=frontal, lateral=lateral), tmp_path / "display")
    agreements = []
    for fit_display in (False, True):
        volume = read_volume(folder / "volume.nii.gz")
        assert volume.provenance is not None
        record = volume.provenance.model_copy(update={"fit_display": fit_display})
        out = write_volume(replace(volume, provenance=record), tmp_path / f"{fit_display}.nrrd")
        text = run("card", "--volume", out, "--pair", path, "--device", "cpu", "--json")[1]
        agreements.append(json.loads(text)["rows"][0]["metrics"]["psnr_frontal_db"])
    straight = to_line_integrals(read_pair(path))
    expected = view_metrics(reproject(volume.hu.astype(np.float32), GEOMETRY, GRID), straight)["psnr_frontal_db"]
    assert agreements[0] == pytest.approx(expected, abs=0.05) and abs(agreements[1] - expected) > 0.1


def test_alternatives_are_files_that_say_what_they_are(run: Run, folder: Path, tmp_path: Path) -> None:
    given = (
        "--volume",
        folder / "volume.nii.gz",
        "--uncertainty",
        folder / "sigma.nrrd",
        "--pair",
        folder / "pair.json",
    )
    code, text, _ = run("alternatives", *given, "--count", 2, "--out", tmp_path / "others", "--device", "cpu")
    assert code == 0 and SYNTHETIC_BANNER in text and text.count("where that is unsure") == 2
    first, second = (read_volume(tmp_path / "others" / f"alternative-{number}.nii.gz") for number in (1, 2))
    assert first.affine == GRID.affine and np.abs(first.hu - second.hu).max() > 50
    assert first.provenance is not None and first.provenance.assumptions[0].startswith("Alternative 1 of 2")


def test_the_card_names_the_method_of_the_volume_and_judges_it(run: Run, folder: Path) -> None:
    given = ("--volume", folder / "volume.nii.gz", "--pair", folder / "pair.json", "--device", "cpu")
    code, text, _ = run("card", *given, "--json")
    card = json.loads(text)
    assert code == 0 and card["has_truth"] and card["verdict"].startswith("Closer")
    assert card["rows"][0]["title"] == "Registered template" and "coverage_90" not in card["rows"][0]["metrics"]
    code, text, notes = run("card", *given, "--uncertainty", folder / "sigma.nrrd")
    assert code == 0 and "Truth blurred by 10 mm" in text and "interval of its uncertainty" in notes


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("alternatives", "--volume", "volume.nii.gz", "--uncertainty", "small.nii.gz", "--out", "o"), "voxels"),
        (("alternatives", "--volume", "volume.nii.gz", "--uncertainty", "moved.nii.gz", "--out", "o"), "working cube"),
        (("evidence", "--volume", "moved.nii.gz"), "working cube"),
        (("card", "--volume", "volume.nii.gz", "--uncertainty", "small.nii.gz"), "cannot be compared"),
    ],
)
def test_volumes_that_do_not_belong_to_the_pair_are_refused(
    run: Run,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    moved = Volume(read_volume(folder / "volume.nii.gz").hu, WorkingGrid(32, 300.0).affine)
    write_volume(moved, tmp_path / "moved.nii.gz")
    small = WorkingGrid(16)
    write_volume(Volume.on_grid(np.ones(small.shape_zyx, np.int16), small), tmp_path / "small.nii.gz")
    write_volume(read_volume(folder / "volume.nii.gz"), tmp_path / "volume.nii.gz")
    code, out, err = run(*arguments, "--pair", folder / "pair.json")
    assert code == 2 and out == "" and err.startswith("error: ") and words in err and "Traceback" not in err
