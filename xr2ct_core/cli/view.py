"""`xr2ct view`: the window; without a display the same job done to files.

The window belongs to another package, which this one does not import: it is found by its entry point.
"""

import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final, Literal

import tyro

from xr2ct_core.asked_corrections import as_options
from xr2ct_core.cli.choice import chosen
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.corrections import AS_GIVEN, CorrectionsOfPair
from xr2ct_core.cli.overwriting import pair_sources, refuse_overwriting, volume_files
from xr2ct_core.cli.pairs import one_pair
from xr2ct_core.cli.reconstruct import reconstruct_to_files, report
from xr2ct_core.cli.start import ended_like_an_interrupt
from xr2ct_core.cli.work import scratch_folder, writable_folder
from xr2ct_core.corrections import NOTHING, PairCorrection
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.io.given_pair import file_of_pair
from xr2ct_core.system import has_display

_WINDOW: Final = "xr2ct-viewer"


@dataclass(frozen=True)
class View:
    """Open the window. Where there is no display it writes the volume and a picture instead."""

    files: tyro.conf.Positional[tuple[Path, ...]] = ()
    """A pair file, a frontal and a lateral image, or a volume."""
    sample: bool = False
    """Open the bundled real case and reconstruct it."""
    corrections: CorrectionsOfPair = AS_GIVEN
    headless: bool = False
    """Write the volume and a picture into --out, also where there is a display."""
    out: Path = Path("xr2ct-out")
    """Folder for what is written without a window."""
    method: str | None = None
    """Method used without a window; by default the best that comes with the program."""
    grid: Literal[64, 128] = 128
    """Voxels along each edge of the working cube, without a window."""
    anyway: bool = False
    """Without a window: make a volume even of X-rays that are refused."""
    json: bool = False
    """Without a window: print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        if self.sample and self.files:
            raise BadInputError("--sample opens the bundled case and no other files.", "Leave out one of the two.")
        correction = self.corrections.correction
        if correction != NOTHING and not (self.sample or self.files):
            raise BadInputError("There are no X-rays to put right.", "Name them, or give --sample.")
        if self.headless or not has_display():
            with ended_like_an_interrupt():
                return self._write_files(correction, console)
        opened = ["--sample", "--reconstruct"] if self.sample else [*map(str, self.files)]
        return open_window([*opened, *as_options(correction).split()])

    def _write_files(self, correction: PairCorrection, console: Console) -> int:
        choice = chosen(self.method, None, self.grid)
        with scratch_folder() as scratch:
            name, pair_path = self._input(correction, scratch)
            folder = self.out.expanduser().absolute()
            volume, preview = folder / f"{name}.nii.gz", folder / f"{name}.png"
            refuse_overwriting((*volume_files(volume), preview), pair_sources(*self.files))
            writable_folder(folder)
            reason = "As asked" if self.headless else "There is no display"
            console.note(f"{reason}: the volume and a picture are written to {folder} instead of a window.")
            done = reconstruct_to_files(
                pair_path,
                volume,
                console,
                choice=choice,
                scratch=scratch,
                anyway=self.anyway,
                preview=preview,
            )
        report(done, console)
        return 0

    def _input(self, correction: PairCorrection, scratch: Path) -> tuple[str, Path]:
        if self.sample:
            from xr2ct_core.samples import samples

            if not samples():
                raise BadInputError("The bundled case is not installed.", "See `xr2ct doctor`.")
            first = samples()[0]
            return first.id, file_of_pair(Path(first.pair_path), scratch / "pair", correction)
        match self.files:
            case (pair,) if pair.suffix.lower() == ".json":
                return pair.absolute().parent.name, one_pair(pair, None, None, None, scratch, correction)
            case (frontal, lateral):
                return frontal.stem, one_pair(None, frontal, lateral, None, scratch, correction)
        raise BadInputError(
            "Without a display there is nothing to show.",
            "Give --sample, a pair file, or a frontal and a lateral image; or start it where there is a display.",
        )


def open_window(arguments: list[str]) -> int:
    """Run the viewer's entry point with these command-line arguments; returns its exit code."""
    found = list(entry_points(group="gui_scripts", name=_WINDOW))
    if not found:
        raise Xr2ctError("The window is not installed.", "Install xr2ct again, or use --headless.")
    sys.argv = [_WINDOW, *arguments]
    code = found[0].load()()
    return code if isinstance(code, int) else 0
