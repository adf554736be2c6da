"""A batch in its folder: what comes next, what became of it, and that nothing is done twice.

The command line and the window drive it the same way: `claim`, then for each of `pending` first `prepare`, then the
worker's task, then `land` or `fail`; at the end `leave`. Its methods may be called from any thread, one case at a time;
everything is written down at once.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import RLock
from typing import Any, Final

from pydantic import ValidationError

from xr2ct_core.batch.keys import item_key
from xr2ct_core.batch.private_paths import hidden, revealed, without_names
from xr2ct_core.batch.report import TABLE_NAME, table_text
from xr2ct_core.batch.result_files import read_arrays, write_result
from xr2ct_core.batch.sources import NamedSource
from xr2ct_core.batch.state import STATE_NAME, BatchItem, BatchSettings, BatchState
from xr2ct_core.domain.reasons import sentences_of
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.io.files import write_error, write_text
from xr2ct_core.io.given_pair import file_of_images, file_of_pair
from xr2ct_core.protocol.tasks import ReconstructSummary, ReconstructTask
from xr2ct_core.runs.record import ProcessStamp, now

VOLUMES: Final = "volumes"


@dataclass(frozen=True)
class Prepared:
    """A case that is ready for the worker: its task, and the key of what the result will depend on."""

    name: str
    key: str
    task: ReconstructTask


class Batch:
    """One batch. `state` is what is written in its folder."""

    def __init__(self, folder: Path, state: BatchState) -> None:
        self.folder, self.state = folder, state
        self._lock = RLock()

    @classmethod
    def open(cls, folder: Path) -> "Batch":
        """The batch of a folder; raises `BadInputError` if there is none or its state is damaged."""
        path = folder / STATE_NAME
        if not path.is_file():
            raise BadInputError(f"There is no batch in {folder}.", "Choose a folder with a batch.json.")
        try:
            return cls(folder, BatchState.model_validate_json(path.read_bytes()))
        except OSError as error:
            raise BadInputError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from error
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors()[0]["loc"]) or "its beginning"
            raise BadInputError(f"{path} is damaged at {where}.", "Choose a new folder for the batch.") from error

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether a folder holds a batch."""
        return (folder / STATE_NAME).is_file()

    @classmethod
    def at(cls, folder: Path, settings: BatchSettings) -> "Batch":
        """The batch of a folder with these settings from now on, a new one if there is none."""
        if not cls.exists(folder):
            return cls(folder, BatchState(settings=settings))
        batch = cls.open(folder)
        batch.require_free()
        batch.state = batch.state.model_copy(update={"settings": settings})
        return batch

    # Who works on it

    def require_free(self) -> None:
        """Raise `BadInputError` if another process works on the batch."""
        other = self.state.process
        if other is not None and other.pid != os.getpid() and other.is_alive() is not False:
            raise BadInputError(
                f"Another program works on the batch in {self.folder}.", "Wait for it, or choose another folder."
            )

    def claim(self) -> None:
        """Take the batch for this process; what was interrupted waits again, what is stale is done again."""
        with self._lock:
            self.require_free()
            self.state = self.state.model_copy(update={"process": ProcessStamp.of_this_process()})
            self._set(tuple(self._checked(_private(item)) for item in self.state.items))

    def leave(self, *, durable: bool = True) -> None:
        """Nobody works on the batch any more. A window that closes cannot wait for the disk: not `durable`."""
        with self._lock:
            items = tuple(_waiting(item) if item.state == "running" else item for item in self.state.items)
            self.state = self.state.model_copy(update={"process": None})
            if durable:
                self._set(items)
            else:
                self.state = self.state.model_copy(update={"items": items})
                _write_at_once(self.folder / STATE_NAME, self.state.model_dump_json(indent=1) + "\n")

    # What is to be done

    def add(self, sources: Sequence[NamedSource]) -> None:
        """Add cases; those that are in the batch already stay as they are."""
        with self._lock:
            items = list(self.state.items)
            known = {item.source.model_dump_json() for item in items}
            for name, given in sources:
                source = hidden(given)
                if source.model_dump_json() not in known:
                    items.append(BatchItem(name=_free_name(name, items), source=source))
            self._set(tuple(items))

    def remove(self, name: str) -> None:
        """Take a case out; what was written of it stays."""
        with self._lock:
            self._set(tuple(item for item in self.state.items if item.name != name))

    @property
    def pending(self) -> tuple[BatchItem, ...]:
        """Cases that are not done; those that failed are tried again."""
        return tuple(item for item in self.state.items if item.state != "done")

    def item(self, name: str) -> BatchItem:
        return next(item for item in self.state.items if item.name == name)

    def prepare(self, name: str, scratch: Path) -> Prepared:
        """Note that a case begins, and make its pair file; two images, and a pair that is corrected, become one in
        `scratch`.

        Raises `BadInputError` where it would write a file of another case, or cannot be read.
        """
        item, settings = self.item(name), self.state.settings
        self._refuse_files_of_others(name)
        self._replace(_waiting(item).model_copy(update={"state": "running"}))
        source = revealed(item.source)
        key = item_key(source, settings)
        if source.frontal is not None and source.lateral is not None:
            pair_path = file_of_images(source.frontal, source.lateral, scratch, settings.correction)
        else:
            pair_path = file_of_pair(Path(source.pair or ""), scratch, settings.correction)
        task = ReconstructTask(
            pair_path=str(pair_path),
            method=settings.method,
            method_config=settings.method_config,
            checkpoint=settings.checkpoint,
            fallback=settings.fallback,
            style=settings.style,
            grid_size=settings.grid_size,
            device=settings.device,
            anyway=settings.anyway,
        )
        return Prepared(name, key, task)

    # What became of it

    def land(self, prepared: Prepared, summary: Mapping[str, Any], artifacts: Mapping[str, Path]) -> BatchItem:
        """Write the files of a finished case and note it; raises `Xr2ctError` where they cannot be written."""
        name = prepared.name
        self._refuse_files_of_others(name)
        report = ReconstructSummary.model_validate(summary)
        volume, sigma = _files_of(name, self.state.settings)
        has_sigma = write_result(
            report, read_arrays(artifacts), self.folder / volume, self.folder / sigma if sigma else None
        )
        return self._replace(
            _waiting(self.item(name)).model_copy(
                update={
                    "state": "done",
                    "key": prepared.key,
                    "volume": volume,
                    "uncertainty": sigma if has_sigma else "",
                    "method": report.method,
                    "grid_size": report.grid_size,
                    "device": report.device,
                    "seconds": report.seconds,
                    "metrics": dict(report.metrics),
                    "notes": report.notes,
                    "warnings": sentences_of(report.reasons),
                    "ended": now(),
                }
            )
        )

    def fail(self, name: str, error: Xr2ctError) -> BatchItem:
        """Note why a case failed; one that was cancelled waits again."""
        item = _waiting(self.item(name))
        if not isinstance(error, CancelledError) and error.code != "cancelled":
            item = item.model_copy(
                update={
                    "state": "failed",
                    "error_code": error.code,
                    "error": without_names(item.source, error.message),
                    "hint": without_names(item.source, error.hint),
                    "ended": now(),
                }
            )
        return self._replace(item)

    # Inside

    def _checked(self, item: BatchItem) -> BatchItem:
        """A case as it has to count now."""
        if item.state == "running":
            return _waiting(item)
        if item.state != "done":
            return item
        try:
            is_same = item.key == item_key(revealed(item.source), self.state.settings)
        except BadInputError:
            return item
        files = [item.volume, *([item.uncertainty] if item.uncertainty else [])]
        return item if is_same and all((self.folder / name).is_file() for name in files) else _waiting(item)

    def _refuse_files_of_others(self, name: str) -> None:
        """Raise `BadInputError` if the case would write a file of another one, also where only the case differs."""
        wanted = _folded(_files_of(name, self.state.settings))
        for other in self.state.items:
            volume = _files_of(other.name, self.state.settings)[0]
            if other.name != name and wanted & _folded((volume, other.volume, other.uncertainty)):
                raise BadInputError(
                    f"{name} would replace a file of the case {other.name}.",
                    "Add it to a new batch, or remove it here and add it again.",
                )

    def _replace(self, item: BatchItem) -> BatchItem:
        with self._lock:
            self._set(tuple(item if known.name == item.name else known for known in self.state.items))
        return item

    def _set(self, items: tuple[BatchItem, ...]) -> None:
        self.state = self.state.model_copy(update={"items": items})
        write_text(self.folder / STATE_NAME, self.state.model_dump_json(indent=1) + "\n")
        write_text(self.folder / TABLE_NAME, table_text(self.state))


