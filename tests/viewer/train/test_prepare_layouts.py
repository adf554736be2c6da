"""What a folder holds is guessed when it is to be prepared, also where its files are still packed."""

from pathlib import Path

import pytest

from xr2ct_viewer.dialogs.prepare_dialog import guessed_layout


@pytest.mark.parametrize(
    ("names", "layout"),
    [
        (("indiana_projections.csv", "images/1_IM-0001-4001.dcm.png"), "indiana"),
        (("NLMCXR_png.tgz", "NLMCXR_reports.tgz"), "indiana"),
        (("chest-xrays-indiana-university.zip",), "indiana"),
        (("LIDC-0001/ct_xray_data.h5",), "x2ct"),
        (("one.nii.gz", "two.nii.gz"), "ct"),
    ],
)
def test_the_layout_is_guessed_from_names(names: tuple[str, ...], layout: str, tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert guessed_layout(tmp_path) == layout
