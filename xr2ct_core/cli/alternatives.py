"""`xr2ct alternatives`: other volumes that explain the two X-rays about as well as a reconstruction does."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.on_cube import on_cube
from xr2ct_core.cli.overwriting import pair_sources, read_volume_files, refuse_overwriting, volume_files
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import run_task, scratch_folder, writable_folder
from xr2ct_core.errors import BadInputError
from xr2ct_core.protocol.results import Agreement, AlternativesSummary, AlternativesTask
from xr2ct_core.protocol.tasks import DeviceChoice

FILE_NAME: Final = "alternative-{number}.nii.gz"
SENTENCE: Final = "Alternative {number} of {count}: another volume that explains the X-rays about as well."


@dataclass(frozen=True)
class Alternatives:
    """Draw other volumes that explain the two X-rays about as well, from the method's own uncertainty."""

    volume: Path
    """Reconstruction: NIfTI, NRRD, MHA or NPZ."""
    pair: Path
    """Pair file (pair.json) that it was made from."""
    out: Path
    """Folder for the NIfTI files."""
    uncertainty: Path | None = None
    """Its standard deviation in HU, as `xr2ct reconstruct --uncertainty` writes it."""
    count: int = 4
    """How many, up to 16."""
    seed: int = 0
    """The same seed draws the same volumes."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        if self.uncertainty is None:
            raise BadInputError(
                "Other volumes are drawn from the uncertainty of the method, and none was given.",
                "Reconstruct with --uncertainty FILE and give it here; methods without one, such as tv, have no"
                " alternatives.",
            )
        pair_path = existing(self.pair, "pair file")
        folder = self.out.expanduser().absolute()
        paths = [folder / FILE_NAME.format(number=number) for number in range(1, self.count + 1)]
        refuse_overwriting(
            volume_files(*paths), (*read_volume_files(self.volume, self.uncertainty), *pair_sources(pair_path))
        )
        with scratch_folder() as scratch:
            cube = on_cube(self.volume, pair_path, "volume", scratch)
            deviation = on_cube(self.uncertainty, pair_path, "uncertainty", scratch)
            task = AlternativesTask(
                volume_path=str(cube.array_path),
                uncertainty_path=str(deviation.array_path),
                pair_path=str(pair_path),
                geometry=cube.provenance.geometry,
                fit_display=cube.provenance.fit_display,
                count=self.count,
                seed=self.seed,
                device=self.device,
            )
            writable_folder(folder)
            found, artifacts = run_task("alternatives", task, scratch / "result", console)
            files = []
            for number, (artifact, path) in enumerate(zip(artifacts, paths, strict=True), start=1):
                sentence = SENTENCE.format(number=number, count=self.count)
                values = np.load(artifact.path, allow_pickle=False)
                files.append(str(cube.write(values, sentence, path)))
        summary = AlternativesSummary.model_validate(found)
        console.result({**summary.model_dump(mode="json"), "files": files})
        console.say(f"given volume: {_words(summary.volume)}")
        for file, agreement in zip(files, summary.alternatives, strict=True):
            console.say(f"[bold]{escape(file)}[/]")
            console.say(f"  {_words(agreement)}; differs by {agreement.difference_hu:.0f} HU where that is unsure")
        console.say(f"[yellow]{cube.provenance.banner}[/]")
        return 0


def _words(agreement: Agreement) -> str:
    values = (agreement.psnr_frontal_db, agreement.psnr_lateral_db)
    frontal, lateral = ("not measured" if value is None else f"{value:.1f} dB" for value in values)
    return f"X-ray agreement {frontal} (frontal), {lateral} (lateral)"
