"""`xr2ct card`: a reconstruction beside baselines on its own two X-rays."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.on_cube import on_cube
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, scratch_folder
from xr2ct_core.protocol.results import CardSummary, CardTask
from xr2ct_core.protocol.tasks import DeviceChoice

COLUMNS: Final = (
    ("equivalent_blur_mm", "blur\n(mm)", ".1f"),
    ("psnr_3d_db", "3D\n(dB)", ".1f"),
    ("mae_hu_body", "MAE\n(HU)", ".0f"),
    ("dice_lung", "lung\nDice", ".2f"),
    ("psnr_unseen_db", "unseen\n(dB)", ".1f"),
    ("psnr_frontal_db", "frontal\n(dB)", ".1f"),
    ("psnr_lateral_db", "lateral\n(dB)", ".1f"),
)
"""Measure, heading and format; JSON has all measures."""


@dataclass(frozen=True)
class Card:
    """Measure a reconstruction beside baselines: against the true CT where the pair has one, else the X-rays."""

    volume: Path
    """Reconstruction: NIfTI, NRRD, MHA or NPZ."""
    pair: Path
    """Pair file (pair.json) that it was made from."""
    uncertainty: Path | None = None
    """Its standard deviation in HU, as `xr2ct reconstruct --uncertainty` writes it, to be measured as well."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        pair_path = existing(self.pair, "pair file")
        with scratch_folder() as scratch:
            cube = on_cube(self.volume, pair_path, "volume", scratch)
            deviation = on_cube(self.uncertainty, pair_path, "uncertainty", scratch) if self.uncertainty else None
            task = CardTask(
                pair_path=str(pair_path),
                volume_path=str(cube.array_path),
                uncertainty_path=str(deviation.array_path) if deviation else None,
                geometry=cube.provenance.geometry,
                fit_display=cube.provenance.fit_display,
                method=cube.provenance.method_id,
                checkpoint_sha256=cube.provenance.checkpoint_sha256,
                device=self.device,
            )
            found, _ = run_task("card", task, scratch / "result", console)
        card = CardSummary.model_validate(found)
        console.result(card.model_dump(mode="json"))
        console.say(f"[bold]{escape(card.verdict)}[/]", _table(card))
        for note in card.notes:
            console.note(f"note: {note}")
        return 0


def _table(card: CardSummary) -> Table:
    """The measures that were taken, a row for each volume; a row that failed says why below its name."""
    shown = [column for column in COLUMNS if any(column[0] in row.metrics for row in card.rows)]
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("", no_wrap=True)
    for _, heading, _ in shown:
        table.add_column(heading, justify="right", no_wrap=True)
    for row in card.rows:
        name = row.title if row.is_baseline else f"[bold]{escape(row.title)}[/]"
        values = [f"{row.metrics[key]:{form}}" if key in row.metrics else "-" for key, _, form in shown]
        table.add_row(f"{name}\n{escape(row.message)}" if row.message else name, *values)
    return table