def _private(item: BatchItem) -> BatchItem:
    """The case without paths that tell who the patient is, as earlier programs wrote them."""
    return item.model_copy(update={"source": hidden(item.source)})


def _waiting(item: BatchItem) -> BatchItem:
    """The case without anything that became of it."""
    return BatchItem(name=item.name, source=item.source)


def _free_name(name: str, items: Sequence[BatchItem]) -> str:
    """A name whose files no other case has, in folders too that do not tell upper from lower case."""
    taken = _folded(stem for item in items for stem in _stems_of(item.name))
    stem = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:100] or "case"
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(candidate for candidate in candidates if taken.isdisjoint(_folded(_stems_of(candidate))))


def _stems_of(name: str) -> tuple[str, str]:
    """What the files of a case are called without their ending: the volume, and its uncertainty."""
    return name, f"{name}.uncertainty"


def _files_of(name: str, settings: BatchSettings) -> tuple[str, str]:
    """The files of a case in the folder of its batch: the volume, and its uncertainty where it is wanted, else ""."""
    volume, sigma = (f"{VOLUMES}/{stem}{settings.suffix}" for stem in _stems_of(name))
    return volume, sigma if settings.uncertainty else ""


def _folded(names: Iterable[str]) -> frozenset[str]:
    """The names that are not empty, as they are compared."""
    return frozenset(name.casefold() for name in names if name)


def _write_at_once(path: Path, text: str) -> None:
    """Replace a file in one step without waiting for the disk."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise write_error(path, error) from error
