"""From a session file back to studies. Everything is read and checked before anything of it is shown.

Where a study's own files are gone and no copy is stored, `stored_studies` makes do with what its results hold: the
X-rays as the method saw them, one study for each way they were corrected.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import IDENTITY, InputEdit
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.reduction import reduced
from xr2ct_viewer.models.session_file.arrays import AnyArray
from xr2ct_viewer.models.session_file.container import Files, opened, read_array, read_document
from xr2ct_viewer.models.session_file.insights import restored
from xr2ct_viewer.models.session_file.schema import (
    ArrayRef,
    SessionDocument,
    StoredImage,
    StoredPair,
    StoredResult,
    StoredStudy,
    StoredVolume,
)
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import StudyResult
from xr2ct_viewer.models.truth import is_truth_lost

logger = logging.getLogger(__name__)
ReadSource = Callable[[tuple[Path, ...]], Study]
"""Reads the files a study came from."""


@dataclass(frozen=True, eq=False)
class LoadedStudy:
    """A study from the file and what other parts of the program kept of it."""

    study: Study
    parts: dict[str, Any]


@dataclass(frozen=True, eq=False)
class LoadedSession:
    """A session in memory, ready to be shown. `left_out` are studies of which nothing could be read."""

    document: SessionDocument
    studies: tuple[LoadedStudy, ...]
    left_out: tuple[StoredStudy, ...] = ()
    notes: tuple[str, ...] = field(default=())


def missing_sources(document: SessionDocument) -> tuple[StoredStudy, ...]:
    """Studies without a copy whose files are not where they were."""
    return tuple(
        study
        for study in document.studies
        if not study.has_copy and not (study.paths and all(Path(path).exists() for path in study.paths))
    )


def peek(path: Path) -> SessionDocument:
    """What a session file says of itself, without its arrays."""
    with opened(path) as files:
        return read_document(files)


def load(path: Path, read_source: ReadSource, found: dict[str, tuple[Path, ...]] | None = None) -> LoadedSession:
    """Read a session. `found` says where the files of studies are now, by study id.

    Raises `Xr2ctError` with one sentence if anything in it is damaged; nothing is half read.
    """
    with opened(path) as files:
        document = read_document(files)
        missing = {study.id for study in missing_sources(document)}
        studies: list[LoadedStudy] = []
        left_out: list[StoredStudy] = []
        notes: list[str] = []
        for stored in document.studies:
            paths = (found or {}).get(stored.id) or tuple(map(Path, stored.paths))
            if stored.id in missing and stored.id not in (found or {}):
                made = stored_studies(files, stored)
                studies += made
                if made:
                    words = marked("{title} is shown as its results saw it; its files are missing.")
                    notes.append(filled(words, title=stored.title))
                else:
                    left_out.append(stored)
                continue
            studies.append(LoadedStudy(_study(files, stored, paths, read_source), stored.parts))
    return LoadedSession(document, tuple(studies), tuple(left_out), tuple(notes))


def stored_studies(files: Files, stored: StoredStudy) -> list[LoadedStudy]:
    """Studies out of the results alone: the X-rays are those the method saw, with the corrections in them."""
    groups: dict[InputEdit, list[StoredResult]] = {}
    for result in stored.results:
        groups.setdefault(result.edit, []).append(result)
    studies = []
    for results in groups.values():
        loaded = [replace(_result(files, result), edit=IDENTITY) for result in results]
        first = loaded[0]
        summary = first.summary
        frontal, lateral = (
            Radiograph(
                image, view.pixel_mm, view.view, "line_integral", assumptions=("As the method saw it.",), error=error
            )
            for image, view, error in zip(first.inputs, first.geometry.views, summary.input_errors, strict=True)
        )
        pair = RadiographPair(frontal, lateral, first.geometry, summary.subject, summary.cube_mm)
        study = Study(stored.title, pair=pair, description=stored.description, attribution=stored.attribution)
        _add_results(study, loaded, stored.current_method)
        studies.append(LoadedStudy(study, stored.parts))
    return studies


def _study(files: Files, stored: StoredStudy, paths: tuple[Path, ...], read_source: ReadSource) -> Study:
    pair = ct = for_3d = None
    if stored.pair is not None:
        pair = _pair(files, stored.pair)
    elif stored.ct is not None:
        ct = _volume(files, stored.ct)
        for_3d = reduced(ct)
    else:
        source = read_source(paths)
        pair, ct = source.source_pair, source.ct
        for_3d = reduced(ct) if ct is not None else None
        if (pair is not None) != (stored.kind == "pair"):
            raise BadInputError(
                f"What was found for {stored.title} is not two X-rays."
                if stored.kind == "pair"
                else f"What was found for {stored.title} is not a CT.",
                "Choose the files it came from.",
            )
    study = Study(
        stored.title,
        pair=pair,
        ct=ct,
        ct_for_3d=for_3d,
        paths=paths,
        description=stored.description,
        attribution=stored.attribution,
    )
    study.id = stored.id
    study.is_truth_lost = is_truth_lost(pair)
    if stored.edit != IDENTITY:
        study.restore_edit(stored.edit)
    _add_results(study, [_result(files, result) for result in stored.results], stored.current_method)
    if stored.truth is not None:
        study.truth = _volume(files, stored.truth)
    elif stored.shown == "truth" and study.truth_path is not None:
        study.truth = _truth_of_file(study.truth_path)
    if study.truth is not None:
        study.shown = stored.shown
    return study


def _truth_of_file(path: Path) -> Volume | None:
    """The true CT that was shown and of which the session holds no copy; one that cannot be read is not shown."""
    from xr2ct_core.io import read_volume

    try:
        return read_volume(path)
    except Xr2ctError as error:
        logger.warning("The true CT was not shown again: %s", error)
        return None


def _add_results(study: Study, results: list[StudyResult], current: str | None) -> None:
    study.results = {result.key: result for result in results}
    study.current_method = current if current in study.results else next(reversed(study.results), None)


def _pair(files: Files, stored: StoredPair) -> RadiographPair:
    return RadiographPair(
        frontal=_radiograph(files, stored.frontal),
        lateral=_radiograph(files, stored.lateral),
        geometry=stored.geometry,
        subject=stored.subject,
        cube_mm=stored.cube_mm,
        truth_path=Path(stored.truth) if stored.truth else None,
        extra=stored.extra,
    )


def _radiograph(files: Files, stored: StoredImage) -> Radiograph:
    image = read_array(files, stored.image)
    return Radiograph(
        image,
        stored.pixel_mm,
        stored.view,
        stored.scale,
        source=stored.source,
        assumptions=stored.assumptions,
        stated=stored.stated,
        error=stored.error,
        text_areas=stored.text_areas,
    )


def _volume(files: Files, stored: StoredVolume) -> Volume:
    affine = Affine.axis_aligned(stored.spacing_zyx_mm, stored.origin_lps_mm)
    return Volume(read_array(files, stored.hu), affine, stored.provenance)


def _result(files: Files, stored: StoredResult) -> StudyResult:
    volume = _volume(files, stored.volume)
    sigma_hu: NDArray[np.int16] | None = None
    if stored.uncertainty is not None:
        sigma_hu = _shaped(read_array(files, stored.uncertainty), volume.hu.shape, stored.uncertainty)
    return StudyResult(
        method_id=stored.method_id,
        volume=volume,
        uncertainty_hu=sigma_hu,
        inputs=_two(files, stored.inputs, stored),
        reprojections=_two(files, stored.reprojections, stored),
        geometry=stored.geometry,
        edit=stored.edit,
        summary=stored.summary,
        warnings=stored.warnings,
        run_name=stored.run_name,
        insights=restored(
            stored.insights,
            volume.shape_zyx,
            lambda ref: read_array(files, ref),
            lambda other: _volume(files, other),
        ),
    )


def _two(files: Files, refs: tuple[ArrayRef, ArrayRef], stored: StoredResult) -> tuple[AnyArray, AnyArray]:
    frontal, lateral = (
        _shaped(read_array(files, ref), (view.rows, view.cols), ref)
        for ref, view in zip(refs, stored.geometry.views, strict=True)
    )
    return frontal, lateral


def _shaped(array: AnyArray, shape: tuple[int, ...], ref: ArrayRef) -> AnyArray:
    if array.shape != shape:
        raise BadInputError(f"{ref.file} in the session has another size than it should.", "Use a copy of the file.")
    return array
