"""Small files for the tests of reading, made while they run."""

import io
from itertools import pairwise

import pypdfium2
from docx import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, RIGHT = 90, 510


class Pdf:
    """A PDF written line by line, from the top of each page."""

    def __init__(self, **options):
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, **options)
        self.y = HEIGHT - 100

    def line(self, text, x=LEFT, size=12.0, font=SONG, step=20.0):
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= step

    def chinese(self, paragraph, size=12.0, per_line=35):
        """A paragraph as it is typeset: first line indented by two characters, every other line full."""
        first, rest = paragraph[: per_line - 2], paragraph[per_line - 2 :]
        self.line(first, LEFT + 2 * size, size)
        for start in range(0, len(rest), per_line):
            self.line(rest[start : start + per_line], LEFT, size)

    def centred(self, text, size=18.0):
        self.canvas.setFont(SONG, size)
        self.canvas.drawCentredString(WIDTH / 2, self.y, text)
        self.y -= size * 1.6

    def foot(self, text, y=40):
        self.canvas.setFont("Helvetica", 9)
        self.canvas.drawCentredString(WIDTH / 2, y, text)

    def table(self, rows, xs, height=24.0):
        """A ruled table; None continues the cell to the left, ``^`` the one above."""
        top = self.y + 12
        for index in range(len(rows) + 1):
            for c, (x, end) in enumerate(pairwise(xs)):
                if index == len(rows) or rows[index][c] != "^":
                    self.canvas.line(x, top - index * height, end, top - index * height)
        for r, row in enumerate(rows):
            upper, lower = top - r * height, top - (r + 1) * height
            self.canvas.line(xs[-1], upper, xs[-1], lower)
            for c, text in enumerate(row):
                if text is not None:
                    self.canvas.line(xs[c], upper, xs[c], lower)
                    for i, part in enumerate(text.replace("^", "").split("\n")):
                        self.canvas.setFont(SONG, 9)
                        self.canvas.drawString(xs[c] + 4, upper - 10 - 10 * i, part)
        self.y = top - len(rows) * height - 24

    def page(self):
        self.canvas.showPage()
        self.y = HEIGHT - 100

    def bytes(self):
        self.canvas.save()
        return self._buffer.getvalue()


def picture_bytes(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def pictures_of(pdf, dpi=150):
    """The pages of a PDF as a scanner would give them."""
    pages = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pages]
    finally:
        pages.close()


def scan(pdf, dpi=150):
    """The same PDF with pictures for pages, and no text."""
    pictures = pictures_of(pdf, dpi)
    return picture_bytes(pictures[0], "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)


def word_bytes(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*paragraphs):
    document = WordDocument()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def tracked(paragraph, tag, text):
    """Add a tracked insertion (``ins``) or deletion (``del``) to a paragraph."""
    part = "t" if tag == "ins" else "delText"
    run = f"<w:r><w:{part}>{text}</w:{part}></w:r>"
    paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{run}</w:{tag}>'))


def numbering(document, *levels):
    """Give a document a numbering of its own; ``levels`` are pairs of format and pattern. Returns its id."""
    root = document.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (form, pattern) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="901"><w:abstractNumId w:val="900"/></w:num>'))
    return "901"


def numbered(document, text, number, level=0):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    list_properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", number)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        list_properties.append(element)
    properties.append(list_properties)
    return paragraph
