"""What may be taken along, what was chosen the last time, and how large it gets. No toolkit.

Invariants: the ending of a file follows from the choice; a kind that cannot be had now says why. Units in names.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xr2ct_core.io.dicom_write_options import DicomKind
from xr2ct_core.media.plans import LARGEST_PX, SMALLEST_PX, Orientation
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import Filled, filled, marked
from xr2ct_viewer.models.surfaces import Surface, surface_files

ExportKind = Literal["volume", "dicom", "picture", "movie", "surface", "report"]
MovieKind = Literal["turntable", "sweep"]
EXPORT_TITLES: Final[dict[ExportKind, tuple[str, str]]] = {
    "volume": ("Volume", "For 3D Slicer and others"),
    "dicom": ("DICOM", "For archives and viewers"),
    "picture": ("Picture", "The views as PNG, any size"),
    "movie": ("Movie", "Turning in 3D, or slice by slice"),
    "surface": ("Surface", "A mesh for printing and CAD"),
    "report": ("Report", "Everything on one HTML page"),
}
VOLUME_FORMATS: Final = {
    ".nii.gz": "NIfTI (.nii.gz)",
    ".nrrd": "NRRD (.nrrd)",
    ".mha": "MetaImage (.mha)",
    ".npz": "NumPy (.npz)",
}
MOVIE_FORMATS: Final = {".mp4": marked("MP4, small and sharp (.mp4)"), ".gif": marked("GIF, plays everywhere (.gif)")}
SURFACE_FORMATS: Final = {".stl": "STL (.stl)", ".ply": marked("PLY, with colour (.ply)")}
KNOWN_SUFFIXES: Final = (*VOLUME_FORMATS, ".nii", ".dcm", ".png", *MOVIE_FORMATS, *SURFACE_FORMATS, ".html")
RECONSTRUCT_FIRST: Final = marked("Reconstruct first")
NO_SURFACE: Final = marked("Make one in 3D: Adjust, Surfaces")
ALL_VIEWS: Final = ""


class ExportChoice(BaseModel):
    """Everything the export dialog asks, of all kinds, so that each remembers its own."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: ExportKind = "volume"
    volume_format: str = ".nii.gz"
    dicom: DicomKind = "secondary-capture"
    view: str = Field(default=ALL_VIEWS, description="Name of one view; empty for all.")
    picture_width_px: int = Field(default=1920, ge=SMALLEST_PX, le=LARGEST_PX)
    movie: MovieKind = "turntable"
    movie_format: str = ".mp4"
    movie_width_px: int = Field(default=960, ge=SMALLEST_PX, le=LARGEST_PX)
    movie_height_px: int = Field(default=720, ge=SMALLEST_PX, le=LARGEST_PX)
    seconds: float = Field(default=6.0, gt=0, le=600)
    fps: int = Field(default=15, ge=1, le=60)
    degrees: float = Field(default=360.0, ge=-3600, le=3600)
    orientation: Orientation = "axial"
    there_and_back: bool = True
    surface_format: str = ".stl"
    report_3d: bool = True
    without_names: bool = Field(default=False, description="Names of the case and of its files stay out of the file.")

    @property
    def suffix(self) -> str:
        """The ending of the file; empty for a folder."""
        match self.kind:
            case "volume":
                return self.volume_format
            case "dicom":
                return ".dcm" if self.dicom == "secondary-capture" else ""
            case "movie":
                return self.movie_format
            case "surface":
                return self.surface_format
            case "report":
                return ".html"
            case _:
                return ".png"

    @property
    def frames(self) -> int:
        return max(2, round(self.seconds * self.fps))

    def changed(self, **values: Any) -> "ExportChoice":
        """Another choice, checked; raises `ValueError` outside the bounds."""
        return ExportChoice.model_validate({**self.model_dump(), **values})

    def for_ending(self, name: str) -> "ExportChoice | None":
        """The choice that writes the known ending of a file name; None where it has none, or the one that is chosen."""
        ending = next((known for known in KNOWN_SUFFIXES if name.lower().endswith(known)), "")
        if not ending or ending == self.suffix:
            return None
        if ending in (*VOLUME_FORMATS, ".nii"):
            return self.changed(kind="volume", volume_format=".nii.gz" if ending == ".nii" else ending)
        if ending in MOVIE_FORMATS:
            return self.changed(kind="movie", movie_format=ending)
        if ending in SURFACE_FORMATS:
            return self.changed(kind="surface", surface_format=ending)
        if ending == ".dcm":
            return self.changed(kind="dicom", dicom="secondary-capture")
        return self.changed(kind="picture" if ending == ".png" else "report")

    @classmethod
    def recalled(cls, text: str) -> "ExportChoice":
        """What was remembered; the usual choice where that cannot be understood."""
        try:
            return cls.model_validate_json(text) if text else cls()
        except ValidationError:
            return cls()


