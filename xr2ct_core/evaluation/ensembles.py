"""Rows of networks that reconstruct together (`inference.ensemble`).

Invariant: an ensemble knows everybody whom one of its members was trained or chosen on.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.contenders import parameter_count
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.runs.checkpoint_info import BEGUN_WITH, CheckpointInfo, read_info
from xr2ct_core.runs.members import members_of

PARTS: Final = ("train", "validation", "test")


def ensembles(folders: Sequence[Path]) -> tuple[Contender, ...]:
    """A row for the checkpoints in each folder; raises `BadInputError` for fewer than two, and what `members_of` does.

    Rows are named after their method, and after their folder where there are several of one.
    """
    rows = [_ensemble(folder) for folder in folders]
    counts = Counter(row.info.method for row in rows)
    for row in rows:
        if counts[row.info.method] > 1 and sum(other.run == row.run for other in rows) > 1:
            raise BadInputError(f"Two folders of members are named {row.run}.", "Rename one of them.")
    return tuple(rows)


def _ensemble(folder: Path) -> Contender:
    members = members_of([folder])
    if len(members.checkpoints) < 2:
        raise BadInputError(f"{folder} holds no two checkpoints.", "Give a folder with several.")
    infos = [read_info(path) for path in members.checkpoints]
    first = infos[0]
    config = method_spec(first.method).config_type().model_validate(first.method_config).model_dump(mode="json")
    info = first.model_copy(
        update={
            "method_config": config,
            "data": _data(infos),
            "weights_sha256": "+".join(one.weights_sha256 for one in infos),
        }
    )
    name, count = folder.expanduser().absolute().name, len(infos)
    return Contender(
        id=f"{first.method} {name}",
        title=f"{method_spec(first.method).title}, {count} together",
        run=name,
        path=folder.expanduser().absolute(),
        info=info,
        parameters=sum(parameter_count(one) for one in infos),
        members=members.checkpoints,
    )


def _data(infos: Sequence[CheckpointInfo]) -> dict[str, Any]:
    """The data of the first, with the patients of all; without patients if one does not name its own."""
    data = {key: value for key, value in infos[0].data.items() if key not in ("patients", "fold", BEGUN_WITH)}
    if known := {str(each) for one in infos for each in one.data.get(BEGUN_WITH, ())}:
        data[BEGUN_WITH] = sorted(known)
    named = [one.data.get("patients") for one in infos]
    if not all(isinstance(one, dict) for one in named):
        return data
    parts = {part: {str(each) for one in named if one for each in one.get(part, ())} for part in PARTS}
    parts["test"] -= parts["train"] | parts["validation"]
    return {**data, "patients": {part: sorted(patients) for part, patients in parts.items()}}
