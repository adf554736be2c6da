"""One open case: the X-rays with their corrections, or a CT alone, and what was reconstructed from them.

Invariants: a study always has a pair or a CT. A result belongs to the study and the edit it was started for. Signals
are psygnal's, without arguments: read the study.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from uuid import uuid4

from psygnal import Signal

from xr2ct_core.provenance import RESEARCH_BANNER, SYNTHETIC_BANNER
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.another_image import measurements_kept, with_image
from xr2ct_viewer.models.input_edit import IDENTITY, InputEdit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.measure.collection import Items, Measurements
from xr2ct_viewer.models.measure.sides import Side
from xr2ct_viewer.models.origin import is_reconstruction
from xr2ct_viewer.models.study_result import Draft, StudyResult
from xr2ct_viewer.models.undo import Step, UndoStack

Shown = Literal["result", "truth"]


@dataclass(frozen=True, eq=False)
class OtherVolume:
    """A volume of a file that was opened to compare a study with."""

    path: Path
    volume: Volume


@dataclass(frozen=True, eq=False)
class _Inputs:
    """What a study was made of at some time, and what belonged to it."""

    pair: RadiographPair | None
    edit: InputEdit
    results: dict[str, StudyResult]
    method: str | None
    truth: Volume | None
    paths: tuple[Path, ...]
    measurements: Items
    has_other_image: bool


def _new_id() -> str:
    return uuid4().hex[:12]


class Study:
    """A case on the study list. `paths` are the files it came from, `attribution` whom to thank.

    Private paths tell who the patient is: they are used while the study is open and never written down.
    """

    edited = Signal()
    inputs_replaced = Signal()
    results_changed = Signal()
    shown_changed = Signal()

    def __init__(
        self,
        title: str,
        *,
        pair: RadiographPair | None = None,
        ct: Volume | None = None,
        ct_for_3d: Volume | None = None,
        paths: tuple[Path, ...] = (),
        description: str = "",
        attribution: str = "",
        has_private_paths: bool = False,
    ) -> None:
        if (pair is None) == (ct is None):
            raise ValueError("A study is a pair of radiographs or a CT.")
        self.id = _new_id()
        self.title = title
        self.description = description
        self.attribution = attribution
        self.paths = paths
        self.has_private_paths = has_private_paths
        self.source_pair = pair
        self.ct = ct
        self._ct_for_3d = ct_for_3d
        self.truth: Volume | None = None
        self.is_truth_lost = False
        self.others: list[OtherVolume] = []
        self.steps = UndoStack()
        self.measurements = Measurements(self.steps)
        self.edit = IDENTITY
        self.has_other_image = False
        self.results: dict[str, StudyResult] = {}
        self.draft: Draft | None = None
        self.current_method: str | None = None
        self.shown: Shown = "result"
        self._pair = pair
        self._placed: RadiographPair | None = None

    def take_new_id(self) -> None:
        """Be told apart from a study that has the same identity, as one that was read from a session twice has."""
        self.id = _new_id()

    @property
    def pair(self) -> RadiographPair | None:
        """The radiographs with the current corrections."""
        return self._pair

    @property
    def placed_pair(self) -> RadiographPair | None:
        """The radiographs where the result that is shown took them to stand, which may not be where they were told to.

        Without a result of the current corrections they stand as told. The same object as long as nothing changes.
        """
        pair, result = self._pair, self.result
        if pair is None or result is None or self.shown != "result" or self.result_is_stale:
            return pair
        if result.geometry == pair.geometry:
            return pair
        placed = self._placed
        if placed is None or placed.frontal is not pair.frontal or placed.lateral is not pair.lateral:
            placed = pair
        if placed.geometry != result.geometry:
            placed = replace(pair, geometry=result.geometry)
        self._placed = placed
        return placed

    @property
    def result(self) -> StudyResult | None:
        return self.results.get(self.current_method) if self.current_method else None

    @property
    def result_is_stale(self) -> bool:
        """True if the inputs were corrected after the shown result was made."""
        return self.result is not None and self.result.edit != self.edit

    @property
    def has_work(self) -> bool:
        """Whether something was done that cannot be read from its files again."""
        return bool(self.results or self.measurements.items or self.has_other_image or not self.edit.is_identity)

    @property
    def is_comparable(self) -> bool:
        """Whether the study has a volume that another one can be compared with."""
        return self.ct is not None or bool(self.results) or self.has_truth

    @property
    def has_truth(self) -> bool:
        """Whether the CT that the X-rays were made from can be shown."""
        return self.truth is not None or self.truth_path is not None

    @property
    def truth_path(self) -> Path | None:
        """The file of the true CT, unless it was not there when the study was read."""
        return self.source_pair.truth_path if self.source_pair and not self.is_truth_lost else None

    @property
    def volume(self) -> Volume | None:
        """The volume the views show now."""
        if self.ct is not None:
            return self.ct
        if self.shown == "truth" and self.truth is not None:
            return self.truth
        return self.result.volume if self.result else None

    @property
    def volume_for_3d(self) -> Volume | None:
        """What the 3D view draws: a smaller copy of a large CT, else the volume itself."""
        return self._ct_for_3d if self.ct is not None and self._ct_for_3d is not None else self.volume

    @property
    def banner(self) -> str:
        """The sentence that stands under every picture of this study."""
        if self.volume is None and is_reconstruction(self.truth):
            return SYNTHETIC_BANNER
        volume = self.volume or (self.draft.volume if self.draft else None)
        provenance = volume.provenance if volume else None
        return provenance.banner if provenance else RESEARCH_BANNER

    def set_edit(self, edit: InputEdit) -> None:
        """Apply corrections; raises `Xr2ctError` and stays unchanged where they contradict each other."""
        before = self.edit
        if self.source_pair is None or edit == before:
            return
        self._correct(edit)
        self.steps.push(
            Step(marked("correction of the X-rays"), lambda: self._correct(before), lambda: self._correct(edit))
        )
        self.steps.seal()

    def rename(self, title: str) -> None:
        """Give the study another name."""
        before, title = self.title, title.strip()
        if not title or title == before:
            return
        self.title = title
        self.steps.push(
            Step(marked("renaming"), lambda: setattr(self, "title", before), lambda: setattr(self, "title", title))
        )
        self.steps.seal()

    def restore_edit(self, edit: InputEdit) -> None:
        """Apply the corrections of a saved study, which are no step of their own; raises as `set_edit`."""
        self._correct(edit)

    def pair_for_another(self, *, is_frontal: bool) -> RadiographPair | None:
        """The corrected pair into which another frontal or lateral X-ray fits.

        How the image was taken that goes is a correction of that image, so its view stands as told.
        """
        if self.source_pair is None:
            return None
        pose = self.edit.pose.without(is_frontal=is_frontal)
        return replace(self.edit, pose=pose).apply(self.source_pair)

    def replace_image(self, radiograph: Radiograph, *, is_frontal: bool) -> None:
        """Put another X-ray in the place of one of the two; corrections made so far stay in the other.

        It is another case then: results, the true CT and what was measured on the X-ray that goes are put away, and
        come back with undo.
        """
        pair = self.pair_for_another(is_frontal=is_frontal)
        if pair is None:
            return
        side: Side = "frontal" if is_frontal else "lateral"
        before, kept = self._inputs, measurements_kept(self.measurements.items, pair, self.edit, side)
        # Where the two images lie together is not known, so a session holds a copy of them.
        after = _Inputs(with_image(pair, radiograph, side), IDENTITY, {}, None, None, (), kept, True)
        self._use(after)
        self.steps.push(Step(marked("another X-ray"), lambda: self._use(before), lambda: self._use(after)))
        self.steps.seal()

    def add_result(self, result: StudyResult) -> None:
        """Keep the newest result of each method and training, and show it."""
        self.results[result.key] = result
        self.current_method = result.key
        self.shown = "result"
        self.draft = None
        self.results_changed.emit()

    def show_draft(self, draft: Draft | None) -> None:
        """Show what there is of a volume that is being made, where there is no other; None where none will come."""
        if draft is not self.draft:
            self.draft = draft
            self.shown_changed.emit()

    def show_method(self, key: str) -> None:
        if key in self.results and key != self.current_method:
            self.current_method = key
            self.results_changed.emit()

    def set_truth(self, truth: Volume) -> None:
        self.truth = truth
        self.shown_changed.emit()

    def show(self, shown: Shown) -> None:
        if shown != self.shown:
            self.shown = shown
            self.shown_changed.emit()

    @property
    def _inputs(self) -> _Inputs:
        return _Inputs(
            self.source_pair,
            self.edit,
            self.results,
            self.current_method,
            self.truth,
            self.paths,
            self.measurements.items,
            self.has_other_image,
        )

    def _use(self, inputs: _Inputs) -> None:
        self.source_pair, self.results, self.current_method = inputs.pair, inputs.results, inputs.method
        self.truth, self.paths, self.has_other_image = inputs.truth, inputs.paths, inputs.has_other_image
        self.draft = None
        if self.shown == "truth" and self.truth is None:
            self.shown = "result"
        self._correct(inputs.edit)
        self.measurements.restore(inputs.measurements)
        self.inputs_replaced.emit()
        self.results_changed.emit()

    def _correct(self, edit: InputEdit) -> None:
        if self.source_pair is not None:
            self._pair = edit.apply(self.source_pair)
            self.edit = edit
            self.edited.emit()
