"""What a benchmark measured comes back as it was, and only to the same benchmark of the same files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.evaluation.candidates import Candidate, method_candidate
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.journal import JOURNAL, MAIN, Journal, depends_on
from xr2ct_core.evaluation.results import Outcome, middle_slices
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import BenchmarkTask
from xr2ct_core.runs.checkpoint_info import CheckpointInfo

MakeCase = Callable[..., Case]
ROW = method_candidate("tv", "Least squares", "tv", {}, "method", "cpu")


def measured(case: Case, row: Candidate = ROW) -> Outcome:
    slices = middle_slices(case.truth.hu)
    return Outcome(case.id, case.subject, row.id, "measured", metrics={"psnr_3d_db": 20.5, "x": np.nan}, slices=slices)


def test_an_outcome_comes_back_as_it_was(make: MakeCase, tmp_path: Path) -> None:
    case = make("ann")
    journal, outcome = Journal(tmp_path, "one"), measured(case)
    journal.keep(MAIN, case, ROW, outcome)
    found = Journal(tmp_path, "one").found(MAIN, case, ROW)
    assert found is not None and found.metrics["psnr_3d_db"] == 20.5 and np.isnan(found.metrics["x"])
    assert (found.case_id, found.subject, found.candidate_id, found.status) == ("ann", "ann", "tv", "measured")
    for one, other in zip(found.slices, outcome.slices, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_it_belongs_to_its_condition_row_images_and_geometry(make: MakeCase, tmp_path: Path) -> None:
    case = make("ann")
    Journal(tmp_path, "one").keep(MAIN, case, ROW, measured(case))
    again, pair = Journal(tmp_path, "one"), case.pair
    brighter = replace(pair, frontal=replace(pair.frontal, image=1.01 * pair.frontal.image))
    turned = replace(pair, geometry=replace(pair.geometry, lateral=pair.geometry.lateral.turned(5.0)))
    others = [("turned-5", case, ROW), (MAIN, case, replace(ROW, id="tv iterations=3"))]
    others += [(MAIN, replace(case, pair=changed), ROW) for changed in (brighter, turned)]
    assert [again.found(*other) for other in others] == [None] * 4 and again.taken_over == 0
    assert again.found(MAIN, case, ROW) is not None and again.taken_over == 1
    assert Journal(tmp_path, "another").found(MAIN, case, ROW) is None


def test_what_failed_is_tried_again_and_a_whole_benchmark_leaves_nothing(make: MakeCase, tmp_path: Path) -> None:
    case, journal = make("ann"), Journal(tmp_path, "one")
    journal.keep(MAIN, case, ROW, Outcome("ann", "ann", "tv", "failed", "It stopped."))
    assert not (tmp_path / JOURNAL).exists()
    journal.keep(MAIN, case, ROW, measured(case))
    journal.close()
    assert not (tmp_path / JOURNAL).exists()


def test_a_journal_that_cannot_be_written_stops_no_benchmark(
    make: MakeCase, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    case = make("ann")
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file", "one")
    journal.keep(MAIN, case, ROW, measured(case))
    journal.keep(MAIN, case, ROW, measured(case))
    assert caplog.text.count("begins anew") == 1


def test_task_cases_and_networks_make_it_another_benchmark(make: MakeCase, tmp_path: Path) -> None:
    (tmp_path / "checkpoint.json").write_text("{}")
    info = CheckpointInfo(method="cnn3d", method_config={}, train_config=TrainConfig(), step=1)
    network = Contender("a", "A", "run", tmp_path, info, 10)
    task, cases = BenchmarkTask(data_path="cts"), CaseSet((make("ann"),), (), WorkingGrid(24))
    known = depends_on(task, cases, [network])
    assert known == depends_on(task, cases, [network])
    more = replace(cases, learned_from=(make("bob"),))
    changed = [
        depends_on(task.model_copy(update={"geometry": "clinic"}), cases, [network]),
        depends_on(task, more, [network]),
        depends_on(task, cases, []),
    ]
    (tmp_path / "calibration.json").write_text("{}")
    changed.append(depends_on(task, cases, [network]))
    assert len({known, *changed}) == 5
