"""spaCy DocBin: each document as a Doc whose span groups hold the records; the one place of exports that knows spaCy.

Groups: ``numbers`` (by role), ``slots`` (indicator, period, measured_from), ``provisions`` (by force), ``deadlines``,
``names`` (regions, industries, agencies). A span's label is the label of the mark, its id the code or the record that
it stands for. Tokens are those of spaCy's blank pipeline of the language, cut further where a record begins or ends, so
that every span keeps its exact characters. ``doc.user_data["document"]`` holds name, id, title, date and language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.formats import check_installed
from docanalyzer.exports.marks import LABELS, Mark, annotate
from docanalyzer.exports.plain import utf8

_GROUPS = {"number": "numbers", "slot": "slots", "provision": "provisions", "deadline": "deadlines", "name": "names"}


def write_docbin(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """All documents as one DocBin; spaCy writes it whole, so that all tokens stay in memory until the end."""
    check_installed("docbin")
    from spacy.tokens import DocBin

    bin_ = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for analysis in analyses:
        bin_.add(to_doc(analysis))
    stream.write(bin_.to_bytes())


def to_doc(analysis: Analysis) -> Any:
    """The document as a spaCy ``Doc`` with its span groups; ``doc.text`` is the analysed text."""
    from spacy.tokens import Doc, SpanGroup

    document = analysis.document
    marks = annotate(analysis).marks
    text = _clean(document.text)
    tokenizer = _tokenizer(document.language.partition("-")[0])
    words, spaces = _tokens(text, tokenizer, marks)
    doc = Doc(tokenizer.vocab, words=words, spaces=spaces)
    for group, name in _GROUPS.items():
        labels = {label.id for label in LABELS if label.group == group}
        spans = [_span(doc, mark) for mark in marks if mark.label in labels]
        doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
    doc.user_data["document"] = {
        "name": _clean(document.name),
        "id": document.id,
        "title": document.title and _clean(document.title),
        "issued_on": document.issued_on,
        "language": document.language,
    }
    return doc


def _clean(text: str) -> str:
    """The text with a question mark for each lone surrogate, which has no UTF-8 form, in which spaCy keeps strings."""
    return utf8(text).decode()


def _span(doc: Any, mark: Mark) -> Any:
    known = (*mark.values, *mark.records)
    # Only a mark that begins or ends with the one blank behind a word has no token of its own there.
    return doc.char_span(
        mark.start, mark.end, label=mark.label, span_id=known[0] if known else "", alignment_mode="expand"
    )


@cache
def _tokenizer(language: str) -> Any:
    import spacy

    return spacy.blank(language).tokenizer


def _tokens(text: str, tokenizer: Any, marks: Sequence[Mark]) -> tuple[list[str], list[bool]]:
    """Words and whether a blank follows each; a blank that follows a word belongs to it, as everywhere in spaCy."""
    cuts = {0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)}
    for token in tokenizer(text):
        cuts.update((token.idx, token.idx + len(token)))
    # Blanks are cut off first, whatever the tokenizer made of runs of them.
    for blank in re.finditer(r"\s+", text):
        cuts.update((blank.start(), blank.start() + 1, blank.end()))
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        if piece == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces
