"""Why a command cannot be used now, in words, from the expression that says what it needs.

Expressions over `WindowContext` are flags joined by `and`, some of them with `not` before them.
"""

from collections.abc import Mapping
from typing import Final

from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.tr import tr

REASONS: Final = {
    "in_read": marked("only in the Read workspace"),
    "not in_read": marked("only in the Train workspace"),
    "has_study": marked("open a case first"),
    "has_pair": marked("needs two X-rays"),
    "has_ct": marked("needs a CT"),
    "has_known_volume": marked("needs a CT, or two X-rays whose true CT is known"),
    "has_volume": marked("reconstruct first"),
    "shows_volume": marked("reconstruct first"),
    "has_result": marked("reconstruct first"),
    "can_compare": marked("reconstruct or open a CT first"),
    "shows_result": marked("show a reconstruction first"),
    "has_truth": marked("no true CT is known for this case"),
    "is_running": marked("nothing is running"),
    "not is_running": marked("a reconstruction is running"),
    "is_corrected": marked("nothing was corrected"),
    "has_studies": marked("open a case first"),
    "has_closed": marked("no study with work in it was closed"),
    "has_measurements": marked("measure something first"),
    "has_selected_measurement": marked("select a measurement first"),
    "can_undo": marked("nothing to undo"),
    "can_redo": marked("nothing to redo"),
    "can_train": marked("choose data first"),
    "training_runs": marked("no training runs"),
    "training_paused": marked("no training is paused"),
    "not training_paused": marked("the training is paused"),
}
OTHERWISE: Final = marked("not possible at the moment")


def reason_against(expression: str, context: Mapping[str, object]) -> str:
    """What the expression asks for first that is not so; a general sentence where no words are known."""
    for part in expression.split(" and "):
        name = part.strip()
        is_met = bool(context.get(name.removeprefix("not "))) is not name.startswith("not ")
        if not is_met:
            return tr(REASONS.get(name, OTHERWISE))
    return tr(OTHERWISE) if expression else ""
