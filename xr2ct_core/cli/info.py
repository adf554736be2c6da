"""`xr2ct info`: what a volume, a pair, an X-ray or a trained network says about itself. Nothing is computed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import tyro
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.notes import notes_of, tell
from xr2ct_core.cli.pairs import existing
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.io.file_kind import FileKind
from xr2ct_core.provenance import assumed
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.runs.calibration import read_calibration
from xr2ct_core.runs.checkpoint_info import DESCRIPTION, chosen_checkpoint, read_info
from xr2ct_core.volume import Volume

_SHOWN: Final = 16
"""Of the digits of a hash; --json has all."""


@dataclass(frozen=True)
class Info:
    """Say what a file is and where it came from: a volume, a pair, an X-ray, a run or a checkpoint."""

    path: tyro.conf.Positional[Path]
    """Volume (file or folder of a DICOM series), pair file (pair.json), X-ray image, run or checkpoint."""
    json: bool = False
    """Print one JSON object."""

    def run(self, console: Console) -> int:
        path = existing(self.path, "file or folder")
        if (path / DESCRIPTION).is_file() or (path / "run.json").is_file():
            return self._checkpoint(chosen_checkpoint(path), console)
        if (path / "pair.json").is_file():
            path = path / "pair.json"
        kind = io.sniff(path) if path.is_file() else None
        if kind is FileKind.JSON:
            return self._pair(io.read_pair(path), console)
        if kind is None or kind.is_volume or (kind is FileKind.DICOM and _is_slice(path)):
            return self._volume(io.read_volume(path), console)
        return self._radiograph(io.read_radiograph(path), console)

    def _volume(self, volume: Volume, console: Console) -> int:
        provenance = assumed(volume.provenance)
        x, y, z = (float(length) for length in reversed(volume.spacing_zyx_mm))
        lowest, highest = float(volume.hu.min()), float(volume.hu.max())
        console.result(
            {
                "kind": "volume",
                "shape_zyx": volume.shape_zyx,
                "spacing_zyx_mm": (z, y, x),
                "first_voxel_lps_mm": [float(value) for value in volume.affine.voxel_to_world((0, 0, 0))],
                "hu_range": (lowest, highest),
                "banner": provenance.banner,
                "provenance": provenance.model_dump(mode="json"),
            }
        )
        made = (provenance.created, provenance.program)
        depth, height, width = volume.shape_zyx
        console.say(
            f"[bold]Volume[/] of {width} x {height} x {depth} voxels (x, y, z) of {x:.4g} x {y:.4g} x {z:.4g} mm"
        )
        console.say(f"  {lowest:.0f} to {highest:.0f} HU")
        console.say(f"  [bold]{escape(provenance.banner)}[/]")
        _say_table(
            {
                "kind": provenance.kind,
                "subject": provenance.subject,
                "method": provenance.method_id,
                "checkpoint": provenance.checkpoint_sha256[:_SHOWN],
                "source": provenance.source,
                "licence": provenance.licence,
                "made": ", ".join(filter(None, made)) if provenance.synthetic else "",
            },
            console,
        )
        tell(notes_of(provenance), console)
        return 0

    def _pair(self, pair: RadiographPair, console: Console) -> int:
        console.result(
            {
                "kind": "pair",
                "subject": pair.subject,
                "cube_mm": pair.cube_mm,
                "truth": str(pair.truth_path) if pair.truth_path else None,
                "views": [_described(one) for one in pair.radiographs],
                "geometry": [asdict(view) for view in pair.geometry.views],
            }
        )
        console.say(f"[bold]Pair[/]{f' of {escape(pair.subject)}' if pair.subject else ''}")
        for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True):
            _say_radiograph(radiograph, console)
            console.say(f"    {_beam(view)}")
        truth = f"true CT: {escape(str(pair.truth_path))}" if pair.truth_path else "no true CT is known"
        console.say(f"  {truth}")
        tell(tuple(dict.fromkeys(note for one in pair.radiographs for note in one.assumptions)), console)
        return 0

    def _radiograph(self, radiograph: Radiograph, console: Console) -> int:
        console.result({"kind": "radiograph", **_described(radiograph)})
        console.say("[bold]X-ray[/]")
        _say_radiograph(radiograph, console)
        tell(radiograph.assumptions, console)
        return 0

    def _checkpoint(self, path: Path, console: Console) -> int:
        info = read_info(path)
        calibrated = read_calibration(path) is not None
        console.result(
            {
                "kind": "checkpoint",
                "path": str(path),
                **info.model_dump(mode="json"),
                "calibrated": calibrated,
                "learned_from": sorted(info.learned_from),
            }
        )
        console.say(f"[bold]Trained network[/] of {escape(info.method)}, {info.grid_size}³ voxels")
        parts = info.data.get("patients") or {}
        _say_table(
            {
                "checkpoint": str(path),
                "steps": f"{info.step:,}",
                "learned from": f"{len(info.learned_from)} people and phantoms",
                "chosen on": ", ".join(map(str, parts.get("validation", ()))),
                "held out": ", ".join(map(str, parts.get("test", ()))),
                "weights": info.weights_sha256[:_SHOWN],
                "uncertainty": "calibrated" if calibrated else "not calibrated",
                "made": info.program,
            },
            console,
        )
        return 0


def _is_slice(path: Path) -> bool:
    """Whether a DICOM file is a slice of a CT, by its tag."""
    import pydicom

    return str(pydicom.dcmread(path, stop_before_pixels=True, force=True).get("Modality", "")) == "CT"


def _beam(view: ViewGeometry) -> str:
    if view.model == "parallel":
        return "parallel beams"
    return f"source {view.sad_mm:g} mm from the isocentre and {view.sdd_mm:g} mm from the detector"


def _described(radiograph: Radiograph) -> dict[str, Any]:
    rows, cols = radiograph.shape
    return {
        "view": radiograph.view.value,
        "rows": rows,
        "cols": cols,
        "pixel_mm": radiograph.pixel_mm,
        "scale": radiograph.scale,
        "source": radiograph.source,
        "stated": dict(radiograph.stated),
        "assumptions": radiograph.assumptions,
        "text_areas": radiograph.text_areas,
    }


def _say_radiograph(radiograph: Radiograph, console: Console) -> None:
    rows, cols = radiograph.shape
    meaning = "line integrals" if radiograph.scale == "line_integral" else "a display image"
    console.say(f"  {radiograph.view.label}: {cols} x {rows} pixels of {radiograph.pixel_mm:.4g} mm, {meaning}")


def _say_table(rows: Mapping[str, str], console: Console) -> None:
    """The rows that have something to say."""
    width = max(map(len, rows))
    for name, text in rows.items():
        if text:
            console.say(f"  {name:<{width}}  {escape(text)}")
