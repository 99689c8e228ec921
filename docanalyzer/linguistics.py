"""Which language a text is in, and same-length copies of it that are easier to search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from docanalyzer.core.record import LanguageCode
from docanalyzer.knowledge.tables import read_text

Tongue = Literal["zh", "en"]

# A class of characters at the head is sought quickly, a repeated one is not.
_HAN = re.compile(r"[一-鿿㐀-䶿][一-鿿㐀-䶿]*")
_HAN_RUN = re.compile(r"[一-鿿][一-鿿]{4}")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z ,.;:'’()\-\d%]{59}")
_HAN_CHARACTERS = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN_CHARACTERS}]+)|[^\W_{_HAN_CHARACTERS}]+")
# A longer run of letters is no word; databases bound the length of one.
_LONGEST_WORD = 100
_POSSESSIVE = re.compile(r"[’']s\b")
_LINE = re.compile(r"[^\n]+")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"'，。；）)】》”]+")
_DIGIT = re.compile(r"\d")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Punctuation that is a sentence or clause break in Chinese keeps its own form: the grammar tells it from ASCII.
for _kept in "，。；：！？（）":
    _FULL_WIDTH.pop(ord(_kept), None)
_FULL_WIDTH.update({0x3000: 0x20, 0xA0: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x2212: 0x2D, 0x2236: 0x3A})
# So many different characters to fold are folded in one pass over the text each; more in one pass by table.
_FEW = 40


@dataclass(frozen=True, slots=True)
class View:
    """The part of a document that is in one language, as finders read it.

    ``text`` and ``lower`` have the document's length, so offsets are the document's own; what is in the other language
    is blanked by line feeds. ``text`` is folded (see :func:`fold`), ``lower`` is its lower case.
    """

    language: Tongue
    text: str
    lower: str


def language_of(text: str) -> LanguageCode:
    """The main language: Chinese where more than a quarter of the characters other than blanks are Han."""
    # So many characters from all over the text tell as much as all of them.
    sample = text[: 200_000 : max(1, min(len(text), 200_000) // 10_000)]
    han = _han_count(sample)
    if han * 4 <= len(sample) - sample.count(" ") - sample.count("\n"):
        return "en"
    traditional, simplified = _script_tables()
    known = set(sample)
    # Characters that exist in one of the scripts only decide; frequency does not matter for a text of any length.
    return "zh-Hant" if len(known & traditional) > len(known & simplified) else "zh-Hans"


def _han_count(text: str) -> int:
    return sum(map(len, _HAN.findall(text)))


def fold(text: str) -> str:
    """A same-length copy: full-width letters, digits and signs as ASCII, traditional characters as simplified."""
    if text.isascii():
        return text
    same = _folded()
    changed = same.keys() & set(text)
    if len(changed) > _FEW or any(same[character] in changed for character in changed):
        return text.translate(_fold_table())
    # A look into the table for every character costs more than a pass for each of a few.
    for character in changed:
        text = text.replace(character, same[character])
    return text


def views(text: str, language: LanguageCode | None = None) -> tuple[View, ...]:
    """One view for each language that has a line of its own in the text, the main one first.

    ``language`` is what :func:`language_of` said of the text, for callers that have asked already.
    """
    folded = _without_addresses(fold(text))
    main: Tongue = "en" if (language or language_of(text)) == "en" else "zh"
    other: Tongue = "zh" if main == "en" else "en"
    foreign = _foreign_lines(folded, main)
    if not foreign:
        return (_view(main, folded),)
    ours, theirs, at = [], [], 0
    for start, end in foreign:
        ours += [folded[at:start], "\n" * (end - start)]
        theirs += ["\n" * (start - at), folded[start:end]]
        at = end
    ours.append(folded[at:])
    theirs.append("\n" * (len(folded) - at))
    return _view(main, "".join(ours)), _view(other, "".join(theirs))


def _without_addresses(text: str) -> str:
    """The text with the digits of web addresses made letters: they measure nothing and date nothing."""
    if "://" not in text and "www." not in text:
        return text
    return _ADDRESS.sub(lambda m: _DIGIT.sub("x", m[0]), text)


def _view(language: Tongue, text: str) -> View:
    lower = text.lower()
    # A handful of characters (İ) grow when lowered; offsets matter more than finding a word beside them.
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return View(language, text, lower)


def _foreign_lines(text: str, main: Tongue) -> list[tuple[int, int]]:
    """Lines in the other language; none, quickly, where the text has no run of its letters at all."""
    if main == "zh":
        if not _LATIN_RUN.search(text):
            return []
        return [m.span() for m in _LINE.finditer(text) if _LATIN_RUN.search(m[0]) and _han_count(m[0]) * 10 < len(m[0])]
    if not _HAN_RUN.search(text):
        return []
    return [m.span() for m in _LINE.finditer(text) if _HAN_RUN.search(m[0]) and _han_count(m[0]) * 5 > len(m[0])]


def search_tokens(text: str) -> list[str]:
    """What a search index holds of a text: each Chinese character and each two neighbours, English words as stems.

    The tokens of a Chinese run stand in the order ``能 能源 源 源转 转 …``, so that a longer word is found as the
    phrase of its pairs. Script, width and case do not matter.
    """
    return [token for _, _, token in search_spans(text)]


def search_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """The tokens of :func:`search_tokens` with the place of each."""
    folded = _POSSESSIVE.sub("  ", fold(text))
    for run in _RUN.finditer(folded):
        start, word = run.start(), run[0]
        if run["han"] is None:
            yield start, run.end(), _stem(word.casefold()[:_LONGEST_WORD])
        else:
            yield from _pairs(word, start)


def _pairs(run: str, start: int) -> Iterator[tuple[int, int, str]]:
    for i, character in enumerate(run):
        yield start + i, start + i + 1, character
        if i + 1 < len(run):
            yield start + i, start + i + 2, run[i : i + 2]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """An English word without its ending (``emissions`` is ``emiss``); numbers and other scripts as they are."""
    if not word.isascii() or not word.isalpha():
        return word
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@cache
def _script_tables() -> tuple[frozenset[str], frozenset[str]]:
    """Characters used in traditional script only, and in simplified script only."""
    pairs = _traditional_pairs()
    traditional = frozenset(pairs)
    return traditional, frozenset(pairs.values()) - traditional


@cache
def _traditional_pairs() -> dict[str, str]:
    return {line[0]: line[1] for line in read_text("traditional.txt").splitlines() if line and not line.startswith("#")}


@cache
def _folded() -> dict[str, str]:
    """What each character becomes."""
    return {**_traditional_pairs(), **{chr(a): chr(b) for a, b in _FULL_WIDTH.items()}}


@cache
def _fold_table() -> dict[int, str]:
    return str.maketrans(_folded())
