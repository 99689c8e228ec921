"""Find the regions that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.knowledge.region_names import Surface, chinese_scanner, english_scanner
from docanalyzer.knowledge.regions import CHINA, divisions, is_within, membership, policy_regions, region_name
from docanalyzer.linguistics import View
from docanalyzer.mentions.chinese import unwrap
from docanalyzer.mentions.english import one_line

_UNION = "EU"
_SHORT_TEXT = 30_000
# What joins two places to a list, and what after a short name says that a place is meant.
_JOINTS = frozenset("、和及与，,/至—-")
_PLACE_TAILS = (
    "市",
    "县",
    "等地",
    "等市",
    "等县",
    "等区",
    "等城市",
    "等重点",
    "等",
    "两市",
    "两县",
    "两区",
    "两地",
    "三市",
    "地区",
    "境内",
)
# A branch of a national body is named after its seat.
_BRANCHES = ("银保监局", "证监局", "银监局", "保监局", "中心支行", "大学", "学院", "金融监管局")
_KINDS = frozenset("省市区县州盟旗国带域群")
# 赤峰道, 南京路 are streets; 湖南道路 and 江苏路径 are not.
_STREET = re.compile("道(?![路德理孚县])|[大东西南北中]?路(?![径线网段况政桥径面灯域基由演权])|大[道街]")
# 在全国省级地区保持领先: a rank among others is no place that something is done in.
_RANKED = re.compile(r"(?:省级?|同类|同等|大中)?[^，。；：、\n第\d]{0,8}?(?:前列|前茅|领先(?!的?技)|上游)")
# Before 东部 and its like: a place or a part of a body, so that no great region of the country is meant.
_PARTS = frozenset("省市县区州镇乡江河湖山海川湘鄂皖豫赣鲁苏浙闽粤桂滇黔陇陕晋冀辽吉琼疆藏蒙南北上下前后内外")
_GREAT_TAILS = ("大开发", "地区", "崛起", "率先", "振兴", "各省", "沿海", "陆海", "老工业", "省份")


def find_regions(
    view: View, *, jurisdiction: str | None = None, issued_on: str | None = None
) -> list[Mention[Concept]]:
    """Every region that the view names, in order.

    Short and shared names are read as a text of ``jurisdiction`` means them. ``why`` is the row (``region:130000``);
    for a policy region that has had other members at other times it also names the list in force at ``issued_on``.
    """
    found = _find_chinese(view.text, jurisdiction) if view.language == "zh" else _find_english(view, jurisdiction)
    return list(_dated(found, issued_on)) if issued_on else found


def _dated(found: list[Mention[Concept]], issued_on: str) -> Iterator[Mention[Concept]]:
    for mention in found:
        start = _list_in_force(mention.value.code, issued_on)
        yield mention._replace(why=f"{mention.why}@{start}") if start else mention


@cache
def _list_in_force(code: str | None, issued_on: str) -> str | None:
    """The first day of the membership list that held on a day, for policy regions with several lists."""
    region = policy_regions().get(code or "")
    if region is None or len(region.memberships) < 2:
        return None
    try:
        entry = membership(region.code, date.fromisoformat(issued_on))
    except ValueError:
        return None
    return entry.start if entry else None


@cache
def region_concept(code: str | None) -> Concept:
    """The concept of a region code; null for a region that the text leaves open."""
    if code is None:
        return Concept("region", None, "", "")
    name = region_name(code)
    return Concept("region", code, name.zh, name.en)


@cache
def _why(code: str) -> str:
    return f"region:{code}"


def _find_chinese(text: str, jurisdiction: str | None) -> list[Mention[Concept]]:
    wrapped = unwrap(text)
    text = wrapped.text
    hits = chinese_scanner(jurisdiction).scan(text)
    found: list[Mention[Concept]] = []
    for index, (start, end, surface) in enumerate(hits):
        check, codes = surface
        if check == "no":
            continue
        if check == "unnamed":
            found.append(Mention(start, end, region_concept(None), "region:unnamed"))
            continue
        if CHINA in codes and text.startswith("全国", start) and _RANKED.match(text, end):
            continue
        if text.startswith(_BRANCHES, end) or (text[end - 1] not in _KINDS and _STREET.match(text, end)):
            continue
        if check != "sure":
            following = hits[index + 1] if index + 1 < len(hits) else None
            codes = _checked(text, start, end, surface, found, following, jurisdiction)
        found += [Mention(start, end, region_concept(code), _why(code)) for code in codes]
    return wrapped.restore(found)


def _checked(
    text: str,
    start: int,
    end: int,
    surface: Surface,
    found: list[Mention[Concept]],
    following: tuple[int, int, Surface] | None,
    jurisdiction: str | None,
) -> tuple[str, ...]:
    """The codes of a surface that only counts in a certain context; none where the context does not bear it out."""
    if surface.check == "direction":
        return surface.codes if _is_great_region(text, start, end, jurisdiction) else ()
    before = next((m for m in reversed(found) if m.value.code in divisions()), None)
    codes = surface.codes
    if len(codes) > 1:
        codes = _fitting(codes, before, start)
    if surface.check == "choose":
        return codes if len(codes) == 1 else ()
    if len(codes) != 1:
        return ()
    if before and before.end == start and before.value.code and is_within(codes[0], before.value.code):
        return codes
    if len(text[start:end]) < 3 and text[end - 1] in "区县":  # 城区, 和县: only right behind the place they belong to
        return ()
    at_home = jurisdiction is not None and is_within(codes[0], jurisdiction)
    joined_before = before is not None and before.end == start - 1 and text[start - 1] in _JOINTS
    joined_after = (
        following is not None
        and following[0] == end + 1
        and text[end] in _JOINTS
        and following[2].check in ("sure", "choose", "neighbour")
        and any(code in divisions() for code in following[2].codes)
    )
    if joined_before or joined_after:
        return codes
    return codes if at_home and text.startswith(_PLACE_TAILS, end) else ()


def _fitting(codes: tuple[str, ...], before: Mention[Concept] | None, start: int) -> tuple[str, ...]:
    """Those of the codes that lie in the place named last, if that stands within a line's reach."""
    if before is None or start - before.end > 60:
        return codes
    place: str | None = before.value.code
    fitting: tuple[str, ...] = ()
    if place is not None:
        fitting = tuple(code for code in codes if is_within(code, place))
        if not fitting and before.end >= start - 2:
            fitting = tuple(code for code in codes if code[:4] == place[:4] or code[:2] == place[:2])
    return fitting or codes


