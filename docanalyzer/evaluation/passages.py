"""Marked passages: short texts with their answers in the text itself, for training and for scoring.

``docs/passages.md`` tells the format. :func:`load` reads a folder of them; each gives the plain text, the answers in
the form of the reference answers, and what models learn from: lines with forces, numbers with roles, phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from docanalyzer.core.record import DocumentKind, Force, Kind, Role
from docanalyzer.evaluation.markup import MarkupError, Tag, codes, number_words, period_of, read_line, take_forces
from docanalyzer.evaluation.reference import Dates, EvaluationError, numbered_sentences
from docanalyzer.languages import LANGUAGES
from docanalyzer.linguistics import Tongue, View, fold

Split = Literal["train", "test"]
SpanLabel = Literal["INDICATOR", "SCOPE"]
Place = tuple[int, int]

_NAME = re.compile(r"(zh|en)-([a-z0-9]+(?:-[a-z0-9]+)*)")
_HEADERS = {"title", "issued_on", "kind", "split", "regions", "industries", "named", "named?"}
_LONGEST_NEAR = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. ``forces`` are asked for, ``optional`` right either way; ``index`` counts in its ``passage``."""

    start: int
    end: int
    forces: tuple[Force, ...]
    passage: int
    index: int
    optional: tuple[Force, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedNumber:
    """A quantity with its role; ``indicator`` is where its phrase stands, or None where the text names none.

    ``loose`` names the slots (``role``, ``indicator`` …) that a second careful reader may fill in another way.
    """

    start: int
    end: int
    role: Role
    indicator: Place | None
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A phrase: the indicator of a number, or the subject whose number it is."""

    start: int
    end: int
    label: SpanLabel


@dataclass(frozen=True, slots=True)
class Marked:
    """A file of passages; offsets are of ``text``, ``gold`` is in the form of a ``.gold.json`` file."""

    id: str
    language: Tongue
    topic: str
    split: Split
    title: str
    issued_on: str | None
    kind: DocumentKind
    text: str
    gold: dict[str, Any]
    lines: tuple[Line, ...]
    numbers: tuple[MarkedNumber, ...]
    spans: tuple[MarkedSpan, ...]


class Pair(NamedTuple):
    """Two lines that say the same in both languages."""

    zh: str
    en: str
    topic: str
    split: Split


def load(folder: Path) -> list[Marked]:
    """Every ``<lang>-<topic>.txt`` of a folder, by name; ``EvaluationError`` tells file and line of each fault."""
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise EvaluationError(f"{folder}: no passages (<lang>-<topic>.txt) here")
    marked, faults = [], []
    for file in files:
        try:
            marked.append(load_file(file))
        except EvaluationError as error:
            faults.append(str(error))
    if faults:
        raise EvaluationError("\n".join(faults))
    return marked


def load_file(file: Path) -> Marked:
    """One file of passages."""
    try:
        return parse(file.read_text(encoding="utf-8"), file)
    except OSError as error:
        raise EvaluationError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{file}: not UTF-8 ({error.reason})") from None


def parse(source: str, file: Path) -> Marked:
    """The passages of a file as it stands; ``file`` gives the name (language and topic) and the place in messages."""
    reader = _Reader(file)
    try:
        marked = reader.read(source.splitlines())
    except MarkupError as error:
        reader.fault(error)
    if reader.faults:
        raise EvaluationError("\n".join(reader.faults))
    return marked


def pairs(marked: list[Marked]) -> list[Pair]:
    """The lines of each topic in both languages, line by line; raises ``EvaluationError`` where they do not line up."""
    topics: dict[str, dict[Tongue, Marked]] = {}
    for item in marked:
        topics.setdefault(item.topic, {})[item.language] = item
    return [pair for both in topics.values() if len(both) == len(LANGUAGES) for pair in _paired(both["zh"], both["en"])]


def _paired(zh: Marked, en: Marked) -> Iterator[Pair]:
    if zh.split != en.split:
        raise EvaluationError(f"{zh.id} is of {zh.split}, {en.id} of {en.split}")
    places = [[(line.passage, line.index) for line in item.lines] for item in (zh, en)]
    if places[0] != places[1]:
        odd = min(set(places[0]) ^ set(places[1]))
        raise EvaluationError(f"{zh.id}, {en.id}: passage {odd[0] + 1} has line {odd[1] + 1} in one of them only")
    for a, b in zip(zh.lines, en.lines, strict=True):
        yield Pair(zh.text[a.start : a.end], en.text[b.start : b.end], zh.topic, zh.split)


@dataclass(slots=True)
class _Number:
    """A number as tagged: its line's row for messages, its place, its words, the period that stands before it."""

    row: int
    place: Place
    words: list[str]
    period: Dates | None


@dataclass(slots=True)
class _Reader:
    """One run over a file; ``row`` is the line in hand, counted from 1."""

    file: Path
    row: int = 1
    faults: list[str] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    headings: list[tuple[int, int, tuple[Force, ...], tuple[Force, ...]]] = field(default_factory=list)
    waiting: list[_Number] = field(default_factory=list)
    phrases: dict[str, Place] = field(default_factory=dict)
    spans: list[MarkedSpan] = field(default_factory=list)
    periods: dict[Dates, str] = field(default_factory=dict)
    loose_periods: list[Dates] = field(default_factory=list)
    numbers: list[MarkedNumber] = field(default_factory=list)
    measures: list[tuple[Place, dict[str, Any]]] = field(default_factory=list)

    def read(self, rows: list[str]) -> Marked:
        name = _NAME.fullmatch(self.file.stem)
        if not name:
            raise MarkupError("a file is called zh-<topic>.txt or en-<topic>.txt, in small letters")
        language: Tongue = "zh" if name[1] == "zh" else "en"
        passage = -1
        for self.row, raw in enumerate(rows, 1):
            row = raw.strip()
            if row.startswith("=="):
                self._close(language)
                passage += 1
            try:
                self._row(row, passage, language)
            except MarkupError as error:
                self.fault(error)
        self._close(language)
        if not self.lines:
            raise MarkupError("no passage (a line that begins with ==) with a sentence")
        return self._made(self.file.stem, language, name[2])

    def fault(self, error: MarkupError) -> None:
        """A fault of the line in hand, kept: a writer wants to see all of a file at once."""
        self.faults.append(f"{self.file}:{self.row}: {error}")

    def _row(self, row: str, passage: int, language: Tongue) -> None:
        if row.startswith("=="):
            self._heading(row.removeprefix("==").strip())
        elif passage < 0:
            self._header(row)
        elif row and not row.startswith("#"):
            self._sentence(row, passage, language)

    def _header(self, row: str) -> None:
        if not row or row.startswith("#"):
            return
        key, _, value = row.partition(":")
        if key not in _HEADERS or key in self.head:
            raise MarkupError(f"no header, or a second one of its name: {row[:40]!r}")
        self.head[key] = value.strip()

    def _heading(self, row: str) -> None:
        if not row:
            self.text += "\n" if self.text else ""
            return
        forces, either, rest = take_forces(row) if row.startswith("{") else ((), (), row)
        start = self._append(rest, "\n")
        self.headings.append((start, len(self.text), forces, either))

    def _sentence(self, row: str, passage: int, language: Tongue) -> None:
        """A line that begins with ``/`` starts a line of the text; others follow in the same paragraph."""
        inside = [line for line in self.lines if line.passage == passage]
        forces, either, rest = take_forces(row.removeprefix("/").strip())
        new = row.startswith("/") or not inside
        start = self._append(rest, "\n" if new else ("" if language == "zh" else " "))
        self.lines.append(Line(start, len(self.text), forces, passage, len(inside), either))

    def _append(self, raw: str, parted_by: str) -> int:
        plain, tags = read_line(raw)
        self.text += parted_by if self.text else ""
        start = len(self.text)
        self.text += plain
        period: Dates | None = None
        for tag in tags:
            period = self._tag(tag, start, period)
        return start

    def _tag(self, tag: Tag, start: int, period: Dates | None) -> Dates | None:
        """The tag kept; gives the period that holds for the numbers after it in the line."""
        place = (start + tag.start, start + tag.end)
        quote = self.text[place[0] : place[1]]
        if tag.name == "n":
            self.waiting.append(_Number(self.row, place, tag.words, period))
        elif tag.name == "s":
            self.spans.append(MarkedSpan(*place, "SCOPE"))
        elif tag.name == "i":
            if len(tag.words) > 1 or (tag.words[:1] and tag.words[0] in self.phrases):
                raise MarkupError(f"<i N> has one name, once in the passage: {quote!r}")
            self.phrases.update(dict.fromkeys(tag.words, place))
            self.spans.append(MarkedSpan(*place, "INDICATOR"))
        else:
            if not tag.words or set(tag.words[1:]) - {"base", "aside", "optional"}:
                raise MarkupError(f"<p START..END>, with base, aside or optional after it: {quote!r}")
            dates = period_of(tag.words[0])
            if "optional" in tag.words:
                self.loose_periods.append(dates)
            else:
                self.periods.setdefault(dates, quote)
            return period if len(tag.words) > 1 else dates
        return period

    def _close(self, language: Tongue) -> None:
        """The end of a passage: its numbers find their indicators."""
        last = self.row
        used: set[str] = set()
        for number in self.waiting:
            self.row = number.row
            used.add(next((word[3:] for word in number.words if word.startswith("of=")), ""))
            try:
                self._number(number, language)
            except MarkupError as error:
                self.fault(error)
        self.row = last
        for name in sorted(set(self.phrases) - used):
            self.fault(MarkupError(f"no number of the passage above is of={name}"))
        self.waiting, self.phrases = [], {}

    def _number(self, number: _Number, language: Tongue) -> None:
        start, end = number.place
        quote = self.text[start:end]
        said = number_words(number.words)
        values = said.values
        role: Role = next(role for role in get_args(Role) if role == values["role"])
        name = values.get("of")
        if name is None and role in ("target", "achieved"):
            raise MarkupError(f"{quote!r}: of=N names its indicator, of=- says that the text names none")
        if name not in (None, "-") and name not in self.phrases:
            raise MarkupError(f"{quote!r}: no <i {name}> in this passage")
        place = self.phrases.get(name or "-")
        low, high, unit = _value(quote, values, language)
        kind: Kind = next((kind for kind in get_args(Kind) if kind == values.get("kind")), "level")
        comparison = values.get("comparison", "eq")
        if (comparison == "range") != (low != high):
            raise MarkupError(f"{quote!r}: {comparison}, but the number goes from {low:g} to {high:g}")
        period = _period(values, number.period)
        regions, industries = self._codes(values)
        loose = [slot for slot in values.get("loose", "").split(",") if slot]
        if "in" not in values and not self.head.get("industries"):
            loose.append("industries")  # nobody has judged it
        self.numbers.append(MarkedNumber(start, end, role, place, frozenset(loose)))
        self.measures.append(
            (
                number.place,
                {
                    "quote": quote,
                    "near": "",
                    "role": role,
                    "low": low,
                    "high": high,
                    "unit": unit,
                    "comparison": comparison,
                    "approximate": "about" in said.flags,
                    "kind": kind,
                    "direction": values.get("direction"),
                    "indicator": self.text[place[0] : place[1]] if place else None,
                    "baseline_year": int(values["base"]) if "base" in values else None,
                    "period": {"start_date": period[0], "end_date": period[1]} if period else None,
                    "regions": regions,
                    "industries": industries,
                    "binding": values.get("binding"),
                    **({"loose": loose} if loose else {}),
                    **({"optional": True} if "optional" in said.flags else {}),
                },
            )
        )

    def _codes(self, values: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """The codes of the regions and of the industries of a number: its own, else those of the file."""
        regions = codes(values.get("at", self.head.get("regions", "")))
        industries = codes(values.get("in", self.head.get("industries", "")))
        if regions[1] or industries[0]:
            raise MarkupError("at= and regions hold codes of regions, in= and industries those of industries")
        return regions[0], industries[1]

    def _made(self, name: str, language: Tongue, topic: str) -> Marked:
        head = self.head
        split: Split | None = next((split for split in get_args(Split) if split == head.get("split")), None)
        kind: DocumentKind | None = next((k for k in get_args(DocumentKind) if k == head.get("kind")), None)
        issued_on = head.get("issued_on") or None
        if not (split and kind and head.get("title")):
            raise MarkupError("the header needs title, kind (as in the records) and split (train or test)")
        try:
            _ = issued_on and date.fromisoformat(issued_on)
        except ValueError:
            raise MarkupError(f"issued_on is no date: {issued_on!r}") from None
        for place, measure in self.measures:
            measure["near"] = _near(self.text, place)
        gold = self._gold(name)
        lines, numbers, spans = tuple(self.lines), tuple(self.numbers), tuple(self.spans)
        return Marked(
            name, language, topic, split, head["title"], issued_on, kind, self.text, gold, lines, numbers, spans
        )

    def _gold(self, name: str) -> dict[str, Any]:
        sentences = [list(sentence) for sentence in numbered_sentences(self.text)]
        marked = [(line.start, line.end, line.forces, line.optional) for line in self.lines] + self.headings
        marked = [line for line in marked if line[2] or line[3] or line not in self.headings]
        numbers = {(start, end): i for i, (start, end) in enumerate(sentences)}
        for start, end, _, _ in marked:
            if (start, end) not in numbers:
                raise MarkupError(f"a line above is not one sentence, as they are counted: {self.text[start:end]!r}")
        named = codes(self.head.get("named", ""))
        either = codes(self.head.get("named?", ""))
        measures = [measure for _, measure in self.measures]
        regions = {*named[0], *(code for m in measures for code in m["regions"])}
        industries = {*named[1], *(code for m in measures for code in m["industries"])}
        return {
            "id": name,
            "measures": measures,
            "optional": {
                "periods": [{"start_date": a, "end_date": b} for a, b in self.loose_periods],
                "regions": sorted(set(either[0]) - regions),
                "industries": sorted(set(either[1]) - industries),
                "force": [[numbers[a, b], force] for a, b, _, loose in sorted(marked) for force in loose],
            },
            "periods": [{"quote": quote, "start_date": a, "end_date": b} for (a, b), quote in self.periods.items()],
            "regions": sorted(regions),
            "industries": sorted(industries),
            "provisions": [
                {"sentence": numbers[a, b], "force": list(forces)} for a, b, forces, _ in sorted(marked) if forces
            ],
            "sentences": sentences,
        }


def _period(values: Mapping[str, str], before: Dates | None) -> Dates | None:
    """The dates of a number: as its tag says, else those of the period before it in the line."""
    if "when" in values and ("by" in values or "from" in values):
        raise MarkupError("a number has when=, or by= and from=")
    if "when" in values:
        return None if values["when"] == "-" else period_of(values["when"])
    if "by" in values or "from" in values:
        return period_of(f"{values.get('from', '')}..{values.get('by', '')}")
    return before


def _value(quote: str, values: Mapping[str, str], language: Tongue) -> tuple[float, float, str]:
    """Low, high and unit: as the tag says, else as the finder of the language reads the quote by itself."""
    if "low" in values and "unit" in values:
        low = float(values["low"])
        return low, float(values.get("high", low)), values["unit"]
    folded = fold(quote)
    amounts, _ = LANGUAGES[language].find_amounts(View(language, folded, folded.lower()), [])
    if len(amounts) != 1:
        raise MarkupError(f"{quote!r}: read as {len(amounts)} quantities, say low=, high= and unit=")
    amount = amounts[0]
    low, high = float(values.get("low", amount.low)), float(values.get("high", values.get("low", amount.high)))
    return low, high, values.get("unit", amount.unit)


def _near(text: str, place: Place) -> str:
    """A piece of the text that stands there once and holds the quote first."""
    start, end = place
    quote = text[start:end]
    for radius in range(4, _LONGEST_NEAR):
        for left, right in ((radius, radius), (radius, 2), (2, radius)):
            first, last = max(0, start - left), min(len(text), end + right)
            near = text[first:last]
            if len(near) <= _LONGEST_NEAR and text.count(near) == 1 and first + near.find(quote) == start:
                return near
    raise MarkupError(f"{quote!r}: nothing around it stands once in the text")
