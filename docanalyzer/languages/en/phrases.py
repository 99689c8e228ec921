"""What an English clause says of a number: the thing measured, what happens to it, what it is compared with.

The words around a number are read in the order in which English offers them: a noun of change after it (9% reduction in X), a
comparison after it (9% below 1990 levels), a verb before it with the thing between (reduce X by 9%) or in front (X will fall by 9%),
"of X" after it (20% of X), a level (X of 28 TWh, X: 28 TWh); where nothing is named, the thing of the number before it.
"""

from __future__ import annotations

import re

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.predicates import predicates
from docanalyzer.languages.base import Amount, Reading, Span2
from docanalyzer.languages.en.nouns import Stretch, is_actor, object_phrase, of_phrase, subject_phrase, trim
from docanalyzer.languages.en.predicates import Found, last_predicate
from docanalyzer.languages.en.roles import settle_role

_HARD = re.compile(r"[;•\n\t|<>]|:(?=\s)|(?<=\s)[-–—](?=\s)|\.\s|(?<=\))\s(?=[A-Z])")
_CHANGE_AFTER = re.compile(
    r"\s*(?:(?:,?\s*net|absolute|gross|overall|average|annual|economy-wide|domestic|further|additional|relative|conditional|unconditional|per\s+(?:annum|year))\s+)*"
    r"(?P<np>(?:(?!(?:of|in|to|by|from|for|is|are|was|were|will|and|or|on|at|with|than|compared)\b)[a-z][\w’'\-]*\s+){0,4}?)"
    r"(?P<noun>reductions?|decreases?|cuts?|decline|drop|savings?|fall|increases?|improvements?|growth|rise|gains?|contributions?|targets?|share|goals?|mitigation|abatement|rate|objective|cut)\b"
)
_FALLS = frozenset("reduction reductions decrease decreases cut cuts decline drop saving savings fall mitigation abatement".split())
_RISES = frozenset("increase increases improvement improvements growth rise gain gains".split())
_CHANGED_NOUN = re.compile(r"\s+(?:in|of|from|for|on|to)\s+(?!(?:19|20)\d\d|this|that|which|the\s+(?:period|year|next|past|target)|\d)")
_REDUCED = re.compile(r"reduc|emission|mitigat|saving|cut")
_COMPARED = re.compile(
    r"\s*(?P<word>below|above|lower|higher|less|more|fewer|greater|under|over|on|larger|smaller)\s+(?:than\s+)?(?:its\s+|the\s+|in\s+|their\s+|projected\s+|those\s+|business|bau|base|baseline|reference|it\s+was|\(?(?:19|20)\d\d)"
)
_DOWN = frozenset({"below", "lower", "less", "fewer", "under", "on", "smaller"})
_OF = re.compile(r"\s*(?:\([^)]{0,40}\)\s*)?of\s+(?!which|them|these|this|that|those|19|20\d\d|the\s+(?:baseline|target|19|20)|\d)(?=[a-z“‘'\"])")
_SHARE_VERB = re.compile(r"\s+(?:is|are|was|were|will\s+be|comes?|came|coming)\s+(?:from|for)\s+")
_LINK = re.compile(r"\s(?:by|to|at|from|of|in|is|with|for)\s+(?:(?:a|an|the|about|around|some|up|down|as|approximately|at|least|further|additional|total|level|between|much|another|only|nearly|value|rate|average|range|target|targets)\s+|of\s+|to\s+)*$")
_FILLER = re.compile(
    r"\s*(?:by|to|of|at|from|in|further|about|around|up|down|as|much|a|an|the|total|significantly|only|additional|another|is|are|be|been|was|were|target|level|nearly|over|some|more|respectively|almost|"
    r"another|approximately|slightly|sharply|steadily|to|than|least|between|for|its|their|,|:|=|\(|–|-|\s)*\s*"
)
_TO = re.compile(r"\bto\s+(?:(?!by\b|reduce|increase)\w+\s+){0,3}$")
_PER_YEAR = re.compile(r"\s*(?:per\s+annum|per\s+year|a\s+year|each\s+year|annually|every\s+year|p\.a\.|yearly|year[\s-]on[\s-]year|/\s?year|/\s?yr)")
_ANNUAL = re.compile(r"\bannual(?:ly)?\s+(?:\w+\s+){0,4}$|\bannual\b[^,;]{0,40}\b(?:growth|rate|increase)\b[^,;]{0,20}$|\bby\s+an\s+average\s+of\s+$")
_PREVIOUS = re.compile(
    r"year[\s-]on[\s-]year|(?:over|from|than|on)\s+(?:in\s+)?(?:the\s+)?(?:previous|preceding|last)\s+year|compared\s+(?:with|to)\s+the\s+(?:previous|same|last)\s+(?:year|period)|a\s+year\s+earlier"
)
_EQUIVALENT = re.compile(
    r"[(,]?\s*(?:equivalent\s+to|equal\s+to|corresponding\s+to|i\.e\.,?|or|that\s+is,?|amounting\s+to|equivalent\s+of|representing|which\s+is|equalling|equating\s+to)\s+(?:(?:a|an|about|around|the|by|reduction\s+of|increase\s+of|total\s+of|saving\s+of|to)\s+)*$"
)
_LISTED = re.compile(r"(?:\s|,|and|or|by|to|of|in|then|respectively|further|\(|\)|(?:19|20)\d\d|[-–/])*")
_CROSSED = re.compile(r"(?:above|below|beyond|under|over)\s")
_PREDICATE_LENGTH = 40
_DATED_BRACKET = re.compile(r"\b(?:19|20)\d\d\s?\(\s*$")
_SAVED_ON = re.compile(r"\s(?:on|in|from)\s(?!(?:19|20)\d\d)")
_MUCH = re.compile(r"\s+as\s+(?:much|many)\s+")
_NEW_THINGS = re.compile(r"\s*(?:of\s+)?(?:new|additional|extra|further)\s")
_THEN_TO = re.compile(r"[\s,]*(?:to|bringing\s+it\s+to|reaching)\s+(?:\w+\s+){0,2}$")
_CHANGE_IS = re.compile(
    r"\b(?P<noun>reduction|decrease|increase|growth|decline|cut|rise|saving|drop)s?\b(?:\s+(?:in|of)\s+(?P<np>[a-z][^,;:]*?))?"
    r"\s+(?:will\s+be|shall\s+be|should\s+be|is|are|was|were)\s+(?:only\s+|about\s+)?$"
)
_SAME_GOAL = re.compile(r"\b(?:goal|target|task|objective)\s+of\s+(?:\w+ing\s+)?$")
_SPENDING = frozenset({"spending", "funding"})
_SHARE_HEAD = re.compile(r"(?:^|,|\band|\bof\s+which)\s*\Z")
_FOR_HEAD = re.compile(r"\W*(?:\(?[a-z]\)\s*)?(?:for|as\s+regards|in\s+the\s+case\s+of)\s+(?P<np>[^,;]{6,80}),\s")
_PLAIN_LIST = re.compile(r"\s*(?:,|,?\s?and|or|&)\s*")
_ELLIPSIS = re.compile(r"(?:^|[,\s])(?:and|while|with|,)?\s*(?:the\s+|that\s+of\s+)?(?P<np>[a-z][^,;]*?)\s+(?P<link>by|to)\s+(?:\w+\s+){0,2}$")
_LESS_OF = re.compile(r"\s+(?P<word>less|more|fewer)\s+(?!than\b)(?=[a-z])")
_FOR_LIST = re.compile(r"\s*(?:for|in)\s+[\w\s-]{2,30}?(?:,|\sand|,\sand)\s*(?:about|around)?\s*$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\b")
_GROWTH_OF = re.compile(r"\bgrowth(?:\s+\w+)?\s+(?:rate\s+)?(?:of|at|target\s+of)\s+(?:\w+\s+){0,2}$")
_INTRODUCED = re.compile(r"\b(?:number|percentage|percent|share|amount|quantity|proportion|level|volume)\b[^.;:]{0,60}?\bof\s+")


