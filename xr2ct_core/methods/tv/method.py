"""Total variation as a method: the flattest volume in a round body that explains both X-rays."""

from xr2ct_core.control import WorkContext
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import Method, MethodOutput, require_line_integrals
from xr2ct_core.methods.tv.config import TvConfig
from xr2ct_core.methods.tv.flattest import as_hu, flattest_volume
from xr2ct_core.projection.body import OUTLINE_NOTE, round_body
from xr2ct_core.radiograph import RadiographPair


class TvMethod(Method):
    """Two-view least squares with total variation and positivity inside the body hull."""

    def __init__(self, config: TvConfig, device: str = "cpu") -> None:
        self._config = config
        self._device = device

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        context.progress(0.0, "Preparing")
        images = [radiograph.image for radiograph in pair.radiographs]
        views = pair.geometry.views
        mu_BZYX = flattest_volume(images, views, round_body, grid, self._config, context, self._device)
        context.progress(1.0, "Total variation")
        return MethodOutput(hu=as_hu(mu_BZYX), notes=(OUTLINE_NOTE,))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 24 * 4 * grid.size**3 + 100_000_000
