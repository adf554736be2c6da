"""What came out of the X-rays of a study: finished reconstructions, and drafts of those that are being made."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.insights import Insights
from xr2ct_viewer.models.marked import Filled
from xr2ct_viewer.models.method_titles import titled


@dataclass(frozen=True, eq=False)
class StudyResult:
    """A finished reconstruction: the volume, what the method saw, and how its projections look.

    `geometry` is the one it was made with: a method that calibrates, or the estimate of a display image's line
    integrals, may have moved the lateral view from where it was told to stand.
    """

    method_id: str
    volume: Volume
    uncertainty_hu: NDArray[np.int16] | None
    inputs: tuple[NDArray[np.float32], NDArray[np.float32]]
    reprojections: tuple[NDArray[np.float32], NDArray[np.float32]]
    geometry: BiplanarGeometry
    edit: InputEdit
    summary: ReconstructSummary
    warnings: tuple[str, ...] = ()
    run_name: str = ""
    """The training the method's weights are from, empty for a method that needs none."""
    insights: Insights = field(default_factory=Insights)

    @property
    def fit_display(self) -> bool:
        """Whether the tone curves of display images were looked for."""
        return bool(self.summary.provenance.get("fit_display", True))

    @property
    def title(self) -> Filled:
        """The method, and the training its weights are from."""
        return titled(self.method_id, self.run_name)

    @property
    def key(self) -> str:
        """Tells results of one study apart: the method, and the training it comes from."""
        return f"{self.method_id}-{self.run_name}" if self.run_name else self.method_id


@dataclass(frozen=True, eq=False)
class Draft:
    """An early version of a volume that is still being made of the X-rays as `edit` corrects them."""

    volume: Volume
    edit: InputEdit
