"""The experience of a calibration is learned from pairs of known pose that would be looked at in use too."""

from collections.abc import Callable

import numpy as np
import pytest

from xr2ct_core.errors import BadInputError
from xr2ct_core.inference.calibration import learning
from xr2ct_core.inference.calibration.find_pose import Said
from xr2ct_core.inference.calibration.laid_over import LaidOver
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

CTS = LaidOver((), (), ())


def learned_with(
    say: Callable[[RadiographPair], Said], cube: Volume, monkeypatch: pytest.MonkeyPatch
) -> dict[str, learning.Lessons]:
    monkeypatch.setattr(learning, "said_of", lambda pair, *_, **__: say(pair))
    return learning.lessons_of({"a": cube, "b": cube}, lambda *_: None, rounds=2)


def test_lessons_hold_what_is_said_of_pairs_as_told_and_of_others(
    ball: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = learned_with(lambda _: Said(np.ones(6), CTS, CTS), ball, monkeypatch)
    assert set(lessons) == {"long", "short"}
    for of_one in lessons.values():
        assert of_one.patients == ("a", "b", "a", "b") and (of_one.found_N6 == 1.0).all()
        assert not of_one.truth_N6[:2].any() and of_one.truth_N6[2:].all()
        assert (np.abs(of_one.truth_N6) <= learning.LARGEST).all()


def test_pairs_that_would_not_be_looked_at_teach_nothing(ball: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = learned_with(lambda pair: Said(np.ones(6), CTS, CTS if pair.subject == "a" else None), ball, monkeypatch)
    assert {of_one.patients for of_one in lessons.values()} == {("a", "a")}


def test_without_the_network_nothing_is_learned(ball: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInputError, match="network"):
        learned_with(lambda _: Said(np.zeros(6), CTS, CTS, asked_network=False), ball, monkeypatch)
