"""The stand-ins once more, with a style network in front: alone, and before the tone curves are fitted.

A patient is measured with a network that did not learn from him or her; so the networks of all folds are given.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.evaluation.robustness import Condition, stand_in_condition
from xr2ct_core.evaluation.stand_ins import Step, steps
from xr2ct_core.inference.fit_display import physical_pair
from xr2ct_core.inference.styled import Style, read_style
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.members import members_of

_LIKE: Final = "-masked"
"""The stand-ins whose first estimate the network takes."""


def style_conditions(checkpoints: Sequence[Path], device: str) -> tuple[Condition, ...]:
    """Two conditions for each kind of stand-in; none without checkpoints, or folders of them.

    Raises `BadConfigError` for a network of another method. A condition raises `BadInputError` for a patient whom all
    networks know.
    """
    if not checkpoints:
        return ()
    styles = [read_style(path, device) for path in members_of(checkpoints).checkpoints]
    found = []
    for step in steps():
        if step.id.endswith(_LIKE):
            name, title = step.id.removesuffix(_LIKE), step.title.partition(",")[0]
            found += [
                Step(f"{name}-style", f"{title}, style network", step.how, _styled(styles, device, fit=False)),
                Step(
                    f"{name}-style-fitted",
                    f"{title}, style network, then curves fitted",
                    step.how,
                    _styled(styles, device, fit=True),
                ),
            ]
    return tuple(map(stand_in_condition, found))


def _styled(styles: Sequence[Style], device: str, *, fit: bool) -> Callable[[RadiographPair], RadiographPair]:
    def restore(pair: RadiographPair) -> RadiographPair:
        new = next((style for style in styles if not style.knows(pair.subject)), None)
        if new is None:
            raise BadInputError(
                f"Every style network that was given learned from {pair.subject}.", "Give one that did not."
            )
        return physical_pair(pair, device, WorkContext(), fit=fit, style=new).pair

    return restore
