"""Opens files off the window's thread and hands over complete studies; nothing half-read reaches the session."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from xr2ct_core.corrections import NOTHING, PairCorrection
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.awaited_image import AwaitedImage
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.reduction import reduced
from xr2ct_viewer.models.session_file.container import is_session
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.truth import is_truth_lost
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.sorting import OpenRequest, sort_files
from xr2ct_viewer.services.view_guess import looks_swapped
from xr2ct_viewer.tr import tr


class Opening(QObject):
    """Reads pairs, images, volumes and samples. `opened` carries a `Study`, `failed` a `Xr2ctError`.

    Session files are handed on by `session_chosen`: they hold many studies, and are opened in place of all others.
    """

    started = Signal(str)
    opened = Signal(object)
    failed = Signal(object)
    session_chosen = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def open_files(self, paths: tuple[Path, ...], correction: PairCorrection = NOTHING) -> None:
        """Sort out what the files are and read them; the X-rays are put right as by hand, so that it can be undone."""

        if len(paths) == 1 and is_session(paths[0]):
            if correction != NOTHING:
                sentence = marked("A session keeps how its X-rays were put right.")
                self.failed.emit(BadInputError(sentence, marked("Open it without these options.")))
            else:
                self.session_chosen.emit(paths[0])
            return

        def read() -> Study:
            return _put_right(read_study(sort_files(paths), paths, is_in_order=correction != NOTHING), correction)

        self.started.emit(", ".join(path.name for path in paths[:2]))
        self._background.run(read, self.opened.emit, self.failed.emit)

    def open_sample(self, sample_id: str | None = None, correction: PairCorrection = NOTHING) -> None:
        """Read a bundled case, the first one by default, and put its X-rays right as `open_files` does."""
        self.started.emit(tr("the sample"))
        self._background.run(lambda: _put_right(read_sample(sample_id), correction), self.opened.emit, self.failed.emit)

    def replace_image(self, study: Study, path: Path, *, is_frontal: bool) -> None:
        """Read one X-ray and put it in the place of the one that is now the frontal or the lateral of a study."""
        pair = study.pair_for_another(is_frontal=is_frontal)
        if pair is None:
            return
        from xr2ct_core.io import radiograph_for_view

        awaited = AwaitedImage(study, is_frontal=is_frontal)

        def fail(error: Xr2ctError) -> None:
            awaited.give_up()
            self.failed.emit(error)

        self._background.run(lambda: radiograph_for_view(path, pair, is_frontal=is_frontal), awaited.take, fail)

    def show_truth(self, study: Study) -> None:
        """Read the true CT of a study into it and show it."""
        path = study.truth_path
        if path is None:
            return
        from xr2ct_core.io import read_volume

        def show(truth: Volume) -> None:
            study.set_truth(truth)
            study.show("truth")

        self._background.run(lambda: read_volume(path), show, self.failed.emit)


def read_study(request: OpenRequest, paths: tuple[Path, ...] = (), *, is_in_order: bool = False) -> Study:
    """Read what was asked for. Two images that are given `is_in_order` are not held against how they look. Runs on any
    thread.
    """
    from xr2ct_core import io

    paths = paths or request.paths
    if request.kind == "volume":
        ct = io.read_volume(request.paths[0])
        title, is_private = _title(request)
        return Study(title, ct=ct, ct_for_3d=reduced(ct), paths=paths, has_private_paths=is_private)
    if request.kind == "pair":
        pair = io.read_pair(request.paths[0])
        study = Study(pair.subject or request.title, pair=pair, paths=paths)
        study.is_truth_lost = is_truth_lost(pair)
        return study
    pair = _pair_of_images(*request.paths, is_in_order=is_in_order and len(paths) == 2)
    title, is_private = _title(request)
    return Study(title, pair=pair, paths=request.paths, has_private_paths=is_private)


def _put_right(study: Study, correction: PairCorrection) -> Study:
    """The study with corrections that were asked for before it was read; raises `BadInputError` for a CT."""
    if correction != NOTHING and study.pair is None:
        raise BadInputError(marked("A CT has no X-rays to put right."), marked("Open it without these options."))
    study.set_edit(InputEdit.of(correction))
    return study


def _title(request: OpenRequest) -> tuple[str, bool]:
    """The title of a study, and whether its paths are private: then they tell who the patient is, the title is a
    pseudonym, sessions hold a copy of the images instead, and the case is not among the recent ones."""
    from xr2ct_core.io.deidentify_names import case_name, path_tells

    telling = next((path for path in request.paths if path_tells(path)), None)
    return (request.title, False) if telling is None else (case_name(telling), True)


def _pair_of_images(first: Path, second: Path, *, is_in_order: bool) -> RadiographPair:
    """The pair of two images; where neither their order nor their files say which is the frontal, looks decide."""
    from xr2ct_core.io import pair_from_images

    pair = pair_from_images(first, second)
    if is_in_order or not looks_swapped(pair):
        return pair
    pair = pair_from_images(second, first)
    note = "Frontal and lateral were told apart by their symmetry."
    return replace(pair, frontal=replace(pair.frontal, assumptions=(note, *pair.frontal.assumptions)))


def read_sample(sample_id: str | None = None) -> Study:
    """Read a bundled case. Runs on any thread."""
    from xr2ct_core.io import read_pair
    from xr2ct_core.samples import samples

    known = samples()
    sample = next((sample for sample in known if sample.id == sample_id), known[0] if known and not sample_id else None)
    if sample is None:
        raise Xr2ctError("This sample is not part of the installation.", "Install xr2ct again.", code="bad_input")
    pair = read_pair(Path(sample.pair_path))
    return Study(
        tr(sample.title),
        pair=pair,
        paths=(Path(sample.pair_path),),
        description=sample.description,
        attribution=tr("{attribution} Licence: {licence}.", attribution=tr(sample.attribution), licence=sample.licence),
    )
