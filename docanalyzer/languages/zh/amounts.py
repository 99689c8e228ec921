"""Quantities in Chinese policy texts: number, multiplier, unit, and the comparison words around them."""

from __future__ import annotations

import re
from itertools import zip_longest

from docanalyzer.core.mention import Mention
from docanalyzer.core.record import Comparison
from docanalyzer.languages.base import Amount, Unread, When
from docanalyzer.languages.bounded import with_bounds
from docanalyzer.languages.zh.bounds import find_bounds
from docanalyzer.languages.zh.numerals import multiplier, parse_numeral
from docanalyzer.languages.zh.tokens import Token, digit_tokens, is_money
from docanalyzer.languages.zh.word_tokens import word_tokens
from docanalyzer.linguistics import View

_RANGE = re.compile(r"\s?(?:-|—{1,2}|–|－|~|〜|至|到|―)\s?")
_SHARED = re.compile(r"\s?(?:、|和|与|及|以及|或|/)\s?(?:约|近)?")
_PRE = re.compile(
    r"(?:(?P<le>不超过|不突破|不得突破|不再突破|不高于|不大于|不多于|低于|少于|小于|最多|最高|至多|≤|<|﹤|不足|不到|未超过|不得超过|不得高于|不得大于|小于等于|未达到?)"
    r"|(?P<ge>不低于|不少于|不小于|不低|至少|最少|最低|超过|超出|突破|高于|大于|多于|逾|≥|>|﹥|超|达到或超过|大于等于|不得低于|不得少于|不弱于|高出)"
    r"|(?P<about>大约|(?<![签预合条公特大集制节])约为?|将近|接近|近|大概|左右))(?:了|到|至|为|占|全国平均)?\s?$"
)
_POST = re.compile(
    r"\s?(?:[(（][^)）]{0,12}[)）])?(?:的?(?P<ge>及以上|或以上|以上|之上|及其以上)|(?P<le>及以下|或以下|以下|以内|之内|之下)"
    r"|(?P<about>左右|上下))"
)
# 2万套（间）: the other classifier.
_REMARK = re.compile(r"[（(][一-鿿]{1,3}[)）]")
_LEAST_BEFORE = re.compile(r"(?:至少|不少于|最少|不低于)[^，。；、\d]{1,12}$")
_WITHIN = re.compile(r"(?:，|；|^)?\s?[一-鿿]{0,3}(?:范围|时间|期限)?(?:内|之内)")
_WITHIN_UNITS = frozenset({"km", "m", "day", "month", "hour"})
# 二氧化碳排放量约为45亿吨 is a mass of CO2.
_CARBON = re.compile(r"(?:二氧化碳|碳排放|温室气体|碳减排)[^，。；：、\d]{0,14}$")
# 港币两千元: the currency stands before.
_CURRENCIES = {"港币": "HKD", "新台币": "TWD", "台币": "TWD", "日币": "JPY", "美金": "USD", "澳币": "AUD"}
_FOREIGN = re.compile(rf"({'|'.join(_CURRENCIES)})\s?$")
# 负3%, but 减负2500亿元 is relief.
_MINUS = re.compile(r"(?<![减增担肩承背欠自抱胜])负$")
_CENTS = re.compile(r"([一二三四五六七八九\d])[角毛](?:([一二三四五六七八九\d])分)?")
_ONE_DIGIT = re.compile(r"[一二两三四五六七八九]([十百千佰仟拾]+)(?![一二三四五六七八九零])")
_TITLE = re.compile(r"《[^《》\n]{1,100}》")
_LISTED = re.compile(r"\s?(?:、|和|与|及|以及)\s?")
# 处五万元以上十万元以下: the two ends of one range.
_ENDS = {"以上", "及以上"}


def find_amounts(view: View, periods: list[Mention[When]]) -> tuple[list[Amount], list[Unread]]:
    """Quantities of the Chinese part, in order, and the numbers that are none, each with the reason."""
    text = view.text
    tokens = digit_tokens(text, periods)
    tokens += word_tokens(text, periods)
    tokens.sort()
    tokens = _outside_titles(text, _points(text, _with_subunits(text, [_with_cents(text, token) for token in tokens])))
    amounts, unread = _assemble(text, tokens)
    return with_bounds(find_bounds(text), _distributed(text, _spanned(text, amounts)), unread, periods)


def _with_cents(text: str, token: Token) -> Token:
    """十元三角 is 10.3 yuan."""
    cents = _CENTS.match(text, token.end) if token.code == "CNY" or token.form == "块" else None
    if cents is None:
        return token
    token = token._replace(code="CNY")
    tenths, hundredths = (
        float(parse_numeral(c) or 0) if c and not c.isdigit() else float(c or 0) for c in cents.groups()
    )
    value = token.value + (tenths / 10 + hundredths / 100) / token.factor
    return token._replace(end=cents.end(), value=value)


