"""The text of one paragraph of a Word document, and the footnotes it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from docanalyzer.reading.layout import tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return _W + name


@dataclass(frozen=True, slots=True)
class Inline:
    """What a paragraph holds: its text, the text boxes anchored in it and the ids of its footnotes."""

    text: str
    boxes: tuple[Any, ...]
    notes: tuple[str, ...]


def inline_text(paragraph: Any, counts: Counter[str]) -> Inline:
    """Read a paragraph with its changes accepted; ``counts`` takes what was left out."""
    reader = _InlineReader(counts)
    for child in paragraph:
        reader.visit(child)
    return Inline("".join(reader.parts), tuple(reader.boxes), tuple(reader.notes))


class _InlineReader:
    def __init__(self, counts: Counter[str]) -> None:
        self.parts: list[str] = []
        self.boxes: list[Any] = []
        self.notes: list[str] = []
        self._counts = counts

    def visit(self, element: Any) -> None:
        """Take what an element prints."""
        tag = element.tag
        if tag in (w("del"), w("moveFrom")):
            self._counts["deletions_dropped"] += element.find(f".//{w('delText')}") is not None
        elif tag == w("r"):
            self._run(element)
        elif tag == w("txbxContent"):
            self.boxes.append(element)
        elif tag in (w("t"), _M + "t"):
            self.parts.append(element.text or "")
        elif tag in (w("tab"), w("ptab")):
            self.parts.append(" ")
        elif tag in (w("br"), w("cr")):
            self.parts.append("\n" if element.get(w("type")) in (None, "textWrapping") else "")
        elif tag == w("noBreakHyphen"):
            self.parts.append("-")
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            self.notes.append(f"{'footnotes' if 'foot' in tag else 'endnotes'}:{element.get(w('id'))}")
        elif tag not in (w("pPr"), w("rPr"), w("rt"), _MC + "Fallback", w("instrText")):
            self._counts["insertions_kept"] += tag == w("ins")
            for child in element:
                self.visit(child)

    def _run(self, run: Any) -> None:
        properties = run.find(w("rPr"))
        if properties is not None and _on(properties.find(w("vanish"))):
            self._counts["hidden_text_dropped"] += run.find(w("t")) is not None
            return
        raised = None if properties is None else properties.find(w("vertAlign"))
        before = len(self.parts)
        for child in run:
            self.visit(child)
        if raised is not None and raised.get(w("val")) == "superscript" and before:
            # 10 to the sixth power must not read 106.
            text = "".join(self.parts[before:])
            if text.lstrip("-−–+").isdigit() and self.parts[before - 1][-1:].isdigit():
                self.parts[before:] = ["^" + text]


def _on(switch: Any) -> bool:
    return switch is not None and switch.get(w("val"), "1") not in {"0", "false", "off"}


class NotesOf:
    """The footnotes and endnotes of a document, read when the first one is asked for."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._texts: dict[str, str] | None = None

    def text(self, note: str) -> str:
        """The text of a note; blank where it is missing."""
        if self._texts is None:
            self._texts = self._read()
        return self._texts.get(note, "")

    def _read(self) -> dict[str, str]:
        from lxml import etree

        texts = {}
        for relation in self._part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in {"footnotes", "endnotes"} or relation.is_external:
                continue
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for note in etree.fromstring(relation.target_part.blob, parser):
                lines = (inline_text(p, Counter()).text for p in note.iter(w("p")))
                texts[f"{kind}:{note.get(w('id'))}"] = tidy("\n".join(lines))
        return texts
