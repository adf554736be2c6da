"""The volume of a study that X-rays can be made of: its CT, or the truth that its X-rays were made from."""

from dataclasses import dataclass
from pathlib import Path

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.session_file.arrays import slug
from xr2ct_viewer.models.study import Study


@dataclass(frozen=True, eq=False)
class KnownVolume:
    """A volume in memory, in a file, or both; never neither."""

    volume: Volume | None
    path: Path | None

    def subject(self, title: str) -> str:
        """The patient it is said to be of; `title` names what has no file."""
        from xr2ct_core.data.find import subject_of

        return subject_of(self.path if self.path is not None and self.path.exists() else self.copy_in(Path(), title))

    def copy_in(self, folder: Path, title: str) -> Path:
        """Where a copy of it is written that the worker can read."""
        return folder / f"{slug(title)}.nii.gz"

    def read(self) -> Volume:
        """The volume itself. Runs on any thread; raises `Xr2ctError` where its file cannot be read."""
        if self.volume is not None:
            return self.volume
        from xr2ct_core.io import read_volume

        assert self.path is not None
        return read_volume(self.path)


def known_volume(study: Study) -> KnownVolume | None:
    """The CT of a study, or its true CT; None for X-rays of which nobody knows the volume."""
    if study.ct is not None:
        return KnownVolume(study.ct, study.paths[0].absolute() if study.paths else None)
    return KnownVolume(study.truth, study.truth_path) if study.has_truth else None
