"""Who is to act: bodies named as doers, subjects of duties, and the notes that name the bodies in charge."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docanalyzer.core.mention import Concept, Mention
from docanalyzer.core.record import Section
from docanalyzer.knowledge.forces import BITS
from docanalyzer.structure import Sentence

# Forces that oblige, forbid or allow somebody; only these have a subject worth reading.
ADDRESSED = BITS["require"] | BITS["prohibit"] | BITS["permit"]
_ZH_DOING = re.compile(r"[等部门单位]{0,4}(?:牵头|负责|会同|组织|按职责|按照职责|要|应|须|必须|不得|可|具体负责|制定)")
# Who announces a rule is its actor: 工信部近日提出, "the Ministry has clarified that".
_ZH_SAYING = re.compile(
    r"[等部门单位]{0,4}(?:近日|日前|今日|今天|昨日|联合|共同|已经|已|还|也|将|拟|正式|进一步|明确|\d{1,2}月\d{1,2}日|\d{1,2}日){0,3}"
    r"(?:提出|明确|要求|印发|发布|出台|下发|宣布|决定|部署|强调|指出|表示|计划|将|拟|批准|公布)"
)
_ZH_SUBJECT = re.compile(
    r"(?:^|[，；。：（\n])((?:各|有关|相关|重点|所有|地方|省级|市级|县级)[^，。；：、“”（）\s]{1,16}?"
    r"|[^，。；：、“”（）\s]{0,10}(?:企业|单位|机构|政府|部门|经营者|建设单位|银行))"
    r"(?=要|应|须|必须|不得|可以|负责)"
)
_ENTRY = re.compile(r"[^、，,；：:（()）。\s]*\Z")
_EN_DOING = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:shall|must|should|may|will|is to|are to|has to|is responsible)\b")
_EN_SAYING = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:has|have|had|also|today|recently|jointly|clearly|further|formally|now) ){0,3}"
    r"(?:propos(?:es?|ed)|requir(?:es?|ed)|announc(?:es?|ed)|stat(?:es?|ed)|clarif(?:y|ies|ied)|plan(?:s|ned)?"
    r"|decid(?:es?|ed)|ma(?:kes?|de) (?:it )?clear"
    r"|said|says?|intends?|aims?|undert(?:akes?|ook)|pledge[sd]?|commit(?:s|ted)?"
    r"|orders?|ordered|issue[sd]?|releases?|released|calls? for|called for|vow(?:s|ed)?)\b"
)
_EN_SUBJECT = re.compile(
    r"(?:^|[.;,:)] ?)(?:\d+\.\s+)?"
    r"((?:(?:The|the|Each|each|Every|every|All|all|Any|any|No|an?) )?[A-Za-z][\w’'\-]*(?: [A-Za-z][\w’'\-]*){0,4}?)"
    r" (?:shall|must|should|may)\b(?! (?:not )?(?:be|apply|also be)\b)"
)
_NOT_A_SUBJECT = frozenset(
    {"it", "they", "this", "that", "these", "those", "which", "who", "there", "he", "she", "we", "and", "or"}
)


def sentence_actors(
    text: str, sentence: Sentence, bits: int, agencies: Sequence[Mention[Concept]], english: bool
) -> list[str]:
    """Ids of the bodies that the sentence names as doers, else its subject as written; in order, without repeats."""
    doing, saying = (_EN_DOING, _EN_SAYING) if english else (_ZH_DOING, _ZH_SAYING)
    found = [
        _name(text, agency)
        for agency in agencies
        if doing.match(text, agency.end, sentence.end)
        or saying.match(text, agency.end, sentence.end)
        or (not english and text[agency.start - 1] == "由")
    ]
    if not found and bits & ADDRESSED:
        subject = (_EN_SUBJECT if english else _ZH_SUBJECT).search(text, sentence.start, sentence.end)
        if subject and subject[1].lower() not in _NOT_A_SUBJECT:
            found.append(subject[1])
    return list(dict.fromkeys(found))


def duty_actors(text: str, agencies: Sequence[Mention[Concept]]) -> list[str]:
    """The bodies that a note of responsibilities names: （发展改革委、工业和信息化部按职责分工负责）."""
    return list(dict.fromkeys(agency.value.code or _whole_name(text, agency) for agency in agencies))


def _whole_name(text: str, agency: Mention[Concept]) -> str:
    """A body without an id by all the words of its entry in the list: 各设区市政府."""
    before = _ENTRY.search(text, max(0, agency.start - 20), agency.start)
    return text[before.start() if before else agency.start : agency.end]


def in_charge(
    noted: dict[int, list[str]], indexes: Sequence[int], sentences: Sequence[Sentence], sections: Sequence[Section]
) -> dict[int, list[str]]:
    """Give each note of responsibilities (by sentence) to the provisions (``indexes``) before it in its section."""
    given: dict[int, list[str]] = {}
    notes = sorted(noted)
    at = 0
    for index in indexes:
        while at < len(notes) and notes[at] < index:
            at += 1
        if at == len(notes):
            break
        if _under(sentences[index].section, sentences[notes[at]].section, sections):
            given[index] = noted[notes[at]]
    return given


def _under(section: int, other: int, sections: Sequence[Section]) -> bool:
    if section == other:
        return True
    return section >= 0 and other >= 0 and sections[section].id.startswith(sections[other].id + ".")


def _name(text: str, agency: Mention[Concept]) -> str:
    return agency.value.code or text[agency.start : agency.end]
