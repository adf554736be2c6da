"""Display images brought into the style of simulated radiographs by a trained network, in front of any method.

The network (`methods.style`) takes the first estimate of line integrals (`radiography.restore`) and gives each place of
both images another curve of grey values; it moves nothing. What it gives is the estimate from which the tone curves are
looked for, where they are (`fit_display`), or else the result. Both views keep the common total of the estimate,
because a network of images knows nothing of volumes.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from xr2ct_core.data.patients import patient_of
from xr2ct_core.methods.style.method import StyleMethod
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.radiography.restore import Restored, as_line_integrals, with_total
from xr2ct_core.runs.checkpoint_info import TRANSLATES_NONE, chosen_checkpoint, require_method
from xr2ct_core.training.checkpoint import load_method

STYLED: Final = (
    "{{view}}: what was estimated was then brought into the style of simulated radiographs by the network {name} "
    "(SHA-256 {sha}…)."
)
PHYSICAL_NOTE: Final = "The X-rays hold line integrals already, so their style was left as it is."
MIXED_NOTE: Final = "Only one of the X-rays is a display image, so its style was left as it is."
KNOWN_NOTE: Final = "The network of the style learned from this patient, {name}."


@dataclass(frozen=True, eq=False)
class Style:
    """A network that translates, with what tells which one it is and whom it learned from."""

    method: StyleMethod
    name: str
    sha256: str
    learned_from: frozenset[str] = frozenset()

    def applied(self, first: Restored) -> Restored:
        """The estimate in the other style; the views' grey values are then its line integrals, with air at zero."""
        pair = first.pair
        made = self.method.translated(pair)
        images, views = [], []
        for radiograph, seen, view in zip(made.radiographs, first.views, pair.geometry.views, strict=True):
            image = seen.attenuated(radiograph.image)
            images.append(with_total(image, radiograph, view, first.band_mm, pair.cube_mm, first.total_mm2))
            views.append(replace(seen, grey=images[-1], parts=replace(seen.parts, air=0.0)))
        return replace(
            first,
            pair=as_line_integrals(pair, images, STYLED.format(name=self.name, sha=self.sha256[:12])),
            views=(views[0], views[1]),
            notes=(*first.notes, *((KNOWN_NOTE.format(name=pair.subject),) if self.knows(pair.subject) else ())),
        )

    def knows(self, subject: str) -> bool:
        """Whether it learned from this patient."""
        return patient_of(subject) in self.learned_from


def read_style(checkpoint: Path, device: str) -> Style:
    """The network in a checkpoint, or the best one of a run.

    Raises `BadConfigError` for one of another method, and errors of code `checkpoint_mismatch`.
    """
    folder = chosen_checkpoint(checkpoint)
    method, info = load_method(folder, device)
    require_method(info, "style", TRANSLATES_NONE)
    assert isinstance(method, StyleMethod)
    # A checkpoint in a run is named by its step, which says little.
    run = folder.parent.parent
    name = run.name if (run / "run.json").is_file() else folder.name
    return Style(method, name, info.weights_sha256, info.learned_from)


def left_as_it_is(pair: RadiographPair) -> str:
    """Why the style of a pair is not touched; empty where it is."""
    scales = {radiograph.scale for radiograph in pair.radiographs}
    if scales == {"line_integral"}:
        return PHYSICAL_NOTE
    return MIXED_NOTE if "line_integral" in scales else ""
