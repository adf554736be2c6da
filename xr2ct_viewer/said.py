"""What errors and the core say, in the language of the window.

Errors and the core know no toolkit and speak English: findings, reasons, notes, assumptions and errors are sentences
with values in them. `xr2ct_viewer.sentences` collects their patterns from the code, for the translator and for
`said`, which finds the pattern that a sentence was made from and shows its translation with the same values.

Invariant: what is not known is shown as it is.
"""

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from xr2ct_viewer.foreign_words import PROBLEMS
from xr2ct_viewer.models.marked import Filled, marked
from xr2ct_viewer.models.truth import FROM_SYNTHETIC
from xr2ct_viewer.tr import spoken, tr, with_digits

FILE: Final = "translations/sentences.json"
"""Patterns of sentences of errors and of the core: values in braces, by name or by number."""
VALUES: Final = (
    marked("left"),
    marked("right"),
    marked("upper"),
    marked("lower"),
    marked("higher"),
    marked("wide"),
    marked("high"),
    marked("deeper"),
    marked("shallower"),
    marked("front"),
    marked("back"),
    marked("head"),
    marked("feet"),
    marked("larger"),
    marked("smaller"),
    marked("The lungs are"),
    marked("A part of the lungs is"),
    marked("Pixel size unknown"),
    marked("Distances unknown"),
    marked("The patient's centre is taken to be"),
    marked("The file says that text is burned into the image"),
    marked("The slices lie at uneven steps"),
    marked("letters or marks"),
    marked("a border ({share} of the image)"),
    marked("a border ({share} of the image) and letters or marks"),
    marked("that of the other view"),
    marked("that of a typical chest"),
    marked("nothing in common with it"),
    marked("a correlation of {value}"),
    marked(", and by {count} networks taught on simulated radiographs"),
    marked(", and by {count} network taught on simulated radiographs"),
    marked("; the {length} mm that the file states for the patient end elsewhere"),
    marked("turned by {angle}° (its source towards the patient's {towards})"),
    marked("rolled by {angle}° in its plane (its top towards the patient's {towards})"),
    marked("tilted by {angle}° (its right side towards the {towards})"),
    marked("tilted by {angle}° (its source towards the {towards})"),
    marked("{length} mm further to the {towards}"),
    marked("{length} mm higher"),
    marked("{length} mm lower"),
    marked("turn of the lateral about the long axis"),
    marked("roll of the lateral in its plane"),
    marked("tilt of the lateral, right side up"),
    marked("height of the lateral"),
    marked("size of the lateral"),
    marked("diaphragm lower in the lateral"),
    marked("lateral further back"),
    marked("frontal further to the left"),
    marked("{name}: {believed} ± {deviation} {unit}, used."),
    marked("{name}: {believed} ± {deviation} {unit}, too little to be told from none; left as told."),
    marked("{share} larger"),
    marked("{share} smaller"),
    marked("PSNR in 3D {own}\u00a0dB; the best of them, {title}, has {best}\u00a0dB"),
    marked("Agrees with the two X-rays to {frontal}\u00a0dB (frontal) and {lateral}\u00a0dB (lateral)"),
    marked("Back-projecting"),
    marked("Comparing neighbouring slices"),
    marked("Comparing volume {number} of {count} with the X-rays"),
    marked("Counting what is determined"),
    marked("Drawing volume {number} of {count}"),
    marked("Fitting"),
    marked("Loading templates"),
    marked("Looking for a turned patient"),
    marked("Measuring"),
    marked("Preparing"),
    marked("Preparing the views"),
    marked("Re-projecting"),
    marked("Reconstructing"),
    marked("Reconstructing from 1 X-ray"),
    marked("Reconstructing from {count} X-rays"),
    marked("Refining"),
    marked("Sampling"),
    marked("Truth blurred by {width} mm"),
    marked("Translating"),
    marked("Agreeing with the X-rays"),
    marked("Correcting with the X-rays"),
    marked("Finding the tone curves"),
    marked("Calibrating"),
    marked("Drawing in 3D"),
    marked("Making the movie"),
    marked("Fitting the pose"),
    marked("Warping template {number} of {count}"),
    FROM_SYNTHETIC,
    marked("Own; parts: {papers}"),
    marked("and {count} more"),
    marked("judges no volumes"),
    marked("translates no radiographs"),
    marked("grid {new}³ instead of {old}³"),
    marked("width {new} instead of {old}"),
    marked("batch {new} instead of {old}"),
    marked("{count} batches a step"),
    marked("its reader or writer broke off"),
    marked("its writer broke off"),
    marked("no file can have this name"),
)
"""Parts of sentences, and what work is going on: words, and patterns of few words. Names of views are words already."""
AROUND: Final = (marked("Made although it was refused: {why}"),)
"""What the window says around a sentence of the core."""
_PLACE: Final = re.compile(r"\{(\w+)[^{}]*\}")
LAST_OF_SEVERAL: Final = marked(" and ")
_LIST: Final = re.compile(r"(, | and )")
_REASONS: Final = "; "
_BETWEEN: Final = re.compile(r"(?<=[.!?]) (?=[A-Z0-9`“])")


