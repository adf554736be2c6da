"""The tour of the window: its steps in words, and which part of the window each of them shows.

`target` names a part the window knows; where it is not on screen, the step is shown in the middle.
"""

from dataclasses import dataclass
from typing import Final, Literal

from xr2ct_viewer.models.marked import marked

Target = Literal["window", "input", "reconstruct", "views", "layouts", "lens", "export", "menu"]


@dataclass(frozen=True)
class TourStep:
    """One stop. `needs_case` opens the sample first where nothing is open."""

    title: str
    text: str
    target: Target
    needs_case: bool = False


TOUR: Final = (
    TourStep(
        marked("Welcome to xr2ct"),
        marked(
            "Two chest X-rays of one person become a 3D volume you can look through. The tour takes two minutes and "
            "uses the bundled sample. Everything stays usable meanwhile; Esc leaves."
        ),
        "window",
    ),
    TourStep(
        marked("Check the X-rays"),
        marked(
            "This is the sample, already opened. Swap, mirror or invert what lies the wrong way, and drop a file on "
            "one of the two images to replace only that side. Wrong distances make a wrong volume."
        ),
        "input",
        needs_case=True,
    ),
    TourStep(
        marked("Reconstruct"),
        marked(
            "Choose a method and press Reconstruct (Ctrl+R). You can go on looking while it runs, and cancel at any "
            "time. Try it now if you like: the next steps show more with a volume."
        ),
        "reconstruct",
        needs_case=True,
    ),
    TourStep(
        marked("Look"),
        marked(
            "The crosshair is the same point in every view. Right-drag for window and level, wheel for the next slice, "
            "Ctrl+wheel to zoom, middle-drag to move. Turn the volume by dragging in 3D."
        ),
        "views",
        needs_case=True,
    ),
    TourStep(
        marked("Four ways to lay out the views"),
        marked(
            "Overview, MPR (three slices), Compare (X-rays against re-projections) and 3D: keys 1 to 4. Double-click "
            "fits an image, the arrows in its corner enlarge it."
        ),
        "layouts",
        needs_case=True,
    ),
    TourStep(
        marked("Ask how sure it is"),
        marked(
            "Two X-rays do not determine a CT. After a reconstruction, a row above the views shows where the volume "
            "may be wrong (U), what the X-rays really determine (E), other volumes that fit as well (A) and a "
            "report card (C)."
        ),
        "lens",
        needs_case=True,
    ),
    TourStep(
        marked("Take it along"),
        marked(
            "Export the volume or a picture. Everything that leaves the program says that it is synthetic and never "
            "a diagnosis."
        ),
        "export",
        needs_case=True,
    ),
    TourStep(
        marked("Find the rest"),
        marked(
            "F1 opens the manual at what you work on, ? shows all keys, Ctrl+Shift+P finds any command. The tour can "
            "be taken again from the Help menu."
        ),
        "menu",
    ),
)
