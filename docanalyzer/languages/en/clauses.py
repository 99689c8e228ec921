"""One number of an English sentence with the words on its two sides: what the rules of ``naming`` look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from docanalyzer.core.mention import Mention
from docanalyzer.languages.base import Amount, Reading, When
from docanalyzer.languages.en.lists import words
from docanalyzer.languages.en.nouns import Stretch, of_phrase
from docanalyzer.languages.en.predicates import Found, last_predicate

# A stop after these ends no sentence.
_STOP = r"\.(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\betc\.)(?<!\bapprox\.)(?<!\bvs\.)(?<!\bca\.)(?<!\bincl\.)\s"
_HARD = re.compile(rf"[;•\n\t|<>]|\bs(?:o|uch)\sthat\s|:(?=\s)|(?<=\s)[-–—](?=\s)|{_STOP}|(?<=\))\s(?=[A-Z])")
_CLOSED = re.compile(r"[^(),;]{0,24}\)\s+(?:\w+\s+){0,3}?by\s")
_PARTS = re.compile(r"[,;()]|\b(?:and|or)\b")
_NEXT_BREAK = re.compile(rf"[;•\n\t|<>]|{_STOP}")
_EVIDENCE_END = re.compile(r"[;•\n<>|]|\.\s")
_OF = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*|by\s(?:weight|volume|mass|area|value|number)\s)?of\s+"
    r"(?!which|them|these|this|that|those|19|20\d\d|the\s+(?:baseline|target|19|20)|\d)(?=[a-z“‘'\"])"
)
_FROM = re.compile(r"\s+from\s+(?=[a-z])(?!(?:the\s+)?(?:baseline|level|\w+\s+(?:of|to)\b))")
_NAMED_REACH = 120
# Something is named before its number: spending on R&D of, losses held within.
_NAMED = re.compile(
    r"[a-z]{3,}\s[^,;]*\b(?:of|within|at|to|below|above|is|be|reach|reaching|exceed|about|around)\s\Z|\bs?\shold\s\Z"
)
# …, with losses held within 2%: a clause of its own.
_WITH = re.compile(
    r",\swith\s(?!respect|regard|reference|support|effect|(?:a|an|the)\s(?:view|aim|goal|objective|target"
    r"|exception|help|support)\b)"
    r"(?=[a-z][\w’'\-]*\s[a-z])"
)
_HELD = ("contained ", "capped ", "limited ", "held ", "exceed", "surpass")
_NEW_CLAUSE = re.compile(r"(?:,|\sand|,\sand|;)\s[a-z][\w-]*\s[a-z]")
# Grid losses: from 18% to 12%.
_TIES = frozenset({"", "from", "by"})
_OUTPUTS = frozenset({"kW", "kWh"})
_SHARES = frozenset({"%", "1", "pp", "permille"})


def is_share(amount: Amount) -> bool:
    """Whether an amount is a share or a multiple and no amount of a thing."""
    return amount.unit in _SHARES


def is_currency(unit: str) -> bool:
    """Whether a unit is a code of money (CNY, and not kWh or tce)."""
    return len(unit) == len("CNY") and unit.isupper()


@dataclass(slots=True)
class Sentence:
    """A sentence in lower case with offsets of its own; ``source[offset:]`` is where it stands in the document."""

    source: str
    offset: int
    text: str
    amounts: list[Amount]
    periods: list[Mention[When]]
    dates: list[Stretch] = field(default_factory=list)

    @classmethod
    def of(cls, source: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[When]]) -> Sentence:
        """The sentence ``source[start:end]``."""
        lower = source[start:end].lower()
        text = lower if len(lower) == end - start else source[start:end]
        return cls(source, start, text, amounts, periods, [(p.start - start, p.end - start) for p in periods])

    def gap(self, i: int) -> str:
        """The words between the amount before the i-th and the i-th."""
        return self.text[self.amounts[i - 1].tail - self.offset : self.amounts[i].head - self.offset]


@dataclass
class Clause:
    """The i-th amount of a sentence and its clause, all offsets in the sentence.

    ``begin`` is where the words before the number begin (after the last break or the number before), ``head`` and
    ``tail`` bound the number with its comparison words, ``right`` is where the words after it end. ``before`` and
    ``after`` are those words; ``previous`` is the reading of the amount before, ``earlier``
    are all readings before it.
    """

    sentence: Sentence
    index: int
    previous: Reading | None
    earlier: Sequence[Reading] = ()

    def __post_init__(self) -> None:
        sentence, i = self.sentence, self.index
        shift = sentence.offset
        self.amount = sentence.amounts[i]
        self.text, self.dates = sentence.text, sentence.dates
        self.head, self.tail = self.amount.head - shift, self.amount.tail - shift
        following = sentence.amounts[i + 1].head - shift if i + 1 < len(sentence.amounts) else len(self.text)
        m = _NEXT_BREAK.search(self.text, self.tail, following)
        self.right = m.start() if m else following
        self.begin = self._last_break(self._left() - shift)
        self.before, self.after = self.text[self.begin : self.head], self.text[self.tail : self.right]
        self.share = is_share(self.amount)
        self.ratio = self.share and self.amount.unit != "pp"

    def _left(self) -> int:
        """Where the number before ends; a size inside the thing (ships above 5000 tonnes emit …) ends nothing."""
        amounts, i = self.sentence.amounts, self.index
        if i == 0:
            return self.sentence.offset
        inside = self.previous is not None and self.previous.role == "threshold"
        if self._is_aside():
            return amounts[i - 2].tail if i > 1 else self.sentence.offset
        if inside and not _PARTS.search(self.sentence.gap(i)):
            return amounts[i - 2].tail if i > 1 else self.sentence.offset
        return amounts[i - 1].tail

    def _is_aside(self) -> bool:
        """Whether the number before stands in a bracket that only adds to the thing: X (12 Mt in 2010) by 30%."""
        sentence, i = self.sentence, self.index
        if not _CLOSED.match(sentence.gap(i)):
            return False
        first = sentence.amounts[i - 2].tail - sentence.offset if i > 1 else 0
        opened = sentence.text.rfind("(", first, sentence.amounts[i - 1].head - sentence.offset)
        return opened >= 0 and ")" not in sentence.text[opened : sentence.amounts[i - 1].head - sentence.offset]

    def _last_break(self, left: int) -> int:
        at, shift = left, self.sentence.offset
        for m in _HARD.finditer(self.sentence.source, left + shift, self.head + shift):
            # A colon right before the number ties the two; anywhere else it parts.
            if m[0] != ":" or self.text[m.end() - shift : self.head].strip(" \n") not in _TIES:
                at = m.end() - shift
        for m in _WITH.finditer(self.text, at, self.head):
            at = m.start() + 2
        closing = self.text.find(")", at, self.head)
        # What a bracket closed before the number is no part of its clause.
        return closing + 1 if closing >= 0 and "(" not in self.text[at:closing] else at

    def is_like_last(self) -> bool:
        """Whether the number before is a share too, or an amount too."""
        return self.index > 0 and is_share(self.sentence.amounts[self.index - 1]) == self.share

    def begun_by(self, mark: str) -> bool:
        """Whether a mark stands right before the number's clause."""
        return self.text[: self.begin].rstrip().endswith(mark)

    @cached_property
    def verb(self) -> Found | None:
        """The predicate nearest before the number; none where the number heads a clause of its own (that 15% of …)."""
        if self.before.endswith(" that ") and self.of is not None:
            return None
        found = last_predicate(self.text, self.begin, self.head)
        if (
            found is not None
            and self.text.startswith(_HELD, self.head)
            and _NEW_CLAUSE.search(self.text, found.end, self.head)
        ):
            return None  # units will be shut down, and coal use contained within 120 Mt
        return found

    @cached_property
    def of(self) -> Stretch | None:
        """The phrase after "of" behind the number."""
        m = _OF.match(self.text, self.tail, self.right)
        if m is None and self.amount.unit in _OUTPUTS:  # 40 GW from offshore wind
            m = _FROM.match(self.text, self.tail, self.right)
        found = of_phrase(self.text, m.end(), self.right, self.dates) if m else None
        reckoned = found is not None and self.ratio and self.text[slice(*found)] in words("reckoned")
        return None if reckoned and _NAMED.search(self.before[-_NAMED_REACH:]) else found

    def counted(self) -> Stretch | None:
        """The noun that a count counts."""
        words, shift = (self.amount.counted or "").lower(), self.sentence.offset
        a = self.text.find(words, self.amount.start - shift, self.amount.end - shift + len(words) + 2) if words else -1
        return (a, a + len(words)) if a >= 0 else None


def clause(text: str, start: int, end: int, head: int, tail: int) -> tuple[int, int]:
    """The clause around an amount, as evidence: to the next semicolon, bullet, tag or line on either side."""
    left = start
    for m in _HARD.finditer(text, start, head):
        left = m.end()
    after = _EVIDENCE_END.search(text, tail, end)
    return left, after.start() if after else end
