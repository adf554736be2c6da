"""Damaged headers: either a sentence, or an image that still holds nothing that identifies."""

import random
from pathlib import Path

import numpy as np
from dicom_factory import write_radiograph
from dicom_identity import NAME, UID, marks_in

from xr2ct_core.errors import BadInputError
from xr2ct_core.io.deidentify import Deidentifier

PIXELS = (np.arange(32 * 32, dtype=np.uint16) % 4096).reshape(32, 32)
HEADER_BEGINS = 132


def test_damage_never_lets_a_name_through(tmp_path: Path) -> None:
    tags = {
        "PatientName": NAME,
        "PatientID": NAME,
        "PatientComments": NAME * 4,
        "StudyDescription": NAME,
        "StudyInstanceUID": UID,
        "ViewPosition": "PA",
        "WindowCenter": [2000, 3],
        "WindowWidth": [3000, 4],
        "VOILUT": (-100, 8, list(range(50))),
    }
    raw = write_radiograph(tmp_path / "a.dcm", PIXELS, **tags).read_bytes()
    chance, outcomes = random.Random(6), {"written": 0, "refused": 0}
    for _ in range(120):
        damaged = bytearray(raw)
        for _ in range(chance.choice((1, 2, 6))):
            damaged[chance.randrange(HEADER_BEGINS, len(raw) - PIXELS.nbytes)] = chance.randrange(256)
        (tmp_path / "b.dcm").write_bytes(damaged)
        try:
            Deidentifier("shift").file(tmp_path / "b.dcm", tmp_path / "c.dcm")
        except BadInputError as refused:
            outcomes["refused"] += 1
            assert refused.hint and marks_in(str(refused).encode()) == []
            continue
        outcomes["written"] += 1
        assert marks_in((tmp_path / "c.dcm").read_bytes()) == []
    assert min(outcomes.values()) > 15
