"""`xr2ct benchmark`: the whole table of the protocol, from checkpoints and a folder of data."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.evaluate import chosen_methods, say_report
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.several import Paths, Texts, every, parsed_settings
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.protocol.tasks import BenchmarkTask, DeviceChoice, GeometryName


@dataclass(frozen=True)
class Benchmark:
    """Measure trained networks beside all baselines, on patients that none of them was trained on."""

    data: Path
    """Folder of CTs, or of pair files that name their true CT. Patients trained on become the mean volume."""
    out: Path
    """Folder for table.json, table.csv, table.md, table.html and a picture per case."""
    checkpoints: Paths = ()
    """Runs (their best checkpoint), checkpoints, or folders of them."""
    ensembles: Paths = ()
    """Folders of checkpoints or runs: those in one folder reconstruct together, as one row."""
    variants: Texts = ()
    """Settings, as NAME=VALUE or NAME=VALUE,NAME=VALUE: each network that has them at inference, and each method, is
    measured with them once more, as a row of its own; the table of what each part brings compares networks."""
    methods: str = "template,tv,backprojection"
    """Methods without training to measure, separated by commas; a learned one stands for its network that comes with
    the program, and on patients it learned from for those of its folds that come with it."""
    grid: Literal[64, 128] = 64
    """Voxels along each edge of the working cube; numbers of different grids cannot be compared."""
    geometry: GeometryName = "x2ct"
    """Geometry in which CTs are projected."""
    with_validation: bool = False
    """Measure also the patients of the validation part, on whom a checkpoint may have been chosen."""
    baselines: bool = True
    """Add the baselines of the protocol; switch off with --no-baselines where only settings are compared."""
    with_known: bool = False
    """Measure also patients that a network learned from, and say so: shows what settings and conditions change, not
    how good a network is."""
    robustness: bool = False
    """Measure again with turned, shifted, noisy and differently exposed radiographs. Takes ten times as long."""
    conditions: str = ""
    """Only these conditions, separated by commas, such as turned-5,shifted; includes --robustness."""
    styles: Paths = ()
    """Networks of the method style, or folders of them, that translate stand-ins for real X-rays: two conditions more
    for each kind of stand-in. A patient is measured with one that did not learn from him or her."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        methods, bundled = chosen_methods(self.methods, self.grid)
        task = BenchmarkTask(
            data_path=str(existing(self.data, "folder")),
            checkpoints=tuple(str(path) for path in (*_given(every(self.checkpoints)), *bundled)),
            ensembles=tuple(str(existing(path, "folder")) for path in every(self.ensembles)),
            variants=tuple(parsed_settings(_items(text)) for text in every(self.variants)),
            methods=methods,
            grid_size=self.grid,
            geometry=self.geometry,
            device=self.device,
            with_validation=self.with_validation,
            baselines=self.baselines,
            with_known=self.with_known,
            robustness=self.robustness or bool(self.conditions),
            conditions=_items(self.conditions),
            styles=tuple(str(path) for path in _given(every(self.styles))),
        )
        say_report(*run_task("benchmark", task, writable_folder(self.out), console), console)
        return 0


def _items(text: str) -> tuple[str, ...]:
    """What stands between commas, without the spaces around it."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _given(checkpoints: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(existing(path, "checkpoint") for path in checkpoints)
