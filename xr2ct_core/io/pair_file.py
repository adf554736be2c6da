"""The pair file `pair.json`: two radiographs with known physics, and where the true CT is.

    {"format": "xr2ct-pair", "version": 1, "subject": "...",
     "frontal": {"image": "frontal.npy", "scale": "line_integral" | "display", "view": "PA"},
     "lateral": {"image": "lateral.npy", "scale": "line_integral" | "display", "view": "LL"},
     "geometry": {"model": "cone" | "parallel", "sad_mm": 541, "sdd_mm": 949, "rows": 320, "cols": 320,
                  "pixel_mm": 1.5625},
     "cube_mm": 320, "truth": "ct.nii.gz"}

Paths are relative to the file. `truth` and `cube_mm` may be missing. An image may carry, beside its three keys:
`max_line_integral` (needed where whole numbers, as in PNG, hold line integrals: the value the top of the format stands
for), `error` (how far its line integrals are taken to be off, where they were estimated from grey values),
`assumptions` (what was guessed about it), `source` (the file it was read from at first), and any key of
`geometry`, `rotation_deg` or `shift_mm` (three numbers) where its own differs from the common one. Unknown keys, nested
ones too, are kept from reading to writing.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.grid import CUBE_MM
from xr2ct_core.io.file_kind import FileKind, sniff
from xr2ct_core.io.files import read_text, refuse_odd_name, write_text, writing
from xr2ct_core.io.png import write_png16
from xr2ct_core.io.radiograph_read import read_radiograph
from xr2ct_core.plain_text import holds_odd_text
from xr2ct_core.radiograph import Radiograph, RadiographPair, RadiographScale, TextArea
from xr2ct_core.volume import Volume

FORMAT: Final = "xr2ct-pair"
VERSION: Final = 1
FILE_NAME: Final = "pair.json"
ImageFormat = Literal["npy", "png"]

_TOP_KEYS: Final = frozenset({"format", "version", "subject", "frontal", "lateral", "geometry", "cube_mm", "truth"})
_NUMBERS: Final = ("sad_mm", "sdd_mm", "rows", "cols", "pixel_mm")
_GEOMETRY_KEYS: Final = frozenset({"model", *_NUMBERS})
_POSE_KEYS: Final = ("rotation_deg", "shift_mm")
_IMAGE_KEYS: Final = frozenset(
    {"image", "scale", "view", "max_line_integral", "error", "assumptions", "source", *_GEOMETRY_KEYS, *_POSE_KEYS}
)
_HINT: Final = "Correct the pair file."


def read_pair(pair_json: str | Path) -> RadiographPair:
    """The pair a `pair.json` describes (or the one in a folder). Raises `BadInputError` with what is wrong in it."""
    path = Path(pair_json).expanduser()
    refuse_odd_name(path)
    path = path / FILE_NAME if path.is_dir() else path
    if sniff(path) is not FileKind.JSON:
        raise BadInputError(f"{path.name} is not a pair file.", "Choose a pair.json.")
    content = _content(path)
    shared = _object(content, "geometry")
    geometries, radiographs = [], []
    for part, default_view in (("frontal", View.PA), ("lateral", View.LL)):
        entry = _object(content, part)
        view = _view(entry.get("view", default_view.value), part)
        geometry = _view_geometry(
            view, {**shared, **{key: entry[key] for key in entry if key in _GEOMETRY_KEYS}}, entry
        )
        geometries.append(geometry)
        radiographs.append(_radiograph(path, part, entry, geometry))
    truth = content.get("truth")
    if truth is not None and not isinstance(truth, str):
        raise BadInputError("The key truth does not name a file.", _HINT)
    return RadiographPair(
        frontal=radiographs[0],
        lateral=radiographs[1],
        geometry=_biplanar(geometries[0], geometries[1], shared.get("name")),
        subject=str(content.get("subject", "")),
        cube_mm=_number(content, "cube_mm", CUBE_MM),
        truth_path=path.parent / truth if truth else None,
        extra=_unknown_keys(content),
    )


def write_pair(
    pair: RadiographPair, folder: str | Path, truth: Volume | None = None, *, images: ImageFormat = "npy"
) -> Path:
    """Write images, the true CT where given, and last `pair.json`, whose path is returned.

    `images`: `npy` keeps float32, `png` stores 16 bits (line integrals with their `max_line_integral`).
    """
    folder = Path(folder).expanduser()
    shared, overrides = _split_geometry(pair.geometry)
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION, "subject": pair.subject}
    for part, radiograph, override in zip(("frontal", "lateral"), pair.radiographs, overrides, strict=True):
        entry = _write_image(radiograph, folder, part, images)
        content[part] = {**_extra_of(pair, part), **entry, **override}
    content["geometry"] = {**_extra_of(pair, "geometry"), **shared}
    content["cube_mm"] = _plain(pair.cube_mm)
    if truth is not None:
        from xr2ct_core.io.volume_write import write_volume

        content["truth"] = write_volume(truth, folder / "ct.nii.gz").name
    elif pair.truth_path is not None:
        content["truth"] = _relative(pair.truth_path, folder)
    content.update({key: value for key, value in pair.extra.items() if key not in _TOP_KEYS})
    path = folder / FILE_NAME
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    return path


def _relative(path: Path, folder: Path) -> str:
    """The path from the folder, or the whole path where there is no way (another drive)."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.absolute().as_posix()


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInputError(f"{path.name} is not valid JSON.", "Correct or export it again.") from error
    if holds_odd_text(content):
        raise BadInputError(f"{path.name} holds characters that no text has.", _HINT)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadInputError(f"{path.name} is not a pair file.", f'It has to say "format": "{FORMAT}".')
    if content.get("version") != VERSION:
        raise BadInputError(f"{path.name} has version {content.get('version')!r}.", f"This program reads {VERSION}.")
    return content


