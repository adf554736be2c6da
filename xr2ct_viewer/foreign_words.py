"""Words that reach a person and are written nowhere in this program: those of the system and of checks of settings.

They stand in sentences as values, such as the reason in “cannot be read: {reason}.”, or below a field of a form.
"""

from typing import Final

from xr2ct_viewer.models.marked import marked

SYSTEM: Final = (
    marked("Permission denied"),
    marked("Operation not permitted"),
    marked("No such file or directory"),
    marked("File exists"),
    marked("Not a directory"),
    marked("Is a directory"),
    marked("Directory not empty"),
    marked("No space left on device"),
    marked("Disk quota exceeded"),
    marked("Read-only file system"),
    marked("File name too long"),
    marked("Input/output error"),
    marked("Too many open files"),
    marked("Device or resource busy"),
)
"""What `os.strerror` says of files."""
PROBLEMS: Final = (
    marked("Should be greater than {limit}."),
    marked("Should be greater than or equal to {limit}."),
    marked("Should be less than {limit}."),
    marked("Should be less than or equal to {limit}."),
    marked("Should be a multiple of {step}."),
    marked("{setting}: Input should be greater than {limit}"),
    marked("{setting}: Input should be greater than or equal to {limit}"),
    marked("{setting}: Input should be less than {limit}"),
    marked("{setting}: Input should be less than or equal to {limit}"),
    marked("{setting}: Extra inputs are not permitted"),
    marked("{setting}: Field required"),
    marked("Crossing and mixing together must not be above 1."),
    marked("Photons low must be 0 or at least 1, and photons high not below it."),
    marked("Nodule largest must not be below nodule smallest."),
)
"""What forms (`problem_in_words`) and errors (`settings_in_words`) say of a setting: words of pydantic and its own."""
