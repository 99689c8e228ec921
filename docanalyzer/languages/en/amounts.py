"""Quantities in English policy texts: ranges, comparison words, units lent from one number to the next."""

from __future__ import annotations

import re

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Comparison
from docanalyzer.languages.base import Amount, Unread, When
from docanalyzer.languages.bounded import with_bounds
from docanalyzer.languages.en.bounds import find_bounds
from docanalyzer.languages.en.lists import any_of
from docanalyzer.languages.en.ratios import find_ratios
from docanalyzer.languages.en.signs import is_negative
from docanalyzer.languages.en.tokens import Token, digit_tokens, number_value
from docanalyzer.languages.en.unit_forms import is_money
from docanalyzer.languages.en.word_tokens import word_tokens
from docanalyzer.linguistics import View

_PRE = re.compile(
    rf"(?:(?P<ge>{any_of('at_least')}|(?:cannot|not)\s+(?:\w+\s+){{1,2}}(?:below|under)|>\s?=|≥|>)"
    rf"|(?P<le>{any_of('at_most')}|(?:cannot|not)\s+(?:\w+\s+){{1,3}}(?:beyond|above|more\s+than)|<\s?=|≤|<)"
    rf"|(?P<about>{any_of('roughly')}|~))"
    r"(?:\s+(?:a\s+total\s+of|about|around|approximately|some|(?P<fixed>the)))?\s*(?:\(\s*)?(?:usd?\.?|us\$)?\s*\Z"
)
_POST = re.compile(
    rf"(?:\s\([a-z]{{1,5}}\)|\sa\syear(?=\sor\s)|\sa\sday(?=\sor\s))?\s*(?:\(?(?P<ge>{any_of('or_more')}|\+)"
    rf"|(?P<le>{any_of('or_less')}))(?![a-z]|\s+than\b)"
)
_JOIN = re.compile(r"-?\s?(?:-|–|—|to|~)\s?")
_AND = re.compile(r"\s+and\s+")
_LISTED = re.compile(r"\s*(?:,|,?\s(?:and|or)|to|-|–)\s*")
_FOR_NEXT = re.compile(r"\sfor\s(?!(?:19|20)\d\d)[a-z][a-z\s\-]{2,40}?(?:,|,?\sand|,?\sor)\s")
_OF_NEXT = re.compile(r"\sof\s[a-z][a-z\s\-]{2,40}?(?:,|,?\sand|,?\sor)\s")
# Above 25%, and in the capital 35%; capped at 1.3, and in the east at 1.25.
_ELSEWHERE = re.compile(
    r"(?:\s(?:by|in)\s(?:19|20)\d\d)?\s?,?\sand\s(?:in|for|across)\s(?!(?:19|20)\d\d)[a-z][a-z\s\-]{2,40}?(?:\sat)?\s"
)
_RESPECTIVELY = re.compile(r"[^.;]{0,60}?\brespectively\b")
_FROM_BEFORE = re.compile(r"\bfrom\s+(?:about\s+|around\s+|approximately\s+)?\Z")
_BETWEEN_BEFORE = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?\Z")
_CENTS_GAP = re.compile(r",?\s(?:and\s)?")
_BARE_CENTS = re.compile(r"\sand\s(\d\d)(?=[.,;]?(?:\s|\Z))(?!\s[a-z])")
_MAIN_UNITS = frozenset({"dollars", "dollar", "pounds", "euros", "euro"})
# Within so many characters of a mass of CO2 equivalent a plain mass is one too (by 21 Mt CO2e, from 62 million tonnes).
_SAME_GAS = 120
# The longest comparison phrase.
_COMPARISON_LENGTH = 40


def find_amounts(view: View, periods: list[Mention[When]]) -> tuple[list[Amount], list[Unread]]:
    """Quantities of the English part, in order, and the numbers that are none, each with the reason."""
    text, lower = view.text, view.lower
    tokens, unread = digit_tokens(text, lower, periods)
    tokens = _with_cents(lower, sorted(tokens + word_tokens(text, lower, periods)))
    amounts, unread = _assemble(text, lower, tokens, unread)
    amounts, unread = with_bounds(find_bounds(lower), amounts, unread, periods)
    return with_bounds(find_ratios(lower), amounts, unread, periods)


def _with_cents(lower: str, tokens: list[Token]) -> list[Token]:
    """3 dollars 50 cents and 15 dollars and 50 are each one sum."""
    sums: list[Token] = []
    for token in tokens:
        last = sums[-1] if sums else None
        if (
            last is not None
            and is_money(last.unit)
            and (token.unit, token.factor) == (last.unit, 0.01)
            and last.factor == 1.0
            and _CENTS_GAP.fullmatch(lower, last.end, token.start)
        ):
            sums[-1] = last._replace(end=token.end, value=last.value + token.value * token.factor)
            continue
        cents = _BARE_CENTS.match(lower, token.end) if token.form in _MAIN_UNITS and token.factor == 1.0 else None
        sums.append(
            token._replace(end=cents.end(1), value=token.value + float(cents[1]) / 100) if cents is not None else token
        )
    return sums


