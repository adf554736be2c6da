"""`xr2ct evaluate`: methods measured on cases whose CT is known, or on radiographs by what they say without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rich.markup import escape

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.several import Paths, every
from xr2ct_core.cli.work import run_task, writable_folder
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.protocol.messages import Artifact
from xr2ct_core.protocol.tasks import DeviceChoice, EvaluateTask, GeometryName
from xr2ct_core.runs.bundled import bundled_checkpoint
from xr2ct_core.runs.checkpoint_info import chosen_checkpoint


@dataclass(frozen=True)
class Evaluate:
    """Measure methods beside the baselines, on pairs with a truth or on CTs that are projected first.

    Pairs of which none names a true CT are measured by their agreement with the X-rays, by doubts and plausibility.
    """

    out: Path
    """Folder for table.json, table.csv, table.md and a picture per case; without a truth also table.html."""
    pairs: Paths = ()
    """Pair files, or folders with them, that name their true CT, or of which none does."""
    data: Path | None = None
    """Folder of CTs to project and reconstruct, or of radiograph pairs, as made by `xr2ct prepare`."""
    methods: str = "template,tv,backprojection"
    """Methods to measure, separated by commas; of learned ones the networks that come with the program. Patients these
    were trained on are measured with those of their folds, or left out."""
    checkpoints: Paths = ()
    """Runs, checkpoints, or folders of them, measured as well, on patients new to them."""
    grid: Literal[64, 128] = 64
    """Voxels along each edge of the working cube; numbers of different grids cannot be compared."""
    geometry: GeometryName = "x2ct"
    """Geometry in which the CTs of --data are projected."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    baselines: bool = True
    """Add the baselines of the protocol to the table; switch off with --no-baselines."""
    limit: int | None = None
    """Pairs without a truth at most, from the first on."""
    plausibility: Path | None = None
    """Run or checkpoint of the method continuity, which says whether slices follow each other as in CTs."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        if bool(self.pairs) == (self.data is not None):
            raise BadInputError("An evaluation needs cases.", "Use either --pairs or --data.")
        methods, bundled = chosen_methods(self.methods, self.grid)
        task = EvaluateTask(
            pair_paths=tuple(str(existing(path, "pair file or folder")) for path in every(self.pairs)),
            ct_paths=(str(existing(self.data, "folder")),) if self.data else (),
            checkpoints=(*(str(existing(path, "run")) for path in every(self.checkpoints)), *map(str, bundled)),
            methods=methods,
            grid_size=self.grid,
            geometry=self.geometry,
            device=self.device,
            baselines=self.baselines,
            limit=self.limit,
            plausibility=str(chosen_checkpoint(self.plausibility)) if self.plausibility else "",
        )
        say_report(*run_task("evaluate", task, writable_folder(self.out), console), console)
        return 0


def chosen_methods(names: str, grid_size: int) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """The methods in a list with commas, each once: those without training, and the bundled networks of the others.

    Raises `BadConfigError` for an unknown method, and for a learned one of which no network comes with the program.
    """
    ready, bundled = [], []
    for name in dict.fromkeys(name.strip() for name in names.split(",") if name.strip()):
        if not method_spec(name).needs_training:
            ready.append(name)
            continue
        checkpoint = bundled_checkpoint(name, grid_size)
        if checkpoint is None:
            raise BadConfigError(
                f"{name} is measured only once trained, and no network of it comes with the program.",
                "Give its run to `xr2ct benchmark --checkpoints`.",
            )
        bundled.append(checkpoint.path)
    return tuple(ready), tuple(bundled)


def say_report(
    summary: dict[str, Any], artifacts: Sequence[Artifact], console: Console, role: str = "table_md"
) -> None:
    """The table for people, or the summary as JSON, and where the files are."""
    console.result({**summary, "files": [{"role": item.role, "path": item.path} for item in artifacts]})
    for artifact in artifacts:
        if artifact.role == role:
            console.say(escape(Path(artifact.path).read_text(encoding="utf-8")))
    for artifact in artifacts:
        console.say(escape(artifact.path))
