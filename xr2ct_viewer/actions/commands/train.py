"""Training."""

from typing import Final

from xr2ct_viewer.actions.command import Command

TRAIN_COMMANDS: Final = (
    Command(
        "train.start",
        "Start training",
        "train/1",
        "run",
        "Ctrl+Return",
        "not in_read and can_train",
        "Learn from the chosen data, in a process of its own",
    ),
    Command(
        "train.pause",
        "Pause training",
        "train/2",
        "pause",
        "Ctrl+P",
        "training_runs and not training_paused",
        "Hold after the running step",
    ),
    Command(
        "train.resume",
        "Go on with training",
        "train/2",
        "run",
        "Ctrl+Shift+R",
        "training_paused",
        "To the same result as without the pause",
    ),
    Command(
        "train.checkpoint",
        "Checkpoint now",
        "train/2",
        "checkpoint",
        "Ctrl+Shift+S",
        "training_runs",
        "Keep the weights as they are now, and go on",
    ),
    Command(
        "train.preview",
        "Preview now",
        "train/2",
        "volume",
        "",
        "training_runs",
        "Reconstruct the previewed case as the network is now, and go on",
    ),
    Command("train.stop", "Stop training", "train/2", "cancel", "Ctrl+.", "training_runs", "Stop with a checkpoint"),
)
