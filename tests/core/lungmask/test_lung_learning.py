"""Learning to find lungs: losses, steps that can be taken up again, weights on disk, scores and tables."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.data.folds import folds_path, read_folds
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.lungmask.benchmark import FoldNetwork, Person, markdown_of, networks_of, scores_of, summary_of
from xr2ct_core.lungmask.bodies import Patient
from xr2ct_core.lungmask.card import lungmask_card
from xr2ct_core.lungmask.learning import Batch, Lessons, batch_of, loss_of, taught
from xr2ct_core.lungmask.network import LungNet
from xr2ct_core.lungmask.scores import boundary_mm, mask_scores, mean_mask, threshold_mask
from xr2ct_core.lungmask.weights import LungInfo, read_lungmask, write_lungmask

SHORT = Lessons(steps=3, batch_size=2, seed=1)
INFO = LungInfo(steps=3, batch_size=2, bodies=2, seed=1, fold="1", patients=("LIDC-IDRI-0001",))


def weights_of(network: LungNet) -> torch.Tensor:
    return torch.cat([value.flatten().float() for value in network.state_dict().values()])


def test_the_loss_falls_on_the_films_it_is_shown(patient: Patient) -> None:
    torch.manual_seed(0)
    network = LungNet()
    batch = batch_of([patient], SHORT, 0)
    optimiser = torch.optim.AdamW(network.parameters(), 3e-3)
    losses = []
    for _ in range(4):
        optimiser.zero_grad()
        loss = loss_of(network(batch.x_BCHW), batch)
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.95 * losses[0]


def test_right_masks_cost_least() -> None:
    lung = torch.zeros(1, 8, 8)
    lung[:, 2:6, 2:6] = 1.0
    batch = Batch(torch.zeros(1, 4, 8, 8), torch.ones(1, 8, 8), lung, 100.0 * lung)
    right, wrong = 20.0 * (2.0 * lung - 1.0), 20.0 * (1.0 - 2.0 * lung)
    best = loss_of((right, 100.0 * lung), batch)
    assert best < 1e-3 < loss_of((right, 0.0 * lung), batch) < loss_of((wrong, 0.0 * lung), batch)


def test_a_training_that_was_stopped_goes_on_to_the_same_weights(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xr2ct_core.lungmask.learning.SAVE_EVERY", 2)
    whole = taught([patient], SHORT, WorkContext())
    control = ControlToken()
    with pytest.raises(CancelledError):
        taught(
            [patient],
            SHORT,
            WorkContext(control),
            state=tmp_path,
            on_step=lambda step, _: control.request_stop() if step == 2 else None,
        )
    again = taught([patient], SHORT, WorkContext(), state=tmp_path)
    assert torch.equal(weights_of(whole), weights_of(again))


def test_a_training_of_other_people_or_lessons_is_not_gone_on_with(patient: Patient, tmp_path: Path) -> None:
    one = Lessons(steps=1, batch_size=1)
    taught([patient], one, WorkContext(), state=tmp_path)
    for people, lessons in (([replace(patient, subject="P2")], one), ([patient], replace(one, seed=4))):
        with pytest.raises(BadInputError, match="Another training was begun"):
            taught(people, lessons, WorkContext(), state=tmp_path)


def test_weights_come_back_in_16_bit_and_damage_is_told(tmp_path: Path) -> None:
    network = LungNet()
    assert weights_of(network).numel() < 1_500_000
    info = write_lungmask(tmp_path, network, INFO)
    again, read = read_lungmask(tmp_path)
    assert read == info and torch.allclose(weights_of(again), weights_of(network), atol=1e-3)
    (tmp_path / "weights.safetensors").write_bytes(b"other")
    with pytest.raises(Xr2ctError, match="cannot be used") as caught:
        read_lungmask(tmp_path)
    assert caught.value.code == "checkpoint_mismatch"


def test_masks_are_scored_by_overlap_and_distance() -> None:
    true = np.zeros((40, 40), dtype=bool)
    true[10:30, 10:30] = True
    assert mask_scores(true, true, 2.0) == {"dice": 1.0, "boundary_mm": 0.0}
    moved = np.roll(true, 3, axis=1)
    assert mask_scores(moved, true, 2.0)["dice"] == pytest.approx(17 / 20)
    assert 2.0 < boundary_mm(moved, true, 2.0) < 6.0
    assert np.isnan(boundary_mm(true, np.zeros_like(true), 2.0))
    assert (mean_mask([true, true, moved]) == true).all()


def test_the_threshold_finds_dark_pieces_in_a_body() -> None:
    image = np.zeros((60, 60), dtype=np.float32)
    image[5:55, 5:55] = 1.0
    image[15:40, 12:26] = image[15:40, 34:48] = 0.4
    found = threshold_mask(image, 2)
    assert found[20:35, 15:23].all() and found[20:35, 37:45].all() and not found[:, 28:32].any()
    assert not threshold_mask(np.ones((20, 20), dtype=np.float32), 2).any()


def test_a_network_is_measured_only_on_patients_it_left_out(tmp_path: Path) -> None:
    folds = read_folds(folds_path("shared-cts"))
    write_lungmask(tmp_path / "one", LungNet(), INFO)
    assert networks_of(tmp_path, folds) == {"1": FoldNetwork(tmp_path / "one", 3, folds.split("1").parts["test"])}
    write_lungmask(tmp_path / "one", LungNet(), INFO.model_copy(update={"patients": folds.split("1").parts["test"]}))
    with pytest.raises(BadInputError, match="learned from"):
        networks_of(tmp_path, folds)
    with pytest.raises(BadInputError, match="no network of a fold"):
        networks_of(tmp_path / "one" / "nothing", folds)


def test_table_and_card_tell_numbers_folds_and_licences(person: Person, tmp_path: Path) -> None:
    network = LungNet()
    info = write_lungmask(tmp_path, network, INFO)
    scores = list(scores_of(tmp_path, "P1", {"P1": person, "P2": person}, ["P2"]))
    rows = summary_of(scores)
    own = [row for row in rows if row["method"] == "mean-mask"]
    assert len(rows) == 3 * 4 * 2 and all(row["n"] == 1 and row["dice"] == 1.0 for row in own)
    table = {"format": "xr2ct-lungmask-table", "rows": rows, "folds": {"1": {"patients": ["P1"], "steps": 3}}}
    card = lungmask_card(info, network, json.loads(json.dumps(table)))
    assert "CC BY 3.0" in card and "fold 1, 3 steps: P1" in card and "never" not in card.split("## Limits")[0]
    assert markdown_of(rows).count("1.000 ± 0.000") == 8 and "$" not in card
