"""REFI-QDA project (``.qdpx``): a zip of ``project.qde`` and the texts, for programs of qualitative analysis.

The structure is that of the published project schema, ``urn:QDA-XML:project:1.0`` of March 2019. Positions count code
points of the plain text, from 0, end exclusive. Every GUID is made from content, so that the same records give the same
project, and a document that is exported again is the same source.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, BinaryIO
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from docanalyzer.core.record import Analysis, DocumentInfo, Name
from docanalyzer.core.version import __version__
from docanalyzer.exports.archive import Archive
from docanalyzer.exports.marks import LABELS, Label, Mark, annotate
from docanalyzer.exports.plain import one_line, utf8, xml_safe

_NAMESPACE = uuid5(NAMESPACE_URL, "docanalyzer REFI-QDA")
_ORIGIN = f"docanalyzer {__version__}"
_GROUPS = {
    "number": "Numbers / 数值",
    "slot": "Parts of a number / 数值要素",
    "deadline": "Deadlines / 期限",
    "name": "Names / 名称",
    "provision": "Provisions / 规定",
}
# Labels with a code for each thing that they name: that of a region stands below "region".
_NAMING = ("indicator", "region", "industry", "agency")
_VARIABLES: tuple[tuple[str, str, Callable[[DocumentInfo], str | None]], ...] = (
    ("title", "Text", lambda d: d.title),
    ("issued_on", "Date", lambda d: d.issued_on),
    ("issuers", "Text", lambda d: "; ".join(d.issuers) or None),
    ("number", "Text", lambda d: d.number),
    ("kind", "Text", lambda d: d.kind),
    ("jurisdiction", "Text", lambda d: d.jurisdiction),
    ("language", "Text", lambda d: d.language),
    ("sha256", "Text", lambda d: d.id),
)


def write_qdpx(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """Texts are written as they come; the codebook, which names what was found in them, after the last."""
    codes: dict[str, set[str]] = {label: set() for label in _NAMING}
    users: set[str] = set()
    copies: dict[str, int] = {}
    with Archive(stream) as archive, tempfile.TemporaryFile() as sources:
        for analysis in analyses:
            document = analysis.document
            copies[document.id] = copies.get(document.id, 0) + 1
            guid = _guid("source", document.id, str(copies[document.id]))
            archive.add(f"sources/{guid}.txt", utf8(document.text))
            marks = annotate(analysis, "evidence").marks
            sources.writelines(line.encode() for line in _source(document, guid, marks))
            for mark in marks:
                codes.get(mark.label, set()).update(mark.values)
                users.update(mark.reviewers)
        with archive.open("project.qde") as project:
            project.writelines(line.encode() for line in _head(codes, sorted(users)))
            if copies:
                _copy(sources, project)
            project.write(b"</Project>\n")


def _copy(sources: IO[bytes], project: IO[bytes]) -> None:
    project.write(b" <Sources>\n")
    sources.seek(0)
    while piece := sources.read(1 << 20):
        project.write(piece)
    project.write(b" </Sources>\n")


def _guid(*parts: str) -> UUID:
    return uuid5(_NAMESPACE, "\n".join(parts))


_USER = _guid("user", "docanalyzer")


def _person(name: str) -> UUID:
    return _guid("person", name)


def _head(codes: dict[str, set[str]], users: list[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="docanalyzer" origin={_quoted(_ORIGIN)}'
        f' creatingUserGUID="{_USER}">\n'
    )
    yield f' <Users>\n  <User guid="{_USER}" name={_quoted(_ORIGIN)}/>\n'
    for name in users:
        yield f'  <User guid="{_person(name)}" name={_quoted(name)}/>\n'
    yield " </Users>\n <CodeBook>\n  <Codes>\n"
    for group, name in _GROUPS.items():
        yield f'   <Code guid="{_guid("group", group)}" name={_quoted(name)} isCodable="false">\n'
        for label in LABELS:
            if label.group == group:
                yield from _code(label, sorted(codes.get(label.id, ())))
        yield "   </Code>\n"
    yield "  </Codes>\n </CodeBook>\n <Variables>\n"
    for name, kind, _ in _VARIABLES:
        yield f'  <Variable guid="{_guid("variable", name)}" name="{name}" typeOfVariable="{kind}"/>\n'
    yield " </Variables>\n"


def _named(label: str, value: str) -> Name:
    from docanalyzer.knowledge.agencies import agency_name
    from docanalyzer.knowledge.indicators import indicator_name
    from docanalyzer.knowledge.industries import industry_name
    from docanalyzer.knowledge.regions import region_name

    names: dict[str, Callable[[str], Name]] = {
        "indicator": indicator_name,
        "region": region_name,
        "industry": industry_name,
        "agency": agency_name,
    }
    return names[label](value)


def _code(label: Label, values: list[str]) -> Iterator[str]:
    name = f"{label.en} / {label.zh}"
    yield (f'    <Code guid="{_guid("code", label.id)}" name={_quoted(name)} isCodable="true" color="{label.color}">\n')
    for value in values:
        named = _named(label.id, value)
        words = " / ".join(word for word in (named.en, named.zh) if word)
        name = f"{words} ({value})" if words else value
        yield (
            f'     <Code guid="{_guid("code", label.id, value)}" name={_quoted(name)} isCodable="true"'
            f' color="{label.color}"/>\n'
        )
    yield "    </Code>\n"


def _source(document: DocumentInfo, guid: UUID, marks: Iterable[Mark]) -> Iterator[str]:
    yield (
        f'  <TextSource guid="{guid}" name={_quoted(document.name)} plainTextPath="internal://{guid}.txt"'
        f' creatingUser="{_USER}">\n'
    )
    if document.title:
        yield f"   <Description>{_text(document.title)}</Description>\n"
    places: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        places.setdefault((mark.start, mark.end), []).append(mark)
    for (start, end), here in places.items():
        yield from _selection(guid, document.text[start:end], (start, end), here)
    for name, kind, value_of in _VARIABLES:
        if value := value_of(document):
            yield (
                f'   <VariableValue><VariableRef targetGUID="{_guid("variable", name)}"/>'
                f"<{kind}Value>{_text(value)}</{kind}Value></VariableValue>\n"
            )
    yield "  </TextSource>\n"


def _selection(source: UUID, quote: str, place: tuple[int, int], marks: list[Mark]) -> Iterator[str]:
    start, end = place
    guid = _guid(str(source), str(start), str(end))
    name = one_line(quote)
    yield (
        f'   <PlainTextSelection guid="{guid}" name={_quoted(name if len(name) <= 80 else name[:79] + "…")}'
        f' startPosition="{start}" endPosition="{end}" creatingUser="{_USER}">\n'
    )
    if notes := dict.fromkeys(note for mark in marks for note in mark.notes):
        yield f"    <Description>{_text(chr(10).join(notes))}</Description>\n"
    for mark in marks:
        # What people looked at is theirs; of several, the last name stands for all.
        user = _person(mark.reviewers[-1]) if mark.reviewers else _USER
        for value in mark.values if mark.label in _NAMING and mark.values else (None,):
            code = _guid("code", mark.label) if value is None else _guid("code", mark.label, value)
            yield (
                f'    <Coding guid="{_guid(str(guid), str(code))}" creatingUser="{user}">'
                f'<CodeRef targetGUID="{code}"/></Coding>\n'
            )
    yield "   </PlainTextSelection>\n"


def _quoted(text: str) -> str:
    return quoteattr(xml_safe(text))


def _text(text: str) -> str:
    return escape(xml_safe(text))
