"""The words of the window in the language of the person who looks at it.

Every sentence is written in English in the code and shown with `tr("…")`; values are named: `tr("{count} runs",
count=3)`. All have one context, so that a word is translated once. `python -m xr2ct_viewer.translations` collects them.

Invariant: without a translation, English is shown. The language is chosen before the first widget is made.
"""

from importlib.resources import as_file, files
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from xr2ct_viewer.models.marked import Filled

CONTEXT: Final = "xr2ct"
TRANSLATED: Final = ("de",)


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the window, with values in the places named in braces; a filled one has its own."""
    if isinstance(text, Filled):
        words = {name: tr(value) if isinstance(value, Filled) else value for name, value in text.values.items()}
        return tr(text.pattern, **words)
    shown = QCoreApplication.translate(CONTEXT, text) if text else ""
    return shown.format(**values) if values else shown


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
