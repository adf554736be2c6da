"""A CT that the X-rays cannot show is never used as their truth."""

from dataclasses import replace
from pathlib import Path

import pytest

from xr2ct_core.affine import Affine
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.reconstruct import reconstruct
from xr2ct_core.io import write_volume
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume

GRID = WorkingGrid(64)


@pytest.fixture
def with_truth(ball_pair: RadiographPair, tmp_path: Path):
    def make(truth: Volume) -> RadiographPair:
        write_volume(truth, tmp_path / "ct.nii.gz")
        return replace(ball_pair, truth_path=tmp_path / "ct.nii.gz")

    return make


def test_the_true_ct_is_measured_against(with_truth, ball: Volume) -> None:
    done = reconstruct(with_truth(ball), "backprojection", GRID)
    assert done.metrics["psnr_3d_db"] > 15
    assert not [note for note in done.notes if "not used" in note]


def test_a_ct_that_stands_elsewhere_is_refused_with_a_note(with_truth, ball: Volume) -> None:
    moved = Volume(ball.hu, Affine.axis_aligned((5.0,) * 3, (-300.0, 20.0, -900.0)))
    done = reconstruct(with_truth(moved), "backprojection", GRID)
    assert "psnr_3d_db" not in done.metrics
    assert [note for note in done.notes if "ct.nii.gz was not used" in note]


def test_a_mirrored_ct_is_refused(with_truth, ball: Volume) -> None:
    mirrored = Volume(ball.hu[:, :, ::-1].copy(), ball.affine)
    assert "psnr_3d_db" not in reconstruct(with_truth(mirrored), "backprojection", GRID).metrics
