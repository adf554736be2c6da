"""What a person adds to a run: a star and a text, in `note.json`, apart from what the training writes."""

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.files import read_text, write_text

NOTE_NAME: Final = "note.json"


class RunNote(BaseModel):
    """A star and a text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    star: bool = False
    text: str = ""


def read_note(path: Path) -> RunNote:
    """The note at `path`, an empty one if there is none; raises `BadInputError` for a damaged file."""
    if not path.exists():
        return RunNote()
    try:
        return RunNote.model_validate_json(read_text(path))
    except ValidationError as error:
        raise BadInputError(f"{path} is damaged.", "Remove it, or write the note again.") from error


def write_note(path: Path, note: RunNote) -> None:
    write_text(path, note.model_dump_json(indent=2) + "\n")
