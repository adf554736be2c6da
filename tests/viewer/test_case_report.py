"""The report of a case: one file that says everything, needs nothing from outside, and names no number a fact."""

import base64
import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication

from tests.viewer.test_models import make_ct, make_result
from xr2ct_core.methods.registry import method_specs
from xr2ct_core.provenance import LEFT_OUT, RESEARCH_BANNER, SYNTHETIC_BANNER, Provenance
from xr2ct_viewer.models.case_page import case_page
from xr2ct_viewer.models.case_report import CaseReport, MeasuredRow, origin_rows
from xr2ct_viewer.models.export_choice import ExportChoice
from xr2ct_viewer.models.measure.measurement import Measurement, new_id
from xr2ct_viewer.models.report_card import CardRow, ReportCard
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.tr import load_translators
from xr2ct_viewer.workspaces.read_export import ReadExport

CARD = ReportCard(
    rows=(
        CardRow("tv", "This result", False, {"psnr_frontal_db": 31.5}),
        CardRow("air", "Air", True, {"psnr_frontal_db": 9.0}, ""),
    ),
    has_truth=False,
    verdict="Better than air.",
    notes=(),
)


@pytest.fixture
def study(open_window, pair) -> tuple:
    window = open_window()
    study = Study("case <1>", pair=pair)
    window.read.session.add(study)
    result = make_result(study)
    summary = result.summary.model_copy(update={"metrics": {"psnr_frontal_db": 31.5}, "notes": ("Guessed distances.",)})
    study.add_result(replace(result, summary=summary, warnings=("The views disagree.",)))
    study.result.insights.land("card", CARD)
    return window, study


def report_of(window, qtbot, tmp_path) -> str:
    area = window.read.area(ReadExport)
    path = tmp_path / "report.html"
    with qtbot.waitSignal(area.exporting.done, timeout=20_000):
        area.write(ExportChoice(kind="report", report_3d=False), path)
    assert list(tmp_path.iterdir()) == [path]
    return path.read_text(encoding="utf-8")


def pictures(page: str) -> list[np.ndarray]:
    found = re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(text)))) for text in found]


def test_it_holds_pictures_numbers_origin_and_warnings_of_a_result(study, qtbot, tmp_path):
    window, case = study
    case.measurements.add(
        Measurement("distance", "patient", ((0.0, 0.0, 0.0), (40.0, 0.0, 0.0)), "Heart <width>", new_id())
    )
    page = report_of(window, qtbot, tmp_path)
    for words in (
        *("31.5 dB", "Guessed distances.", "The views disagree.", "Better than air.", "as the method saw it"),
        *("Heart &lt;width&gt;", "40.0", "estimate", "case &lt;1&gt;", SYNTHETIC_BANNER, "No number on this page"),
    ):
        assert words in page, words
    shown = pictures(page)
    assert len(shown) == 2 * 3 + 3
    assert all(int(picture[-2, 1, 0]) - int(picture[-2, 1, 2]) > 25 for picture in shown), "a picture has no banner"


def test_what_is_measured_on_is_called_as_everywhere_else(study, qtbot, tmp_path):
    window, case = study
    origin = case.result.volume.provenance.model_copy(update={"method_id": "backprojection"})
    case.add_result(replace(case.result, volume=replace(case.result.volume, provenance=origin)))
    line = ((0.0, 0.0, 0.0), (40.0, 0.0, 0.0))
    case.measurements.add(Measurement("distance", "patient", line, "Heart", new_id()))
    title = method_specs()["backprojection"].title
    assert title != "backprojection" and f"Measured on: {title}<" in report_of(window, qtbot, tmp_path)


def test_it_needs_nothing_from_outside_and_runs_nothing(study, qtbot, tmp_path):
    page = report_of(study[0], qtbot, tmp_path)
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert set(re.findall(r'src="(\w+):', page)) == {"data"} and "<link" not in page and "@import" not in page
    assert "@media print" in page and "prefers-color-scheme: dark" not in page


