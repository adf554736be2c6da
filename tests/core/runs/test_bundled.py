"""Networks that come with the program: which there are, which is chosen, and what is not read is not lost."""

from pathlib import Path

import pytest

from tests.core.bundled import make_checkpoint
from tests.core.described import describe
from xr2ct_core.data.folds import folds_path, read_folds
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_core.protocol.training import TrainTask
from xr2ct_core.runs import bundled
from xr2ct_core.runs.bundled import (
    bundled_checkpoint,
    bundled_checkpoints,
    damaged_folders,
    default_choice,
    is_bundled,
    left_out_networks,
    network_for,
    network_with,
    others_like,
)
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, read_info


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bundled, "bundled_folder", lambda: tmp_path)
    return tmp_path


def test_without_any_the_choice_is_template(folder: Path) -> None:
    assert bundled_checkpoints() == () and default_choice() == ("template", None)


def test_a_network_of_the_default_method_is_chosen_and_found_by_its_method(folder: Path) -> None:
    path = make_checkpoint(folder / "biplanar-32")
    other = describe(folder, "another", "x2ct-gan", 64)
    assert [one.path for one in bundled_checkpoints()] == [path, other]
    assert default_choice() == default_choice(128) == ("biplanar", path)
    found = bundled_checkpoint("x2ct-gan")
    assert found is not None and (found.name, found.info.grid_size) == ("another", 64)
    assert bundled_checkpoint("cnn3d") is None
    assert is_bundled(path) and not is_bundled(path / "x")


@pytest.mark.parametrize(("asked", "chosen"), [(None, "fine"), (128, "fine"), (64, "middle"), (32, "middle")])
def test_the_network_made_for_the_grid_is_chosen_else_the_next_finer_one(
    folder: Path, asked: int | None, chosen: str
) -> None:
    for name, size in (("fine", 128), ("middle", 64)):
        describe(folder, name, "biplanar", size)
    assert default_choice(asked) == ("biplanar", folder / chosen)


def test_beside_a_network_stand_the_others_of_its_method(folder: Path) -> None:
    fine, middle = (describe(folder, f"biplanar-{size}", "biplanar", size) for size in (128, 64))
    describe(folder, "another", "x2ct-gan", 64)
    assert others_like(fine) == (middle,) and others_like(middle) == (fine,)
    assert others_like(folder / "elsewhere") == ()


def test_a_patient_learned_from_is_for_the_network_of_the_fold_that_tested_him(folder: Path) -> None:
    everybody = {"train": ("a", "b", "c")}
    bundled_one, other = (describe(folder, name, "biplanar", 64, patients=everybody) for name in ("one", "two"))
    folds = bundled_one / "left-out"
    folds.mkdir()
    parts = {"train": ("b",), "validation": ("c",), "test": ("a", "c")}, {"train": ("a", "c"), "test": ("b",)}
    first, second = (describe(folds, f"fold-{at}", "biplanar", 64, patients=one) for at, one in enumerate(parts, 1))
    assert left_out_networks(bundled_one) == (first, second) and left_out_networks(other) == ()
    chosen = {subject: network_for(bundled_one, subject) for subject in ("a", "b", "c", "somebody", "")}
    assert chosen == {"a": first, "b": second, "c": bundled_one, "somebody": bundled_one, "": bundled_one}
    assert network_for(other, "a") == other and network_for(second, "a") == second
    assert others_like(first) == (bundled_one, other)


def test_a_scan_of_a_patient_learned_from_is_his_too() -> None:
    default = bundled.default_choice(64)[1]
    assert default is not None and network_for(default, "LIDC-IDRI-0314") != default
    assert network_for(default, "LIDC-IDRI-0314.20000101.2") == network_for(default, "LIDC-IDRI-0314")


def test_what_is_trained_by_default_is_what_reconstructs_by_default() -> None:
    assert TrainTask(data="phantoms:4").method == next(iter(learned_method_specs())) == bundled.DEFAULT_METHOD


def test_a_coarse_network_serves_a_finer_grid(folder: Path) -> None:
    path = describe(folder, "coarse", "biplanar", 64)
    assert default_choice(128) == ("biplanar", path)


@pytest.mark.parametrize("text", ["{", '{"method": "biplanar"}', "wrong grid"])
def test_a_damaged_description_of_the_default_is_named_so_that_its_use_tells(folder: Path, text: str) -> None:
    path = describe(folder, "biplanar-64", "biplanar", 65)
    if text != "wrong grid":
        (path / DESCRIPTION).write_text(text)
    assert bundled_checkpoints() == () and default_choice(64) == ("biplanar", path)
    assert damaged_folders() == (path,)


def test_methods_that_this_program_does_not_know_are_left_out(folder: Path) -> None:
    describe(folder, "later", "method-of-tomorrow", 64)
    assert bundled_checkpoints() == () and default_choice() == ("template", None)


def test_what_really_comes_with_the_program_is_small_whole_and_explained() -> None:
    left_out = [path for one in bundled_checkpoints() for path in left_out_networks(one.path)]
    for folder in [*(one.path for one in bundled_checkpoints()), *left_out]:
        names = {path.name for path in folder.iterdir()}
        assert {"checkpoint.json", "weights.safetensors", "MODEL_CARD.md"} <= names
        assert all(path.stat().st_size <= bundled.LARGEST_BYTES for path in folder.iterdir())
        assert "not for diagnosis" in (folder / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_everybody_the_folds_test_has_a_network_that_never_saw_him() -> None:
    folds = read_folds(folds_path("shared-cts")).folds
    network = bundled_checkpoint(bundled.DEFAULT_METHOD)
    assert network is not None and len(left_out_networks(network.path)) == len(folds)
    for subject in (subject for fold in folds for subject in fold.test):
        assert subject in network.info.learned_from
        left_out = read_info(network_for(network.path, subject))
        assert subject not in left_out.learned_from | set(left_out.data["patients"]["validation"])
        assert left_out.method_config == network.info.method_config


def test_weights_are_known_by_their_digest_also_as_those_of_a_fold() -> None:
    network = bundled_checkpoint(bundled.DEFAULT_METHOD)
    assert network is not None
    for path in (network.path, *left_out_networks(network.path)):
        found = network_with(read_info(path).weights_sha256)
        assert found is not None and found.learned_from == read_info(path).learned_from
    assert network_with("") is None and network_with("abc") is None
