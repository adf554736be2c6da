"""The fixed case that a training is previewed on, kept with the run: its two X-rays and, where known, its truth.

`previews/case.npz`, written once: `frontal` and `lateral` (row, col) as in `Radiograph`, `truth_hu` (z, y, x) int16 on
the working cube if there is one, and `about`, a JSON text with geometry and scales. Needs nothing but numpy, because
it is written while training.
"""

import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry, View, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.files import existing_file, writing
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.runs.store import RunFolder
from xr2ct_core.volume import Volume

_NAME: Final = "case.npz"
_PARTS: Final = ("frontal", "lateral")


@dataclass(frozen=True, eq=False)
class PreviewCase:
    """X-rays of the case, and its truth on the working cube where there is one."""

    pair: RadiographPair
    truth: Volume | None


def preview_case_path(run: RunFolder) -> Path:
    return run.path / "previews" / _NAME


def write_preview_case(run: RunFolder, pair: RadiographPair, truth: Volume | None) -> None:
    """Keep the case; `truth` lies on a working cube."""
    about: dict[str, Any] = {"subject": pair.subject, "cube_mm": pair.cube_mm, "geometry": pair.geometry.name}
    arrays: dict[str, Any] = {}
    for part, radiograph, view in zip(_PARTS, pair.radiographs, pair.geometry.views, strict=True):
        about[part] = {"scale": radiograph.scale, "source": radiograph.source, "view": asdict(view)}
        arrays[part] = radiograph.image
    if truth is not None:
        arrays["truth_hu"] = truth.as_int16().hu
    arrays["about"] = np.array(json.dumps(about))
    with writing(preview_case_path(run)) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(stream, **arrays)


def read_preview_case(run: RunFolder) -> PreviewCase | None:
    """The case; None for a run that has kept none. Raises `BadInputError` if the file is damaged."""
    path = preview_case_path(run)
    if not path.exists():
        return None
    try:
        with np.load(existing_file(path), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return _case(arrays, json.loads(str(arrays["about"])))
    except Xr2ctError:
        raise
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise BadInputError(f"{path} is damaged.", "Previews can be looked at without it.") from error


def _case(arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]) -> PreviewCase:
    views = [_view(about[part]["view"]) for part in _PARTS]
    geometry = BiplanarGeometry(views[0], views[1], name=about["geometry"])
    frontal, lateral = (
        Radiograph(arrays[part], view.pixel_mm, view.view, about[part]["scale"], source=about[part]["source"])
        for part, view in zip(_PARTS, views, strict=True)
    )
    pair = RadiographPair(frontal, lateral, geometry, subject=about["subject"], cube_mm=about["cube_mm"])
    truth = None
    if "truth_hu" in arrays:
        hu = arrays["truth_hu"]
        truth = Volume.on_grid(hu, WorkingGrid(hu.shape[0], pair.cube_mm))
    return PreviewCase(pair, truth)


def _view(fields: Mapping[str, Any]) -> ViewGeometry:
    poses = {key: tuple(fields[key]) for key in ("rotation_deg", "shift_mm")}
    return ViewGeometry(**{**fields, "view": View(fields["view"]), **poses})
