"""A run is followed file by file, tells each thing once, and is told apart from the run before it."""

from pathlib import Path

import pytest
from run_helpers import make_run, write_case, write_preview, write_rows

from xr2ct_core.errors import BadInputError
from xr2ct_core.runs.live import LiveStatus
from xr2ct_core.runs.note import RunNote
from xr2ct_core.runs.record import ProcessStamp
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.runs.trash import trash_run
from xr2ct_viewer.models.run_comparison import compare
from xr2ct_viewer.models.run_list import RunFilter, RunList, trashed_runs
from xr2ct_viewer.models.run_previews import PreviewSteps, read_preview
from xr2ct_viewer.models.run_watch import RunWatch
from xr2ct_viewer.models.series import describe
from xr2ct_viewer.services.run_scores import best_scores


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return make_run(tmp_path / "first")


def test_the_first_look_tells_everything_and_the_next_nothing(run: RunFolder) -> None:
    write_rows(run, 1, 5)
    run.log("warning", "too hot")
    run.write_live(
        LiveStatus(step=5, total_steps=100, steps_per_s=2.0, eta_s=47.5, host_bytes=10, phase="training", time=0.0)
    )
    write_preview(run, 4)
    write_case(run)
    watch = RunWatch(run.path)
    news = watch.look()
    assert news.record is not None and news.record.method == "x2ct-gan"
    assert news.live is not None and news.live.steps_per_s == 2.0
    assert [row.step for row in news.rows] == [1, 2, 3, 4, 5]
    assert [line["text"] for line in news.log] == ["too hot"]
    assert [path.stem for path in news.previews] == ["00000004"]
    again = watch.look()
    assert (again.record, again.live, again.rows, again.log, again.previews) == (None, None, (), (), ())


def test_only_what_is_new_is_told(run: RunFolder) -> None:
    write_rows(run, 1, 5)
    watch = RunWatch(run.path)
    watch.look()
    write_rows(run, 6, 7)
    write_preview(run, 6)
    news = watch.look()
    assert [row.step for row in news.rows] == [6, 7]
    assert [path.stem for path in news.previews] == ["00000006"]


def test_a_resume_makes_the_curves_begin_anew(run: RunFolder) -> None:
    write_rows(run, 1, 9)
    watch = RunWatch(run.path)
    watch.look()
    run.drop_metrics_after(4)
    news = watch.look()
    assert news.restarted
    assert [row.step for row in news.rows] == [1, 2, 3, 4]


def test_the_record_is_told_again_when_its_process_dies(tmp_path: Path, monkeypatch) -> None:
    run = make_run(tmp_path / "alive", state="running", process=ProcessStamp.of_this_process())
    watch = RunWatch(run.path)
    assert watch.look().record is not None
    assert watch.look().record is None
    monkeypatch.setattr(ProcessStamp, "is_alive", lambda self: False)
    record = watch.look().record
    assert record is not None and record.shown_state == "interrupted"


def test_a_run_that_is_gone_is_an_error(run: RunFolder) -> None:
    watch = RunWatch(run.path)
    watch.look()
    trash_run(run)
    with pytest.raises(BadInputError):
        watch.look()


