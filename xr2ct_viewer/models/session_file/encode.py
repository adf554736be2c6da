"""From what is open to what `session.json` says, with the arrays that belong beside it."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.session_file.arrays import AnyArray, ArrayNames
from xr2ct_viewer.models.session_file.insights import stored
from xr2ct_viewer.models.session_file.schema import (
    ArrayRef,
    Copies,
    SessionDocument,
    StoredImage,
    StoredPair,
    StoredResult,
    StoredStudy,
    StoredVolume,
)
from xr2ct_viewer.models.session_file.snapshot import SessionSnapshot, StudySnapshot
from xr2ct_viewer.models.study_result import StudyResult

Arrays = dict[str, AnyArray]


class Encoder:
    """Collects the `arrays` by file name while studies are described. Runs on any thread."""

    def __init__(self, names: ArrayNames, copies: Copies, transient: Path | None = None) -> None:
        """`transient` is a folder that will be gone: what was read from there is always copied."""
        self.arrays: Arrays = {}
        self._refs: dict[str, ArrayRef] = {}
        self._names, self._copies, self._transient = names, copies, transient

    def document(self, snapshot: SessionSnapshot, session_path: str = "") -> SessionDocument:
        """Describe everything that is open."""
        return SessionDocument(
            copies=self._copies,
            studies=tuple(self._study(study) for study in snapshot.studies),
            current=snapshot.current,
            layout=snapshot.layout,
            view=snapshot.view,
            session_path=session_path,
        )

    def _study(self, study: StudySnapshot) -> StoredStudy:
        is_lost = not study.paths or (
            self._transient is not None and any(path.is_relative_to(self._transient) for path in study.paths)
        )
        with_xrays, with_cts = is_lost or self._copies != "none", is_lost or self._copies == "all"
        pair, ct = study.pair, study.ct
        has_file = pair is not None and pair.truth_path is not None
        truth = study.truth if self._copies == "all" or not has_file else None
        title = study.title
        return StoredStudy(
            id=study.id,
            kind="pair" if pair is not None else "ct",
            title=title,
            description=study.description,
            attribution=study.attribution,
            paths=tuple(str(path.absolute()) for path in study.paths),
            pair=self._pair(pair, title) if pair is not None and with_xrays else None,
            ct=self._volume(ct, f"{title} ct") if ct is not None and with_cts else None,
            truth=self._volume(truth, f"{title} true ct") if truth is not None else None,
            edit=study.edit,
            results=tuple(self._result(result, title) for result in study.results),
            current_method=study.current_method,
            shown=study.shown,
            parts=study.parts,
        )

    def _pair(self, pair: RadiographPair, title: str) -> StoredPair:
        return StoredPair(
            frontal=self._image(pair.frontal, f"{title} frontal"),
            lateral=self._image(pair.lateral, f"{title} lateral"),
            geometry=pair.geometry,
            subject=pair.subject,
            cube_mm=pair.cube_mm,
            truth=str(pair.truth_path.absolute()) if pair.truth_path is not None else None,
            extra=pair.extra,
        )

    def _image(self, radiograph: Radiograph, words: str) -> StoredImage:
        return StoredImage(
            image=self._array(radiograph.image, words),
            pixel_mm=radiograph.pixel_mm,
            view=radiograph.view,
            scale=radiograph.scale,
            source=radiograph.source,
            assumptions=radiograph.assumptions,
            stated=dict(radiograph.stated),
            error=radiograph.error,
            text_areas=radiograph.text_areas,
        )

    def _volume(self, volume: Volume, words: str) -> StoredVolume:
        return StoredVolume(
            hu=self._array(volume.hu, words),
            spacing_zyx_mm=volume.spacing_zyx_mm,
            origin_lps_mm=volume.affine.origin_lps_mm,
            provenance=volume.provenance,
        )

    def _result(self, result: StudyResult, title: str) -> StoredResult:
        words = f"{title} {result.key}"
        sigma_hu = result.uncertainty_hu
        return StoredResult(
            method_id=result.method_id,
            run_name=result.run_name,
            volume=self._volume(result.volume, f"{words} volume"),
            uncertainty=self._array(sigma_hu, f"{words} uncertainty") if sigma_hu is not None else None,
            inputs=self._two(result.inputs, f"{words} input"),
            reprojections=self._two(result.reprojections, f"{words} reprojection"),
            geometry=result.geometry,
            edit=result.edit,
            summary=result.summary,
            warnings=result.warnings,
            insights=stored(result.insights, words, self._array, self._volume),
        )

    def _two(self, images: tuple[NDArray[np.float32], NDArray[np.float32]], words: str) -> tuple[ArrayRef, ArrayRef]:
        return self._array(images[0], f"{words} frontal"), self._array(images[1], f"{words} lateral")

    def _array(self, array: AnyArray, words: str) -> ArrayRef:
        ref = self._names.ref(array, words)
        ref = self._refs.setdefault(ref.sha256, ref)
        self.arrays[ref.file] = array
        return ref
