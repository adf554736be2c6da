"""How well a few typed letters fit a title, so that "msl" finds "MPR: three slices"."""

from typing import Final

_WHOLE: Final = 100
_WORD_START: Final = 60
_INSIDE: Final = 40
_SCATTERED: Final = 20


def score(query: str, *texts: str) -> int:
    """How well every word of the query is found in one of the texts, best first; 0 where one of them is not."""
    total = 1
    for word in query.lower().split():
        best = max((_of_word(word, text.lower()) // (at + 1) for at, text in enumerate(texts)), default=0)
        if not best:
            return 0
        total += best
    return total


def _of_word(word: str, text: str) -> int:
    if text.startswith(word):
        return _WHOLE
    if f" {word}" in text:
        return _WORD_START
    if word in text:
        return _INSIDE
    if len(word) < 2:
        return 0
    return _SCATTERED if _is_scattered(word, text) else 0


def _is_scattered(word: str, text: str) -> bool:
    """Whether the letters occur in this order, each of them right after the last or at the start of a word."""
    at = -1
    for letter in word:
        starts = [place for place, found in enumerate(text) if found == letter and place > at]
        near = [place for place in starts if place == at + 1 or place == 0 or not text[place - 1].isalnum()]
        if not near:
            return False
        at = near[0]
    return True
