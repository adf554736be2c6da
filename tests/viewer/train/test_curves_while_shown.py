"""The curves take in 20,000 points while they are shown without the window standing still."""

from curve_load import longest_frame


def test_twenty_thousand_points_arrive_without_a_frame_over_a_tenth_of_a_second(qtbot, tmp_path) -> None:
    measured = longest_frame(qtbot, tmp_path, rows=20_000, bursts=20)
    assert measured.points == 20_000
    assert measured.refreshes >= 3
    assert measured.longest_s < 0.1
