"""The bundled cases open, lie as the viewer sees them, agree with their truth and say where they come from."""

from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_pair, read_volume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.sample_maker import make_sample
from xr2ct_core.samples import Sample, sample, samples
from xr2ct_core.volume import Volume

both = pytest.mark.parametrize("case", samples(), ids=lambda case: case.id)


def test_the_real_case_comes_first_and_the_phantom_after_it() -> None:
    assert [case.id for case in samples()] == ["lidc-0001", "phantom"]


def test_unknown_sample_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInputError, match="lidc-0001"):
        sample("nobody")


@both
def test_sample_holds_the_line_integrals_of_its_truth(case: Sample) -> None:
    pair = read_pair(case.pair_path)
    assert pair.is_physical and pair.geometry == BiplanarGeometry.preset("x2ct")
    assert pair.truth_path is not None
    truth = read_volume(pair.truth_path)
    assert truth.affine == WorkingGrid(128).affine
    again = simulate_pair(truth, pair.geometry)
    for stored, computed in zip(pair.radiographs, again.radiographs, strict=True):
        assert np.abs(stored.image - computed.image).max() < 2e-4


@both
def test_sample_lies_as_the_viewer_sees_it(case: Sample) -> None:
    """The heart is on the right of the frontal, the spine on the right of the lateral, the belly below."""
    pair = read_pair(case.pair_path)
    frontal, lateral = (radiograph.image for radiograph in pair.radiographs)
    lungs = frontal[140:180]
    assert lungs[:, 165:215].mean() > lungs[:, 105:155].mean()
    assert frontal[220:280].mean() > frontal[60:140].mean()
    assert pair.truth_path is not None
    truth = read_volume(pair.truth_path)
    bone_z, bone_y, _ = (axis[truth.hu > 300].mean() for axis in np.indices(truth.hu.shape))
    _, body_y, _ = (axis[truth.hu > -300].mean() for axis in np.indices(truth.hu.shape))
    spine_col = pair.geometry.lateral.world_to_pixel(truth.affine.voxel_to_world((bone_z, bone_y, 64)))[1]
    assert bone_y > body_y + 2 and spine_col > 164
    assert lateral[160:].mean() > lateral[:160].mean()


@both
def test_sample_states_its_licence_and_origin(case: Sample) -> None:
    truth_path = read_pair(case.pair_path).truth_path
    assert truth_path is not None
    provenance = read_volume(truth_path).provenance
    assert provenance is not None and provenance.licence == case.licence
    assert provenance.synthetic == (case.id == "phantom")
    assert case.title and case.description and case.attribution


def test_patient_data_has_its_attribution_beside_it() -> None:
    text = (sample("lidc-0001").pair_path.parent / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for part in ("CC BY 3.0", "10.7937/K9/TCIA.2015.LO9QL9SX", "Armato", "26(6), 1045", "Changes made"):
        assert part in text


def test_samples_stay_small() -> None:
    folder = sample("lidc-0001").pair_path.parents[1]
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 6_000_000


def test_a_sample_can_be_made_again(tmp_path: Path) -> None:
    truth_path = read_pair(sample("phantom").pair_path).truth_path
    assert truth_path is not None
    truth = read_volume(truth_path)
    made = read_pair(make_sample("phantom", Volume(truth.hu, truth.affine, truth.provenance), tmp_path))
    stored = read_pair(sample("phantom").pair_path)
    step = stored.frontal.image.max() / 65535
    assert np.abs(made.frontal.image - stored.frontal.image).max() <= 2 * step
    assert made.truth_path is not None
    assert np.array_equal(read_volume(made.truth_path).hu, truth.hu)
    with pytest.raises(BadInputError):
        make_sample("nobody", truth, tmp_path)
