"""A patient who is turned about the long axis is found by laying bundled CTs over both views."""

import numpy as np
import pytest

from xr2ct_core.domain.simulated import taken
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.patient_turn import patient_turn
from xr2ct_core.io import read_volume
from xr2ct_core.pairing.simulated import resampled
from xr2ct_core.samples import samples


@pytest.mark.slow
def test_the_turn_of_a_patient_is_found_to_either_side() -> None:
    path = next(sample for sample in samples() if sample.id == "lidc-0001").pair_path
    cube = read_volume(path.parent / "ct.nii.gz").hu
    cube = np.rint(cube.reshape(64, 2, 64, 2, 64, 2).mean(axis=(1, 3, 5))).astype(np.int16)
    geometry = resampled(BiplanarGeometry.preset("x2ct"), 64)
    found = []
    for angle in (-16.0, 0.0, 16.0):
        random = np.random.default_rng(1)
        shot = taken(
            cube, np.zeros(cube.shape, np.float32), geometry, random, stretch=np.ones(3), turn_deg=(angle,) * 2
        )
        turn = patient_turn(shot.pair("line_integral", random))
        found.append(turn.degrees)
        assert turn.misfit < 0.2
    assert found[0] < found[1] - 9.0 and found[2] > found[1] + 6.0 and abs(found[1]) < 8.0
