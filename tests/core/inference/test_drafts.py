"""Early versions of a volume, shown while slow methods go on: only where somebody looks, and never the result."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from tests.core.bundled import make_checkpoint
from xr2ct_core.config.base import ConfigBase
from xr2ct_core.control import ControlToken, WorkContext
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.calibrate import CalibratedPair
from xr2ct_core.inference.ensemble import EnsembleMethod, Member
from xr2ct_core.inference.reconstruct import Reconstruction, reconstruct
from xr2ct_core.io import write_pair
from xr2ct_core.methods.base import Method, MethodOutput
from xr2ct_core.methods.biplanar import finish
from xr2ct_core.methods.biplanar.config import BiplanarConfig
from xr2ct_core.methods.biplanar.guess import Guess
from xr2ct_core.methods.biplanar.method import BiplanarMethod
from xr2ct_core.methods.ddnm.config import DdnmConfig
from xr2ct_core.methods.ddnm.method import DdnmMethod
from xr2ct_core.methods.diffusion.config import DiffusionConfig
from xr2ct_core.methods.diffusion.method import DiffusionMethod
from xr2ct_core.methods.registry import MethodSpec, method_specs
from xr2ct_core.methods.template.config import TemplateConfig
from xr2ct_core.methods.template.method import DRAFT_MM, TemplateMethod
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.protocol.messages import Artifact, Message
from xr2ct_core.protocol.tasks import ReconstructTask
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_MIN, MU_WATER_PER_MM
from xr2ct_core.worker.job import JobContext
from xr2ct_core.worker.reconstruct_task import run_reconstruct

GRID = WorkingGrid(32)
Hu = NDArray[np.float32]


@pytest.fixture(scope="module")
def pair() -> RadiographPair:
    return simulate_pair(make_thorax(1, GRID), BiplanarGeometry.make(rows=32, cols=32, pixel_mm=15.625))


def watched(drafts: list[Hu]) -> WorkContext:
    return WorkContext(on_draft=drafts.append)


def test_work_is_asked_for_a_draft_only_where_somebody_looks_also_at_a_part_of_it() -> None:
    made: list[int] = []

    def make() -> Hu:
        made.append(1)
        return np.zeros((2, 2, 2), np.float32)

    WorkContext().draft(make)
    WorkContext().part(0.5, 0.5).draft(make)
    assert not made
    drafts: list[Hu] = []
    watched(drafts).part(0.5, 0.5).draft(make)
    assert len(made) == len(drafts) == 1


def test_biplanar_shows_the_network_then_what_it_is_with_templates_once_warped(
    pair: RadiographPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Flat:
        """Templates of water, twice."""

        coarse_grid = GRID

        def __init__(self, *_: object) -> None:
            self.rounds = 2

        @property
        def has_round_left(self) -> bool:
            return self.rounds > 0

        def warped(self, known_ZYX: torch.Tensor) -> Guess:
            self.rounds -= 1
            water = torch.full(GRID.shape_zyx, MU_WATER_PER_MM)
            return Guess(water, torch.full_like(water, (0.3 if self.rounds else 0.01) * MU_WATER_PER_MM))

    monkeypatch.setattr(finish, "Templates", Flat)

    def make(*, with_templates: bool) -> tuple[MethodOutput, list[Hu]]:
        torch.manual_seed(0)
        small = {"grid_size": 32, "width": 4, "image_width": 8, "consistency": "none"}
        method = BiplanarMethod(BiplanarConfig.model_validate({**small, "with_templates": with_templates}))
        drafts: list[Hu] = []
        return method.reconstruct(pair, GRID, watched(drafts)), drafts

    alone, none = make(with_templates=False)
    assert not none, "without templates the network's volume is the result"
    mixed, drafts = make(with_templates=True)
    assert len(drafts) == 2
    np.testing.assert_allclose(drafts[0], alone.hu, atol=0.1)
    off = [float(np.abs(hu).mean()) for hu in (*drafts, mixed.hu)]
    assert off[0] > off[1] > off[2], "each is nearer to the water of the templates"


def test_template_shows_the_mean_of_what_is_warped_already_on_a_coarse_grid(pair: RadiographPair) -> None:
    config = TemplateConfig(templates=3, effort=0.05, finest_mm=10.0, correction_steps=5)
    drafts: list[Hu] = []
    output = TemplateMethod(config, "cpu").reconstruct(pair, WorkingGrid(128), watched(drafts))
    size = round(pair.cube_mm / DRAFT_MM)
    assert [hu.shape for hu in drafts] == [(size,) * 3] * 2
    assert output.hu.shape == (128,) * 3
    coarse = torch.nn.functional.avg_pool3d(torch.from_numpy(output.hu)[None, None], 2)[0, 0].numpy()
    assert np.corrcoef(drafts[-1].ravel(), coarse.ravel())[0, 1] > 0.9


@pytest.mark.parametrize(
    ("method", "coarse"),
    [
        (lambda: DiffusionMethod(DiffusionConfig(grid_size=32, width=4, steps=2)), "coarse"),
        (lambda: DdnmMethod(DdnmConfig(grid_size=32, width=4, steps=2, samples=1)), "guide"),
    ],
    ids=["diffusion", "ddnm"],
)
def test_what_is_refined_is_shown_first(pair: RadiographPair, method: Callable[[], Method], coarse: str) -> None:
    made, drafts = method(), []
    made.reconstruct(pair, GRID, watched(drafts))
    (first,) = drafts
    np.testing.assert_allclose(first, getattr(made, coarse).of_pair(pair, WorkContext())[0].numpy(), atol=1e-3)


def test_before_a_calibration_the_network_is_shown_on_the_pair_as_told(
    pair: RadiographPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[object] = []

    def calibrated(pair: RadiographPair, *_: object, **__: object) -> CalibratedPair:
        events.append("calibrated")
        return CalibratedPair(pair)

    monkeypatch.setattr("xr2ct_core.inference.run_method.calibrated", calibrated)
    checkpoint = make_checkpoint(tmp_path / "network")

    def run(fit_pose: str, context: WorkContext) -> Reconstruction:
        events.clear()
        settings = {"fit_pose": fit_pose, "consistency": "none"}
        return reconstruct(
            pair, "biplanar", GRID, checkpoint=checkpoint, method_config=settings, device="cpu", context=context
        )

    result = run("always", WorkContext(on_draft=events.append))
    sketch, then = events
    assert isinstance(sketch, np.ndarray) and then == "calibrated"
    np.testing.assert_allclose(sketch, result.volume.hu, atol=0.5)
    run("never", WorkContext(on_draft=events.append))
    assert events == ["calibrated"], "without a calibration the result is as near"
    run("always", WorkContext())
    assert events == ["calibrated"], "and for nobody nothing is made"


class Level(Method):
    """Says the same HU everywhere."""

    def __init__(self, hu: float) -> None:
        self.hu = hu

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        full = np.full(grid.shape_zyx, self.hu, np.float32)
        context.draft(lambda: full)
        return MethodOutput(full)

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        return 1000


def test_several_networks_show_the_mean_of_those_that_are_done(pair: RadiographPair) -> None:
    drafts: list[Hu] = []
    members = [Member(Level(hu)) for hu in (0.0, 10.0, 50.0)]
    output = EnsembleMethod(members).reconstruct(pair, GRID, watched(drafts))
    assert [float(hu.mean()) for hu in drafts] == [0.0, 5.0]
    assert EnsembleMethod(members).sketch(pair, GRID) is None
    assert float(output.hu.mean()) == pytest.approx(20.0)


class OddConfig(ConfigBase):
    """Settings of `Odd`: none."""


class Odd(Level):
    """Shows a draft that is no number, one with air, and goes on."""

    def __init__(self, config: OddConfig, device: str) -> None:
        super().__init__(0.0)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        context.draft(lambda: np.full(grid.shape_zyx, np.nan, np.float32))
        context.draft(lambda: np.full(grid.shape_zyx, -1000.0, np.float32))
        return super().reconstruct(pair, grid, context)


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(
        method_specs(), "odd", MethodSpec("odd", "Odd", "", "none", f"{__name__}:OddConfig", f"{__name__}:Odd")
    )
    return "odd"


def test_drafts_are_whole_volumes_with_air_as_in_results(pair: RadiographPair, odd: str) -> None:
    drafts: list[Hu] = []
    reconstruct(pair, odd, GRID, device="cpu", context=watched(drafts))
    assert [float(hu.mean()) for hu in drafts] == [HU_MIN, 0.0], "what holds no numbers is not shown"


def test_the_worker_hands_them_out_where_asked_for_each_in_a_file_of_its_own(
    pair: RadiographPair, tmp_path: Path, odd: str
) -> None:
    pair_path = write_pair(replace(pair, subject="somebody"), tmp_path / "pair")

    def announced(name: str, *, drafts: bool) -> list[Artifact]:
        said: list[Message] = []
        (tmp_path / name).mkdir()
        task = ReconstructTask(
            pair_path=str(pair_path), method=odd, grid_size=32, device="cpu", anyway=True, drafts=drafts
        )
        run_reconstruct(task, JobContext("1", tmp_path / name, said.append, ControlToken()))
        return [message for message in said if isinstance(message, Artifact)]

    quiet, talking = announced("quiet", drafts=False), announced("talking", drafts=True)
    assert "draft" not in {artifact.role for artifact in quiet}
    assert [artifact.role for artifact in talking[:2]] == ["draft", "draft"]
    assert {artifact.role for artifact in talking[2:]} == {artifact.role for artifact in quiet}
    volumes = [np.load(artifact.path) for artifact in talking[:2]]
    assert [(hu.dtype, int(hu.mean())) for hu in volumes] == [(np.int16, int(HU_MIN)), (np.int16, 0)]