def _points(text: str, tokens: list[Token]) -> list[Token]:
    """提高8.2个和5.1个百分点: the first number borrows its points."""
    for i in range(len(tokens) - 2, -1, -1):
        token, following = tokens[i], tokens[i + 1]
        borrows = token.form == "个" and following.code == "pp" and following.start - token.end <= 2
        if borrows and _LISTED.fullmatch(text, token.end, following.start):
            tokens[i] = token._replace(code="pp", form=following.form, size=following.size)
    return tokens


def _outside_titles(text: str, tokens: list[Token]) -> list[Token]:
    """Numbers between title marks belong to the name of a document: 《关于25家园区的复函》."""
    titles = [m.span() for m in _TITLE.finditer(text)]
    if not titles:
        return tokens
    at, kept = 0, []
    for token in tokens:
        while at < len(titles) and titles[at][1] <= token.start:
            at += 1
        inside = at < len(titles) and titles[at][0] < token.start
        kept.append(token._replace(code="", form="name") if inside else token)
    return kept


class _Assembly:
    """Joins tokens to ranges and lends a unit to the numbers before it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.amounts: list[Amount] = []
        self.unread: list[Unread] = []
        self.pending: list[Token] = []  # numbers without a unit that a later member of the list may lend one
        self.first: Token | None = None  # the lower end of a range

    def take(self, token: Token, following: Token | None) -> None:
        """One token; ``following`` is the next."""
        if self._opens_range(token, following):
            self.first = token
            return
        if not token.code:
            self._lose_first()
            shares = token.form in {"", "万"} and following is not None and following.start - token.end <= 4
            if shares and following is not None and _SHARED.fullmatch(self.text[token.end : following.start]):
                self.pending.append(token)
                return
            self.pending.append(token)
            self.drop_pending()
            return
        for lent in self.pending:
            scale = token.factor if lent.factor == 1.0 else lent.factor * token.size
            value = lent.value * scale
            same = lent._replace(code=token.code, form=token.form)
            self.amounts.append(_amount(self.text, same, lent.start, value, value))
        self.pending = []
        self._add(token)

    def drop_pending(self) -> None:
        """Numbers that found no unit."""
        for lost in self.pending:
            reason = "unknown_unit" if lost.form in {"", "万"} else lost.form
            self.unread.append(Unread(lost.start, lost.end, reason))
        self.pending = []

    def _opens_range(self, token: Token, following: Token | None) -> bool:
        if following is None or self.first is not None or following.start - token.end > 4:
            return False
        if token.form in {"name", "duration", "date", "ordinal"} or (token.code and token.code != following.code):
            return False
        gap = self.text[token.end : following.start]
        if not _RANGE.fullmatch(gap):
            return False
        start = self.text[max(0, token.start - 1) : token.start]
        return not (gap.strip() in {"到", "至"} and token.code and start in {"从", "由"})

    def _round_of(self, first: Token, token: Token) -> float:
        """两到三千元: the thousand of the upper end holds for both."""
        digit = _ONE_DIGIT.match(self.text, token.start)
        if first.factor != 1.0 or first.value >= 10 or digit is None:
            return 1.0
        scale = multiplier(digit[1])
        return scale if first.value * scale < token.value else 1.0

    def _lose_first(self) -> None:
        if self.first is not None:
            self.unread.append(Unread(self.first.start, self.first.end, self.first.form or "unknown_unit"))
            self.first = None

    def _add(self, token: Token) -> None:
        low = high = token.value * token.factor
        begin = token.start
        first, self.first = self.first, None
        if token.least is not None:
            low = token.least * token.factor
        if first is not None:
            scale = first.factor
            if not first.code:
                scale = token.factor if first.factor == 1.0 else first.factor * token.size
                scale *= self._round_of(first, token)
            low, begin = first.value * scale, first.start
            if low > high and first.factor == 1.0 and not first.code:
                low = first.value * token.size  # 从8500到3万元: the lower end has no multiplier
            if low > high:
                self.unread.append(Unread(first.start, first.end, "unknown_unit"))
                low, begin = high, token.start
        self.amounts.append(_amount(self.text, token, begin, low, high))


def _with_subunits(text: str, tokens: list[Token]) -> list[Token]:
    """两美元又三美分 is one sum."""
    sums: list[Token] = []
    for token in tokens:
        last = sums[-1] if sums else None
        if (
            last is not None
            and is_money(last.code)
            and token.code == last.code
            and last.size == 1.0
            and token.size in {0.1, 0.01}
            and text[last.end : token.start] in {"", "又", "零"}
        ):
            sums[-1] = last._replace(end=token.end, value=last.value + token.value * token.factor / last.factor)
        else:
            sums.append(token)
    return sums


def _assemble(text: str, tokens: list[Token]) -> tuple[list[Amount], list[Unread]]:
    assembly = _Assembly(text)
    last_end = -1
    kept = []
    for token in tokens:
        if token.start >= last_end:
            kept.append(token)
            last_end = token.end
    for token, following in zip_longest(kept, kept[1:]):
        assembly.take(token, following)
    assembly.drop_pending()
    return assembly.amounts, assembly.unread


def _amount(text: str, token: Token, start: int, low: float, high: float) -> Amount:
    low, high = _tidy(low), _tidy(high)
    comparison: Comparison = "eq" if low == high else "range"
    if comparison == "eq" and ("余" in token.odd or "多" in token.odd):
        comparison = "ge"
    head, comparison, about_before = _words_before(text, token, start, comparison)
    tail, comparison, about_after = _words_after(text, token, comparison)
    if _MINUS.search(text, max(0, start - 2), start):
        start, low, high = start - 1, -high, -low
        head = min(head, start)
    foreign = _FOREIGN.search(text, max(0, head - 5), head) if token.code == "CNY" else None
    if foreign:
        token = token._replace(code=_CURRENCIES[foreign[1]])
    code = "tCO2e" if token.code == "t" and _CARBON.search(text, max(0, head - 30), head) else token.code
    approximate = "来" in token.odd or about_before or about_after
    counted = token.form if code == "count" else None
    return Amount(start, token.end, low, high, code, comparison, approximate, counted, head, tail, token.form)


def _words_before(text: str, token: Token, start: int, comparison: Comparison) -> tuple[int, Comparison, bool]:
    """Where the comparison words before a number begin, what they say, and whether they say "about"."""
    before = _PRE.search(text, max(0, start - 8), start)
    if before:
        if before["about"] or comparison == "range":
            return before.start(), comparison, bool(before["about"])
        return before.start(), "ge" if before["ge"] else "le", False
    if token.form == "半" and text[start] in "过近":
        return start, "ge" if text[start] == "过" else comparison, text[start] == "近"
    if comparison == "eq" and _LEAST_BEFORE.search(text, max(0, start - 16), start):
        return start, "ge", False
    return start, comparison, False


def _words_after(text: str, token: Token, comparison: Comparison) -> tuple[int, Comparison, bool]:
    """The same for the words after it; the first of the three is where they end."""
    end = token.end
    after = _POST.match(text, end)
    if after:
        if after["about"] or comparison == "range":
            return after.end(), comparison, bool(after["about"])
        return after.end(), "ge" if after["ge"] else "le", False
    if token.code == "count" and (remark := _REMARK.match(text, end)):
        return remark.end(), comparison, False
    if token.form == "倍" and text.startswith("多", end):
        return end + 1, "ge", False
    if comparison == "eq" and token.code in _WITHIN_UNITS and _WITHIN.match(text, end):
        comparison = "le"
    return end, comparison, False


def _spanned(text: str, amounts: list[Amount]) -> list[Amount]:
    """处五万元以上十万元以下 is one range."""
    found: list[Amount] = []
    for amount in amounts:
        last = found[-1] if found else None
        if (
            last is not None
            and last.tail == amount.start
            and last.unit == amount.unit
            and last.comparison == "ge"
            and amount.comparison == "le"
            and text[last.end : last.tail] in _ENDS
            and last.low < amount.high
        ):
            found[-1] = last._replace(end=amount.tail, high=amount.high, comparison="range", tail=amount.tail)
        else:
            found.append(amount)
    return found


def _distributed(text: str, amounts: list[Amount]) -> list[Amount]:
    """In a list the words before the first number and after the last hold for all (分别达到15%、20%以上)."""
    group: list[int] = []
    for i in range(1, len(amounts) + 1):
        joined = (
            i < len(amounts)
            and amounts[i].unit == amounts[i - 1].unit
            and amounts[i].start - amounts[i - 1].end <= 4
            and _LISTED.fullmatch(text[amounts[i - 1].tail : amounts[i].head]) is not None
        )
        if joined:
            group = group or [i - 1]
            group.append(i)
        elif group:
            _share(amounts, group)
            group = []
    return amounts


def _share(amounts: list[Amount], group: list[int]) -> None:
    said = [i for i in group if amounts[i].comparison != "eq" or amounts[i].approximate]
    if len(said) != 1:
        return
    source = amounts[said[0]]
    prefix = said[0] == group[0] and source.head < source.start
    suffix = said[0] == group[-1] and source.tail > source.end
    if (prefix or suffix) and source.comparison != "range":
        for i in group:
            amounts[i] = amounts[i]._replace(comparison=source.comparison, approximate=source.approximate)


def _tidy(value: float) -> float:
    """Undo the noise of binary fractions that multiplying a decimal leaves (0.95 x 10000)."""
    return float(f"{value:.12g}")
