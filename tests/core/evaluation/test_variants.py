"""Methods are measured under other settings as networks are, under chosen conditions, and on known patients."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.evaluation.baselines import BASELINES, MEAN_VOLUME
from xr2ct_core.evaluation.candidates import Candidate, baseline_candidate
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.held_out import held_out
from xr2ct_core.evaluation.markdown import as_markdown
from xr2ct_core.evaluation.robustness import chosen_conditions, conditions
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.variants import method_variants, with_variants
from xr2ct_core.runs.checkpoint_info import CheckpointInfo
from xr2ct_core.runs.model_card import read_table

MakeCase = Callable[..., Case]


def test_a_method_is_a_row_under_each_variant_made_of_its_settings(make: MakeCase) -> None:
    variants = [{"fit_pose": "always"}, {"iterations": 3}]
    rows = method_variants(["template", "tv"], variants, "cpu")
    assert [(row.id, row.settings) for row in rows] == [
        ("template fit_pose=always", {"fit_pose": "always"}),
        ("tv iterations=3", {"iterations": 3}),
    ]
    assert with_variants([], variants, ["template", "tv"]) == ()
    with pytest.raises(BadConfigError, match="No network here"):
        with_variants([], variants, ["template"])
    with pytest.raises(BadConfigError, match="fit_pose"):
        method_variants(["template"], [{"fit_pose": "perhaps"}], "cpu")


def test_what_looks_at_templates_to_calibrate_is_not_measured_on_their_patients(make: MakeCase) -> None:
    (row,) = method_variants(["template"], [{"fit_pose": True}], "cpu")
    assert "QIN-LSC-0088" in row.refusal(make("QIN-LSC-0088")) and row.refusal(make("ann")) == ""


@pytest.mark.parametrize(
    ("method_id", "setting"),
    [("diffusion", "coarse"), ("ddnm", "guide"), ("continuity", "coarse"), ("style", "coarse")],
)
def test_what_starts_from_templates_is_not_measured_on_whom_they_are_of(
    make: MakeCase, method_id: str, setting: str
) -> None:
    def row(begins_with: str) -> Candidate:
        return Candidate("a", "A", "method", lambda *_: pytest.fail("not run"), method_id, {setting: begins_with})

    assert "made of this patient" in row("template").refusal(make("QIN-LSC-0049"))
    assert row("template").refusal(make("ann")) == row("backprojection").refusal(make("QIN-LSC-0049")) == ""


def test_conditions_are_chosen_by_their_ids() -> None:
    assert [one.id for one in chosen_conditions(["shifted", "turned-5"])] == ["turned-5", "shifted"]
    assert [one.id for one in chosen_conditions([])] == [one.id for one in conditions()]
    with pytest.raises(BadConfigError, match="no condition named 'tilted'"):
        chosen_conditions(["tilted"])


def test_known_patients_are_measured_when_asked_for_and_then_said(three_patients: CaseSet, tmp_path: Path) -> None:
    parts = {"train": ["ann", "bob", "cid"], "validation": [], "test": []}
    info = CheckpointInfo(
        method="biplanar", method_config={}, train_config=TrainConfig(), step=1, data={"patients": parts}
    )
    network = Contender("row", "row", "run", Path("run"), info, 10)
    with pytest.raises(BadInputError, match="none is unknown"):
        held_out(three_patients, [network])
    known = held_out(three_patients, [network], with_known=True)
    assert [case.subject for case in known.cases] == ["ann", "bob", "cid"] and known.known == {"ann", "bob", "cid"}
    mean = next(one for one in BASELINES if one.id == MEAN_VOLUME)
    evaluation = evaluate(known, [baseline_candidate(mean)])
    assert all(np.isfinite(value) for value in evaluation.values(MEAN_VOLUME, "psnr_3d_db").values())
    assert evaluation.values(MEAN_VOLUME, "psnr_3d_db")["ann"] < 40.0, "the patient's own CT is not in the mean"
    assert "A network here learned from ann, bob, cid" in as_markdown(evaluation)
    table = tmp_path / "table.json"
    table.write_text(json.dumps({"format": "xr2ct-evaluation", "benchmark": {}, "known": ["ann"]}))
    with pytest.raises(BadInputError, match="patients that a network learned from"):
        read_table(table)