def read(text: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[Span2]]) -> list[Reading]:
    """Read the sentence ``text[start:end]``: one reading for each of its amounts, in order."""
    clause = _Clauses(text, start, end, amounts, periods)
    readings: list[Reading] = []
    for i in range(len(amounts)):
        readings.append(clause.read(i, readings))
    clause.number_lists(readings)
    for reading in readings:
        if reading.indicator is not None:
            reading.indicator = (reading.indicator[0] + start, reading.indicator[1] + start)
    return readings


class _Clauses:
    """A sentence in lower case, with offsets of its own, and what stands in it; indicators are in these offsets."""

    def __init__(
        self, text: str, start: int, end: int, amounts: list[Amount], periods: list[Mention[Span2]]
    ) -> None:
        self.source, self.offset = text, start
        self.text = text[start:end].lower()
        if len(self.text) != end - start:
            self.text = text[start:end]
        self.amounts, self.periods = amounts, periods
        self.dates: list[Stretch] = [(p.start - start, p.end - start) for p in periods]

    def read(self, i: int, readings: list[Reading]) -> Reading:
        amount, shift = self.amounts[i], self.offset
        head, tail = amount.head - shift, amount.tail - shift
        left = self.amounts[i - 1].tail - shift if i else 0
        right = self.amounts[i + 1].head - shift if i + 1 < len(self.amounts) else len(self.text)
        right = self._next_break(tail, right)
        begin = self._last_break(left, head)
        before, after = self.text[begin:head], self.text[tail:right]
        previous = readings[-1] if readings else None
        reading = Reading()
        reading.previous_year = bool(_PREVIOUS.search(before) or _PREVIOUS.search(after[:60]))
        reading.predicate = before[-_PREDICATE_LENGTH:] + after[:_PREDICATE_LENGTH]
        reading.yearly = bool(_PER_YEAR.match(after) or _ANNUAL.search(before))
        reading.base = self._base(amount, right + shift)
        if previous is not None and _EQUIVALENT.search(before) and len(before) < 90:
            self._restate(amount, previous, reading)
        elif previous is not None and self._is_listed(i, before, previous) and not self._changes(amount):
            self._repeat(previous, reading)
        else:
            self._name(amount, begin, head, tail, right, before, after, reading, previous)
        if reading.indicator is None:
            self._fall_back(i, amount, begin, reading, previous)
        self._finish(amount, before, after, reading, previous, i)
        return reading

    def number_lists(self, readings: list[Reading]) -> None:
        """Tell the members of a list of numbers their places in it (15% and 20% respectively)."""
        group: list[int] = []
        for i in range(len(readings) + 1):
            if i < len(readings) and group and self._gap_lists(i):
                group.append(i)
                continue
            if len(group) > 1:
                self._in_step(readings, group)
            group = [i]

    def _in_step(self, readings: list[Reading], group: list[int]) -> None:
        """Places in the list; a noun of change after the last member (56%, 75% and 90% reductions) is for all."""
        last = readings[group[-1]]
        for place, member in enumerate(group):
            reading = readings[member]
            reading.pair, reading.size = place, len(group)
            if last.why.get("kind") == "en:noun-after" and reading.why.get("kind") != "en:noun-after":
                reading.kind, reading.direction, reading.base = last.kind, last.direction, last.base
                reading.indicator, reading.why["kind"] = last.indicator, "en:noun-after"

    def _gap_lists(self, i: int) -> bool:
        before, amount = self.amounts[i - 1], self.amounts[i]
        return before.unit == amount.unit and bool(_PLAIN_LIST.fullmatch(self.text, before.tail - self.offset, amount.head - self.offset))

    def _next_break(self, tail: int, right: int) -> int:
        m = re.compile(r"[;•\n\t|<>]|\.\s").search(self.text, tail, right)
        return m.start() if m else right

    def _last_break(self, left: int, head: int) -> int:
        at = left
        for m in _HARD.finditer(self.source, left + self.offset, head + self.offset):
            if m[0] != ":" or self.text[m.end() - self.offset : head].strip(" \n"):
                at = m.end() - self.offset
        return at

    # -- carried from the number before -----------------------------------------------------------------------------

    def _restate(self, amount: Amount, previous: Reading, reading: Reading) -> None:
        """ "(equivalent to 52.9 Mt)" says the number before it in another unit."""
        self._repeat(previous, reading)
        reading.restates = True
        ratio = amount.unit in {"%", "1", "permille"}
        noun = _CHANGE_AFTER.match(self.text, amount.tail - self.offset) if ratio else None
        if noun and noun["noun"] in _FALLS | _RISES:
            reading.kind = "relative_change"
            reading.direction = "decrease" if noun["noun"] in _FALLS else "increase"
            return
        if previous.kind in {"relative_change", "growth_rate"} and not ratio:
            reading.kind = "absolute_change"
        elif previous.kind == "absolute_change" and ratio:
            reading.kind = "relative_change"
        reading.role = previous.role if previous.role in {"other", "baseline"} else None
        reading.why["indicator"] = "en:equivalent"

    def _is_listed(self, i: int, before: str, previous: Reading) -> bool:
        if self.amounts[i - 1].unit != self.amounts[i].unit or previous.role in {"baseline", "threshold"}:
            return False
        gap = self.text[self.amounts[i - 1].tail - self.offset : self.amounts[i].head - self.offset]
        if _DATED_BRACKET.search(before):
            return True
        if len(gap) < 40 and _LISTED.fullmatch(gap):
            return True
        return bool(_FOR_LIST.fullmatch(gap)) and not _OF.match(self.text, self.amounts[i].tail - self.offset)

    def _changes(self, amount: Amount) -> bool:
        """Whether a noun of change stands right behind (56%, 75% and 90% reductions)."""
        m = _CHANGE_AFTER.match(self.text, amount.tail - self.offset) if amount.unit == "%" else None
        return m is not None and m["noun"] in _FALLS | _RISES

    def _repeat(self, previous: Reading, reading: Reading) -> None:
        reading.indicator, reading.carried = previous.indicator, True
        reading.kind, reading.direction = previous.kind, previous.direction
        reading.base = previous.base if reading.base is None else reading.base
        reading.why["indicator"] = "en:list"

    def _fall_back(self, i: int, amount: Amount, begin: int, reading: Reading, previous: Reading | None) -> None:
        if amount.unit == "count" and amount.counted:
            self._count(amount, reading)
        if reading.indicator is None and previous is not None and previous.indicator is not None:
            reading.indicator, reading.carried = previous.indicator, True
            reading.why["indicator"] = "en:carried"
        head = _FOR_HEAD.match(self.text) if reading.indicator is None else None
        if head:
            reading.indicator = trim(self.text, *head.span("np"))
        if reading.indicator is None and i == 0 and self.text[:1] in "<|":
            self._introduce(reading)

    def _introduce(self, reading: Reading) -> None:
        """A table under a sentence that ends in a colon: what the sentence speaks of the number or share of."""
        line_end = self.offset
        while line_end and self.source[line_end - 1].isspace():
            line_end -= 1
        if line_end == 0 or self.source[line_end - 1] != ":":
            return
        line_start = self.source.rfind("\n", 0, line_end) + 1
        found = None
        for found in _INTRODUCED.finditer(self.source, line_start, line_end):
            break
        if found:
            phrase = of_phrase(self.source, found.end(), line_end, [])
            if phrase:
                reading.indicator = (phrase[0] - self.offset, phrase[1] - self.offset)
                reading.carried = True
                reading.why["indicator"] = f"en:carried:{phrase[0]}"

    def _count(self, amount: Amount, reading: Reading) -> bool:
        words = amount.counted or ""
        a = self.text.find(words.lower(), amount.start - self.offset, amount.end - self.offset + len(words) + 2)
        if words and a >= 0:
            reading.indicator = (a, a + len(words))
            reading.why["indicator"] = "en:counted"
            return True
        return False

    # -- named in the clause ----------------------------------------------------------------------------------------

    def _name(
        self, amount: Amount, begin: int, head: int, tail: int, right: int, before: str, after: str, reading: Reading, previous: Reading | None
    ) -> None:
        ratio = amount.unit in {"%", "1", "permille"}
        verb = last_predicate(self.text, begin, head)
        change = _CHANGE_AFTER.match(after) if ratio or amount.unit == "pp" else None
        compared = _COMPARED.match(after) if ratio else None
        share = _SHARE_VERB.match(after) if amount.unit == "%" and _SHARE_HEAD.search(before) else None
        less = _LESS_OF.match(after) if ratio else None
        copula = _CHANGE_IS.search(before) if ratio else None
        if copula:
            reading.kind, reading.why["kind"] = "relative_change", "en:change-is"
            reading.direction = "increase" if copula["noun"] in _RISES else "decrease"
            if copula["np"]:
                reading.indicator = trim(self.text, begin + copula.start("np"), begin + copula.end("np"))
        elif less:
            reading.kind, reading.why["kind"] = "relative_change", "en:compared"
            reading.direction = "increase" if less["word"] == "more" else "decrease"
            reading.indicator = of_phrase(self.text, tail + less.end(), right, self.dates)
        elif share:
            reading.indicator = of_phrase(self.text, tail + share.end(), right, self.dates)
            reading.kind = "level"
        elif change and not (change["noun"] in {"share", "rate"} and verb and verb.row.id in {"increase", "decrease"}):
            self._change_after(amount, tail, right, change, reading, previous)
        elif compared:
            self._compared(compared["word"], begin, head, verb, reading)
        elif _SAME_GOAL.search(before) and self._goes_on(amount, previous, reading):
            reading.indicator = self._of(amount, tail, right) or reading.indicator
        elif verb is not None and not (verb.row.id == "do" and self._elliptic(begin, head, before, previous, reading)):
            self._with_verb(amount, verb, begin, head, tail, right, reading)
        elif self._elliptic(begin, head, before, previous, reading):
            reading.why["kind"] = "en:ellipsis"
        elif self._passive(amount, begin, head, tail, right, before, reading):
            reading.why["kind"] = "en:passive"
        else:
            reading.kind = "level"
            reading.why["kind"] = "en:level"
            reading.indicator = self._of(amount, tail, right) if not before.strip(" ,and(") or ratio else None
            if reading.indicator is None:
                reading.indicator = subject_phrase(self.text, begin, head, self.dates)
            if reading.indicator is None:
                reading.indicator = self._of(amount, tail, right)

    def _goes_on(self, amount: Amount, previous: Reading | None, reading: Reading) -> bool:
        """ "cut 30 Mt in 2018 and complete the goal of 150 Mt": the goal is of the change before it."""
        if previous is None or previous.kind != "absolute_change" or amount.unit in {"%", "pp", "1"}:
            return False
        self._repeat(previous, reading)
        return True

    def _elliptic(self, begin: int, head: int, before: str, previous: Reading | None, reading: Reading) -> bool:
        """ "… energy by 13% and water by 16%": the verb of the number before it holds."""
        if previous is None or previous.direction is None:
            return False
        m = _ELLIPSIS.search(before)
        if m is None or (m["link"] == "by") != (previous.kind in {"relative_change", "absolute_change", "growth_rate"}):
            return False
        phrase = subject_phrase(self.text, begin, begin + m.end("np"), self.dates)
        if phrase is None:
            return False
        reading.indicator, reading.kind, reading.direction = phrase, previous.kind, previous.direction
        return True

    def _passive(self, amount: Amount, begin: int, head: int, tail: int, right: int, before: str, reading: Reading) -> bool:
        """ "40 GW of hydropower will be built": amount first, verb after."""
        if amount.unit in {"%", "1", "pp", "permille"} or before.strip(" ,;and(*"):
            return False
        done = (predicates("en").get(m["verb"]) for m in _PASSIVE.finditer(self.text, tail, min(len(self.text), right + 40)))
        row = next((found for found in done if found is not None and found.id != "reach"), None)
        if row is None or row.kind != "absolute_change" and row.id not in {"increase", "decrease"}:
            return False
        reading.kind, reading.direction = "absolute_change", row.direction
        if not (amount.unit == "count" and self._count(amount, reading)):
            reading.indicator = self._of(amount, tail, right)
        return reading.indicator is not None

    def _of(self, amount: Amount, tail: int, right: int) -> Stretch | None:
        m = _OF.match(self.text, tail, right)
        return of_phrase(self.text, m.end(), right, self.dates) if m else None

    def _change_after(
        self, amount: Amount, tail: int, right: int, m: re.Match[str], reading: Reading, previous: Reading | None
    ) -> None:
        """ "a 9% reduction in X", "15 % energy savings", "the 55% target"."""
        noun = m["noun"]
        reading.kind = "absolute_change" if amount.unit == "pp" else "relative_change"
        reading.why["kind"] = "en:noun-after"
        if noun in _FALLS:
            reading.direction = "decrease"
        elif noun in _RISES:
            reading.direction = "increase"
        elif _REDUCED.search(m["np"]):
            reading.direction = "decrease"
        elif "efficien" in m["np"]:
            reading.direction = "increase"
        elif previous is not None and noun in {"target", "targets", "goal", "goals", "objective"} and previous.kind == "relative_change":
            reading.direction = previous.direction
        else:
            reading.kind = "level"
        after = _CHANGED_NOUN.match(self.text, tail + m.end(), right)
        if after and noun not in {"contribution", "target", "targets", "goal", "goals", "objective"}:
            reading.indicator = of_phrase(self.text, after.end(), right, self.dates)
        if reading.indicator is None and m["np"].strip():
            keeps = noun in {"savings", "saving", "rate", "share"}
            reading.indicator = trim(self.text, tail + m.start("np"), tail + (m.end("noun") if keeps else m.end("np")))
        if reading.indicator is None and noun in {"contribution", "contributions"}:
            reading.indicator = (tail + m.start("noun"), tail + m.end("noun"))

    def _compared(self, word: str, begin: int, head: int, verb: Found | None, reading: Reading) -> None:
        """ "9% below 1990 levels"."""
        reading.kind = "relative_change"
        reading.why["kind"] = "en:compared"
        reading.direction = "decrease" if word in _DOWN else "increase"
        if verb is not None and verb.row.direction in {"increase", "decrease"} and word == "on":
            reading.direction = verb.row.direction
        if verb is not None and self.text[verb.end : head].strip():
            link = _LINK.search(self.text, verb.end, head)
            reading.indicator = object_phrase(self.text, verb.end, link.start() if link else head, self.dates)
        if reading.indicator is None:
            reading.indicator = subject_phrase(self.text, begin, verb.start if verb else head, self.dates)

    def _with_verb(self, amount: Amount, verb: Found, begin: int, head: int, tail: int, right: int, reading: Reading) -> None:
        gap = self.text[verb.end : head]
        link = _LINK.search(gap)
        filler = bool(_FILLER.fullmatch(gap))
        reading.why["kind"] = f"predicate:{verb.row.id}"
        self._kind(amount, verb, gap, filler, reading)
        reading.direction = verb.row.direction
        of = self._of(amount, tail, right)
        if verb.row.id in {"increase", "decrease"} and not ratio_unit(amount) and not gap.strip():
            saved = _SAVED_ON.match(self.text, tail, right)
            of = of or (of_phrase(self.text, saved.end(), right, self.dates) if saved else None)
        if of and verb.row.id in {"increase", "decrease"} and not ratio_unit(amount) and not gap.strip():
            reading.indicator, reading.why["indicator"] = of, "en:of"
            return
        word = self.text[verb.start : verb.end]
        if verb.row.id == "spend" and word in _SPENDING and filler:
            reading.indicator, reading.why["indicator"] = (verb.start, verb.end), "en:spending"
            return
        builds = verb.row.kind == "absolute_change" and not verb.noun
        if builds and amount.unit == "count" and not (link and link[0].split()[0] in {"to", "by"}) and self._count(amount, reading):
            return
        if of and (builds or verb.row.id == "maintain"):
            reading.indicator, reading.why["indicator"] = of, "en:of"
            return
        if not filler:
            stop = verb.end + (link.start() if link else len(gap))
            reading.indicator = object_phrase(self.text, verb.end, stop, self.dates)
            reading.why["indicator"] = "en:object"
        if reading.indicator is None and verb.noun:
            self._nominal(verb, begin, tail, right, reading)
        if reading.indicator is None:
            subject = subject_phrase(self.text, begin, verb.start, self.dates)
            if subject and not (is_actor(self.text, subject) and (of or builds)):
                reading.indicator, reading.why["indicator"] = subject, "en:subject"
        if reading.indicator is None or (of and is_actor(self.text, reading.indicator)):
            reading.indicator = of or reading.indicator
            if reading.indicator is None and (builds or verb.row.id in {"reach", "spend"}):
                reading.indicator = of_phrase(self.text, tail, right, self.dates)
                reading.why["indicator"] = "en:after-number"

    def _nominal(self, verb: Found, begin: int, tail: int, right: int, reading: Reading) -> None:
        """ "a reduction of 9% in X", "emission reductions of 5 Mt"."""
        after = _CHANGED_NOUN.match(self.text, tail, right)
        if after:
            reading.indicator = of_phrase(self.text, after.end(), right, self.dates)
        if reading.indicator is None:
            reading.indicator = subject_phrase(self.text, begin, verb.start, self.dates)
        reading.why["indicator"] = "en:nominal"

    def _kind(self, amount: Amount, verb: Found, gap: str, filler: bool, reading: Reading) -> None:
        ratio = amount.unit in {"%", "1", "permille"}
        moves = verb.row.id in {"increase", "decrease"}
        crossed = ratio and _CROSSED.match(self.text, amount.head - self.offset)
        if moves and (_TO.search(gap) or crossed and not gap.strip()):
            reading.kind = "level"
        elif moves and ratio:
            rate = re.search(r"\b(?:rate|share|proportion|level|target|factor)\b[^,]{0,30}\b(?:of|at)\s+(?:\w+\s+){0,2}$", gap)
            reading.kind = "level" if rate else "relative_change"
        elif moves:
            reading.kind = "absolute_change"
        elif verb.row.kind == "absolute_change" and not ratio:
            reading.kind = "absolute_change"
        else:
            reading.kind = "level"

    # -- what the whole clause settles ------------------------------------------------------------------------------

    def _base(self, amount: Amount, right: int) -> int | None:
        """The base of the change: after the number (below 1990 levels), else close before it."""
        for i, p in enumerate(self.periods):
            if p.value.use == "base" and p.start >= amount.tail and (p.start <= right or p.start - amount.tail < 60):
                return i
        for i in range(len(self.periods) - 1, -1, -1):
            p = self.periods[i]
            if p.value.use == "base" and p.end <= amount.head and amount.head - p.end < 60:
                return i
        return None

    def _finish(
        self, amount: Amount, before: str, after: str, reading: Reading, previous: Reading | None, i: int
    ) -> None:
        ratio = amount.unit in {"%", "permille"}
        if amount.form == "multiple":
            reading.kind, reading.direction = "relative_change", "increase"
        if ratio and reading.kind == "level" and _GROWTH_OF.search(before):
            reading.kind, reading.direction = "growth_rate", "increase"
        if ratio and reading.kind == "relative_change" and (reading.yearly or (reading.previous_year and reading.direction == "increase")):
            reading.kind = "growth_rate"
        if amount.unit == "pp" and reading.kind == "relative_change":
            reading.kind = "absolute_change"
        if previous is not None and previous.role == "baseline" and self.amounts[i - 1].unit == amount.unit and _TO.search(before):
            reading.kind, reading.pair_of = "level", i - 1
            reading.direction = "increase" if amount.low > self.amounts[i - 1].low else "decrease"
            if previous.indicator is not None:
                reading.indicator, reading.carried = previous.indicator, True
        elif previous is not None and previous.direction and _THEN_TO.fullmatch(before) and reading.kind == "level":
            reading.direction = previous.direction
            reading.indicator, reading.carried = previous.indicator, True
        much = _MUCH.match(after) if amount.unit == "1" else None
        if much:
            tail = amount.tail - self.offset
            reading.indicator = of_phrase(self.text, tail + much.end(), tail + len(after), self.dates) or reading.indicator
        if reading.kind == "level" and not ratio_unit(amount) and _NEW_THINGS.match(self.text, amount.end - self.offset):
            reading.kind, reading.direction = "absolute_change", "increase"
        settle_role(reading, previous, amount, before, after)
        if reading.direction is not None:
            reading.why.setdefault("direction", reading.why.get("kind", "wording"))


