"""The correction that a finding of the pair doctor asks for, as an edit of the input."""

from dataclasses import replace
from typing import Final

from xr2ct_core.pairing.findings import Finding, Fix
from xr2ct_viewer.models.input_edit import InputEdit

_QUARTERS: Final[dict[Fix, int]] = {"turn-right": 1, "turn-over": 2, "turn-left": 3}


def corrected(edit: InputEdit, finding: Finding) -> InputEdit:
    """The edit with what the finding asks for exchanged; the same edit where it asks for nothing.

    Corrections belong to places: swapping leaves them with frontal and lateral, so images that were already corrected
    are looked at again.
    """
    if finding.fix == "swap":
        return replace(edit, swap=not edit.swap)
    if finding.place == "pair" or not finding.fix:
        return edit
    image = edit.frontal if finding.place == "frontal" else edit.lateral
    match finding.fix:
        case "mirror":
            changed = replace(image, flip=not image.flip)
        case "invert":
            changed = replace(image, invert=not image.invert)
        case turn:
            changed = image.turned_right(_QUARTERS[turn])
    return replace(edit, frontal=changed) if finding.place == "frontal" else replace(edit, lateral=changed)