def _object(content: dict[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key)
    if not isinstance(value, dict):
        raise BadInputError(f"The pair file has no {key}.", _HINT)
    return value


def _number(content: dict[str, Any], key: str, default: float | None = None) -> float:
    value = content.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise BadInputError(f"The pair file states no number for {key}.", _HINT)
    if key in ("rows", "cols") and value != int(value):
        raise BadInputError(f"{key} must be a whole number, not {value:g}.", _HINT)
    if key == "cube_mm" and not value > 0:
        raise BadInputError(f"cube_mm must be positive, not {value:g}.", _HINT)
    if key == "error" and value < 0:
        raise BadInputError(f"error cannot be below zero, as {value:g} is.", _HINT)
    return value


def _view(value: Any, part: str) -> View:
    try:
        return View(value)
    except ValueError:
        raise BadInputError(f"{value!r} is no view for the {part} image.", "Use PA, AP, LL or RL.") from None


def _view_geometry(view: View, fields: dict[str, Any], entry: dict[str, Any]) -> ViewGeometry:
    model = fields.get("model", "cone")
    if model not in ("cone", "parallel"):
        raise BadInputError(f"{model!r} is no beam model.", "Use cone or parallel.")
    distance = 0.0 if model == "parallel" else None
    poses = {key: _three_numbers(entry[key], key) for key in _POSE_KEYS if key in entry}
    try:
        return ViewGeometry(
            view,
            model,
            sad_mm=_number({**fields, "sad_mm": fields.get("sad_mm") or distance}, "sad_mm"),
            sdd_mm=_number({**fields, "sdd_mm": fields.get("sdd_mm") or distance}, "sdd_mm"),
            rows=int(_number(fields, "rows")),
            cols=int(_number(fields, "cols")),
            pixel_mm=_number(fields, "pixel_mm"),
            **poses,
        )
    except BadInputError:
        raise
    except Xr2ctError as error:
        raise BadInputError(error.message, error.hint or _HINT) from error


def _three_numbers(value: Any, key: str) -> tuple[float, float, float]:
    if not isinstance(value, list) or len(value) != 3:
        raise BadInputError(f"{key} must be three numbers.", _HINT)
    x, y, z = (_number({key: item}, key) for item in value)
    return float(x), float(y), float(z)


def _radiograph(path: Path, part: str, entry: dict[str, Any], geometry: ViewGeometry) -> Radiograph:
    name, scale = entry.get("image"), entry.get("scale")
    if not isinstance(name, str) or not name:
        raise BadInputError(f"The pair file names no image for the {part} view.", _HINT)
    if scale not in ("line_integral", "display"):
        raise BadInputError(f"{scale!r} is no scale for the {part} image.", "Use line_integral or display.")
    known_scale: RadiographScale = scale
    top = _number(entry, "max_line_integral") if "max_line_integral" in entry else None
    radiograph = read_radiograph(
        path.parent / name,
        view=geometry.view,
        pixel_mm=geometry.pixel_mm,
        scale=known_scale,
        max_line_integral=top,
    )
    stated = entry.get("assumptions", [])
    assumptions = tuple(str(note) for note in stated) if isinstance(stated, list) else ()
    areas: tuple[TextArea, ...] = ()
    if known_scale == "display":
        from xr2ct_core.radiography.burned_in import find_text

        areas = find_text(radiograph.image)
    notes = tuple(dict.fromkeys((*assumptions, *radiograph.assumptions)))
    source = str(entry.get("source") or radiograph.source)
    error = _number(entry, "error", 0.0)
    return replace(radiograph, source=source, assumptions=notes, error=error, text_areas=areas)


def _biplanar(frontal: ViewGeometry, lateral: ViewGeometry, name: Any) -> BiplanarGeometry:
    """Both views under the name of the preset they equal, else under their own."""
    try:
        geometry = BiplanarGeometry(frontal, lateral)
    except Xr2ctError as error:
        raise BadInputError(error.message, error.hint or _HINT) from error
    return geometry.named(name if isinstance(name, str) else "custom")


def _unknown_keys(content: dict[str, Any]) -> dict[str, Any]:
    """What this version does not know: top-level keys, and those of the parts under the part's name."""
    extra = {key: value for key, value in content.items() if key not in _TOP_KEYS}
    for part, known in (("frontal", _IMAGE_KEYS), ("lateral", _IMAGE_KEYS), ("geometry", _GEOMETRY_KEYS | {"name"})):
        unknown = {key: value for key, value in content[part].items() if key not in known}
        if unknown:
            extra[part] = unknown
    return extra


def _extra_of(pair: RadiographPair, part: str) -> dict[str, Any]:
    extra = pair.extra.get(part, {})
    return dict(extra) if isinstance(extra, dict) else {}


def _split_geometry(geometry: BiplanarGeometry) -> tuple[dict[str, Any], tuple[dict[str, Any], dict[str, Any]]]:
    """The frontal view's geometry as the common one, and what each view has beside it."""
    frontal, lateral = geometry.views
    shared: dict[str, Any] = {"model": frontal.model, **{key: _plain(getattr(frontal, key)) for key in _NUMBERS}}
    other: dict[str, Any] = {"model": lateral.model, **{key: _plain(getattr(lateral, key)) for key in _NUMBERS}}
    poses: list[dict[str, Any]] = [
        {key: list(getattr(view, key)) for key in _POSE_KEYS if any(getattr(view, key))} for view in geometry.views
    ]
    differing = {key: value for key, value in other.items() if shared[key] != value}
    if geometry.name != "custom":
        shared["name"] = geometry.name
    return shared, (poses[0], {**differing, **poses[1]})


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def _write_image(radiograph: Radiograph, folder: Path, part: str, images: ImageFormat) -> dict[str, Any]:
    path = folder / f"{part}.{images}"
    entry: dict[str, Any] = {"image": path.name, "scale": radiograph.scale, "view": radiograph.view.value}
    if images == "png":
        top = 1.0
        if radiograph.scale == "line_integral":
            top = float(np.ceil(max(float(radiograph.image.max()), 1e-3) * 10.0) / 10.0)
            entry["max_line_integral"] = top
        write_png16(path, np.clip(radiograph.image / np.float32(top), 0.0, 1.0))
    else:
        with writing(path) as temporary, temporary.open("wb") as stream:
            np.save(stream, radiograph.image, allow_pickle=False)
    if radiograph.error:
        entry["error"] = radiograph.error
    if radiograph.assumptions:
        entry["assumptions"] = list(radiograph.assumptions)
    if radiograph.source not in ("", path.name):
        entry["source"] = radiograph.source
    return entry
