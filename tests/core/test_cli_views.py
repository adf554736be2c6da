"""`xr2ct views`, and `xr2ct project` with tubes that stood otherwise: files, tables, notes."""

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.core.conftest import Run
from xr2ct_core.cli import views as views_module
from xr2ct_core.cli.views import parsed_counts
from xr2ct_core.cli.views_files import IDEAL
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.io import read_pair, write_volume
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.protocol.xray_bench import ViewsSummary
from xr2ct_core.provenance import SYNTHETIC_BANNER, Provenance
from xr2ct_core.volume import Volume

pytestmark = pytest.mark.usefixtures("worker_here")


@pytest.fixture
def ct(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chest that is projected from few voxels."""
    monkeypatch.setattr(views_module, "PROJECTED_GRID_SIZE", 32)
    return write_volume(make_thorax(3, WorkingGrid(32)), tmp_path / "chest.nii.gz")


def test_views_writes_a_table_a_record_and_a_picture(run: Run, ct: Path, tmp_path: Path) -> None:
    out = tmp_path / "views"
    given = ("views", ct, "--counts", "1,2,4", "--grid", 32, "--device", "cpu", "--out", out)
    code, text, err = run(*given, "--json")
    told = json.loads(text)
    rows = ViewsSummary.model_validate({"rows": told["rows"]}).rows
    assert code == 0 and err == "" and [row.count for row in rows] == [1, 2, 4]
    assert [Path(file).name for file in told["files"]] == ["views.json", "views.md", "views.png"]

    stored = json.loads((out / "views.json").read_text(encoding="utf-8"))
    assert stored["format"] == "xr2ct-views" and stored["rows"] == told["rows"]
    assert stored["banner"] == SYNTHETIC_BANNER and stored["notes"][0] == IDEAL and stored["subject"] == "chest"
    table = (out / "views.md").read_text(encoding="utf-8")
    assert SYNTHETIC_BANNER in table and IDEAL in table
    gain = rows[2].metrics["psnr_3d_db"] - rows[1].metrics["psnr_3d_db"]
    assert f"| 4 | {rows[2].metrics['psnr_3d_db']:.2f} |" in table and f"| {gain:+.2f} |" in table
    with Image.open(out / "views.png") as image:
        assert image.text["Disclaimer"] == SYNTHETIC_BANNER and image.size[0] > 4 * 320

    code, text, err = run(*given)
    assert code == 0 and "equivalent blur" in text and "…" not in text
    assert "Resampled to the working cube" in err


def test_a_reconstruction_is_no_ct_to_take_x_rays_of(run: Run, tmp_path: Path) -> None:
    made = make_thorax(3, WorkingGrid(32))
    origin = Provenance(kind="reconstruction", synthetic=True)
    path = write_volume(Volume(made.hu, made.affine, origin), tmp_path / "made.nii.gz")
    code, text, _ = run("views", path, "--out", tmp_path / "out", "--json")
    assert code == 2 and "is a reconstruction and no CT" in json.loads(text)["error"]["message"]


def test_numbers_of_x_rays_are_read_once_each_in_their_order() -> None:
    assert parsed_counts("4, 2,4,32") == (4, 2, 32)
    for text in ("", "0", "-1", "2.5", "33", "one"):
        with pytest.raises(BadConfigError):
            parsed_counts(text)


def test_project_turns_the_lateral_as_a_calibration_would_say(run: Run, ct: Path, tmp_path: Path) -> None:
    moved = ("--turn-lateral", 5, "--roll-lateral", 3, "--tilt-lateral", -2, "--raise-lateral", 10)
    given = ("project", ct, "--geometry", "clinic", "--grid", 64, *moved)
    code, text, _ = run(*given, "--out", tmp_path / "told", "--json")
    told = json.loads(text)
    pose = LateralPose(5.0, 10.0, roll_deg=3.0, pitch_deg=-2.0)
    clinic = BiplanarGeometry.preset("clinic")
    assert code == 0 and told["geometry"] == "custom"
    assert read_pair(Path(told["pair"])).geometry.views == pose.applied(clinic).views

    code, text, _ = run(*given, "--untold", "--breath-mm", 8, "--out", tmp_path / "untold", "--json")
    untold = json.loads(text)
    assert code == 0 and untold["geometry"] == "clinic"
    assert read_pair(Path(untold["pair"])).geometry == clinic
    for part in (*pose.parts(clinic.lateral.view), "8 mm lower", "which the pair does not tell"):
        assert part in " ".join(untold["notes"])
