"""Finds the volumes of a comparison and brings them together: loads what is missing, resamples, measures.

Invariant: only the answer to the last question arrives; `paired` comes before `scored`, both for the same `Sides`.
"""

from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from xr2ct_core.volume import Volume
from xr2ct_viewer.models.comparison import CENTRED_SUFFIX, CT_KEY, FILE_PREFIX, TRUTH_KEY, Sides, VolumePair
from xr2ct_viewer.models.study import OtherVolume, Study
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.comparing import centred_on_body, on_common_grid, scored
from xr2ct_viewer.services.latest import Latest


class Pairing(QObject):
    """Answers `ask` by `paired` (Sides, VolumePair), then `scored` (Sides, VolumeScores), or `failed` (Xr2ctError).

    `opened` carries the study that a file was added to, `reopened` one whose files of a session are there again, `lost`
    one whose files could not be read, and the error.
    """

    paired = Signal(object, object)
    scored = Signal(object, object)
    failed = Signal(object)
    opened = Signal(object)
    reopened = Signal(object)
    lost = Signal(object, object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._latest = Latest(background)
        self._centred: WeakKeyDictionary[Volume, Volume] = WeakKeyDictionary()

    def open(self, study: Study, path: Path) -> None:
        """Read a volume file to compare with a study."""
        from xr2ct_core.io import read_volume

        def keep(volume: Volume) -> None:
            study.others.append(OtherVolume(path, volume))
            self.opened.emit(study)

        self._background.run(lambda: read_volume(path), keep, self.failed.emit)

    def reopen(self, study: Study, paths: tuple[Path, ...]) -> None:
        """Read the files again that were compared when a session was saved, in their order: all of them or none."""
        from xr2ct_core.io import read_volume

        def keep(others: list[OtherVolume]) -> None:
            study.others[:0] = others
            self.reopened.emit(study)

        self._background.run(
            lambda: [OtherVolume(path, read_volume(path)) for path in paths],
            keep,
            lambda error: self.lost.emit(study, error),
        )

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._latest.forget()

    def ask(self, study: Study, sides: Sides) -> None:
        """Bring the volumes of both sides together."""
        self._latest.forget()
        missing = study.truth is None and TRUTH_KEY in (sides.left, sides.right) and study.truth_path is not None
        if missing:
            from xr2ct_core.io import read_volume

            path = study.truth_path
            self._latest.go_on(
                lambda: read_volume(path), lambda truth: self._on_truth(study, sides, truth), self.failed.emit
            )
            return
        volumes = [self._volume(study, key) for key in (sides.left, sides.right)]
        centred = dict(self._centred)

        def work() -> tuple[VolumePair, dict[Volume, Volume]]:
            made: dict[Volume, Volume] = {}
            ready = []
            for volume, is_centred in volumes:
                if is_centred:
                    place = centred.get(volume) or centred_on_body(volume, *_cube_of(study))
                    made[volume] = place
                    volume = place
                ready.append(volume)
            return on_common_grid(ready[0], ready[1]), made

        self._latest.go_on(work, lambda found: self._on_pair(sides, *found), self.failed.emit)

    def _on_truth(self, study: Study, sides: Sides, truth: Volume) -> None:
        question = self._latest.question
        if study.truth is None:
            study.set_truth(truth)
        if question == self._latest.question:
            self.ask(study, sides)

    def _on_pair(self, sides: Sides, pair: VolumePair, made: dict[Volume, Volume]) -> None:
        self._centred.update(made)
        self.paired.emit(sides, pair)
        self._latest.go_on(lambda: scored(pair), lambda scores: self.scored.emit(sides, scores), self.failed.emit)

    def _volume(self, study: Study, key: str) -> tuple[Volume, bool]:
        """The volume of a key, and whether it is to be centred on the body."""
        is_centred, key = key.endswith(CENTRED_SUFFIX), key.removesuffix(CENTRED_SUFFIX)
        if key.startswith(FILE_PREFIX):
            return study.others[int(key.removeprefix(FILE_PREFIX))].volume, is_centred
        volume = {CT_KEY: study.ct, TRUTH_KEY: study.truth}.get(key)
        if volume is None:
            volume = study.results[key].volume
        return volume, is_centred


def _cube_of(study: Study) -> tuple[float, int]:
    """Edge and voxels of the cube that the study's results stand on."""
    result = study.result
    return (result.summary.cube_mm, result.summary.grid_size) if result is not None else (320.0, 128)
