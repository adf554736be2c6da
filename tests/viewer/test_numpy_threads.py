"""Products in the window run on one thread, and what the window starts decides for itself."""

import subprocess
import sys

CODE = """
import os, psutil
from xr2ct_viewer.app import load_numpy
before = psutil.Process().num_threads()
load_numpy()
import numpy
numpy.ones((300, 300)) @ numpy.ones((300, 300))
print(psutil.Process().num_threads() - before, "OPENBLAS_NUM_THREADS" in os.environ)
"""


def test_numpy_brings_no_threads_and_leaves_no_trace_in_the_environment(monkeypatch) -> None:
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["0", "False"]
