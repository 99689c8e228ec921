"""Chinese numerals, as far as policy texts use them."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000, "k": 1_000, "K": 1_000, "w": 10_000, "W": 10_000}
# What a last digit counts behind each of these: 三百一 leaves out 十.
_SHORTENED = {"百": "十", "千": "百", "万": "千", "亿": "千万"}
# How sums are written out in contracts and decisions: 肆佰叁拾万.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


def parse_numeral(text: str) -> float | None:
    """The value of a numeral such as 三百五十, 十二点五 or 一亿二千万; None where it is not well formed."""
    whole, _, fraction = "".join(text.split()).translate(_FORMAL).partition("点")
    value = _parse_whole(whole)
    if value is None or (fraction and not all(c in DIGITS for c in fraction)):
        return None
    return value + (float("0." + "".join(str(DIGITS[c]) for c in fraction)) if fraction else 0.0)


def multiplier(text: str) -> float:
    """The factor of a multiplier word: 万 is 1e4, 万亿 1e12, 百万 1e6."""
    factor = 1.0
    for c in text.replace("个", "").translate(_FORMAL):
        factor *= _SMALL.get(c) or _LARGE[c]
    return factor


def _parse_whole(text: str) -> float | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):  # read digit by digit: 二〇二五
        return float("".join(str(DIGITS[c]) for c in text))
    total, section, digit = 0, 0, None
    if len(text) > 2 and text[-1] in DIGITS and text[-2] in _SHORTENED:  # 一百七 is 170, 一万二 12,000
        text += _SHORTENED[text[-2]]
    for c in text:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit = None
        elif c in _LARGE:
            section += digit or 0
            total = (total + (section or 1)) * _LARGE[c]
            section, digit = 0, None
        else:
            return None
    return float(total + section + (digit or 0))