def said(text: str) -> str:
    """What an error or the core says, in the language of the window; lines and sentences are looked up one by one."""
    if not text or spoken() == "en":
        return text
    if isinstance(text, Filled):
        return tr(text)
    return "\n".join(_translated(line, spoken()) for line in text.split("\n"))


@lru_cache(maxsize=1000)
def _translated(text: str, language: str) -> str:
    """A line in the language that is spoken now; `language` is the key of the cache."""
    parts = _BETWEEN.split(text)
    sentences = [_found(part, language) for part in parts]
    if all(sentence is not None for sentence in sentences):
        return " ".join(filter(None, sentences))
    if len(parts) == 1:
        return text
    whole = _found(text, language)
    return " ".join(_translated(part, language) for part in parts) if whole is None else whole


def _found(text: str, language: str) -> str | None:
    """The translation of a text that is known as a whole, or that a known pattern makes."""
    whole = tr(text)
    if whole != text:
        return whole
    for pattern, words in _patterns():
        if words in text and (match := expression_of(pattern).fullmatch(text)):
            values = {name: _value(value, language) for name, value in match.groupdict().items()}
            return _bare(tr(pattern)).format(**values)
    return None


def _value(text: str, language: str) -> str:
    """A value of a sentence, or several that it lists."""
    if (number := with_digits(text)) != text:
        return number
    if _REASONS in text:
        return _REASONS.join(_value(part, language) for part in text.split(_REASONS))
    parts = _LIST.split(text)
    words = [_translated(part, language) for part in parts[::2]]
    if len(parts) == 1 or any(new == old for new, old in zip(words, parts[::2], strict=True)):
        return _translated(text, language)
    joints = [tr(LAST_OF_SEVERAL) if joint == LAST_OF_SEVERAL else joint for joint in parts[1::2]]
    return "".join(word for pair in zip(words, [*joints, ""], strict=True) for word in pair)


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    """Every pattern with values and the longest of its own words.

    Sentences come before parts of sentences, and of each kind those with the most words of their own.
    """
    stored: list[str] = json.loads(files("xr2ct_resources").joinpath(FILE).read_text(encoding="utf-8"))
    with_values = [pattern for pattern in (*stored, *AROUND, *VALUES, *PROBLEMS) if _PLACE.search(pattern)]
    parts = {pattern for pattern in (*VALUES, *PROBLEMS) if not pattern.endswith(".")}
    with_values.sort(key=lambda pattern: (pattern in parts, -len(_PLACE.sub("", pattern))))
    return tuple((pattern, max(_PLACE.split(pattern)[::2], key=len)) for pattern in with_values)


@cache
def expression_of(pattern: str) -> re.Pattern[str]:
    """What matches every sentence that was made from a pattern, with a group for each value."""
    pieces, seen, end = [], set[str](), 0
    for place in _PLACE.finditer(pattern):
        name = _group(place[1])
        pieces += [re.escape(pattern[end : place.start()]), f"(?P={name})" if name in seen else f"(?P<{name}>.*)"]
        seen.add(name)
        end = place.end()
    return re.compile("".join([*pieces, re.escape(pattern[end:])]), re.DOTALL)


def _bare(pattern: str) -> str:
    """The pattern with groups for names: values are text already, so they need no format."""
    return _PLACE.sub(lambda place: f"{{{_group(place[1])}}}", pattern)


def _group(name: str) -> str:
    return f"value_{name}"
