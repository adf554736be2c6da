"""The pose of the lateral is the one in which a reconstruction misses both X-rays least, by who does not know them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.cube import ct_to_cube
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration import by_network
from xr2ct_core.inference.calibration.by_network import pose_by_network, pose_network, posed
from xr2ct_core.inference.calibration.find_pose import said_of
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.inference.reconstruct import reproject
from xr2ct_core.io import read_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.bundled import bundled_checkpoint
from xr2ct_core.volume import Volume

GRID = WorkingGrid(32)
TOLD = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=48, cols=48, pixel_mm=8.0)
POSE = LateralPose(turn_deg=4.0, height_mm=-7.0, scale=1.03, roll_deg=-3.0, pitch_deg=1.5)


class Knows:
    """Stands for a network that reconstructs the patient perfectly, whatever the geometry it is told."""

    def __init__(self, volume: Volume) -> None:
        self._volume, self.asked = volume, 0

    def missed(self, pair: RadiographPair) -> tuple[Tensor, Tensor]:
        self.asked += 1
        images = reproject(self._volume.hu.astype(np.float32), pair.geometry, GRID)
        frontal, lateral = (
            torch.from_numpy(image - one.image) for image, one in zip(images, pair.radiographs, strict=True)
        )
        return frontal, lateral


@pytest.fixture(scope="module")
def body() -> Volume:
    return make_thorax(3, GRID)


def taken(volume: Volume, pose: LateralPose, told: BiplanarGeometry = TOLD, subject: str = "") -> RadiographPair:
    """The pair as this pose gives it, told as if nothing had happened."""
    frontal = simulate_pair(volume, told).frontal
    lateral = replace(simulate_pair(volume, pose.applied(told)).lateral, pixel_mm=told.lateral.pixel_mm)
    return RadiographPair(frontal, lateral, told, subject=subject)


def test_turn_roll_tilt_height_and_size_are_those_with_which_both_images_are_explained(body: Volume) -> None:
    network, told = Knows(body), []
    context = WorkContext(on_progress=lambda share, _phase: told.append(share))
    turn, roll, pitch, height, log_scale = pose_by_network(taken(body, POSE), network, context)  # type: ignore[arg-type]
    assert (turn, roll, pitch) == pytest.approx((4.0, -3.0, 1.5), abs=0.2)
    assert height == pytest.approx(-7.0, abs=0.3) and log_scale == pytest.approx(np.log(1.03), abs=2e-3)
    assert told == sorted(told) and told[0] == 0.0 and len(told) == network.asked < 60


def test_a_pair_as_told_stays_as_told(body: Volume) -> None:
    assert np.abs(pose_by_network(taken(body, LateralPose()), Knows(body), WorkContext())).max() < 0.05  # type: ignore[arg-type]


def test_a_posed_pair_has_the_pixels_of_its_geometry(body: Volume) -> None:
    pair = posed(taken(body, LateralPose()), POSE)
    assert pair.lateral.pixel_mm == pair.geometry.lateral.pixel_mm == pytest.approx(8.0 / 1.03)
    assert LateralPose.of_numbers([4.0, -3.0, 1.5, -7.0, float(np.log(1.03))]) == replace(
        POSE, scale=pytest.approx(1.03)
    )


def test_the_network_that_is_asked_did_not_learn_from_the_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def load(path: Path, device: str) -> None:
        asked.append(path)
        raise FileNotFoundError

    monkeypatch.setattr(by_network, "load_method", load)
    for subject in ("LIDC-IDRI-0314", "somebody else"):
        with pytest.raises(FileNotFoundError):
            pose_network(subject, "cpu")
    of_known, of_others = asked
    assert of_known.parent.name == "left-out" and of_known != of_others
    bundled = bundled_checkpoint("biplanar", by_network.GRID_SIZE)
    assert bundled is not None and of_others == bundled.path


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_bundled_network_finds_how_the_lateral_of_a_real_chest_was_taken(shared_data: Path) -> None:
    cube = ct_to_cube(read_volume(shared_data / "ct" / "QIN-LSC-0028.nii.gz"), WorkingGrid(64))
    told = BiplanarGeometry.make(sad_mm=1600.0, sdd_mm=1800.0, rows=96, cols=96, pixel_mm=4.0)
    said = said_of(taken(cube, POSE, told, "QIN-LSC-0028"), WorkContext())
    turn, roll, pitch, height, log_scale, breath = said.numbers_6
    assert turn == pytest.approx(4.0, abs=5.0) and roll == pytest.approx(-3.0, abs=1.0)
    assert pitch == pytest.approx(1.5, abs=0.7) and height == pytest.approx(-7.0, abs=1.5)
    assert log_scale == pytest.approx(np.log(1.03), abs=0.01) and abs(breath) < 6.0
