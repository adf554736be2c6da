"""The Indiana collection as downloaded: every archive and folder, with and without what tells the views."""

import shutil
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.core.data import indiana_collection as made
from xr2ct_core.control import WorkContext
from xr2ct_core.data import archive_files
from xr2ct_core.data.open import open_source
from xr2ct_core.data.pair_folder import PairFolder
from xr2ct_core.data.prepare import run_prepare_task
from xr2ct_core.data.prepared import read_index
from xr2ct_core.data.radiograph_cases import RadiographCases
from xr2ct_core.errors import BadInputError, CancelledError, Xr2ctError
from xr2ct_core.geometry import PRESETS
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference import fit_display
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.inference.fit_display import PhysicalPair
from xr2ct_core.inference.linearise import to_line_integrals
from xr2ct_core.protocol.tasks import PrepareTask
from xr2ct_core.radiograph import RadiographPair

SUBJECTS = ("CXR1", "CXR2", "CXR3")


def prepare(source: Path, out: Path, context: WorkContext | None = None, **settings: object) -> dict:
    task = PrepareTask.model_validate(
        {"source_path": str(source), "layout": "indiana", "tone": "straight", "check": "none", **settings}
    )
    return run_prepare_task(task, out, context or WorkContext(), lambda _role, _path: None)


