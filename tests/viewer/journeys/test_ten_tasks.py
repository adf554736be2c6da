"""Ten tasks of a person, with a real mouse and keyboard under Xvfb; see `ten_tasks.py`.

Run with `pytest -m slow tests/viewer/journeys`. Pictures are kept in the test's temporary folder.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
SCRIPT = Path(__file__).with_name("ten_tasks.py")
NEEDED = ("xvfb-run", "xdotool", "openbox")


def test_a_person_reaches_the_end_of_ten_tasks(tmp_path: Path) -> None:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"Not installed here: {', '.join(missing)}.")
    folder = tmp_path / "tasks"
    inside = f'openbox & sleep 1; exec "{sys.executable}" "{SCRIPT}" "{folder}"'
    command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "sh", "-c", inside]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "XR2CT_HOME": str(tmp_path / "home")}
    subprocess.run(command, env=environment, timeout=2300, check=True)
    done = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    assert len(done) == 10
    assert {title: said for title, said in done.items() if said != "reached"} == {}
