"""Find the words that tell what a sentence rules: cues of force, instrument and outlook."""

from __future__ import annotations

import re
from functools import cache

from docanalyzer.core.mention import Mention
from docanalyzer.knowledge.forces import BITS, ENGLISH, HEAD, PLAN, RULING, Cue, Entry, cue_scanner
from docanalyzer.linguistics import View

# What may stand before the head of a Chinese clause: a break, a number, or the end of a date (2025年前完成).
_ZH_BEFORE_HEAD = frozenset("，；：。、！？）)\n \t\u3000”》—－-.．·•●*|并年月日前底末期间内")
# What may stand before the head of an English clause or list item; blanks are skipped.
_EN_BEFORE_HEAD = frozenset("\n.;:•·–—-)]*|▪‧●○>")
_ZH_BREAK = frozenset("，。；、）)\n")
_TRANSITIVE = frozenset({"encourage-invite", "restrict-cut"})
_MOVES = (
    "降低",
    "下降",
    "减少",
    "增长",
    "提升",
    "提高到",
    "达到",
    "降到",
    "降至",
    "升至",
    "成为",
    "基本",
    "覆盖",
    "占",
    "保持",
    "稳定",
    "较",
    "比",
    "累计",
    "高于",
    "低于",
    "超过",
    "符合",
    "管住",
)
_OBLIGED = re.compile(r"(?:各[^，。；\n]{0,10}|政府|部门|企业|单位|我们|[委局厅省市县区])\Z")
_GOAL = Cue(PLAN | HEAD, 1.5, "require-yao")
_NEGATION = ("不", "未", "非", "无")
_LIFTED = re.compile(r"(?:取消|放开|放宽|解除|打破|破除|突破|不受|清除|缩减)[^，。；\n]*\Z")


def find_forces(view: View) -> list[Mention[Cue]]:
    """The cues of a view in text order; ``why`` names their rows.

    An action word that does not head its clause comes without the bit ``HEAD`` and leans nowhere.
    """
    hits = cue_scanner(view.language).scan(view.text if view.language == "zh" else view.lower)
    return _chinese(view.text, hits) if view.language == "zh" else _english(view.text, hits)


def _chinese(text: str, hits: list[tuple[int, int, Entry | None]]) -> list[Mention[Cue]]:
    found: list[Mention[Cue]] = []
    head_end = -1
    before = _ZH_BEFORE_HEAD
    # A document has tens of thousands of cues: made this way they cost half of Mention(...).
    new = tuple.__new__
    for start, end, entry in hits:
        if entry is None:
            continue
        cue = entry[0]
        bits = cue[0]
        if bits & PLAN:
            if start == head_end or not start or text[start - 1] in before:
                head_end = end
                cue = entry[1]
            else:
                cue = entry[2]
        elif bits & RULING:
            if cue[2] == "require-yao" and _sets_goal(text, start, end):
                cue = _GOAL
                head_end = end
            elif _rules(text, start, end, cue[2]):
                head_end = end
            elif entry[3] is None:
                continue
            else:
                cue = entry[3]
        elif not bits:
            head_end = end
        found.append(new(Mention, (start, end, cue, cue[2])))
    return found


def _rules(text: str, start: int, end: int, rows: str) -> bool:
    """False where the words around a Chinese cue undo it: 不限制, 应改尽改, 加强舆论引导."""
    if text[start - 1 : start] in _NEGATION and text[start] not in "不禁严":
        return False
    if text.startswith("限制", start) and _LIFTED.search(text, max(0, start - 20), start):
        return False
    # With nothing after it and its clause begun by something else, the word is a noun or tells how things will stand.
    if rows in _TRANSITIVE and text[end : end + 1] in _ZH_BREAK and text[start - 1 : start] not in _ZH_BEFORE_HEAD:
        return False
    # 应改尽改 and its kind are a slogan for completeness, which obliges nobody by itself.
    return not (text[start] == "应" and end == start + 1 and text[start + 2 : start + 3] == "尽")


def _sets_goal(text: str, start: int, end: int) -> bool:
    """能耗要降低15% says where a number is to go; 各地要降低能耗 obliges somebody."""
    return text.startswith(_MOVES, end) and _OBLIGED.search(text, max(0, start - 14), start) is None


def _english(text: str, hits: list[tuple[int, int, Entry | None]]) -> list[Mention[Cue]]:
    found: list[Mention[Cue]] = []
    for start, end, entry in hits:
        if entry is None:
            continue
        cue = entry.cue
        kind = _kind(cue.rows)
        if kind in ("duty", "permission") and _NOBODY.search(text, max(0, start - 120), start):
            cue = _PROHIBITION
            kind = ""
        elif kind == "grant" and _NOBODY.search(text, max(0, start - 120), start):
            if "exempt" in text[start:end]:
                continue
            cue = _PROHIBITION
        elif kind == "announcement" and _ADMITTED.match(text, end) and _NOBODY.search(text, max(0, start - 120), start):
            cue = _PROHIBITION
            kind = ""
        if kind == "action":
            cue = entry.head if _heads_english(text, start) else entry.inner
        elif kind == "announcement":
            cue = entry.head
        elif kind in _CHECKS and not _CHECKS[kind](text, start, end):
            if entry.means is None:
                continue
            cue = entry.means
        found.append(Mention(start, end, cue, cue.rows))
    return found