def ratio_unit(amount: Amount) -> bool:
    """Whether an amount is a share or a multiple and no amount of a thing."""
    return amount.unit in {"%", "1", "pp", "permille"}


def governing(text: str, start: int, end: int, amount: Amount, goals: list[Mention[Span2]]) -> Mention[Span2] | None:
    """The period that governs an amount: one close behind it, else the last before it, else any behind it."""
    beside = [g for g in goals if g.end <= amount.head and not text[g.end : amount.head].strip(" :(–-|=")]
    if beside:
        return beside[-1]
    dated = [g for g in goals if g.end <= amount.head and _DATED_GOAL.fullmatch(text, g.end, amount.head)]
    if dated:
        return dated[-1]
    for goal in goals:
        if goal.start >= amount.tail:
            if _follows(text[amount.tail : goal.start].lower()):
                return goal
            break
    before = [g for g in goals if g.start < amount.start and "<tr" not in text[g.end : amount.start]]
    if before:
        return before[-1]
    return next((g for g in goals if g.start >= amount.tail and "<" not in text[amount.tail : g.start]), None)


_OTHER_NUMBER = re.compile(r"[;•<>\n\d]|\.\s")


_DATED_GOAL = re.compile(r"\s(?:\w+\s){0,3}?(?:target|goal|objective|level)s?\s(?:of|is|to\sbe)\s(?:an?\s|the\s|at\s)?", re.IGNORECASE)
_SOME_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEW_CLAUSE = re.compile(
    r"[,)]\s*and\s*$|,\s(?:reduce|cut|increase|raise|reach|achieve|expand|improve|install|build|the|a|an|its|this|which|while|whereas|with)\s"
)


def _follows(gap: str) -> bool:
    gap = _SOME_YEAR.sub("", gap)
    return len(gap) <= 90 and not _NEW_CLAUSE.search(gap) and not _OTHER_NUMBER.search(gap)


def clause(text: str, start: int, end: int, head: int, tail: int) -> tuple[int, int]:
    """The clause around an amount: to the next semicolon, bullet, tag or line on either side."""
    left = start
    for m in _HARD.finditer(text, start, head):
        left = m.end()
    m = re.compile(r"[;•\n<>|]|\.\s").search(text, tail, end)
    return left, m.start() if m else end
