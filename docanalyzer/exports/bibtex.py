"""BibTeX: the documents as references for LaTeX; UTF-8, with the characters that LaTeX acts on written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.plain import utf8
from docanalyzer.exports.references import GENRES, Reference, references

# A brace is named, not escaped: BibTeX counts braces even behind a backslash.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
    }
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def write_bibtex(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One entry after the other."""
    for reference in references(analyses):
        # A report needs an institution; what has none, and laws and news, are of the type for everything else.
        kind = "misc" if reference.kind in {"law", "news"} or not reference.authors else "techreport"
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference, kind))
        stream.write(utf8(f"@{kind}{{{reference.key},\n{fields}}}\n\n"))


def latex(text: str) -> str:
    """The text as LaTeX prints it unchanged."""
    return text.translate(_LATEX)


def _fields(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    # Braces inside braces keep capitals and keep the name of an institution in one piece.
    yield "title", f"{{{{{latex(reference.title)}}}}}"
    if reference.authors:
        yield "author", "{" + " and ".join(f"{{{latex(author)}}}" for author in reference.authors) + "}"
    if kind == "techreport":
        yield "institution", f"{{{latex('; '.join(reference.authors))}}}"
        if genre := GENRES[reference.kind]:
            yield "type", f"{{{latex(genre)}}}"
    if reference.date:
        yield "year", f"{{{reference.date[0]}}}"
        yield "month", _MONTHS[reference.date[1] - 1]
        yield "day", f"{{{reference.date[2]}}}"
    if reference.number:
        yield "number", f"{{{latex(reference.number)}}}"
    yield "language", f"{{{reference.language}}}"
    yield "note", f"{{{latex(f'{reference.file}; SHA-256 {reference.sha256}')}}}"
