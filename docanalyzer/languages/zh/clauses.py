"""The parts of a Chinese clause before a number: lead words, verbs, the predicate; and where a clause stops."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from docanalyzer.knowledge.predicates import Predicate, predicates
from docanalyzer.knowledge.tables import read_csv, read_toml
from docanalyzer.knowledge.units import alternation

TO = "到|至|为|在|达|达到"
# No predicate is longer. A bound, because words in a row can be read in several ways (将近 is also 将 and 近), and the
# ways of a long row multiply.
_PREDICATE_REACH = 24
_BREAK = re.compile(r"[，；：。,;:！？\n\t|]")
_LAST_BREAK = re.compile(rf".*{_BREAK.pattern}", re.DOTALL)
_END = re.compile(r"[，；。！？\n]")
# （PM2.5） belongs to its name; a longer bracket is a remark of its own.
_SHORT_BRACKET = 12
_BRACKET = re.compile(r"[（(]|[)）]")


@cache
def words(key: str) -> tuple[str, ...]:
    """A list of ``clauses.toml``."""
    return tuple(read_toml("clauses.toml")["zh"][key])


@cache
def verbs() -> dict[str, Predicate]:
    """The verbs of change, by surface."""
    return predicates("zh")


@cache
def nominal_verbs() -> re.Pattern[str]:
    """Verbs that are nouns where another predicate follows them: 投资 in 民间投资增长."""
    return re.compile(alternation(words("nominal_verbs")))


@cache
def nominal_last() -> re.Pattern[str]:
    """Those of them that end a name also where the number follows: 交通投资400亿元."""
    return re.compile(alternation(words("nominal_last")))


@cache
def _predicate_tail() -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern, and the characters that it may end with."""
    # Each word once: with 达到 in two lists there would be twice as many ways to read it.
    parts = dict.fromkeys((*verbs(), *words("adverbs"), *TO.split("|"), "超", "高于", "低于", "不"))
    pattern = re.compile(rf"(?:{alternation(tuple(parts))}|[（(]含[^)）]*[)）]|\s)+$")
    return pattern, frozenset(part[-1] for part in parts) | {")", "）"}


def predicate_tail(text: str, start: int, end: int) -> re.Match[str] | None:
    """The predicate before a number at ``end``: verbs and adverbs in a row, up to the number."""
    pattern, last = _predicate_tail()
    # Sought from the left, a tail that is not there costs as much as one that is.
    if start >= end or not (text[end - 1] in last or text[end - 1].isspace()):
        return None
    return pattern.search(text, max(start, end - _PREDICATE_REACH), end)


@cache
def verb_pattern() -> re.Pattern[str]:
    """A verb, and in group 2 what makes it a movement to a value (提高到)."""
    return re.compile(rf"({alternation(tuple(verbs()))})(了?(?:{TO}))?")


@cache
def lead_words() -> re.Pattern[str]:
    """What may stand at the head of a clause before the thing measured, as much of it as there is."""
    return re.compile(
        rf"(?:(?!{alternation(words('not_leads'))})(?:{alternation(words('leads'))})"
        r"|[（(][一二三四五六七八九十\d]+[)）]|[“”\"‘’（）()\s《》·\-—]|(?:[一二三四五六七八九十]+|\d+)(?:是|、|[.．](?!\d)))+"
    )


@cache
def lead_verbs() -> re.Pattern[str]:
    """A verb at the head of a clause whose object is the thing measured: 压减钢铁产能, 提高利用率."""
    rows = ("build", "cut", "do", "spend", "maintain")
    nouns = set(words("not_leading"))
    acting = tuple(v for v, p in verbs().items() if p.id in rows and len(v) > 1 and v not in nouns)
    changing = tuple(v for v, p in verbs().items() if p.id in {"increase", "decrease"} and len(v) > 1)
    return re.compile(
        rf"(?!{alternation(words('verb_names'))})(?:({alternation(acting)})(?![率后前])了?"
        rf"|({alternation(changing)})(?=[^到至为在\d率后前值]))"
    )


@cache
def inner_verbs() -> re.Pattern[str]:
    """A verb that builds or takes away, inside a longer phrase."""
    rows = {v for v, p in verbs().items() if p.id in {"build", "cut"} and len(v) > 1} - set(words("not_leading"))
    return re.compile(alternation(tuple(rows - {"新增", "净增", "形成", "建设", "推广", "发布", "帮扶", "带动"})))


@cache
def region_words() -> re.Pattern[str]:
    """Names of regions in a row: 京津冀及周边地区、长三角, 北京."""
    provinces = {row["short"] for row in read_csv("divisions.csv") if row["code"].endswith("0000")}
    named = alternation((*provinces, "京津冀", "长三角", "珠三角"))
    one = rf"(?:{named}|[一-鿿]{{2,4}}平原)(?:及(?:其)?周边)?(?:地区|区域|省|市)?"
    return re.compile(rf"{one}(?:(?:、|和|与|及){one})*(?:等地)?")


@cache
def noun_end() -> re.Pattern[str]:
    """Where a noun that stands after its number ends."""
    return re.compile(
        rf"[，。；、：！？\n\t|,;:]|"
        r"(?:(?:增加|提高|提升|扩大|减少|降低|下降|上升|拓展|缩减|增|升|降|发展)(?:到|至))|"
        rf"(?<=[一-鿿])(?:{_noun_ends()}|达(?=\d)|在(?!线|建|运|校|岗|产)|[和及与](?=\d))"
    )


def _noun_ends() -> str:
    """The ends of a name, each but where it stands within a word of ``not_noun_ends``."""
    kept = words("not_noun_ends")
    parts = []
    for end in sorted(words("noun_ends"), key=len, reverse=True):
        longer = [word for word in kept if word.startswith(end) and word != end]
        ahead = f"(?!{alternation(tuple(longer))})" if longer else ""
        behind = "".join(f"(?<!{word[: -len(end)]})" for word in kept if word.endswith(end) and word != end)
        parts.append(behind + ahead + re.escape(end))
    return "|".join(parts)


@lru_cache(maxsize=4096)
def last_verb(text: str) -> tuple[Predicate | None, bool, str]:
    """The last verb of a predicate, whether it moves to a value, and what follows it."""
    found = list(verb_pattern().finditer(text))
    if not found:
        return None, False, text
    last = found[-1]
    rest = text[last.end() :]
    return verbs()[last[1]], bool(last[2]) or rest.startswith(tuple(TO.split("|"))), rest


def clause_start(text: str, left: int, head: int) -> int:
    """The place after the last break before ``head``; an open bracket and the end of a long one are breaks too."""
    broken = _LAST_BREAK.match(text, left, head)
    at = broken.end() if broken else left
    if text.find("（", at, head) < 0 and text.find("(", at, head) < 0:
        return at
    for m in _BRACKET.finditer(text, at, head):
        if m[0] in "（(":
            closing = text.find("）" if m[0] == "（" else ")", m.end(), head)
            if closing < 0:
                return m.end()
            if closing - m.end() > _SHORT_BRACKET:
                at = closing + 1
    return at


def clause_end(text: str, tail: int, end: int) -> int:
    """The break after ``tail``, or ``end``."""
    m = _END.search(text, tail, end)
    return m.start() if m else end


def breaks_between(text: str, start: int, end: int) -> bool:
    """Whether a clause ends in the stretch."""
    return _BREAK.search(text, start, end) is not None
