"""How a study of the Indiana collection becomes a prepared pair.

Its two images are put on detectors, looked at by the pair doctor, made into line integrals, and written: display
images as 16-bit PNG, the line integrals beside them. PNG files have no pixel size (`indiana` says what is assumed);
DICOM files bring sizes and distances. Everything assumed stands in the pair file.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import disk_usage
from typing import Final

from xr2ct_core import io
from xr2ct_core.control import WorkContext
from xr2ct_core.data.indiana import detectors_for
from xr2ct_core.data.indiana_studies import FoundStudy, Studies, studies_at
from xr2ct_core.data.indiana_views import choose_views
from xr2ct_core.data.prepare_items import Item, WrittenCase
from xr2ct_core.data.prepared import LeftOutError, PreparedCase
from xr2ct_core.data.stored_lines import write_lines
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.pairing.doctor import check_pair
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.radiograph import RadiographPair

SCRATCH: Final = ".taken-out"
PAIR_BYTES: Final = 1_500_000
"""Of a prepared pair on 384 × 384 pixels, amply."""
HOW: Final[Mapping[str, str]] = {
    "fitted": "tone curves fitted with bundled CTs",
    "estimated": "tone curves by distribution",
    "straight": "straight tone curves",
}


class IndianaItems:
    """The studies at the source of a task as items to prepare; `notes` are complete once all were asked for."""

    def __init__(self, task: PrepareTask, out_dir: Path, context: WorkContext) -> None:
        self._task, self._context = task, context
        self._studies: Studies = studies_at(Path(task.source_path), task.pairing, out_dir / SCRATCH)
        self._findings: Counter[str] = Counter()
        count = min(self._studies.count, task.limit or self._studies.count)
        _require_room(PAIR_BYTES * count + self._studies.waiting_bytes, out_dir)

    @property
    def code(self) -> str:
        """Names everything that decides how a pair comes out."""
        task = self._task
        return f"{task.pairing} {task.geometry} {task.tone} {task.check} {self._studies.identity}".strip()

    @property
    def notes(self) -> tuple[str, ...]:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self._findings.items()))
        return (*self._studies.notes, *([f"The pair check found: {kinds}."] if kinds else []))

    def items(self, before: Mapping[str, PreparedCase]) -> Iterator[Item]:
        """One after another; `before` are the cases of an earlier run by their subject."""
        done = {subject: case.source_sha256 for subject, case in before.items()}
        for number, study in enumerate(self._studies.found(done, self._context)):
            if self._task.limit is not None and number >= self._task.limit:
                return
            share = number / self._task.limit if self._task.limit is not None else 0.0
            yield Item(
                study.subject, study.subject, study.fingerprint, partial(self._write, study), max(share, study.fraction)
            )

    def _write(self, study: FoundStudy, place: Path) -> WrittenCase:
        task = self._task
        frontal, lateral, told = choose_views(study.images(), task.pairing)
        pair = self._pair(frontal, lateral, study.subject)
        findings = check_pair(pair).findings if task.check != "none" else ()
        self._findings.update(finding.kind for finding in findings)
        if findings and task.check == "drop":
            raise LeftOutError(f"pair check: {findings[0].kind}", findings[0].sentence)
        physical, notes = self._physical(pair)
        # With the lateral where it was found to stand: the line integrals hold for that geometry.
        path = io.write_pair(replace(pair, geometry=physical.geometry), place, images="png")
        write_lines(path, physical, HOW[task.tone], notes)
        return WrittenCase(path, study.fingerprint(), (*told, *(finding.sentence for finding in findings)))

    def _pair(self, frontal: Path, lateral: Path, subject: str) -> RadiographPair:
        """The pair of two files; of DICOM files the geometry is what they state."""
        is_stated = all(sniff(path) is FileKind.DICOM for path in (frontal, lateral))
        geometry = None if is_stated else detectors_for(BiplanarGeometry.preset(self._task.geometry))
        return replace(io.pair_from_images(frontal, lateral, geometry), subject=subject)

    def _physical(self, pair: RadiographPair) -> tuple[RadiographPair, tuple[str, ...]]:
        if self._task.tone == "straight":
            return to_line_integrals(pair), ()
        if self._task.tone == "estimated":
            from xr2ct_core.radiography.restore import restored

            found = restored(pair)
            return found.pair, found.notes
        from xr2ct_core.inference.device import choose_device
        from xr2ct_core.inference.fit_display import physical_pair

        fitted = physical_pair(pair, choose_device(self._task.device), WorkContext(self._context.control))
        return fitted.pair, fitted.notes


def _require_room(wanted: int, out_dir: Path) -> None:
    """Raise an error of code `disk_full` where the prepared pairs, and what is taken out for a while, have no room."""
    free = disk_usage(out_dir).free
    if free < wanted:
        raise Xr2ctError(
            f"The pairs need up to {wanted / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free in {out_dir}.",
            "Free some space, choose another folder for --out, or fewer studies with --limit.",
            code="disk_full",
        )