@cache
def _kind(rows: str) -> str:
    """Which check an English cue needs, by its rows; empty for none."""
    for row in rows.split():
        for prefix, kind in _KINDS:
            if row.startswith(prefix):
                return kind
    return ""


def _heads_english(text: str, start: int) -> bool:
    """At the head of a sentence, a clause after a semicolon or colon, or a list item; with or without "to"."""
    at = _before_blanks(text, start)
    if at > 0 and text[at - 1 : at + 1] in ("To", "to"):
        at = _before_blanks(text, at - 1)
    elif text[max(0, at - 1) : at + 1] == "ly":
        # Steadily promote, vigorously develop.
        while at >= 0 and text[at].isalpha():
            at -= 1
        at = _before_blanks(text, at + 1)
    return at < 0 or text[at] in _EN_BEFORE_HEAD


def _before_blanks(text: str, start: int) -> int:
    at = start - 1
    while at >= 0 and text[at] == " ":
        at -= 1
    return at


def _orders(text: str, _start: int, end: int) -> bool:
    """Before whom or how much ("requires Ministers to", "require 100 % of"); not in "requires investment"."""
    following = text[end + 1 : end + 2]
    if _WHOM.match(text, end):
        return True
    return following.isupper() or following.isdigit() or text.startswith(("that ", "them ", "all ", "each "), end + 1)


def _leads(text: str, start: int, _end: int) -> bool:
    return _heads_english(text, start)


def _allows(text: str, start: int, end: int) -> bool:
    """Somebody may do something, or something may be granted; not the month, nor what may happen."""
    if text[start:end].lower() != "may":
        return True
    if text[start:end] == "May" and not _heads_english(text, start):
        return False
    if _AGENT.search(text, max(0, start - 40), start) or _GRANTED.match(text, end) or _ACTS.match(text, end):
        return True
    stop = text.find(". ", end, end + 240)
    return (
        _BE.match(text, end) is not None and _CONDITION.search(text, end, stop if stop > 0 else end + 240) is not None
    )


def _refuses(text: str, _start: int, end: int) -> bool:
    """Forbids, and does not doubt: "may not be sufficient"."""
    return _DOUBTS.match(text, end) is None


def _bounds(text: str, start: int, end: int) -> bool:
    """Restricts somebody; "capped at 300,000 yuan" only says how much is paid."""
    return not (text.startswith(("capped", "no more", "not more"), start) and _SUM_AFTER.match(text, end))


def _pays(text: str, _start: int, end: int) -> bool:
    """A sum or a share is paid to somebody: "receive up to 5,000 yuan", "get 20% of the cost"."""
    return _SUM.match(text, end) is not None


def _narrates(text: str, start: int, _end: int) -> bool:
    """A past tense in a relative clause tells of the thing, not of the sentence: "compared to 2015, which was"."""
    return not text.endswith(("which ", "that "), 0, start)


def _prompts(text: str, start: int, _end: int) -> bool:
    """The question of a form heads its line: "(a) How the Party considers that …"."""
    return start < _PROMPT_LENGTH or not _LINE_BREAKS.isdisjoint(text[start - _PROMPT_LENGTH : start])