def test_the_list_finds_runs_here_and_elsewhere_and_no_hidden_ones(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "runs", tmp_path / "other"
    make_run(home / "a")
    trash_run(make_run(home / "b"))
    make_run(elsewhere / "c")
    single = make_run(tmp_path / "single").path
    names = [row.name for row in RunList().look(home, (elsewhere, single))]
    assert sorted(names) == ["a", "c", "single"]
    assert [path.name.split("-")[0] for path in trashed_runs(home)] == ["b"]


def test_the_list_reads_a_run_again_only_when_its_files_changed(tmp_path: Path, monkeypatch) -> None:
    run = make_run(tmp_path / "a")
    runs = RunList()
    runs.look(tmp_path)
    reads: list[Path] = []
    read = RunFolder.record
    monkeypatch.setattr(RunFolder, "record", lambda self: (reads.append(self.path), read(self))[1])
    assert len(runs.look(tmp_path)) == 1
    assert reads == []
    run.write_note(RunNote(star=True, text="the good one"))
    assert runs.look(tmp_path)[0].note.text == "the good one"
    assert reads == [run.path]


def test_the_newest_run_comes_first(tmp_path: Path) -> None:
    for name, updated in (("old", "2026-01-01T00:00:00+00:00"), ("new", "2026-05-01T00:00:00+00:00")):
        run = make_run(tmp_path / name)
        text = run.record().model_copy(update={"updated": updated}).model_dump_json()
        run.record_path.write_text(text)
    assert [row.name for row in RunList().look(tmp_path)] == ["new", "old"]


def test_runs_are_filtered_by_words_state_and_star(tmp_path: Path) -> None:
    make_run(tmp_path / "wide").write_note(RunNote(star=True, text="twice the width"))
    make_run(tmp_path / "narrow", state="failed")
    rows = {row.name: row for row in RunList().look(tmp_path)}

    def wanted(**values: object) -> list[str]:
        return sorted(name for name, row in rows.items() if RunFilter(**values).wants(row))

    assert wanted() == ["narrow", "wide"]
    assert wanted(text="WIDTH x2ct") == ["wide"]
    assert wanted(state="failed") == ["narrow"]
    assert wanted(starred=True) == ["wide"]


def test_runs_are_compared_by_what_differs_and_by_their_best(tmp_path: Path) -> None:
    good = {"psnr_3d_db": 22.0, "mae_hu": 90.0, "step": 60.0}
    bad = {"psnr_3d_db": 20.0, "mae_hu": 120.0, "step": 50.0}
    one, two = make_run(tmp_path / "one", best=bad), make_run(tmp_path / "two", best=good, total_steps=300)
    write_rows(one, 1, 3)
    found = compare((one.path, two.path))
    assert [(row.title, row.values) for row in found.settings] == [("train.steps", ("100", "300"))]
    results = {row.title: row for row in found.results}
    assert results["PSNR in 3D"].best == 1
    assert results["Mean error"].values == ("120 HU", "90 HU")
    assert results["Mean error"].best == 1
    assert "train/generator/loss" in found.curves[0].curves


def test_a_run_that_is_measured_on_its_own_cases_is_best_in_nothing(tmp_path: Path) -> None:
    own, held_out = {"data": {"independent": False}}, {"psnr_3d_db": 22.0}
    runs = [make_run(tmp_path / "a", best=held_out), make_run(tmp_path / "b", best={"psnr_3d_db": 20.0})]
    runs.append(make_run(tmp_path / "all", best={"psnr_3d_db": 30.0}, **own))
    results = {row.title: row for row in compare([run.path for run in runs]).results}
    assert results["PSNR in 3D"].best == 0
    assert results["Measured on"].values == ("cases held out", "cases held out", "cases learned from")
    assert best_scores(tmp_path)["x2ct-gan"].values["score"] == 22.0


def test_no_run_is_best_where_neither_more_nor_less_is_better(tmp_path: Path) -> None:
    runs = [make_run(tmp_path / name, best={"continuity_output": value}) for name, value in (("a", 1.2), ("b", 2.0))]
    (row,) = (row for row in compare([run.path for run in runs]).results if row.title == "Change not foreseen in "
              "reconstructions")  # fmt: skip
    assert row.values == ("1.2", "2") and row.best is None
    assert "similarity" not in describe("validation/continuity_output").group


def test_looking_follows_the_newest_preview_until_a_person_goes_back() -> None:
    steps = PreviewSteps()
    assert steps.step is None
    for step in (10, 20, 30):
        steps.add(step)
    assert steps.step == 30
    steps.go(0)
    steps.add(40)
    assert steps.step == 10
    steps.add(5)
    assert steps.step == 10
    steps.go(99)
    steps.add(50)
    assert steps.step == 50


def test_a_preview_is_projected_in_the_geometry_of_its_x_rays(run: RunFolder) -> None:
    from xr2ct_core.runs.preview_case import read_preview_case

    write_preview(run, 10)
    write_case(run)
    case = read_preview_case(run)
    assert case is not None
    preview = read_preview(run, 10, case)
    for image, radiograph in zip(preview.reprojections, case.pair.radiographs, strict=True):
        assert abs(image - radiograph.image).max() < 1e-5
    assert read_preview(run, 10, None).reprojections == ()
    assert preview.volume.provenance is not None and preview.volume.provenance.banner.startswith("SYNTHETIC")


def test_time_of_the_last_change_is_local(tmp_path: Path) -> None:
    make_run(tmp_path / "a")
    row = RunList().look(tmp_path)[0]
    assert abs(row.changed.timestamp() - (row.path / "run.json").stat().st_mtime) < 5