def _assemble(text: str, lower: str, tokens: list[Token], unread: list[Unread]) -> tuple[list[Amount], list[Unread]]:
    """Join ranges, lend a unit to the number before it, read the comparison words."""
    amounts: list[Amount] = []
    bare = {u.end: u for u in unread if u.reason == "unknown_unit"}
    lent: set[int] = set()
    last, i = -1, 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.start < last:
            continue
        low, high = (token.value - token.spread) * token.factor, (token.value + token.spread) * token.factor
        begin, end = token.start, token.end
        following = tokens[i] if i < len(tokens) else None
        unit = token.unit
        if following is not None and _is_range(lower, token, following):
            high, end = following.value * following.factor, following.end
            if following.unit != unit:
                low, unit = low * following.factor, following.unit
            i += 1
        else:
            first = _bare_before(lower, begin, bare)
            if first is not None and first.start not in lent:
                below = is_negative(text, first.start)
                begins = first.start - below
                value = number_value(text[first.start : first.end]) * token.factor * (-1 if below else 1)
                both = below and high < 0
                if (value < high or both) and not _FROM_BEFORE.search(lower, max(0, begins - 24), begins):
                    low, high, begin = min(value, high), max(value, high), begins
                    lent.add(first.start)
        if unit == "t" and amounts and _same_gas(lower, amounts[-1], begin, end):
            unit = "tCO2e"
        amounts.append(_amount(lower, begin, end, low, high, unit, token.form))
        last = end
    _share_gas(lower, amounts)
    _share_bound(lower, amounts)
    return amounts, [u for u in unread if u.start not in lent]


def _share_gas(lower: str, amounts: list[Amount]) -> None:
    """38 Mt, 51 Mt and 61 Mt of CO2: the members of a list before the one that names the gas are of it too."""
    for i in range(len(amounts) - 2, -1, -1):
        amount, following = amounts[i], amounts[i + 1]
        of_gas = amount.unit == "t" and following.unit == "tCO2e"
        if of_gas and _LISTED.fullmatch(lower, amount.end, following.start):
            amounts[i] = amount._replace(unit="tCO2e")


def _share_bound(lower: str, amounts: list[Amount]) -> None:
    """No less than 50% for offices, 40% for schools and 30% for firms: the members of a list have its bound."""
    lent: set[int] = set()
    for i in range(1, len(amounts)):
        before, amount = amounts[i - 1], amounts[i]
        bounds = before.comparison in {"ge", "le"} and amount.comparison == "eq" and amount.unit == before.unit
        if not bounds or (before.head == before.start and i - 1 not in lent) or amount.head != amount.start:
            continue
        gap = lower[before.tail : amount.head]
        listed = _FOR_NEXT.fullmatch(gap) or (
            before.comparison == "le" and "/" in amount.unit and _OF_NEXT.fullmatch(gap)
        )
        if listed or _ELSEWHERE.fullmatch(gap) or (_LISTED.fullmatch(gap) and _RESPECTIVELY.match(lower, amount.tail)):
            amounts[i] = amount._replace(comparison=before.comparison)
            lent.add(i)


def _same_gas(lower: str, before: Amount, start: int, end: int) -> bool:
    if before.unit != "tCO2e" or start - before.end > _SAME_GAS or lower.startswith(" of ", end):
        return False
    return "weigh" not in lower[max(0, start - 20) : start]


def _is_range(lower: str, token: Token, following: Token) -> bool:
    """Whether two numbers are the ends of one range; "from 12% to 15%" names two levels."""
    # £70-£173 per MWh: the lower end takes the denominator of the upper.
    shared = is_money(token.unit) and token.factor == 1.0 and following.unit.startswith(token.unit + "/")
    if (following.unit != token.unit and not shared) or following.start < token.end:
        return False
    if not shared and following.value * following.factor <= token.value * token.factor:
        return False
    gap = lower[token.end : following.start]
    if token.value < 0 and "\n" in gap:
        return False  # of two lines with a negative number each, the second has a minus and no dash
    if _JOIN.fullmatch(gap):
        return not ("to" in gap and _FROM_BEFORE.search(lower, max(0, token.start - 24), token.start))
    return bool(_AND.fullmatch(gap) and _BETWEEN_BEFORE.search(lower, max(0, token.start - 20), token.start))


def _bare_before(lower: str, start: int, bare: dict[int, Unread]) -> Unread | None:
    """A number without a unit that a dash or "between … and" ties to the one at ``start``."""
    for back in range(1, 6):
        unread = bare.get(start - back)
        if unread is None:
            continue
        gap = lower[unread.end : start]
        between = _AND.fullmatch(gap) and _BETWEEN_BEFORE.search(lower, max(0, unread.start - 20), unread.start)
        if between or _JOIN.fullmatch(gap):
            return unread
    return None


def _amount(lower: str, start: int, end: int, low: float, high: float, unit: str, form: str) -> Amount:
    # Multiplying a decimal leaves the noise of binary fractions (0.95 x 10000).
    low, high = float(f"{low:.12g}"), float(f"{high:.12g}")
    comparison: Comparison = "eq" if low == high else "range"
    approximate = False
    head, tail = start, end
    before = _PRE.search(lower, max(0, start - _COMPARISON_LENGTH), start)
    # "Lower than the 956 Mtoe" sets a value beside another and bounds neither.
    beside = before and before["fixed"] and "than" in before[0]
    if before and not beside and (before.start() == 0 or not lower[before.start() - 1].isalnum()):
        head = before.start()
        if before["about"]:
            approximate = True
        elif comparison != "range":
            comparison = "ge" if before["ge"] else "le"
    after = _POST.match(lower, end)
    if after:
        tail = after.end()
        if comparison != "range":
            comparison = "ge" if after["ge"] else "le"
    return Amount(
        start, end, low, high, unit, comparison, approximate, form if unit == "count" else None, head, tail, form
    )