def _is_great_region(text: str, start: int, end: int, jurisdiction: str | None) -> bool:
    """Whether 东部 and its like mean the great region: by what follows, and inside a province only then."""
    if start and text[start - 1] in _PARTS:
        return False
    if text.startswith(_GREAT_TAILS, end):
        return True
    return jurisdiction in (None, CHINA)


def _english_hits(lower: str, *, in_china: bool) -> list[tuple[int, int, Surface]]:
    # A short text is read twice: to see which country it is about, and then for its regions.
    return _kept_hits(lower, in_china) if len(lower) <= _SHORT_TEXT else english_scanner(in_china=in_china).scan(lower)


@lru_cache(maxsize=1)
def _kept_hits(lower: str, in_china: bool) -> list[tuple[int, int, Surface]]:
    return english_scanner(in_china=in_china).scan(lower)


def _find_english(view: View, jurisdiction: str | None) -> list[Mention[Concept]]:
    in_china = jurisdiction == CHINA or jurisdiction in divisions()
    lower = one_line(view.lower)
    found: list[Mention[Concept]] = []
    for start, end, surface in _english_hits(lower, in_china=in_china):
        check, codes = surface
        if check == "no":
            continue
        if check == "unnamed":
            found.append(Mention(start, end, region_concept(None), "region:unnamed"))
            continue
        written = view.text[start:end]
        if written[0].islower() or (check == "proper" and not _is_proper(written, codes, jurisdiction)):
            continue
        if codes == (_UNION,) and view.text[start - 1 : start] == "/":  # Directive 2012/27/EU
            continue
        if check == "choose":
            codes = _chosen_in_english(codes, found, start, jurisdiction)
        found += [Mention(start, end, region_concept(code), _why(code)) for code in codes]
    if jurisdiction == _UNION:
        found += _union_by_role(view.text)
        found.sort(key=lambda m: m.start)
    return found


def _is_proper(written: str, codes: tuple[str, ...], jurisdiction: str | None) -> bool:
    """Whether a name that is also a word is meant as the name."""
    if len(written.replace(".", "")) < 4 and written != written.upper():
        return False
    # Georgia in a document of the United States is the state.
    return not (codes == ("GE",) and jurisdiction == "US")


def _chosen_in_english(
    codes: tuple[str, ...], found: list[Mention[Concept]], start: int, jurisdiction: str | None
) -> tuple[str, ...]:
    for place in (jurisdiction, *(m.value.code for m in reversed(found[-3:]) if start - m.end < 120)):
        if place in divisions():
            near = tuple(code for code in codes if is_within(code, str(place)))
            if len(near) == 1:
                return near
    return ()


def _union_by_role(text: str) -> list[Mention[Concept]]:
    """“The Union” and “Member States”, which mean the European Union in its own documents."""
    found = []
    for word in ("Union", "Member State"):
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if text.startswith("s", end):
                end += 1
            named = text.endswith(("European ", "African ", "Soviet "), max(0, at - 9), at)
            if not named and not text[end : end + 1].isalpha():
                found.append(Mention(at, end, region_concept(_UNION), _why(_UNION)))
            at = text.find(word, end)
    return found
