"""A folder is taken for what it holds."""

import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from xr2ct_core.control import WorkContext
from xr2ct_core.data.ct_folder import CtFolder
from xr2ct_core.data.indiana import IndianaPairs
from xr2ct_core.data.open import open_radiographs, open_source
from xr2ct_core.data.pair_folder import PairCases
from xr2ct_core.data.phantoms import MAX_PHANTOMS, Phantoms
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.data.prepared import PreparedFolder
from xr2ct_core.data.x2ct_hdf5 import X2ctFolder
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.geometry import PRESETS, BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import PrepareTask

GRID = WorkingGrid(16)
SMALL = BiplanarGeometry.make(rows=40, cols=40, pixel_mm=12.5)


def test_each_kind_of_folder_is_recognised(make_ct, ball_pair_path: Path, tmp_path: Path) -> None:
    make_ct(tmp_path / "cts" / "ann.nii.gz")
    task = PrepareTask(source_path=str(tmp_path / "cts"))
    run_prepare_task(task, tmp_path / "prepared", WorkContext(), lambda _role, _path: None)
    (tmp_path / "x2ct" / "set" / "scan").mkdir(parents=True)
    with h5py.File(tmp_path / "x2ct" / "set" / "scan" / "ct_xray_data.h5", "w") as file:
        file["ct"] = np.full((8, 8, 8), 1064)
    for name, kind in (("cts", CtFolder), ("prepared", PreparedFolder), ("x2ct", X2ctFolder)):
        source = open_source(str(tmp_path / name), GRID, SMALL)
        assert isinstance(source, kind) and source[0].geometry == SMALL
    pairs = open_source(str(ball_pair_path.parent.parent), GRID, SMALL)
    assert isinstance(pairs, PairCases) and pairs.subjects == ("ball",)


def test_training_on_a_prepared_folder_needs_no_reader_of_medical_files(make_ct, tmp_path: Path) -> None:
    make_ct(tmp_path / "cts" / "ann.nii.gz")
    task = PrepareTask(source_path=str(tmp_path / "cts"))
    run_prepare_task(task, tmp_path / "out", WorkContext(), lambda _role, _path: None)
    code = (
        "import sys\n"
        "from xr2ct_core.data.open import open_source\n"
        "from xr2ct_core.geometry import PRESETS\n"
        "from xr2ct_core.grid import WorkingGrid\n"
        f"assert open_source({str(tmp_path / 'out')!r}, WorkingGrid(64), PRESETS['x2ct'])[0].subject == 'ann'\n"
        "print([name for name in ('SimpleITK', 'pydicom', 'h5py', 'PIL', 'tifffile', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_phantoms_are_named_by_number_and_seed() -> None:
    source = open_source("phantoms:3", GRID, SMALL)
    assert isinstance(source, Phantoms) and source.subjects == ("phantom-0", "phantom-1", "phantom-2")
    assert open_source("phantoms:2@40", GRID, SMALL).subjects == ("phantom-40", "phantom-41")
    for wrong in ("phantoms", "phantoms:", "phantoms:many", "phantoms:2@x", "phantoms:²", "phantoms:" + "9" * 5000):
        with pytest.raises(BadConfigError, match="how many phantoms"):
            open_source(wrong, GRID, SMALL)


def test_more_phantoms_than_anybody_trains_on_are_refused() -> None:
    assert len(open_source(f"phantoms:{MAX_PHANTOMS}", GRID, SMALL)) == MAX_PHANTOMS
    with pytest.raises(BadConfigError, match="99,999,999,999 phantoms are too many"):
        open_source("phantoms:99999999999", GRID, SMALL)


def test_folders_of_radiographs_are_recognised_too(ball_pair_path: Path, shared_data: Path, tmp_path: Path) -> None:
    real = open_radiographs(str(shared_data / "xray"), PRESETS["x2ct"])
    assert isinstance(real, IndianaPairs) and real[0].geometry == PRESETS["x2ct"]
    assert open_radiographs(str(ball_pair_path.parent), SMALL).subjects == ("ball",)
    (tmp_path / "scan").mkdir()
    with h5py.File(tmp_path / "scan" / "ct_xray_data.h5", "w") as file:
        file["xray1"] = file["xray2"] = np.arange(256, dtype=np.uint8).reshape(16, 16)
    (pair,) = open_radiographs(str(tmp_path / "scan"), SMALL)
    assert pair.subject == "scan" and not pair.is_physical
    for folder, words in ((tmp_path / "absent", "not a folder"), (shared_data / "ct", "no pair file")):
        with pytest.raises(BadInputError, match=words):
            open_radiographs(str(folder), SMALL)


def test_what_holds_no_cases_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="not a folder"):
        open_source(str(tmp_path / "absent"), GRID, SMALL)
    with pytest.raises(BadInputError, match="no CT"):
        open_source(str(tmp_path), GRID, SMALL)
