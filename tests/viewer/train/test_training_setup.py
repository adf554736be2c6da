"""What a training is set up with, without any window: values, presets, problems, and what is made of them."""

from dataclasses import replace
from datetime import datetime

import pytest

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.splits import PatientSplit
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import PRESETS
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_viewer.models.data_choice import DataChoice, Inspection, misfit
from xr2ct_viewer.models.data_division import (
    GEOMETRY_TITLES,
    geometry_in_words,
    known_geometry,
    split_in_words,
    split_patients,
)
from xr2ct_viewer.models.training_presets import presets, read_preset, save_preset
from xr2ct_viewer.models.training_setup import TrainingSetup


@pytest.fixture
def setup() -> TrainingSetup:
    return TrainingSetup(DataChoice("phantoms:6"), "x2ct-gan")


@pytest.mark.parametrize("method", learned_method_specs())
def test_an_untouched_setup_is_a_training_with_all_defaults(method) -> None:
    task = TrainingSetup(DataChoice("phantoms:6"), method).task()
    assert (task.method, task.method_config, task.train, task.augment) == (method, {}, TrainConfig(), AugmentConfig())


def test_only_what_was_changed_is_named_and_changing_it_back_unnames_it(setup) -> None:
    setup.edit("method", "width", 0.5)
    setup.edit("train", "steps", 50)
    assert setup.task().method_config == {"width": 0.5} and setup.task().train == TrainConfig(steps=50)
    setup.edit("method", "width", 1.0)
    setup.reset("train", "steps")
    assert setup.edits("method") == {} and setup.edits("train") == {}


def test_each_method_keeps_its_values_and_the_grid_goes_along(setup) -> None:
    setup.edit("method", "width", 0.5)
    setup.edit("method", "grid_size", 32)
    setup.choose_method("diffusion")
    assert setup.values("method")["grid_size"] == 32 and "width" not in setup.edits("method")
    setup.choose_method("x2ct-gan")
    assert setup.edits("method") == {"width": 0.5, "grid_size": 32}


def test_a_value_out_of_its_limits_is_a_problem_of_that_value(setup) -> None:
    setup.edit("method", "width", 7.0)
    assert list(setup.problems()) == [("method", "width")]
    with pytest.raises(BadConfigError, match="width"):
        setup.task()
    assert setup.estimate_task() is None


def test_values_that_contradict_each_other_are_a_problem_of_their_group(setup) -> None:
    setup.edit("augment", "photons_high", 10.0)
    ((group, name),) = setup.problems()
    assert (group, name) == ("augment", "")
    setup.set_varied(False)
    assert setup.problems() == {} and setup.task().augment is None


def test_without_data_there_is_no_training() -> None:
    with pytest.raises(BadConfigError, match="data"):
        TrainingSetup(DataChoice()).task()


def test_a_preset_brings_back_method_and_values(setup) -> None:
    setup.choose_method("cyclegan-b")
    setup.edit("train", "steps", 123)
    setup.edit("augment", "rotation_deg", 0.0)
    setup.set_varied(False)
    path = save_preset("my preset", setup.tables())
    other = TrainingSetup(DataChoice("phantoms:6"), "x2ct-gan")
    other.load(read_preset(path))
    assert other.tables() == setup.tables() and not other.is_varied and other.method == "cyclegan-b"
    assert [preset.path for preset in presets() if preset.is_own] == [path]


@pytest.mark.parametrize("name", ["", "../up", "a/b", " "])
def test_a_preset_needs_a_name_that_is_one(setup, name) -> None:
    with pytest.raises(BadConfigError):
        save_preset(name, setup.tables())


def test_every_preset_of_the_program_can_be_loaded(setup) -> None:
    for preset in presets():
        setup.load(read_preset(preset.path))
        assert setup.problems() == {}


def test_a_run_without_the_table_of_variation_varied_nothing(setup) -> None:
    tables = {"run": {"method": "x2ct-gan"}, "train": TrainConfig(steps=9).model_dump(), "method": {}}
    setup.load(tables, is_run=True)
    assert not setup.is_varied and setup.edits("train") == {"steps": 9}
    setup.load({"train": {"steps": 8}})
    assert setup.is_varied and setup.edits("train") == {"steps": 8}


@pytest.mark.parametrize(
    "tables",
    [{"run": {"method": "magic"}}, {"tv": {}}, {"train": {"steps": 0}}, {"method": {"colour": "red"}}],
)
def test_a_bad_preset_is_explained_and_changes_nothing(setup, tables) -> None:
    setup.edit("train", "steps", 77)
    before = setup.tables()
    with pytest.raises(BadConfigError):
        setup.load(tables)
    assert setup.tables() == before


