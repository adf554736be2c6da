"""The curves take in 20,000 points while they are shown without the window standing still.

`tests/benchmarks/test_curves_speed.py` measures the longest frame. Here one frame of hundreds may be longer: a guest
machine that was halted for a moment counts that as processor time.
"""

from curve_load import longest_frame


def test_twenty_thousand_points_arrive_with_no_two_frames_over_a_tenth_of_a_second(qtbot, tmp_path) -> None:
    measured = longest_frame(qtbot, tmp_path, rows=20_000, bursts=20)
    assert measured.points == 20_000
    assert measured.refreshes >= 3
    assert sorted(measured.frames_s)[-2] < 0.1
