"""What is said about text burned into the X-rays, and the edits that mask it or show it again."""

from dataclasses import replace
from typing import Final, Literal

from xr2ct_core.origins import BURNED_IN_STATED
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.input_notes import InputNote
from xr2ct_viewer.models.marked import marked
from xr2ct_viewer.models.study import Study

Side = Literal["frontal", "lateral"]
SIDES: Final[tuple[Side, Side]] = ("frontal", "lateral")
BURNED_IN: Final[dict[Side, str]] = {
    "frontal": marked("Text is burned into the frontal image; it may identify the patient."),
    "lateral": marked("Text is burned into the lateral image; it may identify the patient."),
}
MASKED: Final[dict[Side, str]] = {
    "frontal": marked("Text in the frontal image is masked."),
    "lateral": marked("Text in the lateral image is masked."),
}
STATED: Final[dict[Side, str]] = {
    "frontal": marked("The file of the frontal image says that text is burned into it, but none was found."),
    "lateral": marked("The file of the lateral image says that text is burned into it, but none was found."),
}
LOOK: Final = marked("Look at the image before it leaves.")
FOUND_BY: Final = marked("Found by its looks: rows of small sharp marks. It can be wrong, and small text can be missed")


def sides_with_text(study: Study) -> tuple[Side, ...]:
    """The images of a study that show text now."""
    pair = study.pair
    return () if pair is None else tuple(side for side in SIDES if getattr(pair, side).text_areas)


def sides_of_result_with_text(study: Study) -> tuple[Side, ...]:
    """The images that the shown result was made from with their text, which its own pictures of them still show."""
    result = study.result
    if result is None or study.source_pair is None:
        return ()
    images = study.source_pair.radiographs[::-1] if result.edit.swap else study.source_pair.radiographs
    return tuple(
        side
        for side, image in zip(SIDES, images, strict=True)
        if image.text_areas and not getattr(result.edit, side).mask_text
    )


def text_notes(study: Study) -> tuple[InputNote, ...]:
    """A note for each image with text, and a hint for each whose text is masked."""
    notes = []
    shown = sides_with_text(study)
    for side in SIDES:
        if side in shown:
            notes.append(InputNote(f"text-{side}", BURNED_IN[side], tip=FOUND_BY, action="mask"))
        elif not _had_text(study, side):
            assumptions = getattr(study.pair, side).assumptions if study.pair is not None else ()
            if any(sentence.startswith(BURNED_IN_STATED) for sentence in assumptions):
                notes.append(InputNote(f"text-{side}", STATED[side], LOOK))
        else:
            notes.append(InputNote(f"text-{side}", MASKED[side], tip=FOUND_BY, action="unmask", level="hint"))
    return tuple(notes)


def masked(edit: InputEdit, sides: tuple[Side, ...], *, is_masked: bool) -> InputEdit:
    """The edit with the text of these images masked, or shown."""
    for side in sides:
        image = replace(getattr(edit, side), mask_text=is_masked)
        edit = replace(edit, frontal=image) if side == "frontal" else replace(edit, lateral=image)
    return edit


def _had_text(study: Study, side: Side) -> bool:
    """Whether the image in a place had text before it was masked."""
    if study.source_pair is None or not getattr(study.edit, side).mask_text:
        return False
    images = study.source_pair.radiographs[::-1] if study.edit.swap else study.source_pair.radiographs
    return bool(images[SIDES.index(side)].text_areas)
