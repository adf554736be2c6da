"""The work behind the virtual X-ray bench: a volume on the working cube, what its X-rays look like, what more bring.

Invariants: X-rays are computed one set at a time, and only the last that was asked for is shown once it is ready; after
`give_up` or `close` nothing lands. Images are white = dense.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import DeviceChoice
from xr2ct_core.protocol.xray_bench import ViewsSummary, ViewsTask
from xr2ct_core.radiograph import RadiographScale
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.known_volume import KnownVolume
from xr2ct_viewer.models.more_views import PAIR, FromViews
from xr2ct_viewer.models.xray_bench import BenchSetup
from xr2ct_viewer.services.background import Background
from xr2ct_viewer.services.bench_body import BenchBody, Body
from xr2ct_viewer.services.scratch import Scratch
from xr2ct_viewer.services.worker_calls import WorkerCalls
from xr2ct_viewer.services.worker_client import WorkerClient

COARSE: Final = (64, 128)
FINE: Final = (128, 256)
"""Voxels along the cube and pixels along the detector while something moves, and once it stands."""


@dataclass(frozen=True, eq=False)
class OnBench:
    """A volume as X-rays are made of it, on a coarse and on a fine cube.

    `subject` is the patient, by whom machines and noise are drawn.
    """

    subject: str
    coarse_body: BenchBody
    fine_body: BenchBody

    @property
    def coarse(self) -> Volume:
        return self.coarse_body.cube

    @property
    def fine(self) -> Volume:
        return self.fine_body.cube

    @property
    def can_breathe(self) -> bool:
        """Whether there are lungs, without which there is no other breath."""
        return self.fine_body.lungs is not None


@dataclass(frozen=True, eq=False)
class Shadow:
    """What a view sees (rows, cols) with the view of as many pixels, and what the numbers are."""

    image: NDArray[np.float32]
    view: ViewGeometry
    scale: RadiographScale


class Bench(QObject):
    """`prepared` (OnBench), `projected` (a `Shadow` of each view), `found` (FromViews), `moved` (fraction of the
    measurement), `ended` once it is over, `failed` (Xr2ctError, details)."""

    prepared = Signal(object)
    projected = Signal(object)
    found = Signal(object)
    moved = Signal(float)
    ended = Signal()
    failed = Signal(object, str)

    def __init__(
        self, worker: WorkerClient, background: Background, scratch: Scratch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background, self._scratch = background, scratch
        self._calls = WorkerCalls(worker, scratch, self)
        self._on_bench: OnBench | None = None
        self._wanted: tuple[BenchSetup, bool] | None = None
        self._is_projecting = self._is_closed = False
        self._queue: deque[int] = deque()
        self._asked = 0
        self._job_id = ""
        self._folder: Path | None = None

    def prepare(self, known: KnownVolume, title: str) -> None:
        """Put a volume on the cube, as it is before X-rays are made of it; `title` is that of its study."""
        self._background.run(lambda: _on_bench(known, title), self._on_prepared, self._fail)

    def project(self, setup: BenchSetup, *, is_moving: bool) -> None:
        """Compute both X-rays; what was asked before and has not begun is dropped."""
        self._wanted = (setup, is_moving)
        self._go_on()

    def measure(self, setup: BenchSetup, counts: Sequence[int], device: DeviceChoice) -> None:
        """Reconstruct from so many X-rays each, `PAIR` being those of the setup, from the fewest on."""
        self.give_up()
        on_bench = self._on_bench
        if on_bench is None:
            return
        self._queue, self._asked = deque(counts), len(counts)
        self._folder = self._scratch.new_folder("bench")
        path, geometry = self._folder / "cube.npy", setup.record

        def save() -> Path:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, on_bench.fine.hu)
            return path

        self._background.run(save, lambda saved: self._ask(saved, geometry, device), self._fail)

    def give_up(self) -> None:
        """Stop measuring; what was found stays found."""
        self._queue.clear()
        if self._job_id:
            self._calls.cancel(self._job_id)
            self._job_id = ""
        if self._folder is not None:
            self._scratch.remove(self._folder)
            self._folder = None
            self.ended.emit()

    def close(self) -> None:
        """Nothing is wanted any more."""
        self._is_closed = True
        self.blockSignals(True)
        self.give_up()

    # X-rays

    def _on_prepared(self, on_bench: OnBench) -> None:
        if not self._is_closed:
            self._on_bench = on_bench
            self.prepared.emit(on_bench)
            self._go_on()

    def _go_on(self) -> None:
        on_bench, wanted = self._on_bench, self._wanted
        if on_bench is None or wanted is None or self._is_projecting or self._is_closed:
            return
        self._wanted, self._is_projecting = None, True
        setup, is_moving = wanted
        self._background.run(lambda: _shadows(on_bench, setup, is_moving), self._on_projected, self._fail)

    def _on_projected(self, shadows: tuple[Shadow, Shadow]) -> None:
        self._is_projecting = False
        if not self._is_closed:
            self.projected.emit(shadows)
            self._go_on()

    def _fail(self, error: Xr2ctError) -> None:
        self._is_projecting = False
        self.give_up()
        if not self._is_closed:
            self.failed.emit(error, "")

    # More X-rays

    def _ask(self, cube: Path, geometry: dict[str, Any], device: DeviceChoice) -> None:
        """Ask for the next one in the queue; one question each, so that each shows as soon as it is there."""
        if self._folder is None or not cube.is_relative_to(self._folder):
            return
        if not self._queue:
            self.give_up()
            return
        count, before = self._queue.popleft(), self._asked - len(self._queue) - 1
        task = ViewsTask(
            cube_path=str(cube),
            grid_size=COARSE[0],
            geometry=geometry,
            counts=() if count == PAIR else (count,),
            pair=count == PAIR,
            device=device,
        )

        def done(summary: dict[str, Any], artifacts: dict[str, Path]) -> None:
            self._job_id = ""
            found = _read(count, summary, artifacts)
            self.moved.emit((before + 1) / self._asked)
            self.found.emit(found)
            self._ask(cube, geometry, device)

        self._job_id = self._calls.call("views", task, done, self._on_failed, self._moved(before))

    def _moved(self, before: int) -> Callable[[float | None, str | None], None]:
        def moved(fraction: float | None, _phase: str | None) -> None:
            if fraction is not None:
                self.moved.emit((before + fraction) / self._asked)

        return moved

    def _on_failed(self, error: Xr2ctError, details: str) -> None:
        self._job_id = ""
        self.give_up()
        if not self._is_closed and error.code != "cancelled":
            self.failed.emit(error, details)


def _on_bench(known: KnownVolume, title: str) -> OnBench:
    from xr2ct_core.cube import ct_to_cube
    from xr2ct_core.data.breath_twin import lung_box

    volume = known.read()
    coarse, fine = (ct_to_cube(volume, WorkingGrid(size)) for size, _ in (COARSE, FINE))
    lungs = lung_box(fine.hu.astype(np.float32))
    return OnBench(known.subject(title), BenchBody(coarse, lungs), BenchBody(fine, lungs))


def _shadows(on_bench: OnBench, setup: BenchSetup, is_moving: bool) -> tuple[Shadow, ...]:
    """Both X-rays as the pair will show them, but for their fineness."""
    _, pixels = COARSE if is_moving else FINE
    body = on_bench.coarse_body if is_moving else on_bench.fine_body
    bodies = (body.still, body.in_breath(setup.breath_mm))
    views = tuple(view.resampled(pixels, pixels) for view in setup.geometry.views)
    if setup.look == "line_integral":
        images = _line_integrals(bodies, views, WorkingGrid(body.size), setup)
    else:
        images = _displayed(bodies, views, on_bench.subject, setup)
    scale: RadiographScale = "line_integral" if setup.look == "line_integral" else "display"
    return tuple(Shadow(image, view, scale) for image, view in zip(images, views, strict=True))


def _line_integrals(
    bodies: tuple[Body, Body], views: Sequence[ViewGeometry], grid: WorkingGrid, setup: BenchSetup
) -> Sequence[NDArray[np.float32]]:
    from xr2ct_core.projection.numpy_twin import project_numpy
    from xr2ct_core.projection.simulate import add_photon_noise

    images = [project_numpy(body.mu_per_mm, (view,), grid)[0] for body, view in zip(bodies, views, strict=True)]
    if setup.photons is None:
        return images
    random = np.random.default_rng(setup.seed)
    return [add_photon_noise(image, setup.photons, random) for image in images]


def _displayed(
    bodies: tuple[Body, Body], views: tuple[ViewGeometry, ...], subject: str, setup: BenchSetup
) -> Sequence[NDArray[np.float32]]:
    from xr2ct_core.evaluation.stand_in import StandIn, displayed_pair, drawn_stand_in

    machine = drawn_stand_in(setup.seed, subject) if setup.look == "drawn" else StandIn(seed=setup.seed)
    (frontal, lateral), told = bodies, BiplanarGeometry(*views)
    cube_mm = WorkingGrid(len(frontal.hu)).cube_mm
    pair = displayed_pair((frontal.hu, lateral.hu), told.views, told, machine, cube_mm=cube_mm, subject=subject)
    return [radiograph.image for radiograph in pair.radiographs]


def _read(count: int, summary: dict[str, Any], artifacts: dict[str, Path]) -> FromViews:
    role = "views_pair" if count == PAIR else f"views_{count}"
    try:
        row = ViewsSummary.model_validate(summary).rows[0]
        hu = np.load(artifacts[role], allow_pickle=False)
    except (KeyError, IndexError, ValueError) as error:
        raise Xr2ctError("The answer of the worker is incomplete.", "Measure again.") from error
    return FromViews(count, np.asarray(hu, dtype=np.int16), dict(row.metrics))