def images_of(folder: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    pairs = PairFolder([folder])
    return {pair.subject: (pair.frontal.image, pair.lateral.image) for pair in (pairs[i] for i in range(len(pairs)))}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The pairs out of the unpacked folder of Kaggle."""
    folder = tmp_path_factory.mktemp("expected")
    prepare(made.kaggle_folder(folder / "in"), folder / "out")
    return images_of(folder / "out")


def with_table(folder: Path, path: Path) -> Path:
    (folder / made.TABLE).write_text(made.table())
    return path


def with_reports(folder: Path, path: Path) -> Path:
    made.openi_reports_tgz(folder / "NLMCXR_reports.tgz")
    return path


LAYOUTS: dict[str, Callable[[Path], Path]] = {
    "zip of Kaggle": lambda folder: made.kaggle_zip(folder / "archive.zip"),
    "PNG of Open-i with the table": lambda f: with_table(f, made.openi_png_tgz(f / "NLMCXR_png.tgz")),
    "PNG of Open-i with the reports": lambda f: with_reports(f, made.openi_png_tgz(f / "NLMCXR_png.tgz")),
    "PNG of Open-i alone": lambda folder: made.openi_png_tgz(folder / "NLMCXR_png.tgz"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_download_gives_the_same_pairs(layout: str, tmp_path: Path, expected: dict) -> None:
    (tmp_path / "download").mkdir()
    summary = prepare(LAYOUTS[layout](tmp_path / "download"), tmp_path / "out")
    assert summary["cases"] == 3 and summary["problems"] == []
    found = images_of(tmp_path / "out")
    assert sorted(found) == list(SUBJECTS)
    for subject in SUBJECTS:
        for own, other in zip(found[subject], expected[subject], strict=True):
            np.testing.assert_array_equal(own, other)
    assert not (tmp_path / "out" / ".taken-out").exists()


@pytest.mark.parametrize("with_tags", [True, False])
def test_dicom_files_bring_pixel_size_and_distances(with_tags: bool, tmp_path: Path) -> None:
    summary = prepare(made.openi_dcm_tgz(tmp_path / "NLMCXR_dcm.tgz", with_tags=with_tags), tmp_path / "out")
    assert summary["cases"] == 3
    told = "by the DICOM tags" if with_tags else "by how they look"
    assert sum(told in note for note in summary["notes"] if note.startswith("CXR")) == 3
    pair = PairFolder([tmp_path / "out"])[0]
    assert pair.geometry.frontal.sdd_mm == 1800 and pair.geometry.frontal.pixel_mm == pytest.approx(1.0)
    assert not any("Pixel size unknown" in note for note in pair.frontal.assumptions)
    text = (tmp_path / "out" / "CXR1" / "pair.json").read_text()
    assert "Somebody" not in text and "P1" not in text
    assert any("Distances unknown" in note for note in pair.frontal.assumptions) == (not with_tags)


def test_an_unpacked_folder_of_dicom_files_is_read_as_its_archive(tmp_path: Path) -> None:
    shutil.unpack_archive(made.openi_dcm_tgz(tmp_path / "NLMCXR_dcm.tgz"), tmp_path / "unpacked")
    assert prepare(tmp_path / "unpacked", tmp_path / "out")["cases"] == 3
    assert PairFolder([tmp_path / "out"]).subjects == SUBJECTS


def test_png_files_have_no_pixel_size_and_the_pair_says_so(tmp_path: Path) -> None:
    prepare(made.kaggle_zip(tmp_path / "archive.zip"), tmp_path / "out")
    pair = PairFolder([tmp_path / "out"])[0]
    assert any("the longer side is 43 cm" in note for note in pair.frontal.assumptions)
    assert pair.geometry.frontal.pixel_mm * 384 == pytest.approx(430) and pair.frontal.scale == "display"


def test_an_interrupted_preparation_of_an_archive_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = with_table(tmp_path, made.openi_png_tgz(tmp_path / "NLMCXR_png.tgz"))
    context = WorkContext()
    context.on_progress = lambda _fraction, phase: context.control.request_stop() if "CXR2" in phase else None
    with pytest.raises(CancelledError, match="same command continues"):
        prepare(archive, tmp_path / "out", context)
    index = read_index(tmp_path / "out")
    assert not index.complete and [case.subject for case in index.cases] == ["CXR1"]
    stamp = (tmp_path / "out" / "CXR1" / "pair.json").stat().st_mtime_ns
    taken: list[str] = []
    write = archive_files._written
    monkeypatch.setattr(
        archive_files, "_written", lambda stream, name, folder: taken.append(name) or write(stream, name, folder)
    )
    assert prepare(archive, tmp_path / "out")["cases"] == 3
    assert (tmp_path / "out" / "CXR1" / "pair.json").stat().st_mtime_ns == stamp
    assert sorted(taken) == sorted(shot.openi_name for shot in made.shots() if shot.uid != "1")
    taken.clear()
    assert prepare(archive, tmp_path / "out")["cases"] == 3 and taken == []
    assert read_index(tmp_path / "out").complete


def test_an_archive_that_breaks_off_keeps_what_is_done_and_says_so(tmp_path: Path) -> None:
    whole = with_table(tmp_path, made.openi_dcm_tgz(tmp_path / "NLMCXR_dcm.tgz")).read_bytes()
    (tmp_path / "NLMCXR_dcm.tgz").write_bytes(whole[: len(whole) * 3 // 4])
    with pytest.raises(BadInputError, match="cut off or damaged") as found:
        prepare(tmp_path / "NLMCXR_dcm.tgz", tmp_path / "out")
    assert "Download it again" in found.value.hint
    index = read_index(tmp_path / "out")
    assert not index.complete and 0 < len(index.cases) < 3
    (tmp_path / "NLMCXR_dcm.tgz").write_bytes(whole)
    assert prepare(tmp_path / "NLMCXR_dcm.tgz", tmp_path / "out")["cases"] == 3


def test_damaged_images_are_left_out_and_counted_by_reason(tmp_path: Path) -> None:
    folder = made.kaggle_folder(tmp_path / "indiana") / "images" / "images_normalized"
    first, second = (shot for shot in made.shots() if shot.uid == "2")
    (folder / first.table_name).write_bytes(first.png[: len(first.png) // 2])
    (folder / second.table_name).write_bytes(b"no image")
    for shot in made.shots():
        if shot.uid == "3":
            (folder / shot.table_name).unlink()
    summary = prepare(tmp_path / "indiana", tmp_path / "out")
    assert summary["cases"] == 1 and summary["reasons"] == {"unreadable": 1}
    assert any("1 with an image that is not in the folder" in note for note in summary["notes"])


def test_pairs_that_the_check_doubts_are_marked_or_dropped(tmp_path: Path) -> None:
    (tmp_path / "indiana").mkdir()
    swapped = made.table().replace("Frontal", "X").replace("Lateral", "Frontal").replace("X", "Lateral")
    archive = made.openi_png_tgz(tmp_path / "indiana" / "NLMCXR_png.tgz")
    (archive.parent / made.TABLE).write_text(swapped)
    marked = prepare(archive, tmp_path / "marked", check="mark")
    assert marked["cases"] == 3 and any("The pair check found:" in note for note in marked["notes"])
    assert any("look exchanged" in note for note in marked["notes"])
    with pytest.raises(BadInputError, match="Nothing could be prepared"):
        prepare(archive, tmp_path / "dropped", check="drop")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: made.tgz(path, {"ecgen-radiology/1.xml": b"<eCitation/>"}), "no image of the Indiana collection"),
        (lambda path: made.tgz(path, {"cats/1.png": b"x"}), "no image of the Indiana collection"),
        (lambda path: path.write_bytes(b"not an archive at all" * 100) and path, "is no folder, zip or tar"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + b"0" * 500) and path, "cut off or damaged"),
        (lambda path: path.mkdir() or path, "no image of the Indiana collection"),
    ],
)
def test_a_wrong_source_gives_one_sentence_and_a_hint(make: Callable[[Path], Path], words: str, tmp_path: Path) -> None:
    with pytest.raises(Xr2ctError, match=words) as found:
        prepare(make(tmp_path / "source"), tmp_path / "out")
    assert found.value.hint and not (tmp_path / "out" / "index.json").exists()


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xr2ct_core.data.indiana_items.disk_usage", lambda _path: type("Free", (), {"free": 1000})())
    with pytest.raises(Xr2ctError, match="are free in") as found:
        prepare(made.kaggle_zip(tmp_path / "archive.zip"), tmp_path / "out")
    assert found.value.code == "disk_full" and list((tmp_path / "out").iterdir()) == []


def test_only_as_many_studies_as_asked_for(tmp_path: Path) -> None:
    assert prepare(made.kaggle_zip(tmp_path / "archive.zip"), tmp_path / "out", limit=2)["cases"] == 2


def test_a_name_in_an_archive_leads_nowhere_else(tmp_path: Path) -> None:
    shots = [shot for shot in made.shots() if shot.uid == "2"]
    made.tgz(tmp_path / "NLMCXR_png.tgz", {f"../../{shot.openi_name}": shot.png for shot in shots})
    with tarfile.open(tmp_path / "NLMCXR_png.tgz") as archive:
        assert archive.getnames()[0].startswith("..")
    prepare(tmp_path / "NLMCXR_png.tgz", tmp_path / "deep" / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["NLMCXR_png.tgz", "deep"]


def test_stored_line_integrals_are_learned_from_until_the_pair_changes(tmp_path: Path) -> None:
    prepare(made.kaggle_zip(tmp_path / "archive.zip"), tmp_path / "out", tone="estimated", limit=1)
    grid = WorkingGrid(32)
    source = open_source(str(tmp_path / "out"), grid, PRESETS["clinic"])
    assert isinstance(source, RadiographCases) and source.kinds == ("pair",)
    pairs = PairFolder([tmp_path / "out"])
    stored = pairs.line_integrals(0, pairs[0])
    assert stored is not None
    straight = to_line_integrals(pairs[0])
    np.testing.assert_array_equal(source[0].frontal_RC, stored[0])
    assert np.abs(stored[0] - straight.frontal.image).mean() > 0.05
    assert "tone curves by distribution" in str(pairs[0].extra["line_integrals"])
    frontal, lateral = (tmp_path / "out" / "CXR1" / f"{view}.png" for view in ("frontal", "lateral"))
    frontal.write_bytes(lateral.read_bytes())
    assert pairs.line_integrals(0, pairs[0]) is None


def test_line_integrals_of_a_lateral_that_was_found_elsewhere_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    higher = LateralPose(height_mm=-8.5)

    def found(pair: RadiographPair, _device: str, _context: WorkContext) -> PhysicalPair:
        physical = to_line_integrals(replace(pair, geometry=higher.applied(pair.geometry)))
        return PhysicalPair(physical, ("moved",), higher.height_mm)

    monkeypatch.setattr(fit_display, "physical_pair", found)
    prepare(made.kaggle_zip(tmp_path / "archive.zip"), tmp_path / "out", tone="fitted", limit=1)
    pairs = PairFolder([tmp_path / "out"])
    assert pairs[0].geometry.lateral.shift_mm == (0.0, 0.0, -8.5)
    assert pairs.line_integrals(0, pairs[0]) is not None


def test_an_archive_is_no_data_for_a_training_and_the_hint_says_what_to_do(tmp_path: Path) -> None:
    archive = made.kaggle_zip(tmp_path / "archive.zip")
    with pytest.raises(BadInputError, match="is not a folder") as found:
        open_source(str(archive), WorkingGrid(32), PRESETS["clinic"])
    assert found.value.hint.startswith("Prepare it first: xr2ct prepare archive.zip --layout indiana")
