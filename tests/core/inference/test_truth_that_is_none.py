"""A truth that is gone, damaged or itself a reconstruction costs the 3D numbers, never the volume."""

from dataclasses import replace
from pathlib import Path

import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.pair_folder import PairCases
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.card import CardVolume, report_card
from xr2ct_core.evaluation.cases import case_from_pair, load_cases
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.io import read_pair, write_pair, write_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

pytestmark = pytest.mark.usefixtures("quick_templates")

GRID = WorkingGrid(32)
GEOMETRY = BiplanarGeometry.make(rows=48, cols=48, pixel_mm=10.0)


@pytest.fixture(scope="module")
def body() -> Volume:
    return make_thorax(3, GRID)


@pytest.fixture
def pair_path(body: Volume, tmp_path: Path) -> Path:
    return write_pair(simulate_pair(body, GEOMETRY, subject="ball"), tmp_path / "pair", truth=body)


def made_of(pair_path: Path) -> Reconstruction:
    return reconstruct(read_pair(pair_path), "backprojection", GRID, device="cpu")


def as_reconstruction(body: Volume) -> Volume:
    return replace(body, provenance=Provenance(kind="reconstruction", synthetic=True))


def test_a_ct_is_measured_against(pair_path: Path) -> None:
    assert "psnr_3d_db" in made_of(pair_path).metrics


def test_a_truth_that_is_gone_or_damaged_is_a_note(pair_path: Path) -> None:
    truth = read_pair(pair_path).truth_path
    assert truth is not None
    for spoil in (lambda: truth.write_bytes(b"no volume"), truth.unlink):
        spoil()
        made = made_of(pair_path)
        assert "psnr_3d_db" not in made.metrics and "psnr_frontal_db" in made.metrics
        assert any("could not be read" in note for note in made.notes)
        card = report_card(CardVolume(made.volume.hu, method="backprojection"), pair_path)
        assert not card.has_truth and any("could not be read" in note for note in card.notes)


def test_nothing_is_measured_against_a_reconstruction(body: Volume, pair_path: Path) -> None:
    truth = read_pair(pair_path).truth_path
    assert truth is not None
    write_volume(as_reconstruction(body), truth)
    made = made_of(pair_path)
    assert "psnr_3d_db" not in made.metrics
    assert any("is a reconstruction" in note for note in made.notes)
    assert not report_card(CardVolume(made.volume.hu, method="backprojection"), pair_path).has_truth
    with pytest.raises(BadInputError, match="is a reconstruction"):
        case_from_pair(pair_path, GRID.size)


def test_nothing_is_learned_from_or_measured_against_a_reconstruction_among_cts(body: Volume, tmp_path: Path) -> None:
    folder = tmp_path / "cts"
    for name, volume in (("made.nii.gz", as_reconstruction(body)), ("real.nii.gz", body)):
        folder.mkdir(exist_ok=True)
        write_volume(volume, folder / name)
    pair = write_pair(simulate_pair(body, GEOMETRY), tmp_path / "pair", truth=as_reconstruction(body))
    learned = CtFolder([folder], GRID, GEOMETRY)
    assert learned[1].subject == "real"
    for source in (learned, PairCases([pair], GRID)):
        with pytest.raises(BadInputError, match="is a reconstruction and no CT"):
            source[0]
    found = load_cases([], [folder], GRID.size, GEOMETRY)
    assert [case.id for case in found.cases] == ["real"] and "no CT" in found.problems[0].message
    summary = run_prepare_task(
        PrepareTask(source_path=str(folder)), tmp_path / "out", WorkContext(), lambda _role, _path: None
    )
    assert summary["cases"] == 1 and "no CT" in summary["problems"][0]["message"]
