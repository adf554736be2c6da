"""A bare GPU node trains with few wheels: readers of medical files, the window and its drawing stay unloaded."""

import subprocess
import sys
from pathlib import Path

ABSENT = ("SimpleITK", "pydicom", "skimage", "h5py", "nanodrr", "PySide6", "vtkmodules", "pyvista", "tensorboard")
CODE = f"""
import sys
sys.modules.update(dict.fromkeys({ABSENT!r}))
from xr2ct_core.cli.entry import main
sys.exit(main(sys.argv[1:]))
"""


def test_training_works_without_what_reads_and_shows_files(tmp_path: Path) -> None:
    data = ["--data", "phantoms:5", "--out", str(tmp_path / "run"), "--train.steps", "1", "--train.workers", "1"]
    small = ["--method", "biplanar", "--method.grid-size", "32", "--method.width", "4", "--method.image-width", "8"]
    done = subprocess.run(
        [sys.executable, "-c", CODE, "train", *small, *data], capture_output=True, text=True, timeout=150
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "run" / "checkpoints").glob("*/weights.safetensors"))
