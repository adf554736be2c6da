"""`xr2ct lungmask`: the lungs on both radiographs of a pair; how well they are found; learning it again."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.corrections import AS_GIVEN, CorrectionsOfPair
from xr2ct_core.cli.overwriting import files_in, pair_sources, refuse_overwriting
from xr2ct_core.cli.pairs import existing, one_pair
from xr2ct_core.cli.work import run_task, scratch_folder, writable_folder
from xr2ct_core.errors import BadConfigError
from xr2ct_core.io.files import write_text
from xr2ct_core.protocol.lungs import LearnLungsTask, LungsSummary, LungsTask, MeasureLungsTask
from xr2ct_core.protocol.tasks import DeviceChoice, GeometryName

_VIEWS: Final = ("frontal", "lateral")
_MASKS: Final = tuple(f"lung_{view}.png" for view in _VIEWS)
_OVERLAYS: Final = tuple(f"lung_{view}_overlay.png" for view in _VIEWS)
_TABLE: Final = "lungs.json"


@dataclass(frozen=True)
class Lungmask:
    """Find the lungs on both radiographs: masks, pictures, and what looks wrong (cut off, implausible, none)."""

    pair: Path | None = None
    """Pair file (pair.json)."""
    frontal: Path | None = None
    """Frontal image, instead of a pair file."""
    lateral: Path | None = None
    """Lateral image, instead of a pair file."""
    geometry: GeometryName | None = None
    """Where source and detector stood, for two images."""
    corrections: CorrectionsOfPair = AS_GIVEN
    out: Path | None = None
    """Folder for the masks, of --learn for the network, of --benchmark for the table."""
    checkpoint: Path | None = None
    """Folder of another network than the one that comes with the program."""
    device: DeviceChoice = "auto"
    """Where to compute."""
    learn: Path | None = None
    """Folder of chest CTs: learn to find lungs from them; goes on with what was begun in --out."""
    benchmark: Path | None = None
    """Folder of chest CTs: measure the networks of --checkpoints, each on the patients whom its fold left out."""
    checkpoints: Path | None = None
    """Folder with a network for each fold, for --benchmark."""
    folds: str = ""
    """File of folds, or shared-cts."""
    fold: str = "all"
    """Fold whose patients --learn leaves out; all: nobody."""
    steps: int = 800
    """Steps of --learn."""
    bodies: int = 16
    """Bodies that --learn makes of each CT."""
    table: Path | None = None
    """The lungmask.json of a benchmark, whose numbers --learn puts into the model card."""
    seed: int = 0
    """Seed of --learn and --benchmark."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        if self.learn is not None and self.benchmark is not None:
            raise BadConfigError("Learning and measuring are two commands.", "Give --learn or --benchmark.")
        if self.learn is not None:
            return self._learn(existing(self.learn, "folder"), console)
        if self.benchmark is not None:
            return self._measure(existing(self.benchmark, "folder"), console)
        return self._find(console)

    def _find(self, console: Console) -> int:
        correction = self.corrections.correction
        checkpoint = existing(self.checkpoint, "folder") if self.checkpoint else None
        if self.out is not None:
            refuse_overwriting(
                (self.out / name for name in (*_MASKS, *_OVERLAYS, _TABLE)),
                (*pair_sources(self.pair, self.frontal, self.lateral), *files_in(checkpoint)),
            )
        out = writable_folder(self.out).absolute() if self.out else None
        with scratch_folder() as scratch:
            pair_path = one_pair(self.pair, self.frontal, self.lateral, self.geometry, scratch, correction)
            task = LungsTask(pair_path=str(pair_path), checkpoint=str(checkpoint or ""), device=self.device)
            found, artifacts = run_task("lungs", task, scratch / "result", console)
            files = [] if out is None else _write(pair_path, {one.role: Path(one.path) for one in artifacts}, out)
        summary = LungsSummary.model_validate(found)
        written = {**summary.model_dump(mode="json"), "files": [str(path) for path in files]}
        if out is not None:
            write_text(out / _TABLE, json.dumps(written, indent=1, ensure_ascii=False) + "\n")
            files.append(out / _TABLE)
        console.result(written)
        console.say(
            f"lungs on [bold]{summary.share_frontal:.0%}[/] of the frontal "
            f"and [bold]{summary.share_lateral:.0%}[/] of the lateral image"
        )
        for sentence in summary.quality:
            console.say(f"[yellow]{escape(sentence)}[/]")
        for sentence in summary.hints:
            console.note(f"hint: {sentence}")
        for path in files:
            console.say(f"[bold]{escape(str(path))}[/]")
        return 0

    def _learn(self, folder: Path, console: Console) -> int:
        out = self._folder("the network")
        task = LearnLungsTask(
            data_path=str(folder),
            folds=self.folds,
            fold=self.fold,
            steps=self.steps,
            bodies=self.bodies,
            seed=self.seed,
            table=str(existing(self.table, "table")) if self.table else "",
        )
        info, _ = run_task("learn-lungs", task, out, console)
        console.result({"folder": str(out), **info})
        console.say(f"[bold]{escape(str(out))}[/] learned from {len(info['patients'])} patients")
        return 0

    def _measure(self, folder: Path, console: Console) -> int:
        out = self._folder("the table")
        if self.checkpoints is None or not self.folds:
            raise BadConfigError(
                "A benchmark needs networks and the folds they were learned in.", "Give --checkpoints and --folds."
            )
        task = MeasureLungsTask(
            data_path=str(folder),
            checkpoints=str(existing(self.checkpoints, "folder")),
            folds=self.folds,
            seed=self.seed,
        )
        table, artifacts = run_task("measure-lungs", task, out, console)
        console.result(table)
        (text,) = [Path(one.path) for one in artifacts if one.role == "table_md"]
        console.say(text.read_text(encoding="utf-8"))
        return 0

    def _folder(self, what: str) -> Path:
        if self.out is None:
            raise BadConfigError(f"There is no place for {what}.", "Give a folder with --out.")
        return writable_folder(self.out).absolute()


def _write(pair_path: Path, arrays: dict[str, Path], out: Path) -> list[Path]:
    """Masks as PNG, white = lung, and pictures of both views."""
    from xr2ct_core.lungmask.overlay import overlay

    pair = io.read_pair(pair_path)
    files = []
    for name, radiograph, mask, picture in zip(_VIEWS, pair.radiographs, _MASKS, _OVERLAYS, strict=True):
        lung, path_mm = (np.load(arrays[f"{role}_{name}"], allow_pickle=False) for role in ("lung", "lung_path"))
        files.append(io.write_png(out / mask, np.rint(255.0 * np.clip(lung, 0, 1)).astype(np.uint8)))
        files.append(io.write_png(out / picture, overlay(radiograph.image, lung, path_mm)))
    return files
