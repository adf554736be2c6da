"""A stored calibration widens or narrows standard deviations, keeps their order, and refuses contradictions."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.calibration import CALIBRATION_NAME, Calibration, read_calibration, write_calibration


def calibration(**changes: Any) -> Calibration:
    given = {"sigma_edges_hu": (0.0, 20.0, 60.0, 100.0), "factors": (3.0, 1.5, 1.0), "patients": 2, "voxels": 100}
    return Calibration.model_validate({**given, **changes})


def test_factors_hold_at_the_middles_of_their_bins_and_beyond_the_outer_ones() -> None:
    found = calibration().apply(np.array([[0.0, 5.0, 10.0], [40.0, 80.0, 200.0]]))
    np.testing.assert_allclose(found, [[0.0, 15.0, 30.0], [60.0, 80.0, 200.0]])
    assert found.dtype == np.float32


def test_a_larger_sigma_stays_the_larger_one_without_a_jump() -> None:
    sigma_hu = np.linspace(0.0, 150.0, 4001)
    steps = np.diff(calibration().apply(sigma_hu))
    assert steps.min() >= 0.0
    assert steps.max() < 0.2


def test_it_is_read_from_beside_the_weights_where_there_is_one(tmp_path: Path) -> None:
    assert read_calibration(tmp_path) is None
    made = calibration(source="4 folds", coverage={"a": 0.91})
    write_calibration(made, tmp_path / CALIBRATION_NAME)
    assert read_calibration(tmp_path) == made
    (tmp_path / CALIBRATION_NAME).write_text("{}")
    with pytest.raises(Xr2ctError, match="no calibration") as caught:
        read_calibration(tmp_path)
    assert caught.value.code == "checkpoint_mismatch"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"factors": (1.0, 1.0)}, "one edge more"),
        ({"sigma_edges_hu": (0.0, 20.0, 20.0, 30.0)}, "must rise"),
        ({"factors": (1.0, -1.0, 1.0)}, "above zero"),
        ({"factors": (9.0, 1.0, 1.0)}, "would become a smaller one"),
    ],
)
def test_a_calibration_that_contradicts_itself_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        calibration(**changes)
