"""The numbers of a table cell: signs, bounds, marks, remarks, and several values of several parts in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docanalyzer.core.record import Comparison
from docanalyzer.languages.base import Amount

_DIGITS = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:\.\d+)?(?!\d)|\d[\d,]*(?:\.\d+)?"
_TO = r"\s?(?:-|–|—|~|～|至|to)\s?"
_NUMBER = rf"(?:{_DIGITS})(?:{_TO}\d[\d,]*(?:\.\d+)?)?\s?[%‰]?(?:{_TO}\d[\d,]*(?:\.\d+)?\s?[%‰])?"
_LEAD = (
    r"(?:[≥≤<>﹥﹤＞＜~]=?|约|不低于|不少于|不超过|不高于|超过|小于|大于"
    r"|about|at least|up to|less than|more than|over)?"
)
_VALUE = re.compile(
    # Of which part, or that a value follows: 设区市≥25, "Value: 39%".
    r"\s*+(?P<part>[一-鿿]{2,8}(?=[≥≤<>﹥﹤＞＜])|[A-Z][A-Za-z-]{2,15}\s?(?:[:：]|(?=[<>≥≤])))?\s*+"
    r"(?P<verb>(?:累计|同比|比\d{4}年|较\d{4}年)?(?:下降|降低|减少|提高|提升|增长|增加|新增|达到|保持在?|控制在)(?:到|至)?)?\s*+"
    rf"(?P<lead>{_LEAD})\s*+"
    r"(?P<open>[\[【(（〔]?)\s*+"
    rf"(?P<sign>[-−–+](?=\d))?(?P<n>{_NUMBER})(?P<scale>[万亿]?)"
    r"\s*+(?P<post>(?:及?以上|及?以下|以内|左右)?)\s*+[\]】)）〕]?\s*+[①-⑳*#†\\]*\s*+"
    r"(?P<remark>(?:[(（](?!\s?(?!(?:19|20)\d\d)[\d.]+\s?[)）])|or\b|Rank\b|Deficit\b|Surplus\b).*"
    # >7、力争高于上年
    r"|[、，；]\s*[一-鿿][^\d]*)?",
    re.DOTALL | re.IGNORECASE,
)
# Between two values of one cell.
_NEXT = re.compile(
    r"[\s;；、，]+(?=[一-鿿]{2,8}[≥≤<>﹥﹤＞＜])"
    # Between two goals of which each says its condition: 27% (conditional) / 15% (unconditional).
    r"|(?<=[A-Za-z一-鿿][)）])\s*(?:/|;|；|,|，|、|\band\b|\bor\b)\s*(?=[-−–≥≤<>]?\s?\d)"
)
# The remark that says of what a value is one: unconditional, 国控断面.
_WHICH = re.compile(r"[(（]\s*(?P<which>[A-Za-z一-鿿][^()（）\d]{2,30})[)）]\s*")
_YEAR_CELL = re.compile(r"\s*(?:19|20)\d\d\s*(?:年\s*)?(?:[*\\]+\s*)?")
_BLANK = re.compile(r"[-—–－/\\.*…\s]*|n/?a\.?|无|暂无", re.IGNORECASE)
_ENDS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?!0,)\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_AT_LEAST = ("≥", ">", "﹥", "＞", ">=", "不低于", "不少于", "超过", "大于", "at least", "more than", "over")
_AT_MOST = ("≤", "<", "﹤", "＜", "<=", "不超过", "不高于", "小于", "up to", "less than")
_SPACED = re.compile(r"(?<=\d)[ \u00a0](?=\d{3})")


class Value(NamedTuple):
    """One number of a cell: its span with the unit sign, what stands before and behind it.

    ``words`` is the number as a sentence would have it; ``verb`` (下降) and ``scale`` (万) stand around it; ``part``
    and ``remark`` are spans or null; ``opened`` says whether it stands in brackets; ``negative`` whether a minus stands
    before it; ``called`` whether the word "value" does, as in tables that give a rank beside it.
    """

    start: int
    end: int
    verb: str
    lead: str
    words: str
    scale: str
    post: str
    opened: bool
    negative: bool
    part: tuple[int, int] | None
    remark: tuple[int, int] | None
    called: bool = False

    @property
    def has_sign(self) -> bool:
        """Whether the number brings its unit: % or ‰."""
        return self.words.endswith(("%", "‰"))


def values(text: str, start: int, end: int) -> Iterator[Value]:
    """The numbers of a cell that holds nothing but numbers with their marks; none for any other cell."""
    found = []
    for a, b in _pieces(text, start, end):
        m = _VALUE.fullmatch(text, a, b)
        if m is None:
            return
        found.append(_value(m))
    yield from found


def is_number(written: str) -> bool:
    """Whether a cell is a number and no year."""
    return bool(_VALUE.fullmatch(written)) and not _YEAR_CELL.fullmatch(written)


def is_year(written: str) -> bool:
    """Whether a head or cell is but a year."""
    return bool(_YEAR_CELL.fullmatch(written))


def is_blank(written: str) -> bool:
    """Whether a cell says that there is nothing to say: —, /, n/a."""
    return bool(_BLANK.fullmatch(written))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for gap in _NEXT.finditer(text, start, end):
        yield at, gap.start()
        at = gap.end()
    yield at, end


def _value(m: re.Match[str]) -> Value:
    written = m["n"].rstrip()
    begin = m.start("sign") if m["sign"] in {"-", "−", "–"} else m.start("n")
    part = None
    called = bool(m["part"]) and m["part"].rstrip(" :：").casefold() == "value"
    if m["part"] and not called:
        part = (m.start("part"), m.start("part") + len(m["part"].rstrip(" :：")))
    which = _WHICH.fullmatch(m["remark"] or "")
    if which and part is None:
        part = (m.start("remark") + which.start("which"), m.start("remark") + which.end("which"))
    return Value(
        begin,
        m.end("scale") if m["scale"] else m.start("n") + len(written),
        m["verb"] or "",
        m["lead"],
        _SPACED.sub(",", written).replace("～", "~"),
        m["scale"],
        m["post"],
        bool(m["open"]),
        m["sign"] in {"-", "−", "–"},
        part,
        m.span("remark") if m["remark"] else None,
        called,
    )


def _number(written: str) -> float:
    """A number whose commas part thousands, or stand before its decimals (0,95)."""
    return float(written.replace(",", "" if _THOUSANDS.fullmatch(written) else "."))


def plain_amount(value: Value) -> Amount | None:
    """A number without a unit, as an index has none; null where it does not read as one or as a range of two."""
    ends = [_number(number) for number in _ENDS.findall(value.words)]
    if not 1 <= len(ends) <= 2 or ends[0] > ends[-1]:
        return None
    low, high = ends[0], ends[-1]
    lead = value.lead.strip().casefold()
    bound: Comparison = "ge" if lead in _AT_LEAST else "le" if lead in _AT_MOST else "eq"
    comparison: Comparison = "range" if low < high else bound
    at, end = value.start, value.end
    return Amount(at, end, low, high, "1", comparison, False, None, at, end, "index")  # noqa: FBT003 (approximate)
