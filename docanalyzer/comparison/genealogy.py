"""Which document cites, implements, amends or repeals which, also towards documents that are not at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docanalyzer.core.record import Analysis, Citation
from docanalyzer.core.span import Quote
from docanalyzer.knowledge.relations import Relation, relations

_REACH = 48
_SENTENCE = re.compile(r"[。；;！？\n]|\.\s")
_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'（）()〔〕\[\]【】,，.．、:：\-—–]")
# What stands before the name proper: 关于印发《…》的通知 names the plan that it carries.
_ISSUED = re.compile(r"关于(?:印发|发布|公布)(.+?)的(?:通知|公告|函)$")
_LIST = re.compile(r"(?:《[^《》\n]{2,90}》(?:[（(][^（()）\n]{4,30}[)）])?[、和及与，,以]{1,2})+$")


@dataclass(frozen=True, slots=True)
class Node:
    """A document of the graph; ``document`` is its id where it is at hand, else null."""

    key: str
    title: str | None
    number: str | None
    document: str | None
    issued_on: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` (a node's key) does ``relation`` to ``target``; ``evidence`` stands in the source's text."""

    source: str
    target: str
    relation: Relation
    evidence: Quote
    times: int


@dataclass(frozen=True, slots=True)
class Genealogy:
    """Nodes and edges, both sorted by their keys."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build_genealogy(analyses: Sequence[Analysis]) -> Genealogy:
    """The graph of the citations of some documents; the order of the documents does not matter."""
    nodes: dict[str, Node] = {}
    known: dict[str, str] = {}
    for analysis in sorted(analyses, key=lambda a: a.document.id):
        info = analysis.document
        nodes[info.id] = Node(info.id, info.title or info.name, info.number, info.id, info.issued_on)
        for name in (info.title, info.number):
            for key in _keys(name):
                known.setdefault(key, info.id)
    edges: dict[tuple[str, str, Relation], Edge] = {}
    for analysis in analyses:
        for citation in analysis.citations:
            keys = [key for name in (citation.number, citation.title or citation.text) for key in _keys(name)]
            target = next((known[key] for key in keys if key in known), keys[-1] if keys else "")
            if not target or target == analysis.document.id:
                continue
            nodes.setdefault(
                target, Node(target, citation.title or citation.text.strip("《》"), citation.number, None, None)
            )
            found, evidence = relation_of(analysis.document.text, citation)
            edge = (analysis.document.id, target, found)
            before = edges.get(edge)
            edges[edge] = Edge(*edge, before.evidence if before else evidence, before.times + 1 if before else 1)
    return Genealogy(
        tuple(sorted(nodes.values(), key=lambda node: node.key)),
        tuple(sorted(edges.values(), key=lambda edge: (edge.source, edge.target, edge.relation))),
    )


def relation_of(text: str, citation: Citation) -> tuple[Relation, Quote]:
    """What the text does to the document it names, and the words that say so."""
    before = text[max(0, citation.start - 4 * _REACH) : citation.start]
    # Of documents named one after the other, what is said of the first is said of all.
    before = _LIST.sub("", before)
    before = _SENTENCE.split(before)[-1][-_REACH:].casefold()
    after = _SENTENCE.split(text[citation.end : citation.end + _REACH])[0].casefold()
    best: tuple[int, Relation] | None = None
    for row in relations():
        gaps = [len(before) - (before.rfind(word) + len(word)) for word in row.before if word in before]
        gaps += [after.find(word) for word in row.after if word in after]
        near = min(gaps, default=_REACH)
        if near <= 12 and (best is None or near < best[0]):
            best = near, row.id
    start, end = max(0, citation.start - len(before)), min(len(text), citation.end + len(after))
    return best[1] if best else "cites", Quote(start, end, text[start:end])


def _keys(name: str | None) -> list[str]:
    """What a title or number is known by, however it is written."""
    if not name:
        return []
    plain = _MARKS.sub("", name).casefold()
    issued = _ISSUED.search(plain)
    return [key for key in ((issued[1] if issued else ""), plain) if len(key) >= 4]
