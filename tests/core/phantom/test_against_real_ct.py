"""Phantoms lie among real chests: line integrals, tissue shares and lung volumes of the same order and spread."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import read_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.projector import Projector
from xr2ct_core.units import hu_to_mu_per_mm

GRID = WorkingGrid(64)
REAL = ("LIDC-IDRI-0001", "QIN-LSC-0049", "C3N-00249", "R01-001")
TISSUE_EDGES_HU = (-1000, -950, -700, -300, -150, -30, 20, 100, 200, 500, 3100)


def measures(hu: NDArray[np.float32], projector: Projector) -> dict[str, float]:
    frontal, lateral = projector.forward(torch.from_numpy(hu_to_mu_per_mm(hu))[None])
    litres = GRID.spacing_mm**3 / 1e6
    return {
        "lung_litres": float(((hu > -960) & (hu < -500)).sum() * litres),
        "tissue_litres": float((hu > -300).sum() * litres),
        "dense_litres": float((hu > 250).sum() * litres),
        "frontal_mean": float(frontal.mean()),
        "frontal_p99": float(frontal.quantile(0.99)),
        "lateral_mean": float(lateral.mean()),
        "lateral_p99": float(lateral.quantile(0.99)),
    }


def tissue_shares(volumes: list[NDArray[np.float32]]) -> NDArray[np.float64]:
    inside = np.concatenate([hu[hu > -990] for hu in volumes])
    counts, _ = np.histogram(inside, TISSUE_EDGES_HU)
    return np.asarray(counts / counts.sum(), dtype=np.float64)


@pytest.mark.slow
def test_phantoms_measure_like_real_chests(shared_data: Path) -> None:
    """Each mean over phantoms lies within a quarter of the mean over real scans; 85 % of the HU histogram is common."""
    projector = Projector(BiplanarGeometry.preset("x2ct").views, GRID)
    real = [
        ct_to_cube(read_volume(shared_data / "ct" / f"{name}.nii.gz"), GRID).as_float32().hu.astype(np.float32)
        for name in REAL
    ]
    phantoms = [make_thorax(seed, GRID).hu.astype(np.float32) for seed in range(10)]
    of_real, of_phantoms = ([measures(hu, projector) for hu in group] for group in (real, phantoms))
    for name in of_real[0]:
        mean_real = np.mean([m[name] for m in of_real])
        mean_phantom = np.mean([m[name] for m in of_phantoms])
        allowed = 0.4 if name == "dense_litres" else 0.25
        assert abs(mean_phantom - mean_real) < allowed * mean_real, f"{name}: {mean_phantom:.2f} and {mean_real:.2f}"
    shares_real, shares_phantom = tissue_shares(real), tissue_shares(phantoms)
    assert 0.5 * np.abs(shares_real - shares_phantom).sum() < 0.15
