"""Frames of the window while a training writes 20,000 points of six curves, in a steady stream and all at once.

Run with `pytest -m benchmark tests/benchmarks/test_curves_speed.py -s`.
"""

from statistics import median

import pytest

pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize(("rows", "bursts"), [(20_000, 100), (20_000, 20), (20_000, 1)])
def test_no_frame_takes_a_tenth_of_a_second(qtbot, tmp_path, rows: int, bursts: int) -> None:
    from curve_load import CURVES, longest_frame

    found = longest_frame(qtbot, tmp_path, rows=rows, bursts=bursts)
    print(
        f"{rows:,} rows of {CURVES} curves in {bursts} bursts: longest frame {found.longest_s * 1e3:.0f} ms, "
        f"median of {len(found.frames_s)} busy frames {median(found.frames_s) * 1e3:.0f} ms, "
        f"{found.refreshes} refreshes"
    )
    assert found.points == rows
    assert found.longest_s < 0.1