def test_names_of_runs_are_free(setup, tmp_path) -> None:
    now = datetime(2030, 1, 2)
    assert setup.suggested_name(tmp_path, now) == "x2ct-gan-20300102"
    (tmp_path / "x2ct-gan-20300102").mkdir()
    assert setup.suggested_name(tmp_path, now) == "x2ct-gan-20300102-2"


def test_sources_are_joined_and_phantoms_stand_once() -> None:
    data = DataChoice()
    for source in ("/data/ct", "phantoms:200", "/data/ct", "phantoms:50"):
        data.add(source)
    assert data.text == "/data/ct + phantoms:50"
    data.exchange("/data/ct", "/data/prepared")
    assert DataChoice(data.text).sources == ("/data/prepared", "phantoms:50")


def make_inspection(has_truth: bool) -> Inspection:
    return Inspection("pairs", 5, 4, {"train": 3, "validation": 1, "test": 1}, (), has_truth, None)


def test_an_inspection_of_other_data_is_not_kept() -> None:
    data = DataChoice("phantoms:6")
    data.add("/data/ct")
    data.set_inspection(("phantoms:6", "x2ct", ""), make_inspection(True))
    assert data.inspection is None
    data.set_inspection(data.question, make_inspection(True))
    assert data.inspection.in_words == (
        "5 cases of 4 patients, with CT. 3 to learn from, 1 to validate, 1 kept for the test."
    )
    data.remove("/data/ct")
    assert data.inspection is None


@pytest.mark.parametrize("change", [lambda data: data.set_geometry("clinic"), lambda data: data.set_split("/s.json")])
def test_another_geometry_or_split_is_another_question(setup, change) -> None:
    changes = []
    setup.changed.connect(lambda: changes.append(1))
    before = setup.data.question
    setup.data.set_inspection(before, make_inspection(True))
    change(setup.data)
    assert setup.data.inspection is None and changes == [1]
    setup.data.set_inspection(before, make_inspection(True))
    assert setup.data.inspection is None
    change(setup.data)
    assert changes == [1]


def test_geometry_and_split_are_part_of_the_training(setup) -> None:
    setup.data.set_geometry("parallel")
    setup.data.set_split("/data/split.json")
    assert (setup.task().geometry, setup.task().split) == ("parallel", "/data/split.json")


def test_a_split_that_does_not_fit_is_told_apart_from_cases_that_cannot_be_used(setup) -> None:
    setup.data.set_split("/data/split.json")
    problems = (("/data/split.json", "Made for other data."), ("CXR9", "No lateral image."))
    none = dict.fromkeys(("train", "validation", "test"), 0)
    setup.data.set_inspection(setup.data.question, replace(make_inspection(True), parts=none, problems=problems))
    assert setup.data.split_problem == "Made for other data." and setup.data.case_problems == problems[1:]
    assert setup.data.inspection.in_words == "5 cases of 4 patients, with CT."


@pytest.mark.parametrize("name", PRESETS)
def test_every_geometry_is_described_with_its_own_distances(name) -> None:
    view, sentence = PRESETS[name].frontal, geometry_in_words(name)
    assert GEOMETRY_TITLES[name] and f"{view.pixel_mm:.3g} mm" in sentence
    assert view.model == "parallel" or (f"{view.sad_mm:g} mm" in sentence and f"{view.sdd_mm:g} mm" in sentence)


def test_a_split_is_told_by_the_patients_in_its_parts() -> None:
    split = PatientSplit(seed=0, parts={"train": ("a", "b"), "validation": ("c",), "test": ("d",)})
    assert split_in_words(split) == "train 2, validation 1, test 1 patients"
    assert split_patients(split) == ("validation: c", "test: d")
    with pytest.raises(BadInputError, match="magic"):
        known_geometry("magic")


def test_a_method_that_needs_cts_says_so_of_x_rays_alone() -> None:
    specs = learned_method_specs()
    assert "needs CTs" in misfit(specs["x2ct-gan"], make_inspection(False))
    assert misfit(specs["x2ct-gan"], make_inspection(True)) == ""
    assert "goes on from a trained network" in misfit(specs["biplanar"], make_inspection(False))
    assert misfit(specs["biplanar"], make_inspection(True)) == ""
    assert misfit(specs["u-x2ct-gan"], make_inspection(False)) == ""
    assert misfit(specs["x2ct-gan"], None) == ""
