"""`xr2ct runs pack`: from a run to a folder that can be given away, or put among those that come with the program."""

from dataclasses import dataclass
from pathlib import Path

import tyro
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.several import Settings, every, parsed_settings
from xr2ct_core.cli.work import run_task
from xr2ct_core.protocol.tasks import PackTask
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint, read_info
from xr2ct_core.runs.model_card import Rounding


@dataclass(frozen=True)
class PackRun:
    """Make a network ready to be given away: weights in 16 bit, a description without paths, and a model card."""

    path: tyro.conf.Positional[Path]
    """Run (its best checkpoint) or checkpoint."""
    out: Path
    """New folder."""
    name: str = ""
    """What the network is called; by default the name of the folder."""
    benchmark: Path | None = None
    """The table.json of `xr2ct benchmark` in which the folds of this network were measured."""
    calibration: Path | None = None
    """The calibration.json that `xr2ct calibrate` made from those folds; by default the one beside the weights."""
    settings: Settings = ()
    """Settings at inference with which the network is given away, as NAME=VALUE."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        out = self.out.expanduser().absolute()
        checkpoint = chosen_checkpoint(existing(self.path, "run"))
        read_info(checkpoint)
        task = PackTask(
            checkpoint=str(checkpoint),
            name=self.name or out.name,
            table=str(existing(self.benchmark, "table")) if self.benchmark else "",
            changes=parsed_settings(every(self.settings)),
            calibration=str(existing(self.calibration, "calibration")) if self.calibration else "",
        )
        summary, artifacts = run_task("pack", task, out, console)
        console.result({**summary, "files": [item.path for item in artifacts]})
        for item in artifacts:
            console.say(escape(item.path))
        console.say(f"  16 bits change a volume by {Rounding(**summary['rounding']).in_words}")
        return 0