# "If applicable, information on how"
_PROMPT_LENGTH = 36
_LINE_BREAKS = frozenset("\n\t|")
# "requires public bodies to report"
_WHOM = re.compile(r" (?:[\w-]+ ){1,6}to [a-z]")
_AGENT = re.compile(
    r"\b(?:commission|board|states?|part(?:y|ies)|authorit(?:y|ies)|operators?|manufacturers?|ministers?"
    r"|agenc(?:y|ies)"
    r"|council|committee|applicants?|persons?|customers?|generators?|compan(?:y|ies)|undertakings?|departments?"
    r"|secretary"
    r"|business(?:es)?|suppliers?|providers?|governments?|regulators?|courts?|owners?|consumers?|firms?|farmers?"
    r"|office"
    r"|entit(?:y|ies)|households?|villages?|units?|ones|commissioner|municipalit(?:y|ies)|they|and|or"
    r"|cit(?:y|ies)|count(?:y|ies)|localit(?:y|ies)|provinces?|places?|residents?|employers?|employees|workers?"
    r"|importers?"
    r"|exporters?|partners?|members?|mines?|projects?|users?|holders?|individuals?|organi[sz]ations?|citizens?"
    r"|anyone|banks?"
    r"|schools?|institutions?|towns?|districts?|buyers?|sellers?|producers?|enterprises?|vessels?|ships?|boats?"
    r"|licensees?"
    r"|developers?|investors?|plants?|capital|traders?|growers?|users?)[ ,)]*\Z",
    re.IGNORECASE,
)
# What only somebody with a choice does, after the words between: "may in addition apply".
_ACTS = re.compile(
    r" (?:still |also |then |in addition |likewise |instead |itself |themselves |, [^,.;]{3,60}, )?(?:apply|ask"
    r"|request|add|adjust|raise"
    r"|draw up|decide|choose|opt|keep|run|proceed|continue|share|trade|take part|participate|complain|appeal|sell"
    r"|buy|disregard"
    r"|shift|enter into|exercise|delegate|designate|grant|issue|impose|set|use|submit|operate|transfer|bank"
    r"|borrow|deduct"
    r"|defer|extend|exempt|waive|allocate|lease|engage|authori[sz]e|appoint|propose|object|withdraw|suspend"
    r"|go towards"
    r"|go on|develop|hire|invite|charge|claim|retain|elect|refuse|give|make use)\b(?! (?:to (?:rise|fall|grow"
    r"|decline)))"
)
_BE = re.compile(r" (?:still |also |then |only |first |in addition |, [^,.;]{3,80},? )?be \w")
_CONDITION = re.compile(
    r"\b(?:so long as|as long as|provided|only|unless|subject to|with the (?:prior )?(?:consent|approval"
    r"|permission|agreement)|with[ ,]"
    r"[^.;]{0,20}consent|in accordance with|under the rules|upon application|on condition|shall|first|where|until)\b"
)
_DOUBTS = re.compile(
    r" (?:always |fully |necessarily |only |even |yet )?(?:receive|apply to|qualify"
    r"|be (?:operational|able|sufficient|enough|possible|necessary"
    r"|available|appropriate|feasible|needed"
    r"|required|the|a|an|as|fully|in|adequate|achiev\w+|reached|met|realis\w+|realiz\w+|complete|accurate|easy"
    r"|suitable|known|cost)"
    r"|have|reflect|represent|materiali[sz]e|lead|result|exist|include|occur|suffice|sum|capture|account|cover"
    r"|meet|come|reach"
    r"|need|require|seem|always|fully|necessarily|add up|correspond|match|total|happen|work|continue)\b"
)
_SUM = re.compile(
    r" (?:(?:an?|one-off|up|to|no|less|more|than|at|least|about|around|of|the|another|further|only|subsidy|grant"
    r"|each) ){0,5}"
    r"(?:[$€£¥]|(?:usd|eur|rmb|cny|rs|inr) ?\d|\d[\d.,]*\s?(?:%|per ?cent\b|(?:million |billion "
    r"|trillion )?(?:yuan|euros?|dollars?|rupees?"
    r"|pounds?)\b))",
    re.IGNORECASE,
)
_GRANTED = re.compile(
    r" (?:not |also )?be (?:granted|exempted|used|extended|approved|allowed|issued|credited|adopted|taken|imposed"
    r"|given"
    r"|paid|traded|transferred|left out|carried|counted|made|required|increased by|waived|submitted"
    r"|(?:\w+ly |or |and )*(?:excluded|omitted|deducted|included|deferred|replaced|reduced|recovered|exceeded))\b"
)
# "No new permit shall", "nor may any operator".
_NOBODY = re.compile(
    r"(?:\A|[.;:,\n] ?|\band |\bthat |\* ?|- )"
    r"(?:[Nn]o (?!more|less|later|longer|fewer)|[Nn]either |[Nn]one of )[^.;:\n]*\Z"
    r"|\b[Nn]o (?!more|less|later|longer|fewer|doubt|matter)(?:[\w-]+ ){1,5}\Z"
)
# No new project will be approved.
_ADMITTED = re.compile(
    r" (?:be )?(?:approved|built|started|licensed|accepted|issued|given|permitted|allowed|granted|considered"
    r"|admitted|added|sold"
    r"|registered|constructed|commissioned|authori[sz]ed)\b"
)
_PROHIBITION = Cue(BITS["prohibit"] | ENGLISH, 2.0, "prohibit-not")
_KINDS = (
    ("require-must", "duty"),
    ("plan-verb", "action"),
    ("plan-gerund", "action"),
    ("plan-noun", "action"),
    ("plan-", "announcement"),
    ("require-order", "order"),
    ("require-secure", "lead"),
    ("support-head", "lead"),
    ("permit-may", "permission"),
    ("permit-free", "grant"),
    ("restrict-control", "bound"),
    ("prohibit-may-not", "refusal"),
    ("support-paid", "payment"),
    ("behind-past", "narration"),
    ("aside-form", "prompt"),
    ("aside-fact", "narration"),
)
_SUM_AFTER = re.compile(
    r" (?:at )?(?:a total of )?(?:[$€£¥]|(?:usd|eur|rmb|cny|rs) ?\d|\d[\d.,]*\s?(?:million |billion )?(?:yuan"
    r"|euros?|dollars?|rupees?|pounds?)\b)",
    re.IGNORECASE,
)
_CHECKS = {
    "bound": _bounds,
    "order": _orders,
    "lead": _leads,
    "permission": _allows,
    "refusal": _refuses,
    "payment": _pays,
    "narration": _narrates,
    "prompt": _prompts,
}
