"""Uncertainty scale, evidence, alternatives and report card as numbers and words, without any window."""

from dataclasses import replace

import numpy as np
import pytest

from tests.viewer.test_models import GRID, make_ct, make_result
from xr2ct_core.errors import Xr2ctError
from xr2ct_viewer.models.alternatives import Alternative, alternative_note, next_index
from xr2ct_viewer.models.evidence import Evidence, EvidenceFacts, evidence_note, percent
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.insights import Insights
from xr2ct_viewer.models.lens import STALE_ALERT, Lens, file_suffix, shown_volume
from xr2ct_viewer.models.report_card import ReportCard
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.uncertainty import sigma_limit_hu, uncertainty_colours, visibility

FACTS = {"unknowns": 262_144, "measurements": 204_800, "rank": 4_700, "determined_share": 0.0179, "energy_share": 0.6}


def test_the_scale_ends_at_a_round_number_above_nearly_all_voxels():
    sigma = np.full((10, 10, 10), 230, np.int16)
    sigma[0, 0, 0] = 1900
    assert sigma_limit_hu(sigma) == 250.0


def test_certain_voxels_take_no_colour_and_colours_get_lighter_with_uncertainty():
    colours = uncertainty_colours().astype(float)
    assert colours[:25, 3].max() == 0 and colours[-1, 3] == 255
    lightness = colours[:, :3] @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) >= -1.0).all() and (np.diff(colours[:, 3]) >= 0).all()


def test_a_voxel_stays_whole_while_certain_and_is_gone_when_it_is_not():
    shares = visibility(np.array([[[0, 40, 150, 320, 900]]], np.int16), 400.0)[0, 0]
    assert shares[0] == shares[1] == 1.0 and 0.0 < shares[2] < 1.0 and shares[3] == shares[4] == 0.0


def test_evidence_and_prior_add_up_to_the_volume():
    random = np.random.default_rng(4)
    hu = random.integers(-1000, 900, (4, 5, 6)).astype(np.int16)
    evidence = Evidence(random.integers(-1000, 0, hu.shape).astype(np.int16), EvidenceFacts.of(FACTS))
    assert np.array_equal(evidence.blended(hu, 1.0), hu)
    assert np.array_equal(evidence.blended(hu, 0.0), evidence.determined_hu)
    assert evidence.blended(hu, 0.5) == pytest.approx((hu + evidence.determined_hu.astype(float)) / 2, abs=0.51)


def test_the_caption_says_how_little_two_x_rays_determine():
    facts = EvidenceFacts.of(FACTS)
    assert facts.caption.startswith("Two X-rays determine 1.8 % of the unknowns")
    assert "4\u202f700 of them independent" in facts.details and "60 %" in facts.details
    with pytest.raises(Xr2ctError, match="incomplete"):
        EvidenceFacts.of({"unknowns": 3})


@pytest.mark.parametrize(("share", "words"), [(0.0179, "1.8 %"), (0.43, "43 %"), (0.999, "100 %"), (0.05, "5 %")])
def test_shares_have_the_digits_that_matter(share, words):
    assert percent(share) == words


def test_every_view_is_told_what_is_unusual_and_the_result_is_not():
    assert evidence_note(1.0) == "" and evidence_note(0.25).endswith("+ 25 % of the prior")
    assert alternative_note(0, 4) == "" and alternative_note(2, 4).startswith("Alternative 2 of 4")
    assert [next_index(4, 4), next_index(0, 4, -1)] == [0, 4]


def test_a_lens_waits_for_its_answer_and_names_the_exported_file(pair):
    study = Study("case", pair=pair)
    study.add_result(replace(make_result(study), uncertainty_hu=None, insights=Insights()))
    lens = Lens(name="evidence", supplied=0.4)
    assert shown_volume(study, lens).volume is study.volume
    determined = np.zeros(GRID.shape_zyx, np.int16)
    study.result.insights.land("evidence", Evidence(determined, EvidenceFacts.of(FACTS)))
    shown = shown_volume(study, lens)
    assert (shown.volume.hu == -400).all() and shown.note and file_suffix(lens) == "evidence-40"
    assert shown.volume.provenance.assumptions[-1].startswith(shown.note)
    assert study.result.volume.hu.max() == -1000, "the result itself stays as it was"


def test_each_alternative_is_shown_to_the_last_and_the_result_beyond(pair):
    study = Study("case", pair=pair)
    study.add_result(replace(make_result(study), insights=Insights()))
    others = tuple(
        replace(study.result.volume, hu=np.full(GRID.shape_zyx, value, np.int16)) for value in (-700, -600, -500)
    )
    study.result.insights.land("alternatives", tuple(Alternative(other, 40.0, 41.0, 90.0) for other in others))
    shown = [shown_volume(study, Lens(name="alternatives", alternative=number)) for number in range(5)]
    assert [one.volume.hu.max() for one in shown] == [-1000, -700, -600, -500, -1000]
    assert [bool(one.note) for one in shown] == [False, True, True, True, False]


def test_a_result_of_other_x_rays_says_so_and_the_true_ct_beside_it_does_not(pair):
    study = Study("case", pair=pair)
    study.add_result(make_result(study))
    study.set_truth(make_ct())
    assert shown_volume(study, Lens()).alert == ""
    study.set_edit(InputEdit(swap=True))
    assert shown_volume(study, Lens()).alert == STALE_ALERT
    study.show("truth")
    assert shown_volume(study, Lens()).alert == ""


def test_an_answer_lands_once_and_a_given_up_question_leaves_nothing():
    insights = Insights()
    changes: list[bool] = []
    insights.changed.connect(lambda: changes.append(insights.has("card")))
    insights.begin("card")
    insights.move("card", 2.0, "Measuring")
    assert insights.asking("card").fraction == 1.0 and insights.asking("card").phase == "Measuring"
    insights.end("card")
    insights.move("card", 0.5, None)
    assert insights.asking("card") is None and changes == [False] * 3


def make_card(**changes) -> ReportCard:
    rows = [
        {"name": "r", "title": "Mine", "is_baseline": False, "metrics": {"psnr_3d_db": 22.0, "dice_lung": 0.9}},
        {"name": "tv", "title": "TV", "is_baseline": True, "metrics": {"psnr_3d_db": 11.0, "ssim_3d": float("nan")}},
    ]
    return ReportCard.of({"rows": rows, "has_truth": True, "verdict": "Good.", "notes": [], **changes})


def test_bars_start_at_zero_and_measures_nobody_has_are_left_out():
    card = make_card()
    assert [column.metric for column in card.columns] == ["psnr_3d_db", "dice_lung"]
    assert card.length(card.rows[1], card.columns[0]) == 0.5 and card.length(card.rows[1], card.columns[1]) == 0.0


def test_without_a_true_ct_the_card_says_what_cannot_be_known():
    assert "nobody can say how right" in make_card(has_truth=False).limits
    assert make_card().blur_sentence == ""


def test_a_card_without_the_result_is_refused():
    with pytest.raises(Xr2ctError, match="result"):
        make_card(rows=[])
