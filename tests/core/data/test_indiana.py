"""The Indiana University layout: both namings, both pairing rules, and an account of what was dropped."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xr2ct_core.data.indiana import (
    TABLE_NAME,
    IndianaPairs,
    image_key,
    pair_up,
    read_table,
    studies_of,
    study_of,
)
from xr2ct_core.data.source import RadiographSource, data_digest
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import PRESETS, View

ROWS = """uid,filename,projection
1,1_IM-0001-4001.dcm.png,Frontal
1,1_IM-0001-3001.dcm.png,Lateral
2,2_IM-0652-1001.dcm.png,Frontal
3,3_IM-1384-1001.dcm.png,Lateral
4,4_IM-2050-1002.dcm.png,Lateral
4,4_IM-2050-1001.dcm.png,Frontal
4,4_IM-2050-1003.dcm.png,Frontal
5,5_IM-2117-1003002.dcm.png,Frontal
5,5_IM-2117-1004003.dcm.png,Lateral
"""


def write_image(path: Path, grey: int) -> None:
    image = np.full((60, 50), grey, dtype=np.uint8)
    image[:20, :10] = 250
    Image.fromarray(image).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five studies; the images of study 4 have the archive's names, one image of study 5 is missing."""
    (tmp_path / TABLE_NAME).write_text(ROWS)
    (tmp_path / "images").mkdir()
    names = ("1_IM-0001-4001.dcm", "1_IM-0001-3001.dcm", "2_IM-0652-1001.dcm", "3_IM-1384-1001.dcm")
    names += ("CXR4_IM-2050-1001", "CXR4_IM-2050-1002", "CXR4_IM-2050-1003", "5_IM-2117-1003002.dcm")
    for number, name in enumerate(names):
        write_image(tmp_path / "images" / f"{name}.png", 10 * number)
    return tmp_path


def test_exactly_one_of_each_is_paired_and_the_rest_is_accounted_for(folder: Path) -> None:
    source = IndianaPairs(folder)
    assert source.subjects == ("CXR1",)
    assert source.report.dropped == {"no_frontal": 1, "no_lateral": 1, "several": 1, "missing_file": 1}
    assert source.report.sentences == (
        "The table lists 9 images: 5 frontal and 4 lateral.",
        "1 of 5 studies is used, with exactly one image of each kind.",
        "Left out are 4 studies: 1 without a frontal image, 1 without a lateral image, "
        "1 with more than one frontal or lateral image, 1 with an image that is not in the folder.",
    )


def test_the_first_of_each_is_the_first_in_the_table_under_either_naming(folder: Path) -> None:
    source: RadiographSource = IndianaPairs(folder, rule="first_of_each", geometry=PRESETS["x2ct"])
    assert source.subjects == ("CXR1", "CXR4") and len(source) == 2
    pair = source[1]
    assert (pair.subject, pair.frontal.view, pair.lateral.view) == ("CXR4", View.PA, View.LL)
    assert pair.frontal.source == "CXR4_IM-2050-1001.png" and pair.lateral.source == "CXR4_IM-2050-1002.png"
    assert pair.geometry == PRESETS["x2ct"] and pair.frontal.scale == "display" and pair.frontal.assumptions
    assert data_digest(source) != data_digest(IndianaPairs(folder))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("1_IM-0001-4001.dcm.png", "1_IM-0001-4001"),
        ("CXR1_1_IM-0001-4001.png", "1_IM-0001-4001"),
        ("images/CXR2_IM-0652-1001.png", "2_IM-0652-1001"),
        ("NLMCXR_dcm/2/2_IM-0652-1001.dcm", "2_IM-0652-1001"),
        ("5_IM-2117-1003002.dcm.png", "5_IM-2117-1003002"),
    ],
)
def test_an_image_is_known_under_all_its_names(name: str, key: str) -> None:
    assert image_key(name) == key and study_of(name) == key.partition("_")[0]


def test_other_files_belong_to_no_study() -> None:
    assert not any(map(study_of, ("photo.png", "slice_12.dcm", "CXR.png", "12_scan.png")))


def test_odd_lines_and_tables_are_told(folder: Path) -> None:
    table = folder / TABLE_NAME
    table.write_text(ROWS + "6,6_a.png,Oblique\n,7_b.png,Frontal\n8\n")
    assert IndianaPairs(folder).report.sentences[-1].startswith("3 lines of the table are incomplete")
    table.write_text("a,b\n1,2\n")
    with pytest.raises(BadInputError, match="no column filename"):
        IndianaPairs(folder)
    table.write_text(ROWS)
    shutil.rmtree(folder / "images")
    with pytest.raises(BadInputError, match="2 with an image that is not in the folder"):
        IndianaPairs(folder)


def test_the_real_table_has_the_published_numbers(shared_data: Path) -> None:
    rows = read_table(shared_data / "xray" / TABLE_NAME)
    studies, odd = studies_of(rows)
    everything = {image_key(row["filename"]): row["filename"] for row in rows}
    pairs, report = pair_up(rows, "one_of_each", everything)
    assert (report.rows, report.frontal, report.lateral, odd) == (7466, 3818, 3648, 0)
    assert (report.studies, report.pairs, len(pairs)) == (3851, 3194, 3194)
    assert report.dropped == {"no_frontal": 162, "no_lateral": 301, "several": 194, "missing_file": 0}
    assert pair_up(rows, "first_of_each", everything)[1].pairs == 3388
    assert sum(len(study.frontal) + len(study.lateral) == 2 for study in studies) == 3210


def test_the_real_pair_is_found_under_the_archives_naming(shared_data: Path) -> None:
    source = IndianaPairs(shared_data / "xray")
    assert source.subjects == ("CXR54",)
    assert source.report.dropped["missing_file"] == 3193
    pair = source[0]
    assert pair.frontal.source == "CXR54_IM-2145-1001.png" and pair.lateral.source == "CXR54_IM-2145-1002.png"
    assert pair.frontal.shape == (384, 384) and not pair.is_physical
