"""The words of the window in the language of the person who looks at it.

Every sentence is written in English in the code and shown with `tr("…")`; values are named: `tr("{count} runs",
count=3)`. All have one context, so that a word is translated once. `python -m xr2ct_viewer.translations` collects them.

Numbers in a sentence are written as the language does, with its point and its groups of digits; what is typed into
fields and written into files is not.

Invariant: without a translation, English is shown. The language is chosen before the first widget is made.
"""

import re
from datetime import datetime
from importlib.resources import as_file, files
from numbers import Real
from string import Formatter
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from xr2ct_viewer.models.marked import Filled

CONTEXT: Final = "xr2ct"
TRANSLATED: Final = ("de",)
_DECIMAL: Final = re.compile(r"[-−+]?\d+\.\d+( ?%)?")


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the window, with values in the places named in braces; a filled one has its own."""
    pattern = text
    if isinstance(text, Filled):
        pattern, values = text.pattern, text.values
    shown = QCoreApplication.translate(CONTEXT, pattern) if pattern else ""
    if not values:
        return shown
    words = {name: tr(value) if isinstance(value, Filled) else value for name, value in values.items()}
    return _SENTENCES.vformat(shown, (), words)


def in_digits(number: str) -> str:
    """A number, written with a point and commas, as the language of the window writes it."""
    if spoken() == "en":
        return number
    locale = QLocale(spoken())
    return number.translate({ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()})


def with_digits(text: str) -> str:
    """The text, written as the language does where all of it is a decimal number."""
    return in_digits(text) if _DECIMAL.fullmatch(text) else text


def moment(time: datetime) -> str:
    """A day of this year and a time of day, as the language of the window writes them."""
    names = QLocale(spoken())
    return f"{time.day:02d} {names.monthName(time.month, QLocale.FormatType.ShortFormat)} {time:%H:%M}"


class _Sentences(Formatter):
    """Puts values into sentences."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        is_number = isinstance(value, Real) and not isinstance(value, bool)
        return in_digits(text) if is_number else with_digits(text)


_SENTENCES: Final = _Sentences()


def chosen_language(setting: str) -> str:
    """The language to speak: the one that is set, or that of the system where there is a translation."""
    language = QLocale.system().name()[:2] if setting == "system" else setting
    return language if language in TRANSLATED else "en"


def spoken() -> str:
    """The language the window speaks now."""
    return tr("language code: en").removeprefix("language code: ")


def load_translators(language: str) -> tuple[QTranslator, ...]:
    """The words of the program and of Qt's own buttons in a language; none for English."""
    if language not in TRANSLATED:
        return ()
    own, qt = QTranslator(), QTranslator()
    with as_file(files("xr2ct_resources").joinpath("translations", f"xr2ct_{language}.qm")) as path:
        own.load(str(path))
    qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return own, qt


def speak(application: QCoreApplication, setting: str) -> None:
    """Show the application in a language from now on; widgets that exist already keep theirs."""
    language = chosen_language(setting)
    for translator in load_translators(language):
        translator.setParent(application)
        application.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.C))
