"""HTML pages: trafilatura says which part of a page is its content, a walk over that part keeps all of it.

Trafilatura alone rewrites tables that stand for numbered points (every recital and point of EU acts is one) and drops
some; the walk reads the content element itself, so that no table, article or point can vanish.
"""

from __future__ import annotations

import re
from typing import Any

from docanalyzer.core.document import Metadata, Notice
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.reading.html_walk import walk
from docanalyzer.reading.layout import Reading, Writer, squeeze, tidy
from docanalyzer.reading.plain import decode

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE
)
# Pages that declare the small sets use the characters of the large ones.
_LARGER_SETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "big5": "big5hkscs"}
# Python knows codecs that no page is written in, and some of them take minutes.
_PAGE_ENCODING = re.compile(r"utf-?8|gb|hz|big5|cp\d|windows-\d|iso-\d|latin|us-ascii|euc|shift|koi8|macintosh")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = "//script|//style|//noscript|//template|//svg|//nav|//footer|//aside|//iframe|//button|//select|//textarea"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# The meta elements of Chinese government sites (GB/T 33190 practice) and of Dublin Core.
_TITLE_META = ("articletitle", "dc.title", "dcterms.title", "og:title", "citation_title")
_DATE_META = ("pubdate", "publishdate", "dc.date", "dcterms.date", "dcterms.issued", "article:published_time")
_ISO_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
# Share of trafilatura's pieces that an element must hold to count as the content.
_ENOUGH = 0.95
# A page of more characters is a text of its own, and too long for the estimate.
_LARGE = 4_000_000


def read_html(data: bytes, name: str, limits: Limits = LIMITS) -> Reading:
    """Read a web page: headings, paragraphs, list items and tables of its content."""
    source, notices = _decode(data, name)
    tree = _parse(source)
    if tree is None:
        raise ReadError(name, "empty", "the page holds no text")
    if _depth(tree) > limits.depth:
        raise ReadError(name, "nested", f"the page is nested too deeply: more than {limits.depth} elements")
    _strip(tree)
    title, date, meta_title = _head(tree)
    content = _content_element(tree, source)
    writer = Writer()
    dropped = walk(content, writer)
    if not writer.blocks and content is not tree:
        dropped = walk(tree, writer)
    if dropped:
        message = f"raised footnote marks left out: {dropped}"
        notices = (*notices, Notice("footnote_marks_removed", message, dropped))
    head = writer.text[:3000]
    squeezed = squeeze(head)
    shown = next((t for t in (meta_title, title) if t and len(t) > 5 and squeeze(t) in squeezed), None)
    return Reading(
        "text/html",
        writer.text,
        tuple(writer.blocks),
        notices=notices,
        stated=Metadata(title=shown),
        guessed=Metadata(title=meta_title or (title if title and len(title) > 5 else None), issued_on=date),
    )


def _decode(data: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """The page as text: by its mark, by what it declares, else as any text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode(data, name)
    data = data.replace(b"\0", b"")  # servers leave some at times; a page has no use for them
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if not _PAGE_ENCODING.match(encoding):
        return decode(data, name)
    try:
        text = data.decode(_LARGER_SETS.get(encoding, encoding), "replace")
    except LookupError:
        return decode(data, name)
    lost = text.count("\ufffd")
    if lost * 50 > len(text):
        return decode(data, name)  # the page declares what it is not
    message = f"places that could not be decoded as {encoding} and show as \ufffd: {lost}"
    return text, (Notice("undecodable_bytes", message, lost),) if lost else ()


def _parse(source: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    source = _DECLARATION.sub("", source).replace("\0", "")
    try:
        tree = lxml_html.document_fromstring(source, parser=lxml_html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def _depth(tree: Any) -> int:
    """How many elements stand within each other at most, counted without recursion."""
    from lxml import etree

    level = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _strip(tree: Any) -> None:
    """Take out what is no text, or is not shown."""
    for element in tree.xpath(_DROPPED):
        _drop(element)
    for element in tree.xpath("//*[@style or @hidden]"):
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
            _drop(element)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _head(tree: Any) -> tuple[str | None, str | None, str | None]:
    """The title element, the date and the title of the meta elements."""
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        metas.setdefault(key, tidy(meta.get("content")))
    found = next((m for key in _DATE_META if (m := _ISO_DATE.search(metas.get(key, "")))), None)
    date = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None
    title = tidy(tree.findtext(".//title") or "") or None
    if title:
        # “Title_Site”, “Title - Site”: what follows the last mark is the site.
        title = re.split(r"_|\s[-|–—]\s|\|", title)[0].strip() or None
    return title, date, next((metas[key] for key in _TITLE_META if metas.get(key)), None)


def _content_element(tree: Any, source: str) -> Any:
    """The smallest element that holds nearly all that trafilatura takes for content; the body where it finds none."""
    body = tree.find("body")
    body = tree if body is None else body
    pieces = _main_pieces(source)
    if not pieces:
        return body
    element = body
    while True:
        for child in element:
            if isinstance(child.tag, str) and _held(child, pieces) >= _ENOUGH:
                element = child
                break
        else:
            break
    # A table row or a list is no content of its own: its table and its neighbours belong to it.
    while element.tag in {"tr", "tbody", "thead", "td", "table", "ul", "ol", "li", "p"} and element is not body:
        element = element.getparent()
    return element


def _main_pieces(source: str) -> list[str]:
    from lxml import etree
    from trafilatura import extract

    if len(source) > _LARGE:
        return []
    try:
        xml = extract(source, output_format="xml", include_comments=False, include_tables=True, favor_recall=True)
    except Exception:  # noqa: BLE001 - whatever fails in the estimate, the whole body is read instead
        return []
    if not xml:
        return []
    texts = (squeeze(text) for text in etree.fromstring(xml.encode()).itertext())
    pieces = [text[:40] for text in texts if len(text) > 3]
    # A sample is enough to know an element by, and keeps a large page from taking seconds.
    return pieces[:: 1 + len(pieces) // 300]


def _held(element: Any, pieces: list[str]) -> float:
    text = squeeze(element.text_content())
    return sum(piece in text for piece in pieces) / len(pieces)
