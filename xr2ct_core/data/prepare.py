"""Making a prepared folder: every case read once, put on the working cube and written, with an account of the rest.

Invariants: a case that cannot be used is named in the index and the others go on; the same content twice is used once;
a folder prepared before is continued, and what has not changed is not made again; a cancel leaves an index of what is
done, marked as incomplete, and so does an archive that breaks off.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xr2ct_core.control import WorkContext
from xr2ct_core.data.archive_files import BrokenOffError, removed
from xr2ct_core.data.indiana_items import SCRATCH, IndianaItems
from xr2ct_core.data.prepare_items import CUBE_SUFFIX, CtItems, Item, ItemSource
from xr2ct_core.data.prepared import (
    INDEX_NAME,
    LeftOutError,
    PreparedCase,
    PreparedIndex,
    UnusedSource,
    read_index,
    write_index,
)
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.io.volume_npz import read_npz
from xr2ct_core.protocol.tasks import PrepareTask

Announce = Callable[[str, Path], None]
"""Receives the role and the path of each finished file."""


@dataclass
class _Account:
    """What is done so far; `before` are the cases of an earlier run by the digest of their source."""

    before: dict[str, PreparedCase]
    cases: list[PreparedCase] = field(default_factory=list)
    problems: list[UnusedSource] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """Names of the sources used, by the digest of their content."""
    names: set[str] = field(init=False)
    """File and folder names that are taken."""

    def __post_init__(self) -> None:
        self.names = {_name_of(case) for case in self.before.values()}

    def add(self, case: PreparedCase) -> None:
        self.cases.append(case)
        self.sources[case.source_sha256] = case.source
        self.names.add(_name_of(case))


def run_prepare_task(task: PrepareTask, out_dir: Path, context: WorkContext, announce: Announce) -> dict[str, Any]:
    """Prepare what `task` names into `out_dir` and return the summary.

    Raises `BadInputError` if nothing can be used or the folder holds data prepared otherwise, and `CancelledError`
    after writing the index of what is done.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    is_pairs = task.layout == "indiana"
    try:
        source: ItemSource = IndianaItems(task, out_dir, context) if is_pairs else CtItems(task)
    except Xr2ctError:
        removed(out_dir / SCRATCH)
        raise
    empty = PreparedIndex(
        layout=task.layout, grid_size=None if is_pairs else task.grid_size, code=source.code, complete=False
    )
    account = _Account(_done_before(out_dir, empty))

    def index(complete: bool) -> PreparedIndex:
        found = {"cases": tuple(account.cases), "problems": tuple(account.problems), "notes": source.notes}
        return empty.model_copy(update={"complete": complete, **found})

    try:
        for item in source.items({case.subject: case for case in account.before.values() if _is_there(case, out_dir)}):
            context.progress(item.fraction, f"preparing {item.name}")
            _prepare(item, out_dir, account, announce)
    except CancelledError as error:
        write_index(index(complete=False), out_dir)
        raise CancelledError(
            "The preparation was cancelled.", "What is done is kept; the same command continues."
        ) from error
    except Xr2ctError:
        if account.cases:
            write_index(index(complete=False), out_dir)
        raise
    finally:
        removed(out_dir / SCRATCH)
    if not account.cases:
        reason = account.problems[0].message if account.problems else " ".join(source.notes)
        raise BadInputError(f"Nothing could be prepared. {reason}", "Choose another folder.")
    path = write_index(index(complete=True), out_dir)
    announce("index", path)
    context.progress(1.0, "written")
    context.finish()
    reasons = Counter(problem.reason for problem in account.problems)
    return {
        "layout": task.layout,
        "grid_size": empty.grid_size,
        "cases": len(account.cases),
        "patients": len({case.subject for case in account.cases}),
        "problems": [problem.model_dump() for problem in account.problems],
        "reasons": dict(reasons.most_common()),
        "notes": [*source.notes, *(f"{case.subject}: {note}" for case in account.cases for note in case.notes)],
        "index": str(path),
    }


def _prepare(item: Item, out_dir: Path, account: _Account, announce: Announce) -> None:
    """Add one item to the account, as a case or as a problem."""
    try:
        fingerprint = item.fingerprint()
        if fingerprint in account.sources:
            again = f"It has the same content as {account.sources[fingerprint]}."
            raise LeftOutError("the same again", again, "It is used once.")
        known = account.before.get(fingerprint)
        if known is not None and known.subject == item.subject and _is_whole(out_dir / known.file):
            account.add(known.model_copy(update={"source": item.name}))
            return
        written = item.write(_free_place(out_dir, item.subject, account.names))
    except BrokenOffError:
        raise
    except BadInputError as error:
        reason = {"reason": error.reason} if isinstance(error, LeftOutError) else {}
        account.problems.append(UnusedSource(source=item.name, message=str(error), **reason))
        return
    account.add(
        PreparedCase(
            file=written.path.relative_to(out_dir).as_posix(),
            subject=item.subject,
            source=item.name,
            source_sha256=fingerprint,
            digest=written.digest,
            notes=written.notes,
        )
    )
    announce("volume" if written.path.suffix == CUBE_SUFFIX else "pair", written.path)


def _is_there(case: PreparedCase, out_dir: Path) -> bool:
    return (out_dir / case.file).is_file()


def _is_whole(path: Path) -> bool:
    """True if a case of an earlier run can still be read."""
    try:
        if path.suffix == CUBE_SUFFIX:
            read_npz(path)
        return path.is_file()
    except BadInputError:
        return False


def _done_before(out_dir: Path, wanted: PreparedIndex) -> dict[str, PreparedCase]:
    """Cases of an earlier run by the digest of their source; raises `BadInputError` if it was made otherwise."""
    if not (out_dir / INDEX_NAME).exists():
        return {}
    earlier = read_index(out_dir)
    if (earlier.layout, earlier.grid_size, earlier.cube_mm) != (wanted.layout, wanted.grid_size, wanted.cube_mm):
        made = f"layout {earlier.layout}" + (f", {earlier.grid_size}³ voxels" if earlier.grid_size else "")
        raise BadInputError(f"{out_dir} already holds data prepared otherwise ({made}).", "Choose another folder.")
    return {case.source_sha256: case for case in earlier.cases} if earlier.code == wanted.code else {}


def _free_place(out_dir: Path, subject: str, taken: set[str]) -> Path:
    """A path without ending, named after the patient and numbered from the second scan on."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", subject).strip("-.")[:80] or "case"
    number = next(n for n in range(1, len(taken) + 2) if _numbered(name, n) not in taken)
    return out_dir / _numbered(name, number)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_scan{number}"


def _name_of(case: PreparedCase) -> str:
    return Path(case.file).parts[0].removesuffix(CUBE_SUFFIX)
