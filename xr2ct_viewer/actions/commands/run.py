"""Reconstructing and projecting."""

from typing import Final

from xr2ct_viewer.actions.command import Command

RUN_COMMANDS: Final = (
    Command(
        "run.start",
        "Reconstruct",
        "run/1",
        "run",
        "Ctrl+R",
        "in_read and has_pair and not is_running",
        "Make a volume of the two X-rays with the chosen method",
    ),
    Command(
        "run.cancel",
        "Cancel",
        "run/1",
        "cancel",
        "Escape",
        "in_read and is_running",
        "Stop the reconstruction; everything else stays",
    ),
    Command(
        "run.calibrate",
        "Calibrate the geometry",
        "run/2",
        "geometry",
        "",
        "in_read and has_pair",
        "Find from the two X-rays how they were taken; a proposal that you apply or not",
    ),
    Command(
        "run.project",
        "Make X-ray pair from this CT",
        "run/2",
        "xray",
        "",
        "in_read and has_ct and not is_running",
        "The two X-rays this CT would give, as a case of its own",
    ),
    Command(
        "run.bench",
        "X-ray bench…",
        "run/2",
        "bench",
        "Ctrl+Shift+B",
        "in_read and has_known_volume",
        "Drag X-ray tubes around this volume, make pairs, see what one more X-ray buys",
    ),
)
