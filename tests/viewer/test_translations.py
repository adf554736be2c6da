"""The window speaks German too: every word has a translation, values keep their places, and the file is up to date."""

import re

import pytest
from PySide6.QtCore import QCoreApplication

from xr2ct_viewer.tr import CONTEXT, chosen_language, load_translators, tr
from xr2ct_viewer.translations import FOLDER, all_words, read_translations, words_in

WORDS = all_words()
GERMAN = read_translations(FOLDER / "xr2ct_de.ts")


def test_words_are_found_in_calls_and_tables() -> None:
    code = 'tr("a {x}", x=1)\nX = marked("b")\nB_TITLES = {"k": "c"}\npreference(1, "d", tip="e", labels=("f", "g"))\n'
    assert sorted(words_in(code)) == ["a {x}", "b", "c", "d", "e", "f", "g"]
    assert list(words_in('QLabel("not shown through tr")\nother("x")')) == []


def test_every_word_of_the_window_has_a_german_translation() -> None:
    assert len(WORDS) > 400
    missing = [word for word in WORDS if word not in GERMAN]
    assert missing == [], "translate these in resources/translations/xr2ct_de.ts: python -m xr2ct_viewer.translations"


def test_no_translation_is_left_of_words_that_are_gone() -> None:
    assert [word for word in GERMAN if word not in WORDS] == []


def test_translations_keep_the_places_of_values_and_one_accelerator() -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"\{[^}]*\}", text))

    assert [word for word in WORDS if places(word) != places(GERMAN.get(word, word))] == []
    assert [word for word in WORDS if "&" in word and GERMAN.get(word, word).count("&") != word.count("&")] == []
    assert [word for word in WORDS if word.endswith("…") and not GERMAN.get(word, word).endswith("…")] == []


def test_the_file_the_program_loads_has_the_same_words(qapp) -> None:
    own, _qt = load_translators("de")
    stale = [word for word, german in GERMAN.items() if word != german and own.translate(CONTEXT, word) != german]
    assert stale == [], "run python -m xr2ct_viewer.translations"


def test_the_chosen_language_is_shown_and_english_otherwise(qapp) -> None:
    own, _qt = load_translators("de")
    assert tr("Cancel") == "Cancel"
    QCoreApplication.installTranslator(own)
    try:
        assert tr("Cancel") == "Abbrechen"
        assert tr("Step {at} of {count}", at=2, count=8) == "Schritt 2 von 8"
    finally:
        QCoreApplication.removeTranslator(own)


@pytest.mark.parametrize(("setting", "language"), [("de", "de"), ("en", "en"), ("fr", "en")])
def test_a_language_without_translation_becomes_english(setting: str, language: str) -> None:
    assert chosen_language(setting) == language
