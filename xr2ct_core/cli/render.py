"""`xr2ct render`: pictures and movies of a volume without a window, the banner in their pixels.

3D is drawn by the viewer's package in a process of its own (`media/render_process.py`); slices are drawn here.
"""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Final, Literal

import tyro
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.overwriting import read_volume_files, refuse_overwriting
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.work import writable_file
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError
from xr2ct_core.media.plans import MOVIE_SUFFIXES, WINDOWS_HU, FrameSize, Orientation, Pace, Sweep, Turntable
from xr2ct_core.media.render_job import RenderJob, TurntableJob
from xr2ct_core.media.render_process import run_render
from xr2ct_core.provenance import assumed
from xr2ct_core.volume import Volume

_OF_3D: Final = ("preset", "side", "degrees")
_OF_SLICES: Final = ("window",)
_OF_MOVIES: Final = ("degrees", "seconds", "fps")


@dataclass(frozen=True)
class Render:
    """Draw a volume: in 3D, turning, or slice by slice. PNG for pictures, MP4 or GIF for movies.

    Without another word it is a picture in 3D, or a movie that turns once; --slice and --sweep need no OpenGL.
    """

    volume: tyro.conf.Positional[Path]
    """NIfTI, NRRD, MHA, NPZ, or the folder of a DICOM series."""
    out: Path
    """File ending in .png, .mp4 or .gif."""
    size: str = "1280x720"
    """Width and height in pixels, banner included."""
    preset: str = "chest"
    """Looks in 3D: chest, lung, lung-surface, airways, vessels, soft-tissue, bone, skin, mip, x-ray, or a .vp.json
    file."""
    side: Literal["A", "P", "L", "R", "S", "I"] = "A"
    """Side of the patient that 3D begins with."""
    turntable: bool = False
    """A movie around the patient; that is also what a movie is by default."""
    degrees: float = 360.0
    """How far it turns; negative the other way."""
    sweep: Orientation | None = None
    """A movie through the slices instead: axial, coronal or sagittal."""
    slice: Orientation | None = None
    """A picture of a slice instead: axial, coronal or sagittal, the middle one unless --at-mm says another."""
    at_mm: float | None = None
    """Place of that slice in LPS millimetres: z for axial, y for coronal, x for sagittal."""
    window: str = "chest"
    """Window of slices: chest, lung, soft-tissue, bone, or CENTRE,WIDTH in HU."""
    seconds: float = 6.0
    """Length of a movie."""
    fps: int = 20
    """Frames a second."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        is_movie = self.out.suffix.lower() in MOVIE_SUFFIXES
        self._check(is_movie)
        size = FrameSize.parse(self.size)
        volume_path = existing(self.volume, "volume")
        refuse_overwriting([self.out], read_volume_files(volume_path))
        path = writable_file(self.out)
        volume = io.read_volume(volume_path)
        banner = assumed(volume.provenance).banner
        with console.progress() as view:
            work = WorkContext(on_progress=view.move)
            if self.slice is not None or self.sweep is not None:
                self._draw_slices(volume, path, size, banner, work)
            else:
                run_render(self._job(volume_path, path, size, banner, is_movie=is_movie), work)
        frames_made = Pace(self.seconds, self.fps).frames if is_movie else 1
        console.result({"file": str(path), "frames": frames_made, "bytes": path.stat().st_size, "banner": banner})
        console.say(escape(str(path)))
        console.say(f"[yellow]{escape(banner)}[/]")
        return 0

    def _draw_slices(self, volume: Volume, path: Path, size: FrameSize, banner: str, work: WorkContext) -> None:
        from xr2ct_core.media.movie import write_movie
        from xr2ct_core.media.slices import draw_slice, slice_at_mm, slice_count
        from xr2ct_core.media.sweep import sweep_frames

        window_hu = self._window_hu()
        if self.slice is not None:
            index = slice_count(volume, self.slice) // 2
            if self.at_mm is not None:
                index = slice_at_mm(volume, self.slice, self.at_mm)
            io.write_png(path, draw_slice(volume, self.slice, index, size, window_hu, banner), banner=banner)
        elif self.sweep is not None:
            sweep = Sweep(size, Pace(self.seconds, self.fps), self.sweep, window_hu)
            write_movie(sweep_frames(volume, sweep, banner), sweep.pace.frames, path, self.fps, banner, work)

    def _check(self, is_movie: bool) -> None:
        """What is asked for must fit the ending and itself."""
        if not is_movie and self.out.suffix.lower() != ".png":
            raise BadConfigError(f"{self.out.name} has no ending of a picture or movie.", "Use .png, .mp4 or .gif.")
        if sum((self.turntable, self.sweep is not None, self.slice is not None)) > 1:
            raise BadConfigError("More than one kind of picture was asked for.", "Give one of them.")
        if self.at_mm is not None and self.slice is None:
            raise BadConfigError("--at-mm names the place of a slice.", "Add --slice axial, coronal or sagittal.")
        if not is_movie and (self.turntable or self.sweep is not None):
            raise BadConfigError(f"{self.out.name} is a picture, not a movie.", "End its name in .mp4 or .gif.")
        if is_movie and self.slice is not None:
            raise BadConfigError(f"{self.out.name} is a movie, --slice a picture.", "End its name in .png.")
        is_flat = self.slice is not None or self.sweep is not None
        if is_flat:
            self._refuse_set(_OF_3D, "slices", "Leave it out, or draw in 3D, without --slice and --sweep.")
            self._window_hu()
        else:
            self._refuse_set(_OF_SLICES, "3D", "Leave it out, or draw slices with --slice or --sweep.")
        if not is_movie:
            self._refuse_set(_OF_MOVIES, "pictures", "Leave it out, or end the name in .mp4 or .gif.")
        Pace(self.seconds, self.fps)

    def _refuse_set(self, names: tuple[str, ...], what: str, hint: str) -> None:
        """Options that would be ignored silently are a mistake."""
        given = [name for name in names if getattr(self, name) != getattr(type(self), name)]
        if given:
            raise BadConfigError(f"--{given[0]} changes nothing in {what}.", hint)

    def _window_hu(self) -> tuple[float, float]:
        if self.window in WINDOWS_HU:
            return WINDOWS_HU[self.window]
        try:
            centre, width = (float(part) for part in self.window.split(","))
        except ValueError:
            names = ", ".join(WINDOWS_HU)
            raise BadConfigError(f"{self.window!r} is not a window.", f"Use {names}, or CENTRE,WIDTH.") from None
        if not (isfinite(centre) and isfinite(width) and width >= 1):
            raise BadConfigError(
                f"A window of {width:g} HU around {centre:g} HU shows nothing.",
                "Give two numbers, of which the second is at least 1.",
            )
        return centre, width

    def _job(self, volume_path: Path, path: Path, size: FrameSize, banner: str, *, is_movie: bool) -> RenderJob:
        pace = Pace(self.seconds, self.fps)
        Turntable(size, pace, self.degrees)
        preset = self.preset
        if preset.lower().endswith(".json"):
            preset = str(existing(Path(preset), "preset"))
        return RenderJob(
            volume_path=str(volume_path),
            out_path=str(path),
            width_px=size.width_px,
            height_px=size.height_px,
            banner=banner,
            preset=preset,
            side=self.side,
            turntable=TurntableJob(degrees=self.degrees, seconds=self.seconds, fps=self.fps) if is_movie else None,
        )
