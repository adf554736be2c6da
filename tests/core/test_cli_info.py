"""`xr2ct info` says of a volume, a pair, an X-ray and a network what each says about itself."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.core.described import describe
from xr2ct_core.cli import main
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io import write_dicom, write_pair, write_volume
from xr2ct_core.io.dicom_write_options import DicomOptions
from xr2ct_core.phantom.thorax import make_thorax
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.provenance import Provenance
from xr2ct_core.volume import Volume

Told = Callable[[Path], tuple[dict[str, Any], str]]


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str]) -> Told:
    """What it says as JSON, and what it says to people."""

    def call(path: Path) -> tuple[dict[str, Any], str]:
        assert main(["info", str(path), "--json"]) == 0
        document = json.loads(capfd.readouterr().out)
        assert main(["info", str(path)]) == 0
        return document, "".join(capfd.readouterr())

    return call


@pytest.fixture(scope="module")
def thorax() -> Volume:
    return make_thorax(1, WorkingGrid(32)).as_int16()


def test_a_volume_tells_its_size_its_origin_and_what_it_is_not_for(told: Told, thorax: Volume, tmp_path: Path) -> None:
    made = Provenance(kind="reconstruction", synthetic=True, subject="ann", method_id="tv", warnings=("It is turned.",))
    path = write_volume(replace(thorax, hu=thorax.hu[:20], provenance=made), tmp_path / "volume.nii.gz")
    document, text = told(path)
    assert document["kind"] == "volume" and document["shape_zyx"] == [20, 32, 32]
    assert document["spacing_zyx_mm"] == [10.0, 10.0, 10.0] and document["first_voxel_lps_mm"] == [-155.0] * 3
    assert document["hu_range"] == [float(thorax.hu[:20].min()), float(thorax.hu[:20].max())]
    assert document["provenance"]["method_id"] == "tv" and document["provenance"]["subject"] == "ann"
    assert "32 x 32 x 20 voxels (x, y, z) of 10 x 10 x 10 mm" in text and made.banner in text
    assert "ann" in text and "note: It is turned." in text


def test_a_slice_of_a_ct_and_its_folder_are_the_same_volume(told: Told, thorax: Volume, tmp_path: Path) -> None:
    acquired = replace(thorax, provenance=Provenance(kind="acquired", synthetic=False))
    slices = write_dicom(acquired, tmp_path / "series", DicomOptions(kind="ct-series"))
    documents = [told(path)[0] for path in (tmp_path / "series", slices[0])]
    assert [one["shape_zyx"] for one in documents] == [[32, 32, 32]] * 2


def test_a_pair_tells_both_views_and_how_they_were_taken(told: Told, thorax: Volume, tmp_path: Path) -> None:
    geometry = BiplanarGeometry.make(rows=30, cols=40, pixel_mm=12.5)
    pair = replace(simulate_pair(thorax, geometry), subject="ann")
    path = write_pair(pair, tmp_path / "pair", thorax)
    document, text = told(path)
    assert document == told(path.parent)[0]
    assert [view["rows"] for view in document["views"]] == [30, 30] and document["subject"] == "ann"
    assert [view["scale"] for view in document["views"]] == ["line_integral"] * 2
    assert document["geometry"][1]["sdd_mm"] == geometry.lateral.sdd_mm and Path(document["truth"]).is_file()
    assert "Frontal (PA): 40 x 30 pixels of 12.5 mm, line integrals" in text and "Pair of ann" in text


def test_an_image_tells_what_was_assumed_of_it(told: Told, tmp_path: Path) -> None:
    Image.fromarray(np.arange(600, dtype=np.uint16).reshape(20, 30)).save(tmp_path / "scan.png")
    document, text = told(tmp_path / "scan.png")
    assert (document["kind"], document["rows"], document["cols"]) == ("radiograph", 20, 30)
    assert document["assumptions"] and all(f"note: {note}" in text for note in document["assumptions"])


def test_a_network_tells_whom_it_learned_from_and_whom_not(told: Told, tmp_path: Path) -> None:
    parts = {"train": ["ann", "bob"], "validation": ["cid"], "test": ["dan"]}
    document, text = told(describe(tmp_path, "network", "biplanar", 64, patients=parts))
    assert document["kind"] == "checkpoint" and document["learned_from"] == ["ann", "bob"]
    assert not document["calibrated"] and document["data"]["patients"] == parts
    assert "biplanar, 64³ voxels" in text and "held out" in text and "dan" in text and "not calibrated" in text


def test_anything_else_is_refused_in_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    for path, sentence in ((tmp_path / "letter.txt", "not an image"), (tmp_path / "gone", "There is no file")):
        assert main(["info", str(path)]) == 2
        assert sentence in capfd.readouterr().err
