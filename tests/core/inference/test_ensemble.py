"""Several networks reconstruct together: the mean of their volumes, unsure where they differ."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.core.bundled import make_checkpoint
from xr2ct_core.cli.choice import chosen_together
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.baselines import Surroundings
from xr2ct_core.evaluation.cases import make_case
from xr2ct_core.evaluation.ensembles import ensembles
from xr2ct_core.evaluation.projections import EvaluationViews
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.ensemble import EnsembleMethod, Member
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.methods.base import Method, MethodOutput
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.calibration import Calibration, write_calibration
from xr2ct_core.runs.checkpoint_info import DESCRIPTION
from xr2ct_core.runs.members import members_of
from xr2ct_core.units import HU_MIN

GRID = WorkingGrid(32)
DOUBLED = Calibration(sigma_edges_hu=(0.0, 5000.0), factors=(2.0,), patients=3, voxels=10)


@pytest.fixture(scope="module")
def pair() -> RadiographPair:
    return simulate_pair(make_thorax(1, GRID), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two networks with other weights and other patients."""
    for name, width in (("one", 4), ("two", 5)):
        path = make_checkpoint(tmp_path / "both" / name, width=width)
        described = json.loads((path / DESCRIPTION).read_text())
        described["data"]["patients"] = {"train": [f"patient of {name}"], "validation": [], "test": ["ann"]}
        (path / DESCRIPTION).write_text(json.dumps(described))
    return tmp_path / "both"


def run(pair: RadiographPair, checkpoint: Path | None, members: tuple[Path, ...] = ()) -> Reconstruction:
    return reconstruct(pair, "biplanar", GRID, checkpoint=checkpoint, members=members, device="cpu")


def sigma(result: Reconstruction) -> np.ndarray:
    assert result.uncertainty_hu is not None
    return result.uncertainty_hu


def test_the_volume_is_the_mean_and_the_variance_that_of_the_mixture(pair: RadiographPair, folder: Path) -> None:
    one, two = folder / "one", folder / "two"
    first, second, both = run(pair, one), run(pair, two), run(pair, None, (one, two))
    # Where nothing attenuates all say -1024.
    filled = np.min([one.volume.hu for one in (first, second)], axis=0) > HU_MIN
    mean_hu = (first.volume.hu + second.volume.hu) / 2
    np.testing.assert_allclose(both.volume.hu[filled], mean_hu[filled], atol=0.01)
    between = np.square(first.volume.hu - second.volume.hu) / 2
    assert between.max() > 1.0, "two networks with other weights differ"
    mixed = (np.square(sigma(first)) + np.square(sigma(second))) / 2 + between
    np.testing.assert_allclose(sigma(both)[filled], np.sqrt(mixed)[filled], rtol=1e-3, atol=0.01)
    hashes = [each.provenance.checkpoint_sha256 for each in (first, second)]
    assert both.provenance.checkpoint_sha256 == "+".join(hashes)
    assert both.notes[0].startswith("The mean of 2 networks")


def test_all_together_are_calibrated_by_the_file_in_their_folder_else_each_by_its_own(
    pair: RadiographPair, folder: Path
) -> None:
    names = (folder / "one", folder / "two")
    plain = run(pair, folder, names)
    write_calibration(DOUBLED, folder / "one" / "calibration.json")
    own = run(pair, folder, names)
    assert (sigma(own) >= sigma(plain) - 1e-3).all() and (sigma(own) < 2.0 * sigma(plain)).all()
    write_calibration(DOUBLED, folder / "calibration.json")
    np.testing.assert_allclose(sigma(run(pair, folder, names)), 2.0 * sigma(plain), rtol=1e-4)


def test_a_folder_of_checkpoints_or_several_of_them_are_chosen_together(folder: Path) -> None:
    names = (folder / "one", folder / "two")
    choice = chosen_together(None, (folder,), None)
    assert (choice.method, choice.grid_size, choice.checkpoint, choice.members) == ("biplanar", 32, folder, names)
    assert chosen_together(None, names, None).members == names
    assert chosen_together(None, names, None).checkpoint is None
    single = chosen_together(None, names[:1], None)
    assert (single.checkpoint, single.members) == (names[0], ())
    with pytest.raises(BadInputError, match="named twice"):
        members_of([names[0], folder])
    make_checkpoint(folder / "three", "x2ct-gan", grid_size=32, width=0.1)
    with pytest.raises(BadConfigError, match="different methods: biplanar, x2ct-gan"):
        members_of([folder])


def test_an_ensemble_is_one_row_that_knows_the_patients_of_all_members(folder: Path) -> None:
    (row,) = ensembles([folder])
    assert row.members == (folder / "one", folder / "two") and row.path == folder
    assert row.taught == {"patient of one", "patient of two"}
    assert row.info.tested == {"ann"}
    candidate = row.candidate("cpu")
    assert candidate.title.endswith("2 together") and candidate.parameters == row.parameters > 0
    with pytest.raises(BadInputError, match="no two checkpoints"):
        ensembles([folder / "one"])


def test_whom_one_member_learned_from_or_was_chosen_on_no_ensemble_tests(folder: Path) -> None:
    file = folder / "two" / DESCRIPTION
    described = json.loads(file.read_text())
    described["data"]["patients"] = {"train": ["ann"], "validation": ["bob"], "test": ["cid"]}
    file.write_text(json.dumps(described))
    described["data"]["patients"] = {"train": ["dan"], "validation": ["eve"], "test": ["ann", "bob", "cid"]}
    (folder / "one" / DESCRIPTION).write_text(json.dumps(described))
    assert ensembles([folder])[0].info.data["patients"] == {
        "train": ["ann", "dan"], "validation": ["bob", "eve"], "test": ["cid"],
    }  # fmt: skip


def test_an_ensemble_is_measured_with_all_members(pair: RadiographPair, folder: Path) -> None:
    (row,) = ensembles([folder])
    case = make_case(pair, make_thorax(1, GRID), subject="ann")
    surroundings = Surroundings([case], EvaluationViews(GRID, "cpu"))
    made = row.candidate("cpu").run(case, surroundings, WorkContext())
    np.testing.assert_allclose(made.hu, run(pair, folder, row.members).volume.hu, atol=0.01)


class Flat(Method):
    """A volume with one value."""

    def __init__(self, hu: float, sigma_hu: float | None) -> None:
        self._hu, self._sigma_hu = hu, sigma_hu

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        context.progress(0.5, "Half")
        full = [
            None if each is None else np.full(grid.shape_zyx, each, np.float32) for each in (self._hu, self._sigma_hu)
        ]
        assert full[0] is not None
        return MethodOutput(full[0], full[1], ("shared note",))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 1000


def test_members_without_uncertainty_are_unsure_where_they_differ_and_progress_goes_on(pair: RadiographPair) -> None:
    told: list[float] = []
    context = WorkContext(on_progress=lambda done, _phase: told.append(done))
    output = EnsembleMethod([Member(Flat(0.0, None)), Member(Flat(10.0, 3.0))]).reconstruct(pair, GRID, context)
    assert output.uncertainty_hu is not None
    np.testing.assert_allclose(output.uncertainty_hu, np.sqrt(50.0), rtol=1e-5)
    assert told == [0.25, 0.75]
    assert output.notes.count("shared note") == 1
