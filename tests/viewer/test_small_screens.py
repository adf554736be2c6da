"""The window on a screen smaller than it would like, and while it is made smaller."""

from xr2ct_viewer.models.study import Study
from xr2ct_viewer.views.viewport_grid import PLACES


def test_every_view_keeps_its_place_while_the_window_shrinks(open_window, pair, qtbot) -> None:
    window = open_window()
    grid = window.read.grid
    window.read.session.add(Study("case", pair=pair))
    qtbot.waitUntil(lambda: grid.volume.gl is not None, timeout=10_000)
    for width_px in (1270, 1100):
        window.resize(1440, 900)
        qtbot.waitUntil(lambda: not grid.volume.toolbar._sides.isHidden())
        window.resize(width_px, 720)
        qtbot.waitUntil(lambda: grid.volume.toolbar._sides.isHidden())
        for name in PLACES["read"]:
            assert min(grid.port(name).width(), grid.port(name).height()) > 200, name
