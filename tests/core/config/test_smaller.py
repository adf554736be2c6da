"""Smaller settings: the batch first, then the width, then the grid, and an end."""

import pytest

from xr2ct_core.config.smaller import smaller
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.errors import BadConfigError
from xr2ct_core.methods.registry import learned_method_specs


def test_the_batch_is_halved_first_and_every_step_still_sees_as_many_cases() -> None:
    train = TrainConfig(batch_size=4, accumulate=3)
    found = smaller("x2ct-gan", {"gan": False}, train)
    assert found is not None
    settings, changed, text = found
    assert settings == {"gan": False}
    assert (changed.batch_size, changed.accumulate) == (2, 6)
    assert changed.model_copy(update={"batch_size": 4, "accumulate": 3}) == train
    assert text == "batch 2 instead of 4, 6 batches a step"


def test_then_the_width_then_the_grid() -> None:
    texts, settings = [], {}
    while (found := smaller("x2ct-gan", settings, TrainConfig())) is not None:
        settings, _, text = found
        texts.append(text)
    assert texts == ["width 0.5 instead of 1", "width 0.25 instead of 0.5", "grid 32³ instead of 64³"]


@pytest.mark.parametrize("method", list(learned_method_specs()))
def test_every_method_comes_to_its_smallest_settings_by_valid_ones(method: str) -> None:
    settings, train = {}, TrainConfig(batch_size=4)
    for _ in range(20):
        found = smaller(method, settings, train)
        if found is None:
            break
        settings, train, _ = found
        learned_method_specs()[method].config_type().model_validate(settings)
    assert found is None
    assert train.batch_size == 1 and settings["grid_size"] == 32


def test_settings_that_are_not_valid_are_refused() -> None:
    with pytest.raises(BadConfigError):
        smaller("x2ct-gan", {"width": -1}, TrainConfig())