def test_the_true_ct_has_a_report_without_what_belongs_to_the_result(study, qtbot, tmp_path):
    window, case = study
    case.set_truth(make_ct())
    case.show("truth")
    page = report_of(window, qtbot, tmp_path)
    assert len(pictures(page)) == 3 and "31.5 dB" not in page and "Better than air" not in page
    assert RESEARCH_BANNER in page and SYNTHETIC_BANNER not in page


def test_empty_parts_leave_no_headings_behind():
    page = case_page(CaseReport("Empty", RESEARCH_BANNER))
    assert "<h2>" not in page and "<h1>Empty</h1>" in page
    row = MeasuredRow("Angle 1", "30° estimate", "Axial")
    assert "Measurements (estimates)" in case_page(CaseReport("One", RESEARCH_BANNER, measurements=(row,)))


def test_it_speaks_the_language_of_the_window_and_leaves_names_alone(study, qtbot, tmp_path):
    """Numbers are written as the language does, those of the report card as the others."""
    window, case = study
    case.rename("Volume")
    own, _qt = load_translators("de")
    QCoreApplication.installTranslator(own)
    try:
        page = report_of(window, qtbot, tmp_path)
    finally:
        QCoreApplication.removeTranslator(own)
    assert '<html lang="de">' in page and "Bericht: Volume" in page and "<b>Volume</b>" in page
    assert "Zwei Röntgenbilder bestimmen kein CT." in page
    assert page.count("31,5 dB") == 2 and "9,0 dB" in page and "31.5" not in page
    assert "Re-projection" not in page


@pytest.mark.parametrize("fit_display", [True, False])
def test_the_settings_of_a_result_say_whether_tone_curves_were_fitted(fit_display):
    config = {"fit_tone": False}
    made = Provenance(kind="reconstruction", synthetic=True, method_config=config, fit_display=fit_display)
    assert dict(origin_rows(made))["Settings"] == f"fit_tone = False, fit_display = {fit_display}"
    assert "Settings" not in dict(origin_rows(Provenance(kind="acquired", synthetic=False)))


def test_a_ct_is_not_said_to_be_made_when_it_was_opened():
    assert not {"Made", "Program"} & dict(origin_rows(Provenance(kind="acquired", synthetic=False))).keys()
    assert {"Made", "Program"} <= dict(origin_rows(Provenance(kind="phantom", synthetic=True))).keys()


def test_without_names_it_names_neither_the_case_nor_its_files(open_window, pair, qtbot, tmp_path):
    window = open_window()
    study = Study("Mueller Anna", pair=replace(pair, truth_path=tmp_path / "mueller-ct.nii.gz"))
    window.read.session.add(study)
    result = make_result(study)
    origin = result.volume.provenance.model_copy(
        update={
            "subject": "Mueller Anna pa",
            "source": "Mueller Anna pa.png and Mueller Anna lat.png",
            "assumptions": ("View taken from the file name of Mueller Anna lat.png.",),
        }
    )
    summary = result.summary.model_copy(
        update={"notes": ("Mueller Anna pa.png has no pixel size.", "mueller-ct.nii.gz cannot be read.")}
    )
    study.add_result(replace(result, volume=replace(result.volume, provenance=origin), summary=summary))
    area = window.read.area(ReadExport)
    pages = {}
    for is_unnamed in (False, True):
        path = tmp_path / f"{is_unnamed}.html"
        with qtbot.waitSignal(area.exporting.done, timeout=20_000):
            area.write(ExportChoice(kind="report", report_3d=False, without_names=is_unnamed), path)
        pages[is_unnamed] = path.read_text(encoding="utf-8")
    assert pages[False].count("Mueller") >= 5 and "mueller-ct" in pages[False]
    assert "mueller" not in pages[True].lower() and "Anna" not in pages[True]
    assert f"{LEFT_OUT} has no pixel size." in pages[True]
    assert SYNTHETIC_BANNER in pages[True]
