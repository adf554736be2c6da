"""Networks that say which curve each place of a pair has: what they see, what they may do, how they are kept."""

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.core.stand_in_truth import line_integrals_of
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import stand_in_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.display.fields import (
    TaughtNetwork,
    bundled_networks,
    line_integrals_by_fields,
    networks_for,
    read_networks,
    write_networks,
)
from xr2ct_core.inference.display.learn import taught
from xr2ct_core.inference.display.lessons import drawn_lessons, mirrored, varied
from xr2ct_core.inference.display.network import USUAL_SLOPES, FieldNetwork, through_field
from xr2ct_core.inference.truth import truth_on_grid
from xr2ct_core.io import read_volume
from xr2ct_core.radiography.curve_field import CELLS, CurveField
from xr2ct_core.radiography.restore import restored
from xr2ct_core.samples import sample
from xr2ct_core.volume import Volume

GEOMETRY = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=128, cols=128, pixel_mm=3.0)
SUBJECT = "LIDC-IDRI-0001"


@pytest.fixture(scope="module")
def chest() -> Volume:
    ct = read_volume(sample("lidc-0001").pair_path.parent / "ct.nii.gz")
    return truth_on_grid(ct, WorkingGrid(64))


def test_an_untaught_network_answers_with_the_usual_curve_everywhere() -> None:
    slopes = FieldNetwork()(torch.rand(1, 2, 4, 96, 96))
    assert slopes.shape == (1, 2, len(USUAL_SLOPES), CELLS, CELLS)
    assert torch.allclose(slopes.mean((0, 1, 3, 4)), torch.tensor(USUAL_SLOPES))


def test_curves_are_positive_whatever_a_network_learns() -> None:
    torch.manual_seed(1)
    network = FieldNetwork()
    torch.nn.init.normal_(network.head.weight, std=5.0)
    slopes = network(torch.rand(2, 2, 4, 96, 96))
    assert float(slopes.detach().min()) > 0.0 and float(slopes.detach().std()) > 1.0


def test_the_field_of_training_is_that_of_use() -> None:
    random = np.random.default_rng(3)
    grey = random.uniform(0.0, 1.2, (96, 96)).astype(np.float32)
    slopes = random.uniform(1.0, 8.0, (len(USUAL_SLOPES), CELLS, CELLS)).astype(np.float32)
    view = BiplanarGeometry.make(model="parallel", rows=96, cols=96, pixel_mm=340.0 / 96).frontal
    trained = through_field(torch.from_numpy(grey)[None, None], torch.from_numpy(slopes)[None, None])[0, 0].numpy()
    np.testing.assert_allclose(CurveField(slopes).values(grey, view), trained, atol=1e-3)


def test_each_view_knows_the_rows_of_the_other() -> None:
    torch.manual_seed(1)
    network = FieldNetwork()
    torch.nn.init.normal_(network.head.weight, std=1.0)
    views = torch.rand(1, 2, 4, 96, 96)
    changed = views.clone()
    changed[:, 1, 0, :48] = 0.0
    before, after = network(views)[0, 0], network(changed)[0, 0]
    assert float((before - after).detach().abs().max()) > 1e-3


def test_lessons_are_the_images_with_the_line_integrals_they_should_become(chest: Volume) -> None:
    lessons = drawn_lessons({"a": chest.hu}, 1, 2)["a"].astype(np.float32)
    assert lessons.shape == (2, 2, 5, 96, 96)
    wanted, grey = lessons[:, :, 4], lessons[:, :, 0]
    assert 3.0 < wanted.max() < 15.0 and 0.5 < grey.max() <= 1.5
    np.testing.assert_array_equal(wanted[0], wanted[1])  # one body, two machines
    assert np.abs(grey[0] - grey[1]).max() > 0.05
    random = torch.Generator().manual_seed(2)
    other = varied(torch.from_numpy(lessons), random)
    assert other.shape == lessons.shape and float((other[:, :, 4] - torch.from_numpy(wanted)).abs().max()) > 0.5


def test_a_network_learns_from_its_lessons(chest: Volume) -> None:
    from xr2ct_core.inference.display.learn import misfit

    lessons = drawn_lessons({"a": chest.hu}, 1, 1)
    images = torch.from_numpy(lessons["a"].astype(np.float32))
    one = taught(lessons, steps=5)
    assert one.learned_from == {"a"}
    with torch.no_grad():
        assert float(misfit(one.network, images)) < float(misfit(FieldNetwork(), images))
    again = taught(lessons, steps=1, start=one)
    change = [
        float((a - b).detach().abs().max())
        for a, b in zip(*(x.network.parameters() for x in (one, again)), strict=True)
    ]
    assert 0.0 < max(change) < 0.01


def test_a_mirrored_view_has_the_same_pixels_and_its_own_mind() -> None:
    views = torch.rand(1, 2, 5, 8, 8)
    found = [mirrored(views, torch.Generator().manual_seed(seed)) for seed in range(8)]
    kinds = {tuple(torch.equal(one[:, view], views[:, view]) for view in (0, 1)) for one in found}
    assert len(kinds) > 2
    for one in found:
        for view in (0, 1):
            same = [torch.equal(one[:, view], way) for way in (views[:, view], views[:, view].flip(-1))]
            assert sum(same) == 1


def test_networks_come_back_from_their_file_and_another_file_is_refused(tmp_path: Path) -> None:
    torch.manual_seed(3)
    kept = [TaughtNetwork(FieldNetwork().eval(), frozenset({name})) for name in ("a", "b")]
    write_networks(kept, tmp_path / "kept.safetensors")
    back = read_networks(tmp_path / "kept.safetensors")
    assert [one.learned_from for one in back] == [{"a"}, {"b"}]
    views = torch.rand(1, 2, 4, 96, 96)
    for one, other in zip(kept, back, strict=True):
        assert torch.allclose(one.network(views), other.network(views), atol=0.05)
    (tmp_path / "none.safetensors").write_bytes(b"nothing")
    with pytest.raises(BadInputError, match="no networks"):
        read_networks(tmp_path / "none.safetensors")


def test_a_patient_who_was_learned_from_is_left_to_the_other_networks() -> None:
    everybody = bundled_networks()
    known_to_one = set.union(*(set(one.learned_from) for one in everybody)) - set.intersection(
        *(set(one.learned_from) for one in everybody)
    )
    assert known_to_one
    for subject in known_to_one:
        some = networks_for(subject)
        assert 0 < len(some) < len(everybody)
        assert all(subject not in one.learned_from for one in some)
    assert networks_for("LIDC-IDRI-0314.20000101.2") == networks_for("LIDC-IDRI-0314") != everybody
    assert networks_for("somebody else") == everybody


def test_bundled_networks_bring_a_stand_in_near_its_clean_projections(chest: Volume) -> None:
    """Of a patient they learned from: that the file is right, not how good they are for others."""
    how = StandIn(turn_deg=0.0)
    pair = stand_in_pair(chest, GEOMETRY, how, subject=SUBJECT)
    first = restored(pair)
    found = line_integrals_by_fields(first.views, GEOMETRY, bundled_networks())
    for seen, image, simple, wanted in zip(
        first.views,
        found,
        [radiograph.image for radiograph in first.pair.radiographs],
        line_integrals_of(chest, GEOMETRY, how),
        strict=True,
    ):
        before, after = (float(np.sqrt(np.mean((each - wanted)[seen.body] ** 2))) for each in (simple, image))
        assert after < 0.42 and after < 0.85 * before
