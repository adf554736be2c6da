"""What a benchmark has measured, in its folder while it runs: after a crash or a cancel the same command goes on.

Invariants: only numbers that the same program would get again of the same files are taken over, so a changed file,
setting, network or line of code makes all of them be measured anew; what failed is tried again; a line that was cut off
is forgotten; a whole benchmark leaves no journal.
"""

import hashlib
import json
import logging
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

import xr2ct_core
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.evaluation.candidates import Candidate
from xr2ct_core.evaluation.cases import Case, CaseSet
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.results import Outcome
from xr2ct_core.io.files import write_text
from xr2ct_core.protocol.tasks import BenchmarkTask

logger = logging.getLogger(__name__)

JOURNAL: Final = "measured.jsonl"
MAIN: Final = "main"
"""The table itself, beside the names of conditions."""


class Journal:
    """The outcomes of one benchmark by condition, case and row. `of` stands for all that they depend on."""

    def __init__(self, folder: Path, of: str) -> None:
        self._path, self._of = folder / JOURNAL, of
        self._known: dict[str, Outcome] = dict(self._read())
        self._has_begun, self._is_lost = bool(self._known), False
        self.taken_over = 0
        if self._known:
            lines = [self._head, *(_line(key, outcome) for key, outcome in self._known.items())]
            write_text(self._path, "".join(lines))

    def found(self, condition: str, case: Case, row: Candidate) -> Outcome | None:
        """What was measured before; None where it is to be measured."""
        known = self._known.get(_key(condition, case, row))
        self.taken_over += known is not None
        return known

    def keep(self, condition: str, case: Case, row: Candidate, outcome: Outcome) -> None:
        """Write down what was measured."""
        if outcome.status != "measured" or self._is_lost:
            return
        try:
            if not self._has_begun:
                write_text(self._path, self._head)
                self._has_begun = True
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_line(_key(condition, case, row), outcome))
        except (OSError, Xr2ctError) as error:
            self._is_lost = True
            logger.warning("A benchmark that is stopped from now on begins anew here: %s", error)

    def close(self) -> None:
        """All is in the table."""
        self._path.unlink(missing_ok=True)

    @property
    def _head(self) -> str:
        return json.dumps({"of": self._of}) + "\n"

    def _read(self) -> Iterable[tuple[str, Outcome]]:
        try:
            head, *lines = self._path.read_text(encoding="utf-8").splitlines()
            is_same = json.loads(head) == {"of": self._of}
        except (OSError, ValueError):
            return
        for line in lines if is_same else ():
            try:
                yield _read_line(line)
            except (ValueError, KeyError, TypeError, zlib.error):
                continue


def depends_on(task: BenchmarkTask, case_set: CaseSet, networks: Sequence[Contender]) -> str:
    """Of what the numbers of a benchmark are made, in one hash: what was asked, data, networks and program."""
    parts = {
        "task": task.model_dump(mode="json"),
        "cases": [[case.id, case.subject, case.inputs_sha256] for case in (*case_set.cases, *case_set.learned_from)],
        "networks": [[one.id, [_described(path) for path in _checkpoints(one)]] for one in networks],
        "program": _program(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _checkpoints(network: Contender) -> list[Path]:
    return [path for one in network.networks for path in (one.members or (one.path,))]


def _described(checkpoint: Path) -> str:
    """What the small files of a checkpoint say, the hash of its weights among it."""
    small = sorted(checkpoint.glob("*.json"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in small)).hexdigest()


@cache
def _program() -> str:
    """The code, and what comes with it: bundled CTs and networks take part in reconstructions."""
    found = hashlib.sha256(torch.__version__.encode())
    for folder in (Path(xr2ct_core.__file__).parent, Path(str(files("xr2ct_resources")))):
        for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            found.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _key(condition: str, case: Case, row: Candidate) -> str:
    """The images are part of it: what a condition makes of a pair may depend on more than the benchmark is asked."""
    images = hashlib.sha256(b"".join(np.ascontiguousarray(one.image).tobytes() for one in case.pair.radiographs))
    parts = [condition, case.id, row.id, images.hexdigest(), repr(case.pair.geometry)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _line(key: str, outcome: Outcome) -> str:
    kept: dict[str, Any] = {
        "key": key,
        "case": outcome.case_id,
        "subject": outcome.subject,
        "row": outcome.candidate_id,
        "metrics": outcome.metrics,
        "slices": [_packed(one) for one in outcome.slices or ()],
    }
    return json.dumps(kept) + "\n"


def _read_line(line: str) -> tuple[str, Outcome]:
    kept = json.loads(line)
    axial, coronal, sagittal = (_unpacked(one) for one in kept["slices"])
    metrics = {str(name): float(value) for name, value in kept["metrics"].items()}
    slices = (axial, coronal, sagittal)
    outcome = Outcome(kept["case"], kept["subject"], kept["row"], "measured", metrics=metrics, slices=slices)
    return kept["key"], outcome


def _packed(slice_hu: NDArray[np.int16]) -> list[Any]:
    return [list(slice_hu.shape), b64encode(zlib.compress(slice_hu.astype("<i2").tobytes())).decode()]


def _unpacked(packed: Sequence[Any]) -> NDArray[np.int16]:
    shape, data = packed
    return np.frombuffer(zlib.decompress(b64decode(data)), dtype="<i2").astype(np.int16).reshape(shape)
