"""The curves take in 20,000 points while they are shown, a little in each frame.

`tests/benchmarks/test_curves_speed.py` measures how long frames are.
"""

from curve_load import longest_frame

LARGEST_SHARE = 0.1
"""Of all the work of taking points in and drawing them, in one frame but for the longest: a guest machine that was
halted for a moment counts that as processor time."""


def test_twenty_thousand_points_arrive_in_many_frames_none_of_which_does_most_of_the_work(qtbot, tmp_path) -> None:
    measured = longest_frame(qtbot, tmp_path, rows=20_000, bursts=20)
    assert measured.points == 20_000
    assert measured.refreshes >= 3
    assert sorted(measured.frames_s)[-2] < LARGEST_SHARE * sum(measured.frames_s)
