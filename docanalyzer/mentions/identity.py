"""What a document is: its kind, who issued it, and the region that the issuer governs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from docanalyzer.core.record import DocumentKind
from docanalyzer.knowledge.agencies import agency_id_for, agency_region, country_named, division_named
from docanalyzer.knowledge.regions import CHINA, country_of_alpha3, divisions, is_within
from docanalyzer.linguistics import View
from docanalyzer.mentions.regions import find_regions

# The first that a title fits decides: an 行动计划 is an action plan before it is a plan, and a notice that issues a
# plan is the plan.
_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("work_report", re.compile(r"工作报告|work report|report on the work of the government", re.IGNORECASE)),
    ("ndc", re.compile(r"国家自主贡献|\b(?:I?NDCs?)\b|nationally determined contribution", re.IGNORECASE)),
    (
        "action_plan",
        re.compile(
            r"行动(?:计划|方案|纲要)|实施方案|工作方案|攻坚方案|专项方案|实施计划|工作计划"
            r"|action plan|action programme|implementation plan",
            re.IGNORECASE,
        ),
    ),
    ("opinion", re.compile(r"意见|\bopinions?\b", re.IGNORECASE)),
    (
        "law",
        re.compile(
            r"(?:[^方办]法|条例|规定|办法|细则|决定|令)(?:[（(].*[)）])?》?(?:修正案|草案|全文)?$"
            r"|\b(?:regulation|directive|act|law|bill|statute|order|decree|public law|amending|decision)\b"
            r"|\bP\.L\.|\bPub\. ?L\.",
            re.IGNORECASE,
        ),
    ),
    (
        "plan",
        re.compile(
            r"规划|计划|纲要|方案|路线图|\b(?:plan|programme|program|roadmap|strategy|outline|blueprint)\b",
            re.IGNORECASE,
        ),
    ),
    ("notice", re.compile(r"通知|通告|公告|通报|批复|\b(?:notice|circular|announcement)\b", re.IGNORECASE)),
    (
        "news",
        re.compile(
            r"新闻|答记者问|记者|发布会|解读|\b(?:news|press release|press conference|interview|q&a)\b", re.IGNORECASE
        ),
    ),
)
_NEWS = re.compile(r"(?:新华社|人民日报|本报)[^\n]{0,20}(?:电|讯)|（记者|\b(?:Xinhua|Reuters)\b")
_ENACTING = ("HAVE ADOPTED THIS", "HAS ADOPTED THIS", "BE IT ENACTED", "Be it enacted")
_FIRST_ARTICLE = re.compile(r"^[ \t\u3000]*第一条", re.MULTILINE)
_LAW_TITLE_MARK = re.compile(r"\b(?:assessment|communication|report|review|roadmap|plan)\b", re.IGNORECASE)
_CENTRAL = ("国务院", "中共中央", "全国人民代表大会", "国家", "中华人民共和国", "中国")
# Issuers below the level of countries, and those that name their country by their language alone.
_PLACES = (
    (re.compile(r"\bEuropean\b|\bCOM\(\d{4}\)|\(EU\)|\b\d{4}/\d+/(?:EU|EC)\b|欧盟|欧洲议会"), "EU"),
    (
        re.compile(
            r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|"
            r"Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|"
            r"Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
            r"New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|"
            r"Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|"
            r"Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming)\b"
            r"|\bU\.?S\.? (?:Congress|House|Senate)\b"
        ),
        "US",
    ),
    (
        re.compile(
            r"\b(?:Ontario|Quebec|Québec|Alberta|British Columbia|Manitoba|Saskatchewan|Nova Scotia|New Brunswick)\b"
        ),
        "CA",
    ),
    (
        re.compile(r"\b(?:HM|UK|Her Majesty's|His Majesty's|England|Scottish|Scotland|Welsh|Wales|Northern Ireland)\b"),
        "GB",
    ),
    (re.compile(r"\b(?:New South Wales|Queensland|Victoria|Tasmania)\b"), "AU"),
)
_ISSUED_BY = re.compile(
    r"^\s*([^\n，。：；、《》]{2,30}?(?:人民政府|政府办公厅|国务院|国务院办公厅|委员会|厅|局|部))\s*(?:文件|$)",
    re.MULTILINE,
)
_UNION = "EU"
_SAMPLE = 30_000
_HAN = re.compile("[一-鿿][一-鿿]{3}")
_OF_CHINA = re.compile("我国|全国|各省、自治区、直辖市|国务院|国家发展改革委|工业和信息化部|国家能源局")
_OF_A_PLACE = re.compile("[我全本][省市县州]")
_WORD = re.compile(r"[A-Z][A-Za-zé’'.\-]+(?:(?: and| of| the|,)? [A-Z][A-Za-zé’'.\-]+)*")


def document_kind(title: str | None, text: str) -> DocumentKind:
    """The kind of a document by its title, else by the first lines of its text."""
    for sample in (title or "", "\n".join(text.strip().splitlines()[:4])[:300]):
        if sample and (kind := _kind_of(sample)):
            return kind
    if _NEWS.search(text[:500]):
        return "news"
    body = text[:20_000]
    enacts = any(words in body for words in _ENACTING) or ("第一条" in body and _FIRST_ARTICLE.search(body))
    return "law" if enacts else "other"


def _kind_of(sample: str) -> DocumentKind | None:
    for kind, pattern in _KINDS:
        if pattern.search(sample.strip()):
            # "Report on the implementation of Regulation …" speaks of a law and is none.
            if kind == "law" and sample.isascii() and _LAW_TITLE_MARK.match(sample.strip()):
                continue
            return kind
    return None


def issuer_ids(names: Iterable[str]) -> tuple[str, ...]:
    """The agency ids of issuers as written; several in one string may be parted by commas or slashes."""
    ids = [agency_id_for(part) for name in names for part in _parts(name)]
    return tuple(dict.fromkeys(found for found in ids if found))


def _parts(name: str) -> list[str]:
    """The issuers in a string: the whole where a row knows it, else its parts."""
    if agency_id_for(name):
        return [name]
    parts = re.split(r"[,，;；/|]", name)
    return [
        piece for part in parts for piece in ([part] if agency_id_for(part) else re.split(r"、| and | with ", part))
    ]


def jurisdiction(issuers: Iterable[str], title: str | None, text: str) -> str | None:
    """The region that the issuer governs, from the issuers, else the title, else the first lines of the text."""
    issuers = tuple(issuers)
    places = [place for issuer in issuers for part in _parts(issuer) if (place := _governed_by(part.strip()))]
    if places:
        return _common(places)
    if title and (place := _governed_by(title.strip())):
        return place
    sample = text[:_SAMPLE]
    if not _HAN.search(sample):
        return _country_spoken_of(sample) or next(
            (code for place, code in _PLACES if place.search(sample[:3000])), None
        )
    for line in text.strip()[:600].splitlines()[:12]:
        if place := _place_at_start(line.strip()):
            return place
    written = _ISSUED_BY.search(text[:3000]) or _ISSUED_BY.search(text[-1500:])
    if written and (place := _governed_by(written[1])):
        return place
    return CHINA if len(_OF_CHINA.findall(sample)) > len(_OF_A_PLACE.findall(sample)) else None


def _country_spoken_of(text: str) -> str | None:
    """The country, or the Union, that an English text names by far the most often."""
    view = View("en", text, text.lower() if len(text.lower()) == len(text) else text)
    names = Counter(mention.value.code for mention in find_regions(view, jurisdiction=_UNION))
    for code in list(names):
        if code in divisions():
            names[CHINA] += names.pop(code)
    names[_UNION] -= names[_UNION] // 2  # “Union” and “Member States” came along
    (first, most), (_, next_most) = [*names.most_common(2), (None, 0), (None, 0)][:2]
    return first if most >= 3 and most >= 2 * next_most else None


def _common(places: list[str]) -> str:
    """The highest of several regions: a ministry and a province issue together for the country."""
    first = places[0]
    for place in places[1:]:
        if is_within(first, place):
            first = place
    return first


def _governed_by(name: str) -> str | None:
    """The region of an issuer or a title by its row, its place, or its alpha-3 code."""
    if not name:
        return None
    if agency := agency_id_for(name):
        return agency_region(agency)
    if len(name) == 3 and name.isupper():
        return country_of_alpha3(name)
    if len(name) == 2 and name.isupper() and country_named(name):
        return country_named(name)
    return _place_at_start(name) or _place_in_english(name)


def _place_at_start(name: str) -> str | None:
    """The division or country that a Chinese name begins with, as deep as it goes (江苏省常州市)."""
    name = re.sub(r"^(?:\d{4}年|中共(?!中央)|关于印发|《|〈|“[^”]{2,5}”)+", "", name)
    if name.startswith(_CENTRAL):
        return CHINA
    code: str | None = None
    at = 0
    while at < len(name):
        for length in range(min(14, len(name) - at), 1, -1):
            place = division_named(name[at : at + length])
            if place and (code is None or is_within(place, code)):
                code, at = place, at + length
                break
        else:
            break
    if code is None:
        for length in range(min(12, len(name)), 1, -1):
            if country := country_named(name[:length]):
                return country
    return code


def _place_in_english(name: str) -> str | None:
    for pattern, code in _PLACES:
        if pattern.search(name):
            return code
    for words in _WORD.finditer(name):
        parts = words[0].replace("’", "'").split(" ")
        for first in range(len(parts)):
            for last in range(len(parts), first, -1):
                phrase = " ".join(parts[first:last]).removesuffix("'s").rstrip(".,")
                if country := country_named(phrase):
                    return country
                if province := _provinces().get(phrase.lower()):
                    return province
    return None


@cache
def _provinces() -> dict[str, str]:
    return {d.en.lower(): d.code for d in divisions().values() if d.level < 3}
