"""Title, document number, date and issuers, as the head and the tail of a text show them.

A field is filled only from a line that is there to say it: a line of its own under the title, in the signature, behind
a label. Dates and names in running sentences are what the text speaks about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from docanalyzer.core.document import Metadata
from docanalyzer.reading.dates import ZH_DATE, zh_date
from docanalyzer.reading.layout import HAN, mostly_han, squeeze
from docanalyzer.reading.metadata_en import find_english

_HEAD_LINES, _TAIL_LINES, _WINDOW = 45, 16, 6000
_MARKUP = re.compile(r"^[#>*_\s]+|[*_\s]+$")

_NUMBER = re.compile(
    rf"[（(]?\s*([{HAN}]{{1,12}})\s*[〔\[［（(【]\s*((?:19|20)\d{{2}})\s*[〕\]］）)】]\s*第?\s*(\d{{1,5}})\s*号\s*[）)]?"
)
_ORDER = re.compile(
    rf"[（(]?\s*((?:[{HAN}]{{0,14}}令\s*)?(?:\d{{4}}\s*年\s*)?第\s*[\d一二三四五六七八九十百]+\s*号)\s*[）)]?"
)
_LABEL = re.compile(
    r"[【\[]?\s*(发文字号|文\s*号|成文日期|发文日期|印发日期|发布日期|公布日期|发文机关|发布机构|发文单位|制发机关)"
    r"\s*(?:[】\]]\s*)?(?:[:：]\s*)?(.+)"
)
_DATE_LABELS = ("成文日期", "发文日期", "印发日期", "公布日期", "发布日期")
_ISSUER_LABELS = ("发文机关", "制发机关", "发文单位", "发布机构")

_DATE_LINE = re.compile(rf"[（(]?\s*({ZH_DATE})\s*[）)]?(?:\s*印发)?")
_DATE_ENDS = frozenset("月日0123456789")
_SIGNED = re.compile(rf"(.{{2,60}}?)\s*({ZH_DATE})")
# Under a title: where and when a report was given or a law passed.
_OCCASION = re.compile(
    rf"[—－–-]*\s*(?:[（(]\s*)?[{HAN}]{{0,6}}({ZH_DATE})\s*.{{0,60}}(?:在|上|通过|公布|发布|批准|修订|修正|第).*"
)

_AGENCY_END = (
    r"(?:国务院|人民政府|政府|办公厅|办公室|委员会|管委会|发展改革委|发改委|国资委|卫生健康委|[改健资科农网]委|部|局|厅|署"
    r"|总局|银行|中央|人大常委会|法院|检察院|联合会|党委|省委|市委|区委|县委|自治区委)"
)
_AGENCY = re.compile(rf"[{HAN}（）()]{{0,24}}{_AGENCY_END}")
_RED_HEAD = re.compile(rf"([{HAN}]{{2,24}}{_AGENCY_END})文件")
_WORK_REPORT = re.compile(rf"(?:\d{{4}}年)?([{HAN}]{{2,10}}政府)工作报告")
_SEPARATOR = re.compile(r"[\s、，,；;]+")

_TITLE_END = re.compile(
    r"(?:通知|意见|方案|规划|计划|办法|条例|报告|决定|公告|纲要|规定|细则|法|函|批复|通告|要点|措施|清单|目录|指南|标准"
    r"|白皮书|决议|贡献|说明|通报|公报|战略|行动|声明|建议|路线图)(?:[（(][^（）()]{1,20}[）)])?$"
)
_COVER = re.compile(r"关于(?:印发|转发|批转|发布|公布|公开征求)")
_COVER_END = re.compile(r"(?:通知|公告|通告|函|决定|批复|令)(?:[（(][^（）()]{1,20}[）)])?$")
_NO_TITLE = re.compile(
    r"索\s*引\s*号|主题|分类|字号|来源|字体|打印|浏览|当前位置|首页|责任编辑|发布时间|公开|附件|目\s*录$|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章条节]|各.{2,80}[:：]$|前\s*言$|\d+[.、．]"
)
_SENTENCE = re.compile(r"[。；！？]|[:：]$")


def find_metadata(text: str, language: str | None = None) -> Metadata:
    """What the first and the last lines of a text say of the document; null where they say nothing.

    ``language`` (``zh…`` or ``en``) overrules the guess from the head. Only the head and the tail are looked at.
    """
    head = _lines(text[:_WINDOW].split("\n"), _HEAD_LINES)
    chinese = language.startswith("zh") if language else mostly_han(text[:2000])
    tail = _lines(reversed(text[max(_WINDOW, len(text) - 1500) :].split("\n")), _TAIL_LINES)[::-1]
    if not chinese:
        return find_english(head, tail)
    labels = {squeeze(m[1]): m[2].strip() for line in head for m in [_LABEL.fullmatch(line)] if m}
    title, after = _title(head)
    signed_on, signers = _signature(head[after:] if title else head, tail)
    issued_on = _labelled_date(labels) or _date_under_title(head, after) or signed_on
    issuers = _labelled_issuers(labels) or signers or _issuers_in_title(title) or _red_head(head)
    return Metadata(title=title, issued_on=issued_on, issuers=issuers, number=_number(head, labels))


def _lines(lines: Iterable[str], most: int) -> list[str]:
    """The first lines without blanks and Markdown marks around them, empty ones left out."""
    return list(islice(filter(None, map(_bare, lines)), most))


def _bare(line: str) -> str:
    line = line.strip()
    return _MARKUP.sub("", line).strip() if line and (line[0] in "#>*_" or line[-1] in "*_") else line


def _number(head: list[str], labels: dict[str, str]) -> str | None:
    """The number on a line of its own or behind its label; the brackets take their official form."""
    candidates = [labels.get("发文字号") or labels.get("文号") or "", *head]
    for line in candidates:
        if found := _NUMBER.fullmatch(line):
            return f"{squeeze(found[1])}〔{found[2]}〕{found[3]}号"
    # Orders and announcements stand near the title; further down a law counts its articles the same way.
    for line in candidates[:8]:
        if found := _ORDER.fullmatch(line):
            return squeeze(found[1])
    return None


def _title(head: list[str]) -> tuple[str | None, int]:
    """The title and the index of the line after it; it may be broken over several lines."""
    for start, line in enumerate(head[:12]):
        if not _may_be_title(line):
            if len(line) > 80 and _SENTENCE.search(line):
                break
            continue
        parts = [line]
        at = start + 1
        while at < len(head) and len(parts) < 5 and not _ends_title("".join(parts)) and _may_be_title(head[at]):
            parts.append(head[at])
            at += 1
        if len(parts) > 1 and not _ends_title("".join(parts)):
            parts, at = parts[:1], start + 1
        if at < len(head) and re.fullmatch(r"[（(][^（）()]{2,24}[）)]", head[at]) and not _is_formal(head[at]):
            parts.append(head[at])  # “（2021—2025年）”, “（试行）”
        title = _joined(parts)
        return (title.strip("《》") if title.count("《") == 1 and title[0] == "《" else title), at
    return None, 0


def _joined(parts: list[str]) -> str:
    title = parts[0]
    for part in parts[1:]:
        # Names of several agencies before the title stay apart.
        agencies = _AGENCY.fullmatch(title) and _AGENCY.fullmatch(part)
        title += f" {part}" if agencies else part
    return " ".join(title.split())


def _may_be_title(line: str) -> bool:
    if len(line) > 70 or len(re.findall(f"[{HAN}]", line)) < 4:
        return False
    return not (_SENTENCE.search(line) or _NO_TITLE.match(line) or _is_formal(line) or _RED_HEAD.fullmatch(line))


def _is_formal(line: str) -> bool:
    """Whether a line is a date, a number or another formality, and no part of a title."""
    patterns = (_NUMBER, _ORDER, _DATE_LINE, _LABEL, _OCCASION)
    return any(pattern.fullmatch(line) for pattern in patterns) or line.startswith(("——", "--", "附件"))


def _ends_title(title: str) -> bool:
    """Whether a title is complete: one that sends out another document names that and then itself."""
    return bool((_COVER_END if _COVER.search(title) else _TITLE_END).search(title))


def _labelled_date(labels: dict[str, str]) -> str | None:
    for label in _DATE_LABELS:
        if (value := labels.get(label)) and (found := re.match(ZH_DATE, value)):
            return zh_date(found[0])
    return None


def _labelled_issuers(labels: dict[str, str]) -> tuple[str, ...]:
    value = next((labels[label] for label in _ISSUER_LABELS if label in labels), "")
    return tuple(part for part in _SEPARATOR.split(value) if part)


def _date_under_title(head: list[str], after: int) -> str | None:
    """The date in brackets or behind a dash directly under the title."""
    for line in head[after : after + 3]:
        found = _OCCASION.fullmatch(line) or (_DATE_LINE.fullmatch(line) if line[0] in "（(" else None)
        if found and len(line) < 90 and not _SENTENCE.search(line):
            return zh_date(found[1])
    return None


def _signature(head: list[str], tail: list[str]) -> tuple[str | None, tuple[str, ...]]:
    """The date on a line of its own, at the end of the covering notice or of the text, and the names above it."""
    for lines in (head, tail):
        for index, line in enumerate(lines):
            if found := _DATE_LINE.fullmatch(line):
                return zh_date(found[1]), _names_above(lines, index)
            signed = _SIGNED.fullmatch(line) if line[-1] in _DATE_ENDS else None
            if signed and (names := _agencies(signed[1])):
                return zh_date(signed[2]), names
    return None, ()


def _names_above(lines: list[str], index: int) -> tuple[str, ...]:
    names: list[str] = []
    for at in range(index - 1, -1, -1):
        found = _agencies(lines[at])
        if not found:
            break
        above = lines[at - 1] if at else ""
        if not names and 1 < len(above) < 9 and not _agencies(above) and _AGENCY.fullmatch(above + lines[at]):
            return (above + lines[at],)  # one name broken over two lines
        names[:0] = found
    return tuple(dict.fromkeys(names))


def _agencies(text: str) -> tuple[str, ...]:
    """The agencies that a line consists of; none where it holds anything else."""
    parts = [part for part in _SEPARATOR.split(text.strip()) if part]
    if _AGENCY.fullmatch(squeeze(text)) and all(len(part) == 1 for part in parts):
        return (squeeze(text),)  # spaced out: “国 务 院”
    return tuple(parts) if parts and all(_AGENCY.fullmatch(part) for part in parts) else ()


def _issuers_in_title(title: str | None) -> tuple[str, ...]:
    """The names before “关于” in a title."""
    if found := _WORK_REPORT.fullmatch(title or ""):
        return (found[1],)
    before, about, _ = (title or "").partition("关于")
    return _agencies(re.sub(r"等(?:[一二三四五六七八九十\d]+个?)?部门$", "", before.strip())) if about else ()


def _red_head(head: list[str]) -> tuple[str, ...]:
    found = next((m for line in head[:4] if (m := _RED_HEAD.fullmatch(squeeze(line)))), None)
    return (found[1],) if found else ()
