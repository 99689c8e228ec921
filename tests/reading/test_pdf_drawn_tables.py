"""Tables as programs draw them: all lines as one path, a head that is but shaded, rows with units between lines."""

import itertools

from docanalyzer.reading import read_bytes
from tests.reading.making import HEIGHT, Pdf


def cells(document):
    rows: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.cell is not None:
            rows.setdefault(block.cell.row, []).append(document.text[block.start : block.end])
    return list(rows.values())


def put(made, x, y, text):
    made.canvas.setFont("Helvetica", 9)
    made.canvas.drawString(x, y, text)


def test_lines_that_are_one_path_are_lines():
    made = Pdf()
    path = made.canvas.beginPath()
    for y in (700, 660, 620):
        path.rect(80, y, 400, 0.5)
        for x in (80, 200, 480):
            path.rect(x, y - 40, 0.5, 40)
    path.rect(80, 580, 400, 0.5)
    made.canvas.drawPath(path, stroke=0, fill=1)
    for y, left, right in ((685, "a", "Base year: 2005"), (645, "b", "Emissions in"), (605, "c", "Not applicable")):
        put(made, 90, y, f"Item {left} goes on")
        put(made, 90, y - 12, "in a second line")
        put(made, 210, y, right)
    assert cells(read_bytes(made.bytes(), "a.pdf")) == [
        ["Item a goes on in a second line", "Base year: 2005"],
        ["Item b goes on in a second line", "Emissions in"],
        ["Item c goes on in a second line", "Not applicable"],
    ]


def shaded(head):
    """A ruled table of three rows below shades that bear its head."""
    made = Pdf()
    xs = [80, 240, 320, 420]
    made.canvas.setFillColorRGB(1, 1, 0.5)
    for left, right in itertools.pairwise(xs):
        made.canvas.rect(left, 700, right - left, 24, stroke=0, fill=1)
    made.canvas.setFillColorRGB(0, 0, 0)
    for y in (700, 676, 652, 628):
        made.canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        made.canvas.line(x, 628, x, 700)
    rows = [head, ("Biofuel in transport", "90%", "100%"), ("Gas lines", "80%", "95%"), ("Clean coal", "75%", "99%")]
    for r, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            put(made, x + 6, 708 - 24 * r, text)
    return made.bytes()


def test_shades_above_the_lines_are_the_head():
    document = read_bytes(shaded(("Measure", "Scenario 1", "Scenario 2")), "a.pdf")
    assert cells(document)[:2] == [["Measure", "Scenario 1", "Scenario 2"], ["Biofuel in transport", "90%", "100%"]]


def test_rows_between_lines_whose_values_have_units():
    made = Pdf()
    rows = [
        ("", "Mitigation measures", "Targets"),
        ("1", "Switch to organic fertilisers", "5% annually"),
        ("2", "Improved practices", "14,971 ha"),
        ("3", "Domestic biogas", "10,254 nos"),
        ("4", "Reduced flooding of rice", "200 ha/year"),
    ]
    made.canvas.line(80, 716, 480, 716)
    for r, row in enumerate(rows):
        for x, text in zip((84, 110, 400), row, strict=True):
            put(made, x, 700 - 22 * r, text)
        made.canvas.line(80, 694 - 22 * r, 480, 694 - 22 * r)
    assert cells(read_bytes(made.bytes(), "a.pdf")) == [[text for text in row if text] for row in rows]


def test_a_blank_behind_an_f_is_narrow():
    made = Pdf()
    made.canvas.setFont("Helvetica", 12)
    # Files without blanks set each word at its place; the box of an f reaches over what follows.
    x = 90.0
    for word, gap in (("Summary", 3.3), ("of", 1.8), ("Morocco", 3.3), ("offers", 0)):
        made.canvas.drawString(x, 700, word)
        x += made.canvas.stringWidth(word, "Helvetica", 12) + gap
    assert read_bytes(made.bytes(), "a.pdf").text == "Summary of Morocco offers\n"


def test_raised_marks_in_brackets_stay_whole():
    made = Pdf()
    made.table([["Project", "2026", "2027"], ["Duqm Wind", "200", "160"], ["Total", "200", "360"]], [80, 240, 330, 420])
    made.canvas.setFont("Helvetica", 6)
    made.canvas.drawString(350, HEIGHT - 100 + 12 - 24 - 10 + 4, "(b)")
    assert ["Duqm Wind", "200", "160(b)"] in cells(read_bytes(made.bytes(), "a.pdf"))
