"""The worker's task `views`: its settings, and what it says of how much more X-rays would tell of a known CT.

Paths are absolute. Degrees, millimetres, seconds; the metrics are those of the evaluation.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.grid import CUBE_MM
from xr2ct_core.protocol.tasks import DeviceChoice

MOST_VIEWS: Final = 32
FEW_VIEWS: Final = 3
STEPS_OF_MANY: Final = 100
"""Of total variation for more than a few X-rays: in the 25 of the method, 8 stay one and 16 up to two decibels behind;
fewer X-rays gain nothing by them (two of the shared CTs, 64³)."""
ViewCount = Annotated[int, Field(ge=1, le=MOST_VIEWS)]


class ViewsTask(ConfigBase):
    """Reconstruct a known CT from more and more X-rays of it, without noise, and measure what each number of them buys.

    `cube_path` is a `.npy` of HU (z, y, x) on the working cube, `geometry` a record of a `BiplanarGeometry`. Of each of
    `counts` the tubes stand evenly over half a turn about the patient's long axis, from the frontal one on.

    Artifacts: one `.npy` of int16 HU (z, y, x) for each row, `views_<count>` and `views_pair`, and `views_truth`, what
    they are measured against on the same grid. The summary is a `ViewsSummary`.
    """

    cube_path: str
    cube_mm: float = ui(CUBE_MM, "Edge of the working cube.", unit="mm", gt=0)
    geometry: dict[str, Any]
    counts: tuple[ViewCount, ...] = ui((2,), "How many X-rays to reconstruct from, for each row.")
    pair: bool = ui(False, "Measure also the two X-rays of this geometry as they stand.")
    grid_size: Literal[32, 64, 128] | None = ui(None, "Voxels along each edge of what is made; none: those of the CT.")
    device: DeviceChoice = "auto"


class ViewsRow(ConfigBase):
    """What one set of X-rays gives. `angles_deg` is where their tubes stand, turned from the frontal one towards LL.

    `metrics`: `psnr_3d_db`, `mae_hu_body`, `ssim_3d`, `dice_lung`, `equivalent_blur_mm` and the other measures in 3D of
    the evaluation, as far as they exist; `seconds` those of the reconstruction alone.
    """

    count: int
    is_pair: bool
    angles_deg: tuple[float, ...]
    metrics: dict[str, float]
    seconds: float


class ViewsSummary(ConfigBase):
    """A row for each number of X-rays in the order asked for, then that of the pair."""

    rows: tuple[ViewsRow, ...]
