"""A pair out of two image files: views, distances and pixel sizes from what the files state, the rest assumed and said.

Both images are put on square detectors: centred, resampled by area, with black (no attenuation) where one is smaller
than the detector. Unknown distances are those of a chest stand: 1.8 m to the detector, 1.6 m to the patient's centre.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.cube import resampling_weights
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry, View, ViewGeometry
from xr2ct_core.io.body_width import USUAL_MAGNIFICATION, USUAL_WIDTH_MM, plausible_pixel_mm
from xr2ct_core.io.facts import TYPICAL_LONG_SIDE_MM, RadiographFacts, guessed_view
from xr2ct_core.io.radiograph_read import read_facts
from xr2ct_core.origins import CENTRE_ASSUMED, DISTANCES_UNKNOWN, PIXEL_UNKNOWN
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale, TextArea

_DETECTOR_BEHIND_CENTRE_MM: Final = 200.0
_LEAST_BEHIND_CENTRE_MM: Final = 100.0
"""A stated distance to the patient that ends nearer to the detector was measured to the stand, not to the centre."""


def pair_from_images(
    frontal_path: str | Path, lateral_path: str | Path, geometry: BiplanarGeometry | None = None
) -> RadiographPair:
    """The pair of two radiographs in PNG, JPEG, TIFF, NPY or DICOM files.

    Swapped files are recognised by their tags or names. With a `geometry` both images are fitted to its detectors;
    without one it is made from the tags and the `clinic` distances, with 384 x 384 pixels. Every guess is listed in
    the images' `assumptions`. Raises `BadInputError` if a file cannot be read or both are the same view.
    """
    first, second = read_facts(frontal_path), read_facts(lateral_path)
    frontal, lateral = _ordered(first, second)
    _require_one_scale(frontal.scale, lateral.scale)
    if geometry is None:
        size = PRESETS["clinic"].frontal.rows
        frontal, lateral = _with_pixel(frontal, None), _with_pixel(lateral, None)
        side_mm = max(_long_side_mm(frontal), _long_side_mm(lateral))
        views = [_view_geometry(facts, size, side_mm / size) for facts in (frontal, lateral)]
        geometry = BiplanarGeometry(views[0][0], views[1][0])
        frontal, lateral = (
            replace(facts, notes=(*facts.notes, *notes))
            for facts, (_, notes) in zip((frontal, lateral), views, strict=True)
        )
    else:
        frontal = _with_pixel(frontal, geometry.frontal)
        lateral = _with_pixel(lateral, geometry.lateral)
        geometry = replace(
            geometry,
            frontal=replace(geometry.frontal, view=frontal.view or geometry.frontal.view),
            lateral=replace(geometry.lateral, view=lateral.view or geometry.lateral.view),
        )
    return RadiographPair(
        frontal=_on_detector(frontal, geometry.frontal),
        lateral=_on_detector(lateral, geometry.lateral),
        geometry=geometry,
        subject=frontal.subject or lateral.subject or Path(first.source).stem,
    )


def radiograph_for_view(path: str | Path, pair: RadiographPair, *, is_frontal: bool) -> Radiograph:
    """One radiograph that takes the place of the frontal or the lateral of a pair, on the detector of that view.

    Raises `BadInputError` if it cannot be read, is known to be the other view, or has another scale than its partner.
    """
    facts = read_facts(path)
    name = "frontal" if is_frontal else "lateral"
    if facts.view is not None and facts.view.is_frontal != is_frontal:
        raise BadInputError(f"This image is not a {name} view.", "Drop it on the other image, or open both together.")
    partner = pair.lateral if is_frontal else pair.frontal
    _require_one_scale(facts.scale, partner.scale)
    view = pair.geometry.frontal if is_frontal else pair.geometry.lateral
    known = facts if facts.view is not None else replace(facts, view=view.view)
    return _on_detector(_with_pixel(known, view), replace(view, view=known.view or view.view))


def fitted_to_detector(
    image: NDArray[np.float32], pixel_mm: float, rows: int, cols: int, detector_pixel_mm: float
) -> NDArray[np.float32]:
    """The image centred on a detector of other size and pixels, by area means; zero where it has no data."""
    weights = []
    for length, detector_length in zip(image.shape, (rows, cols), strict=True):
        in_mm = (np.arange(length) - (length - 1) / 2.0) * pixel_mm
        out_mm = (np.arange(detector_length) - (detector_length - 1) / 2.0) * detector_pixel_mm
        weights.append(resampling_weights(in_mm, pixel_mm, out_mm, detector_pixel_mm))
    return np.ascontiguousarray(weights[0] @ image @ weights[1].T, dtype=np.float32)


def _require_one_scale(one: RadiographScale, other: RadiographScale) -> None:
    if one != other:
        raise BadInputError(
            "One image holds line integrals, the other grey values.", "Describe them in a pair.json with their scales."
        )


def _ordered(first: RadiographFacts, second: RadiographFacts) -> tuple[RadiographFacts, RadiographFacts]:
    """Frontal and lateral of the two, each with its view; tags count more than file names, names more than order."""
    if first.view and second.view and first.view.is_frontal == second.view.is_frontal:
        kind = "frontal" if first.view.is_frontal else "lateral"
        raise BadInputError(f"Both images are {kind} views.", "A pair needs one frontal and one lateral view.")
    views = [facts.view or guessed_view(facts.source) for facts in (first, second)]
    is_known = [facts.view is not None for facts in (first, second)]
    if views[0] and views[1] and views[0].is_frontal == views[1].is_frontal:
        # The names contradict: the tag of the one that has one decides, else the order.
        views = [view if known else None for view, known in zip(views, is_known, strict=True)]
    first_is_frontal = views[0].is_frontal if views[0] else not views[1].is_frontal if views[1] else True
    pair = (first, second) if first_is_frontal else (second, first)
    notes = () if first_is_frontal else ("The two files were given in the other order; frontal and lateral swapped.",)
    frontal, lateral = (replace(facts, notes=(*facts.notes, *notes)) for facts in pair)
    return _with_view(frontal, True), _with_view(lateral, False)


def _with_view(facts: RadiographFacts, is_frontal: bool) -> RadiographFacts:
    if facts.view is not None:
        return facts
    guess = guessed_view(facts.source)
    if guess is not None and guess.is_frontal == is_frontal:
        return replace(facts, view=guess, notes=(*facts.notes, f"View taken from the file name: {guess.label}."))
    view = View.PA if is_frontal else View.LL
    return replace(facts, view=view, notes=(*facts.notes, f"View unknown, taken as {view.label}."))


def _with_pixel(facts: RadiographFacts, detector: ViewGeometry | None) -> RadiographFacts:
    """The facts with a pixel size; an unknown one is chosen so that the image fills the detector or 43 cm."""
    if facts.pixel_mm is not None:
        return facts
    if detector is None:
        pixel_mm = TYPICAL_LONG_SIDE_MM / facts.long_side_pixels
        note = f"{PIXEL_UNKNOWN}, taken as {pixel_mm:.3f} mm (the longer side is 43 cm)."
        if facts.view is not None and facts.view.is_frontal:
            likely_mm = plausible_pixel_mm(facts.image, pixel_mm, USUAL_MAGNIFICATION)
            if likely_mm != pixel_mm:
                note = (
                    f"{PIXEL_UNKNOWN}, taken as {likely_mm:.3f} mm (the body is {USUAL_WIDTH_MM / 10:g} cm wide; if "
                    "the longer side were 43 cm, it could not be that of an adult)."
                )
                pixel_mm = likely_mm
    else:
        rows, cols = facts.image.shape
        pixel_mm = detector.pixel_mm * min(detector.rows / rows, detector.cols / cols)
        note = f"{PIXEL_UNKNOWN}, taken as {pixel_mm:.3f} mm (the image fills the detector)."
    return replace(facts, pixel_mm=pixel_mm, notes=(*facts.notes, note))


def _long_side_mm(facts: RadiographFacts) -> float:
    return facts.long_side_pixels * (facts.pixel_mm or 1.0)


def _view_geometry(facts: RadiographFacts, size: int, pixel_mm: float) -> tuple[ViewGeometry, tuple[str, ...]]:
    """The view's geometry from its tags, completed by the distances of a chest stand, and what was assumed."""
    clinic = PRESETS["clinic"].frontal
    sdd_mm, sad_mm = facts.sdd_mm or clinic.sdd_mm, facts.sad_mm
    notes = [] if facts.sdd_mm else [f"{DISTANCES_UNKNOWN}; source to detector taken as {sdd_mm / 1000:g} m."]
    if sad_mm is None or not 0.5 * sdd_mm < sad_mm <= sdd_mm - _LEAST_BEHIND_CENTRE_MM:
        ends = "" if sad_mm is None else f"; the {sad_mm:g} mm that the file states for the patient end elsewhere"
        sad_mm = max(sdd_mm - _DETECTOR_BEHIND_CENTRE_MM, 0.5 * sdd_mm)
        notes.append(f"{CENTRE_ASSUMED} {sdd_mm - sad_mm:g} mm before the detector{ends}.")
    view = facts.view or View.PA
    return ViewGeometry(view, "cone", sad_mm, sdd_mm, size, size, pixel_mm), tuple(notes)


