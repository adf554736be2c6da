"""Another X-ray that is still being read, and the one that gives way to it.

Invariant: the one that gives way is the one that was shown where the other was dropped, also if both are exchanged
before that has been read; the pair is then what it would be if they had been exchanged afterwards.
"""

from dataclasses import replace

from xr2ct_core import overruled
from xr2ct_core.radiograph import Radiograph
from xr2ct_viewer.models.study import Study


class AwaitedImage:
    """Follows the X-ray of a study that is to be replaced, until `take` or `give_up`."""

    def __init__(self, study: Study, *, is_frontal: bool) -> None:
        self._study = study
        self._was_frontal = self._is_frontal = is_frontal
        self._source, self._swap = study.source_pair, study.edit.swap
        study.edited.connect(self._follow)

    def take(self, radiograph: Radiograph) -> None:
        """Put the X-ray, read for the place where it was dropped, in the place it belongs to now."""
        self.give_up()
        pair = self._study.pair
        if pair is None:
            return
        if self._is_frontal != self._was_frontal:
            views = pair.geometry.views
            told = overruled.without_beginnings(radiograph.assumptions, (*overruled.OF_VIEWS, *overruled.OF_ORDER))
            radiograph = replace(radiograph, view=views[not self._is_frontal].view, assumptions=told)
        self._study.replace_image(radiograph, is_frontal=self._is_frontal)

    def give_up(self) -> None:
        """Follow no more."""
        self._study.edited.disconnect(self._follow, missing_ok=True)

    def _follow(self) -> None:
        """Other inputs stand where the ones before did: what was exchanged is so in their files."""
        study = self._study
        is_exchanged = study.source_pair is self._source and study.edit.swap != self._swap
        self._source, self._swap = study.source_pair, study.edit.swap
        if is_exchanged:
            self._is_frontal = not self._is_frontal
