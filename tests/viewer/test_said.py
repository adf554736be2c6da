"""What the core says is shown in German where the window is German, with its values; the unknown stays as it is."""

import ast
import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from PySide6.QtCore import QCoreApplication

from xr2ct_core.domain import sentences
from xr2ct_core.domain.limits import bundled_limits
from xr2ct_core.geometry import View
from xr2ct_core.inference.calibration import estimate
from xr2ct_core.inference.calibration.findings import Findings, LateralPose
from xr2ct_core.pairing import findings
from xr2ct_viewer.foreign_words import PROBLEMS
from xr2ct_viewer.models.marked import filled
from xr2ct_viewer.said import FILE, VALUES, expression_of, said
from xr2ct_viewer.sentences import CORE, said_sentences, sentences_in
from xr2ct_viewer.tr import load_translators


@pytest.fixture
def german(qapp) -> Iterator[None]:
    own, _qt = load_translators("de")
    QCoreApplication.installTranslator(own)
    yield
    QCoreApplication.removeTranslator(own)


def test_sentences_are_found_with_their_values_numbered() -> None:
    lines = (
        '"""A docstring."""',
        'A = "Whole sentences alone."',
        'B = f"The file {name!r} has {n:.1f} mm."',
        'C = "{{view}}: whatever {it} is."',
    )
    wanted = ["Whole sentences alone.", "The file {0} has {1} mm.", "{view}: whatever {it} is."]
    assert list(sentences_in("\n".join(lines))) == wanted
    assert list(sentences_in('X = "no sentence"\nY = "{0} {1}."\nZ = "Word."')) == []


def test_the_file_of_patterns_is_that_of_the_code() -> None:
    stored = json.loads(files("xr2ct_resources").joinpath(FILE).read_text(encoding="utf-8"))
    assert tuple(stored) == said_sentences(), "run python -m xr2ct_viewer.translations"


def test_every_pattern_finds_itself() -> None:
    for pattern in (*said_sentences(), *VALUES, *PROBLEMS):
        assert expression_of(pattern).fullmatch(pattern), pattern


def test_parts_of_sentences_and_phases_are_still_words_of_the_core() -> None:
    core = " ".join(
        " ".join(str(node.value).split())
        for path in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    words = {word for value in VALUES for piece in re.split(r"\{\w+\}", value) for word in piece.split()}
    assert sorted(word for word in words if word not in core) == []
    assert [value for value in VALUES if "{" not in value and value not in core] == []


def test_english_stays_english() -> None:
    assert said("The worker is not running.") == "The worker is not running."


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (
            findings.upside_down("frontal", 0.9).sentence,
            "Das Bild der frontalen Ansicht scheint auf dem Kopf zu stehen.",
        ),
        (
            findings.heights(-31.2, 0.9).sentence,
            "Die Höhen passen nicht: Das seitliche Bild zeigt den Körper etwa 31 mm weiter oben (Schätzung).",
        ),
        (
            "The file a.png is empty. Choose another folder.",
            "Die Datei a.png ist leer. Einen anderen Ordner wählen.",
        ),
        (
            "The patient's centre is taken to be 200 mm before the detector.",
            "Die Mitte des Patienten wird 200 mm vor dem Detektor angenommen.",
        ),
        ("Warping template 3 of 6", "Verformen der Vorlage 3 von 6"),
        ("The disk is full.\nNobody wrote this.", "Der Datenträger ist voll.\nNobody wrote this."),
    ],
)
def test_a_sentence_of_the_core_is_shown_in_german(german: None, english: str, expected: str) -> None:
    assert said(english) == expected


def test_values_that_are_lists_are_translated_part_by_part(german: None) -> None:
    (sentence,) = Findings(LateralPose(turn_deg=3.2, height_mm=5.0, scale=1.02)).sentences(View.LL)
    assert said(sentence).endswith("um 3,2° gedreht (Quelle nach vorn vom Patienten), 5 mm höher und 2,0% größer.")


def test_all_that_the_gate_and_the_pair_check_say_has_a_translation(german: None) -> None:
    limits = bundled_limits()
    reasons = (
        sentences.empty("lateral"),
        sentences.one_picture(),
        sentences.unlike(1.0, limits),
        sentences.unlike(0.0, limits),
        sentences.no_chest(0.9, limits),
        sentences.small(-0.5, limits),
        sentences.cut("frontal", 0.4, limits),
        sentences.metal(1.0),
        sentences.too_large("lateral", 0.3),
        sentences.turned(12.0, 8.0),
    )
    found = (
        findings.no_chest("frontal", 0.9),
        findings.swapped(0.9),
        findings.same_view("lateral", 0.9),
        findings.inverted("lateral", 0.9),
        findings.mirrored("frontal", 0.9),
        findings.mirrored("lateral", 0.9),
        findings.other_breath(0.9),
        findings.other_patient(0.9),
        findings.other_patient_anywhere(0.9),
    )
    spoken = [text for reason in reasons for text in (reason.sentence, reason.hint)]
    spoken += [text for each in found for text in (each.sentence, each.action)]
    assert [text for text in spoken if said(text) == text] == []
    assert [text for text in map(said, spoken) if "{" in text or " image" in text] == []


def test_a_text_of_the_window_keeps_its_own_translation(german: None) -> None:
    assert said(filled("Step {at} of {count}", at=2, count=8)) == "Schritt 2 von 8"


def test_the_titles_of_what_a_calibration_finds_are_words_of_the_window():
    titles = {usual.title for usual in estimate.USUAL.values()}
    assert titles <= set(VALUES)
    told = estimate.estimate("height", 30.0, 1.0).sentence, estimate.estimate("height", 0.1, 1.0).sentence
    assert all(any(expression_of(pattern).fullmatch(text) for pattern in VALUES if "±" in pattern) for text in told)