def text_in(facts: RadiographFacts) -> tuple[TextArea, ...]:
    """Where text seems to be burned into the image of a file; images of line integrals hold none."""
    if facts.scale != "display":
        return ()
    from xr2ct_core.radiography.burned_in import find_text

    return find_text(facts.image)


def _on_detector(facts: RadiographFacts, view: ViewGeometry) -> Radiograph:
    image, pixel_mm = facts.image, facts.pixel_mm or view.pixel_mm
    notes, areas = facts.notes, text_in(facts)
    if image.shape != (view.rows, view.cols) or abs(pixel_mm - view.pixel_mm) > 1e-6 * view.pixel_mm:
        from xr2ct_core.radiography.burned_in import on_detector

        areas = on_detector(areas, facts.image.shape, pixel_mm, (view.rows, view.cols), view.pixel_mm)
        height_mm, width_mm = (length * pixel_mm for length in image.shape)
        image = fitted_to_detector(image, pixel_mm, view.rows, view.cols, view.pixel_mm)
        margin_mm = max(view.rows * view.pixel_mm - height_mm, view.cols * view.pixel_mm - width_mm)
        if margin_mm > view.pixel_mm:
            notes = (*notes, f"Image {width_mm:.0f} x {height_mm:.0f} mm, padded with black to the detector.")
        beyond_mm = max(height_mm - view.rows * view.pixel_mm, width_mm - view.cols * view.pixel_mm)
        if beyond_mm > 2.0 * view.pixel_mm:
            notes = (*notes, f"Image {width_mm:.0f} x {height_mm:.0f} mm, cut to the detector, which is smaller.")
    return Radiograph(image, view.pixel_mm, view.view, facts.scale, facts.source, notes, facts.stated, text_areas=areas)
