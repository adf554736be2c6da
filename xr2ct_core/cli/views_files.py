"""The files of `xr2ct views`: everything as JSON, a table to read, and one axial slice of each volume beside the CT's.

Invariant: each file says that what was made of X-rays is synthetic, and that no noise or scatter was in them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import xr2ct_core
from xr2ct_core import io
from xr2ct_core.cli.picture import Tile, axial_tile, draw_tiles
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.files import write_text
from xr2ct_core.protocol.xray_bench import FEW_VIEWS, STEPS_OF_MANY, ViewsRow, ViewsSummary
from xr2ct_core.provenance import SYNTHETIC_BANNER

FORMAT: Final = "xr2ct-views"
FILES: Final = ("views.json", "views.md", "views.png")
COLUMNS: Final = (
    ("psnr_3d_db", "PSNR-3D (dB)", ".2f"),
    ("mae_hu_body", "body MAE (HU)", ".0f"),
    ("ssim_3d", "SSIM-3D", ".3f"),
    ("dice_lung", "lung Dice", ".3f"),
    ("equivalent_blur_mm", "equivalent blur (mm)", ".1f"),
)
"""Metric, heading and format of the numbers for people; views.json has all."""
IDEAL: Final = (
    "The X-rays are line integrals of the CT without noise or scatter, and every pose is known: what the rows show is "
    "what geometry alone allows. Total variation reconstructs each row as the method tv does, from "
    f"{FEW_VIEWS + 1} X-rays on in {STEPS_OF_MANY} steps."
)
_TILES_IN_ROW: Final = 4


@dataclass(frozen=True, eq=False)
class Found:
    """What was measured on one CT; `volumes` are the arrays of the task by role."""

    subject: str
    geometry: str
    grid: WorkingGrid
    summary: ViewsSummary
    volumes: Mapping[str, NDArray[Any]]
    notes: tuple[str, ...]


def write_views(found: Found, folder: Path) -> tuple[Path, ...]:
    """Write `FILES` into a folder; returns their paths."""
    document, table, picture = (folder / name for name in FILES)
    write_text(document, json.dumps(_document(found), indent=1, ensure_ascii=False, allow_nan=False) + "\n")
    write_text(table, as_markdown(found))
    drawn = draw_tiles(_tiles(found), _title(found), SYNTHETIC_BANNER)
    io.write_png(picture, np.asarray(drawn), banner=SYNTHETIC_BANNER)
    return document, table, picture


def headings() -> tuple[str, ...]:
    return ("X-rays", *(heading for _, heading, _ in COLUMNS), "gain (dB)", "time (s)")


def cells(rows: Sequence[ViewsRow]) -> Iterator[tuple[str, ...]]:
    """The numbers of each row as text; the gain is that in PSNR-3D over the row before."""
    before: float | None = None
    for row in rows:
        metrics = row.metrics
        numbers = (f"{metrics[name]:{form}}" if name in metrics else "-" for name, _, form in COLUMNS)
        psnr_db = metrics.get("psnr_3d_db")
        gain = "-" if before is None or psnr_db is None else f"{psnr_db - before:+.2f}"
        yield str(row.count), *numbers, gain, f"{row.seconds:.1f}"
        before = psnr_db


def as_markdown(found: Found) -> str:
    """The readable report."""
    names, grid = headings(), found.grid
    lines = [
        f"# What one more X-ray buys: {found.subject}",
        "",
        f"* Geometry `{found.geometry}`, tubes evenly over half a turn about the patient, from the frontal one on",
        f"* Grid {grid.size}³ over {grid.cube_mm:g} mm ({grid.spacing_mm:g} mm voxels), HU in [-1024, 1476]. "
        "Numbers of other grids or geometries do not compare.",
        f"* {IDEAL}",
        f"* xr2ct {xr2ct_core.__version__}",
        f"* {SYNTHETIC_BANNER}",
        "",
        f"| {' | '.join(names)} |",
        f"|{'---:|' * len(names)}",
        *(f"| {' | '.join(row)} |" for row in cells(found.summary.rows)),
    ]
    return "\n".join(lines) + "\n"


def _document(found: Found) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": 1,
        "program": f"xr2ct {xr2ct_core.__version__}",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "subject": found.subject,
        "geometry": found.geometry,
        "grid": {**asdict(found.grid), "spacing_mm": found.grid.spacing_mm},
        "banner": SYNTHETIC_BANNER,
        "notes": [IDEAL, *found.notes],
        **found.summary.model_dump(mode="json"),
    }


def _title(found: Found) -> str:
    return f"{found.subject}   {found.geometry}, voxels of {found.grid.spacing_mm:g} mm"


def _tiles(found: Found) -> list[list[Tile]]:
    tiles = [axial_tile(found.volumes["views_truth"], "True CT")]
    for row in found.summary.rows:
        name = f"{row.count} X-ray{'s' if row.count > 1 else ''}"
        psnr_db = row.metrics.get("psnr_3d_db")
        caption = name if psnr_db is None else f"{name}: {psnr_db:.1f} dB"
        tiles.append(axial_tile(found.volumes[f"views_{row.count}"], caption))
    return [tiles[first : first + _TILES_IN_ROW] for first in range(0, len(tiles), _TILES_IN_ROW)]
