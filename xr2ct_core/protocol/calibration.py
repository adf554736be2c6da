"""The worker's task `calibrate-geometry`: its settings, and what it says of how a pair was taken.

Paths are absolute. Degrees, millimetres, percent; a standard deviation beside each number.
"""

from typing import Any

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.protocol.tasks import DeviceChoice


class CalibrateGeometryTask(ConfigBase):
    """Find how the lateral X-ray of a pair was taken against the frontal one. Nothing is changed: it is a proposal.

    Artifact: `pair`, a pair.json with the geometry that was found (and, where a breath was found, with the lateral
    image bent to the breath of the frontal one), to open in place of the first. The summary is a
    `CalibrateGeometrySummary`.
    """

    pair_path: str
    with_breath: bool = ui(True, "Look also for another breath in the lateral X-ray, and undo it in its image.")
    with_centring: bool = ui(True, "Look also for a body that does not stand in the middle of the working cube.")
    fit_display: bool = ui(True, "As in the reconstruction.")
    device: DeviceChoice = "auto"


class GeometryEstimate(ConfigBase):
    """One number about how the pair was taken.

    `believed` is the best guess and `deviation` its standard deviation; `used` is what the proposal changes, 0 where
    the guess is too small to be told from none.
    """

    id: str
    title: str
    unit: str
    believed: float
    deviation: float
    used: float
    sentence: str


class CalibrateGeometrySummary(ConfigBase):
    """What was found, number by number and in sentences, and the geometry that is proposed.

    `geometry` has `frontal` and `lateral`, each with the fields of `ViewGeometry` by name: `sad_mm`, `sdd_mm`,
    `pixel_mm`, `rotation_deg` and `shift_mm` (three numbers each), `rows`, `cols`, `model`, `view`. `scores` are the
    correlations of the bundled CTs, laid over the pair, with both images (`ncc_frontal`, `ncc_lateral`) and their
    disagreement per height before and after (`levels_as_told`, `levels_as_found`).
    """

    subject: str
    is_as_told: bool
    estimates: tuple[GeometryEstimate, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    changes_image: bool
    geometry: dict[str, dict[str, Any]]
    scores: dict[str, float]
    seconds: float


class LearnCalibrationTask(ConfigBase):
    """Learn from chest CTs what the numbers mean that a calibration finds.

    Artifact: `experience`, the JSON file that comes with the program as `calibration/lateral-pose.json`. The summary is
    `{"patients", "mean_absolute"}`, the errors on patients left out by geometry and by the name of the number.
    """

    data_path: str = ui(..., "Folder of chest CTs.")
    without: tuple[str, ...] = ui((), "Patients that are not learned from.")