@dataclass(frozen=True)
class ExportOffer:
    """What can be taken along now. `reasons` says for each kind why not; a kind that is missing there can be had."""

    reasons: dict[ExportKind, str]
    views: dict[str, str]
    """Views that can be pictured alone: names and titles."""
    sizes_px: dict[str, tuple[float, float]]
    """Width and height of each view on screen in logical pixels, banner included; `ALL_VIEWS` for all."""
    shape_zyx: tuple[int, int, int] | None = None
    three_d: str = ""
    """Why nothing can be drawn in 3D; empty where it can."""
    surfaces: tuple[Surface, ...] = ()
    """Those that are shown, which are written."""

    def available(self, kind: ExportKind) -> bool:
        return not self.reasons.get(kind)

    def files(self, choice: ExportChoice, path: Path) -> tuple[Path, ...]:
        """The files, or the folder, that a choice writes as `path`."""
        return surface_files(self.surfaces, path) if choice.kind == "surface" else (path,)

    def picture_height_px(self, choice: ExportChoice) -> int:
        """Height that goes with the width of a picture, as the views have their shape."""
        width, height = self.sizes_px.get(choice.view, self.sizes_px.get(ALL_VIEWS, (4.0, 3.0)))
        return max(1, round(choice.picture_width_px * height / max(width, 1.0)))


def size_line(choice: ExportChoice, offer: ExportOffer) -> str:
    """How large the file gets, roughly, in words."""
    match choice.kind:
        case "volume" | "dicom" if offer.shape_zyx is not None:
            z, y, x = offer.shape_zyx
            raw = 2 * z * y * x
            if choice.kind == "volume":
                return filled("{x} × {y} × {z} voxels, about {size}", x=x, y=y, z=z, size=_size(raw * 0.45))
            files = filled("1 file") if choice.dicom == "secondary-capture" else filled("{count} files", count=z)
            size = _size(raw * 1.1)
            return filled("{x} × {y} × {z} voxels, {files}, about {size}", x=x, y=y, z=z, files=files, size=size)
        case "picture":
            width, height = choice.picture_width_px, offer.picture_height_px(choice)
            size = _size(width * height * 0.5)
            return filled("{width} × {height} pixels, about {size}", width=width, height=height, size=size)
        case "movie":
            pixels = choice.movie_width_px * choice.movie_height_px * choice.frames
            per_pixel = 0.35 if choice.movie_format == ".gif" else 0.03
            return filled("{frames} frames, about {size}", frames=choice.frames, size=_size(pixels * per_pixel))
        case _:
            return ""


def offer_reasons(volume: Volume | None, *, has_surfaces: bool) -> dict[ExportKind, str]:
    """Why a kind cannot be had; kinds that can are left out."""
    reasons: dict[ExportKind, str] = {}
    if volume is None:
        for kind in ("volume", "dicom", "movie", "surface", "report"):
            reasons[kind] = RECONSTRUCT_FIRST
    elif not has_surfaces:
        reasons["surface"] = NO_SURFACE
    return reasons


def _size(size_bytes: float) -> Filled:
    if size_bytes < 950_000:
        return filled("{kilobytes} kB", kilobytes=max(1, round(size_bytes / 1e4) * 10))
    words = marked("{megabytes:.0f} MB") if size_bytes >= 9.5e6 else marked("{megabytes:.1f} MB")
    return filled(words, megabytes=size_bytes / 1e6)
