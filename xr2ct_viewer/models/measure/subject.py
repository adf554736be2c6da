"""What is measured on: the volume shown with its standard deviations, or the radiographs with their geometry."""

from dataclasses import dataclass

import numpy as np

from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.provenance import RESEARCH_BANNER, Provenance
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import IDENTITY, InputEdit
from xr2ct_viewer.models.lens import Lens, shown_volume
from xr2ct_viewer.models.measure.sides import SIDES, Side, as_read, as_shown, shown_side
from xr2ct_viewer.models.origin import is_reconstruction, method_title
from xr2ct_viewer.models.points import Point
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.uncertainty import SigmaHu


@dataclass(frozen=True, eq=False)
class Subject:
    """The volume on screen, its standard deviations in HU where they are known, and the corrected X-rays."""

    volume: Volume | None = None
    sigma_hu: SigmaHu | None = None
    pair: RadiographPair | None = None
    edit: InputEdit = IDENTITY
    title: str = ""
    banner: str = RESEARCH_BANNER

    @property
    def provenance(self) -> Provenance | None:
        return self.volume.provenance if self.volume is not None else None

    @property
    def is_reconstructed(self) -> bool:
        """Whether the volume came out of X-rays, so that it is wrong by more than its voxels."""
        return is_reconstruction(self.volume)

    @property
    def source(self) -> str:
        """Where the volume is from, in two words."""
        if self.provenance is None:
            return "Volume"
        kinds = {"reconstruction": self.provenance.method_id or "Reconstruction", "phantom": "Phantom"}
        return kinds.get(self.provenance.kind, "CT")

    @property
    def source_title(self) -> str:
        """The same as people read it: a method by its title."""
        return (method_title(self.volume) if self.is_reconstructed else "") or self.source

    def sigma_at(self, point: Point) -> float | None:
        """Standard deviation of the voxel nearest to a point of the patient, in HU."""
        if self.sigma_hu is None or self.volume is None:
            return None
        index = np.rint(self.volume.affine.world_to_voxel(point)).astype(int)
        z, y, x = np.clip(index, 0, np.asarray(self.sigma_hu.shape) - 1)
        return float(self.sigma_hu[z, y, x])

    def shown_side(self, space: Side) -> Side:
        """Where the image that was read as `space` stands after the corrections."""
        return shown_side(space, self.edit)

    def radiograph(self, space: Side) -> tuple[Radiograph, ViewGeometry] | None:
        """The corrected image that was read as `space`, with its geometry."""
        if self.pair is None:
            return None
        number = SIDES.index(self.shown_side(space))
        return self.pair.radiographs[number], self.pair.geometry.views[number]

    def as_shown(self, space: Side, row_col: tuple[float, ...]) -> tuple[float, float]:
        """(row, col) as read from the file to (row, col) as shown."""
        if self.pair is None:
            row, col = row_col
            return row, col
        return as_shown(space, row_col, self.pair, self.edit)

    def as_read(self, space: Side, row_col: tuple[float, ...]) -> tuple[float, float]:
        """(row, col) as shown to (row, col) as read from the file."""
        if self.pair is None:
            row, col = row_col
            return row, col
        return as_read(space, row_col, self.pair, self.edit)


def subject_of(study: Study | None, lens: Lens) -> Subject:
    """What measurements of the study in front are read on."""
    if study is None:
        return Subject()
    shown = shown_volume(study, lens)
    return Subject(shown.finished, shown.sigma_hu, study.placed_pair, study.edit, study.title, study.banner)
