"""Find the other policy documents that a text names: titles in 《》, document numbers, acts, directives, agreements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docanalyzer.core.record import Citation
from docanalyzer.linguistics import View

# What a title must hold to be a policy document and not a newspaper, a play or a book.
_ZH_KIND = re.compile(
    r"规划|计划|方案|意见|通知|办法|条例|法|公告|公报|纲要|标准|协定|协议|目录|报告|决定|决议|规定|规范|细则|措施|建议|指南"
    r"|导则|政策|通告|批复|令|宣言|议定书|公约|路线图|白皮书|章程|准则|战略|要点|名录|清单|规程|守则|函|倡议"
)
_ZH_TITLE = re.compile(r"《([^《》\n]{2,90}(?:《[^《》\n]{2,60}》[^《》\n]{0,30})?)》")
# The year in brackets comes first in the search and the letters before it after: characters of a script are everywhere.
_ZH_NUMBER = re.compile(r"[〔\[【（(](?:19|20)\d\d[〕\]】）)]第?\d{1,5}号")
_ZH_LETTERS = re.compile(r"[一-鿿]{1,8}\Z")
_ZH_STANDARD = re.compile(r"(?:GB|HJ|DB\d{2}|JT|CJJ)(?:/T)?[ -]?\d+(?:\.\d+)?[-—](?:19|20)\d\d")
_ZH_AFTER_TITLE = re.compile(r"[（(]?\s*(?=[一-鿿A-Z])")
_ZH_LEAD = re.compile(r"(?:根据|按照|依据|参照|及|和|与|见|印发)")
_NUMBER = r"(?:\((?:EU|EC|EEC|EU, Euratom)\) )?(?:No )?\d{2,4}/\d{1,5}(?:/(?:EU|EC|EEC|Euratom))?"
# Every alternative begins with a letter of its own, which is what makes the search fast.
_EN_NUMBERED = re.compile(
    rf"Directives? {_NUMBER}|Regulations? {_NUMBER}|Decisions? {_NUMBER}"
    r"|COM\(\d{4}\) ?\d+(?: final)?|SWD\(\d{4}\) ?\d+(?: final)?|JOIN\(\d{4}\) ?\d+(?: final)?"
    r"|P\.L\. ?\d{4}, ?c\. ?\d+|Public Law (?:No\. )?\d+-\d+"
)
_EN_ISSUER = re.compile(r"(?:(?:Council|Commission|Implementing|Delegated) )+\Z")
_EN_TREATY = re.compile(r"Paris Agreement|Kyoto Protocol|Montreal Protocol|Kigali Amendment")
_EN_FIVE_YEARS = re.compile(
    r"Five[- ]Year Plan(?: for (?:the )?[A-Z][\w-]+(?:,? (?:and |of |the |for )*[A-Z][\w-]+)*)?"
)
_EN_ORDINAL = re.compile(r"\b\d{1,2}(?:st|nd|rd|th) \Z")
# The last word of a named instrument; what goes before it is read backwards from here.
_EN_LAST = re.compile(
    r"(?:Act|Agreement|Protocol|Convention(?: on Climate Change)?|Amendment|Strategy|Roadmap|Ordinance|Law|Bill"
    r"|Action Plan|White Paper|Policy Framework)\b(?: \((?:19|20)\d\d\)| of (?:19|20)\d\d| (?:19|20)\d\d)?"
)
_EN_BEFORE = re.compile(r"(?:\b[A-Z][\w’'\-&]*,? (?:\([A-Z][\w ]*\) )?(?:(?:of|and|on|for|in|the|&) ){0,2}){1,9}\Z")
_EN_OPENING = re.compile(
    r"(?:(?:The|This|That|In|Under|As|A|An|By|For|Our|Its|Each|Article|Section|On|With|To|And|Since|While) )+"
    r"(?:(?:of|and|on|for|in|to|the) )*"
)
_EN_QUOTED = re.compile(r"[“\"]([A-Z][^“”\"\n]{8,160})[”\"]")
_EN_KIND = re.compile(
    r"\b(?:Plan|Strategy|Programme|Program|Roadmap|Opinions?|Measures|Notice|Guidelines|Outline|Scheme)\b"
)
_LOOK_BACK = 120


def find_citations(view: View, text: str | None = None) -> list[Citation]:
    """The citations of a view, in order; ``text`` is the document's own where the view's is folded."""
    text = view.text if text is None else text
    found = _chinese(view.text, text) if view.language == "zh" else _english(view.text, text)
    return sorted(found, key=lambda citation: citation.start)


def _chinese(folded: str, text: str) -> list[Citation]:
    numbers = dict(_chinese_numbers(folded))
    found = []
    for title in _ZH_TITLE.finditer(folded):
        if not _ZH_KIND.search(title[1]):
            continue
        begin = _ZH_AFTER_TITLE.match(folded, title.end())
        start, end = title.span()
        written = None
        if begin and begin.end() in numbers:
            end = numbers.pop(begin.end())
            written = text[begin.end() : end]
            end += folded[end : end + 1] in ("）", ")")
        found.append(Citation(start, end, text[start:end], text[title.start(1) : title.end(1)], written))
    for start, end in numbers.items():
        lead = _ZH_LEAD.match(folded, start)
        start = lead.end() if lead else start
        found.append(Citation(start, end, text[start:end], None, text[start:end]))
    return found


def _chinese_numbers(folded: str) -> Iterator[tuple[int, int]]:
    """Start and end of document numbers (国发〔2018〕22号) and of standards (GB 12345-2020)."""
    for year in _ZH_NUMBER.finditer(folded):
        letters = _ZH_LETTERS.search(folded, max(0, year.start() - 8), year.start())
        if letters:
            yield letters.start(), year.end()
    for standard in _ZH_STANDARD.finditer(folded):
        yield standard.span()


def _english(folded: str, text: str) -> list[Citation]:
    found: list[Citation] = []
    taken: set[int] = set()
    for act in _EN_NUMBERED.finditer(folded):
        _add(found, taken, text, (_start_with(_EN_ISSUER, folded, act.start()), act.end()), numbered=True)
    for treaty in _EN_TREATY.finditer(folded):
        _add(found, taken, text, treaty.span(), numbered=False)
    for plan in _EN_FIVE_YEARS.finditer(folded):
        start = _start_with(_EN_ORDINAL, folded, plan.start())
        if start < plan.start():
            _add(found, taken, text, (start, plan.end()), numbered=False)
    for quoted in _EN_QUOTED.finditer(folded):
        if _EN_KIND.search(quoted[1]):
            _add(found, taken, text, quoted.span(1), numbered=False)
    for last in _EN_LAST.finditer(folded):
        start = _start_with(_EN_BEFORE, folded, last.start())
        opening = _EN_OPENING.match(folded, start, last.start())
        start = opening.end() if opening else start
        # A bare "the Agreement" names nothing by itself.
        if start < last.start():
            _add(found, taken, text, (start, last.end()), numbered=False)
    return found


def _start_with(before: re.Pattern[str], text: str, start: int) -> int:
    """Where a name begins whose words before ``start`` match ``before``."""
    found = before.search(text, max(0, start - _LOOK_BACK), start)
    return found.start() if found else start


def _add(found: list[Citation], taken: set[int], text: str, span: tuple[int, int], *, numbered: bool) -> None:
    if not taken.isdisjoint(range(*span)):
        return
    taken.update(range(*span))
    written = text[span[0] : span[1]]
    found.append(Citation(*span, written, None if numbered else written, written if numbered else None))
