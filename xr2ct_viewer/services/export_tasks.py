"""What each kind of export does, as functions that `Exporting` runs on a thread. Libraries load on first use.

Every picture and movie has its banner in its pixels, every volume its provenance in the file.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.dicom_write_options import DicomOptions
from xr2ct_core.media.plans import SMALLEST_PX, FrameSize, Sweep, Turntable
from xr2ct_core.media.render_job import RenderJob, TurntableJob
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.drawn import Drawn
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.surfaces import Surface, surface_files
from xr2ct_viewer.services.exporting import Write


def volume_task(volume: Volume, path: Path) -> Write:
    """Write a volume in the format its file name asks for."""

    def write(work: WorkContext) -> Path:
        from xr2ct_core.io import write_volume

        work.progress(0.0, marked("Writing"))
        return write_volume(volume, path)

    return write


def dicom_task(volume: Volume, path: Path, options: DicomOptions, sources: tuple[Path, ...] = ()) -> Write:
    """Write a secondary capture into a file, or a series into a folder, whose path is returned.

    `sources` are DICOM files to be named by their UIDs.
    """

    def write(work: WorkContext) -> Path:
        from xr2ct_core.io import write_dicom
        from xr2ct_core.io.dicom_write_source import dicom_source

        named = replace(options, sources=tuple(dicom_source(source) for source in sources))
        write_dicom(volume, path, named, work)
        return path

    return write


@dataclass(frozen=True, eq=False)
class Picture3d:
    """What a 3D view draws, and where it goes in a picture, in its pixels."""

    drawn: Drawn
    place: QRect


def picture_task(image: QImage, path: Path, banner: str, in_3d: Picture3d | None = None) -> Write:
    """Write a picture that has its banner already as PNG; `in_3d` is drawn first and put into it."""

    def write(work: WorkContext) -> Path:
        from xr2ct_core.io.files import writing

        work.progress(0.0, marked("Writing"))
        labelled = QImage(image)
        if in_3d is not None:
            _put_3d_into(labelled, in_3d, banner, work)
        labelled.setText("Software", "xr2ct")
        labelled.setText("Disclaimer", banner)
        with writing(path, ".png") as temporary:
            if not labelled.save(str(temporary), "PNG"):
                raise BadInputError(f"The picture could not be written to {path.parent}.", "Choose another folder.")
        return path

    return write


def surface_task(surfaces: tuple[Surface, ...], path: Path, banner: str) -> Write:
    """Write surfaces as meshes, each into a file of its own where there are several."""

    def write(work: WorkContext) -> Path:
        for number, written in enumerate(write_surfaces(surfaces, path, banner), start=1):
            work.progress(number / len(surfaces), filled("Writing {name}", name=written.name))
        return path if len(surfaces) == 1 else path.parent

    return write


def write_surfaces(surfaces: tuple[Surface, ...], path: Path, banner: str) -> Iterator[Path]:
    """Write one after the other, each into the file that `surface_files` names for it."""
    from xr2ct_core.io.mesh import write_mesh

    for one, where in zip(surfaces, surface_files(surfaces, path), strict=True):
        yield write_mesh(one.mesh, where, banner=banner, title=f"{one.title} (estimate)", rgb=one.rgb)


def _put_3d_into(image: QImage, in_3d: Picture3d, banner: str, work: WorkContext) -> None:
    size = FrameSize(max(in_3d.place.width(), SMALLEST_PX), max(in_3d.place.height(), SMALLEST_PX))
    with tempfile.TemporaryDirectory(prefix="xr2ct-3d-") as name:
        path = draw_3d(in_3d.drawn, Path(name) / "scene.png", size, banner, work, strip=False)
        scene = QImage(str(path))
    image.setDevicePixelRatio(1.0)
    painter = QPainter(image)
    painter.drawImage(in_3d.place, scene)
    painter.end()


def sweep_task(volume: Volume, path: Path, sweep: Sweep, banner: str) -> Write:
    """Make a movie through the slices."""

    def write(work: WorkContext) -> Path:
        from xr2ct_core.media.movie import write_movie
        from xr2ct_core.media.sweep import sweep_frames

        frames = sweep_frames(volume, sweep, banner)
        return write_movie(frames, sweep.pace.frames, path, sweep.pace.fps, banner, work)

    return write


def turntable_task(drawn: Drawn, path: Path, turn: Turntable, banner: str) -> Write:
    """Make a movie around the patient, in a process of its own."""
    job = TurntableJob(degrees=turn.degrees, seconds=turn.pace.seconds, fps=turn.pace.fps)
    return lambda work: draw_3d(drawn, path, turn.size, banner, work, job)


def draw_3d(
    drawn: Drawn,
    path: Path,
    size: FrameSize,
    banner: str,
    work: WorkContext,
    turntable: TurntableJob | None = None,
    *,
    strip: bool = True,
) -> Path:
    """Draw what the 3D view shows in a process of its own: a picture, or a movie where a turn is given.

    Blocks until it is done or `work` is stopped. `size` includes the banner's `strip`, which only a part of a larger
    picture may lack.
    """
    from xr2ct_core.io import write_volume
    from xr2ct_core.media.render_process import run_render

    work.progress(0.0, "Preparing")
    with tempfile.TemporaryDirectory(prefix="xr2ct-3d-") as name:
        volume_path = write_volume(drawn.volume, Path(name) / "volume.mha")
        visibility_path = ""
        if drawn.visibility is not None:
            visibility_path = str(Path(name) / "visibility.npy")
            np.save(visibility_path, drawn.visibility, allow_pickle=False)
        job = RenderJob(
            volume_path=str(volume_path),
            out_path=str(path),
            width_px=size.width_px,
            height_px=size.height_px,
            banner=banner,
            strip=strip,
            state=drawn.state,
            gl="" if drawn.gl == "none" else drawn.gl,
            visibility_path=visibility_path,
            turntable=turntable,
        )
        return run_render(job, work)
