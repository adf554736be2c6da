"""How the names, numbers and dates of a header may be spelt in a file name.

Names: in any case, with umlauts spelt out or without accents, run together (`JoDoe`, `wuli`), or in other letters.
Numbers: with other separators or none. Dates: in the usual orders, with and without separators and the century.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

_SPELT_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa"}
)
_PLAIN: Final = str.maketrans(
    {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that no accent can be taken from."""
_RUNS: Final = tuple(map(re.compile, (r"[ulc]+", r"u+(?=ul)|u?l+|u+|c+", r"u{2,}|u?l+|c+")))
"""Words in a text of `u`pper, `l`ower and `c`aseless letters: unbroken, as in `PADoe`, and as in `DOEpa`."""
_COMMON: Final = frozenset(
    {"ap", "front", "frontal", "lat", "lateral", "left", "ll", "pa", "right", "rl", "rlat", "side", "view"}
    | {"cr", "ct", "cxr", "dr", "dx", "ray", "rg", "rx", "xr", "xray", "röntgen"}
    | {"aufnahme", "bild", "chest", "image", "images", "im", "img", "lung", "lunge", "lungs", "scan", "scans", "thorax"}
    | {"case", "cases", "fall", "frame", "pair", "patient", "patients", "series", "studies", "study"}
    | {"and", "copy", "data", "dcim", "dcm", "desktop", "dicom", "documents", "downloads", "export", "file", "files"}
    | {"new", "sample", "temp", "test", "tmp"}
)
"""Words of file names that are nobody's name."""
_SHORTEST_RUN: Final = 4
"""Names of fewer cased letters that are run together, as of initials, are found everywhere."""


def spellings(value: str) -> frozenset[str]:
    """A text in lower case: as it is, with umlauts spelt out, and in letters without accents."""
    lower = unicodedata.normalize("NFC", value).lower()
    return frozenset((lower, _bare(lower.translate(_SPELT_OUT)), _bare(lower.translate(_PLAIN))))


def words(value: str) -> list[str]:
    """The words of a text between signs, spaces and underscores."""
    return [word for word in re.split(r"[\W_]+", value) if word]


def letter_words(value: str) -> Iterator[str]:
    """The words of a text between whatever is no letter, whole and split where the case changes."""
    text = unicodedata.normalize("NFC", value)
    kinds = "".join(map(_kind, text))
    yield from (text[run.start() : run.end()] for pattern in _RUNS for run in pattern.finditer(kinds))


def words_of_name(person: str) -> frozenset[str]:
    """The parts of a person name (`family^given=…`) from two letters on, in all spellings, alone and run together."""
    found: set[str] = set()
    for group in person.split("="):
        parts = ["".join(words(part)) for part in group.split("^")[:3]]
        together = {*parts, "".join(parts[:2]), "".join(reversed(parts[:2])), "".join(parts)}
        found.update(text for text in together if len(text) >= (_SHORTEST_RUN if text.lower() != text.upper() else 2))
        found.update(word for word in (*words(group), *letter_words(group)) if len(word) >= 2 and word.isalpha())
    return frozenset(spelling for word in found for spelling in spellings(word))


def joined(number: str) -> str:
    """A number of a patient or study without its separators, in lower case."""
    return "".join(sign for sign in number.lower() if sign.isalnum())


def number_pattern(number: str) -> str:
    """Finds a joined number in a text in lower case whatever separates its signs, but not within a longer number."""
    signs = r"[\W_]?".join(map(re.escape, number))
    return rf"(?<!\d){signs}(?!\d)"


def date_pattern(day: date) -> str:
    """Finds a date in the orders year-month-day, day-month-year and month-day-year."""
    year = rf"(?:{day.year // 100:02d})?{day.year % 100:02d}"
    month, of_month = rf"0?{day.month}", rf"0?{day.day}"
    apart = (r"[\W_]{1,2}".join(order) for order in _orders(year, month, of_month))
    together = ("".join(order) for order in _orders(year, f"{day.month:02d}", f"{day.day:02d}"))
    return rf"(?<!\d)(?:{'|'.join((*apart, *together))})(?!\d)"


def scripts(value: str) -> frozenset[str]:
    """The scripts that a text is written in, such as `LATIN`."""
    letters = (sign for sign in unicodedata.normalize("NFKD", value) if sign.isalpha())
    return frozenset(unicodedata.name(sign, "").split(" ")[0] for sign in letters if unicodedata.category(sign) != "Lm")


def own_words(name: str) -> Iterator[str]:
    """The words of a file name that may be somebody's: those of two letters and more that are not common in names."""
    text = unicodedata.normalize("NFC", name)
    for run in _RUNS[1].finditer("".join(map(_kind, text))):
        word = text[run.start() : run.end()]
        if (len(word) >= 2 or word.lower() == word.upper()) and word.lower() not in _COMMON:
            yield word


def _orders(year: str, month: str, day: str) -> tuple[tuple[str, str, str], ...]:
    return (year, month, day), (day, month, year), (month, day, year)


def _kind(sign: str) -> str:
    return "u" if sign.isupper() else "l" if sign.islower() else "c" if sign.isalpha() else " "


def _bare(value: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", value) if not unicodedata.combining(sign))
