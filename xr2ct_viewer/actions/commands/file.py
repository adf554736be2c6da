"""Opening, exporting and closing."""

from typing import Final

from xr2ct_viewer.actions.command import Command

FILE_COMMANDS: Final = (
    Command("file.open", "Open X-rays or CT…", "file/1", "open", "Ctrl+O", tip="Open two X-rays, a pair file or a CT"),
    Command(
        "file.open_folder",
        "Open DICOM folder…",
        "file/1",
        "open",
        "Ctrl+Shift+O",
        tip="A folder with a CT series or a pair",
    ),
    Command("file.sample", "Try the sample", "file/1", "sample", "Ctrl+T", tip="Open a bundled real case"),
    Command(
        "file.phantom", "Open the computed thorax", "file/1", "sample", tip="A drawn chest with known truth, no patient"
    ),
    Command(
        "file.export",
        "Export…",
        "file/2",
        "export",
        "Ctrl+E",
        "in_read and has_study",
        "Save volume, DICOM, pictures, movies, surfaces or a report",
    ),
    Command(
        "file.copy",
        "Copy picture",
        "file/2",
        "copy",
        "Ctrl+Shift+C",
        "in_read and has_study",
        "Copy the views with their banner",
    ),
    Command(
        "file.deidentify",
        "De-identify DICOM files…",
        "file/2",
        "hide",
        "",
        "in_read",
        "Write DICOM images again without what tells whose they are",
    ),
    Command(
        "file.close", "Close study", "file/3", "close", "Ctrl+W", "in_read and has_study", "Put the case in front away"
    ),
    Command("file.quit", "Quit", "file/4", "quit", "Ctrl+Q", tip="Close the window; what runs is asked about first"),
)
