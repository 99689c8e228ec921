"""The reader's data: cut in code points, nothing lost, nothing twice."""

import json
from dataclasses import replace

from docanalyzer import analyze_text
from docanalyzer.core.document import Page
from docanalyzer.core.record import Section
from docanalyzer.library import open_library
from docanalyzer.ui import source
from docanalyzer.ui.reader import opened
from docanalyzer.ui.reader.marks import find_marks
from docanalyzer.ui.reader.payload import paragraphs, payload
from tests.samples import TEXT, make_analysis


def _text(paragraph):
    if paragraph.cells:
        return "\t".join("".join(run.text for run in cell) for cell in paragraph.cells)
    return "".join(run.text for run in paragraph.runs)


def _paragraphs(analysis):
    return paragraphs(analysis, find_marks(analysis))


def test_the_runs_together_are_the_text():
    analysis = make_analysis()
    assert "\n".join(_text(paragraph) for paragraph in _paragraphs(analysis)) == TEXT


def test_each_run_says_where_it_begins_and_what_it_proves():
    analysis = make_analysis()
    marks = find_marks(analysis)
    assert {mark.slot for mark in marks} >= {"evidence", "value", "indicator", "deadline", "baseline"}
    covered = dict.fromkeys(range(len(marks)), "")
    for paragraph in paragraphs(analysis, marks):
        for run in paragraph.runs:
            assert TEXT[run.start : run.start + len(run.text)] == run.text
            for index in run.marks:
                covered[index] += run.text
    for index, mark in enumerate(marks):
        assert covered[index] == TEXT[mark.start : mark.end].replace("\n", "")


def test_characters_beyond_the_first_65536_count_as_one():
    text = "𠀀𠀁目标\n2025年"
    analysis = make_analysis(text=text)
    second = _paragraphs(analysis)[1]
    assert (second.start, _text(second)) == (5, "2025年")


def test_tabbed_lines_are_rows_of_a_table_and_one_alone_is_not():
    rows = make_analysis(text="表\n指标\t2025年\n能耗\t13.5%\n\n甲\t乙\n丙")
    made = _paragraphs(rows)
    assert [bool(paragraph.cells) for paragraph in made] == [False, True, True, False, False, False]
    assert [cell[0].start for cell in made[2].cells] == [11, 14]


def test_headings_and_pages_are_told():
    analysis = make_analysis(text="一、目标\n第二条 本办法自发布之日起施行，有效期五年，由市发展改革委负责解释。\n完")
    document = replace(
        analysis.document,
        sections=(Section("s1", 1, "一、", "目标", 0, 5), Section("s2", 2, "第二条", "", 5, 40)),
        pages=(Page(1, 0, 20), Page(2, 20, 20), Page(3, 20, 41)),
    )
    made = _paragraphs(replace(analysis, document=document))
    assert [paragraph.level for paragraph in made] == [1, 0, 0]
    assert [paragraph.page for paragraph in made] == [1, 3, None]


def test_the_payload_begins_with_the_digest_of_the_rest():
    hostile = "<script>alert(1)</script> ![x](http://example.org/x.png) $5 and $6 5~8% \ud800"
    analysis = make_analysis(text="x")
    analysis = replace(analysis, document=replace(analysis.document, text=hostile))
    content = payload(analysis, {"text": "Text"}, {})
    digest, body = content[:64], content[65:]
    again = payload(analysis, {"text": "Text"}, {})
    assert content == again
    assert digest != payload(analysis, {"text": "文本"}, {})[:64]
    assert json.loads(body)["paragraphs"][0][3][0][1] == hostile.replace("\ud800", "?")


def test_every_record_has_its_place_and_its_name():
    analysis = make_analysis()
    body = json.loads(payload(analysis, {}, {analysis.targets[0].id: "Water use"})[65:])
    target = next(record for record in body["records"] if record[0] == analysis.targets[0].id)
    assert target == [analysis.targets[0].id, "target", analysis.targets[0].evidence.start, "Water use"]
    kinds = {record[1] for record in body["records"] if len(record) > 1}
    assert kinds >= {"target", "provision", "unused"}


def test_a_second_correction_of_a_record_is_a_new_state(tmp_path, monkeypatch):
    text = "到2025年，单位产品能耗比2020年下降12%。"
    with open_library(str(tmp_path / "l.sqlite")) as library:
        analysis = analyze_text(text, issued_on="2021-06-01")
        added = library.add(text.encode(), analysis, filename="plan.txt")
        monkeypatch.setattr(source, "library", lambda: library)
        record = analysis.targets[0].id
        stamps = [opened.stamp(added.document_id)]
        for value in ("increase", "decrease"):
            last = library.judge(added.document_id, record, "correct", by="Li", slot="direction", value=value)
            stamps.append(opened.stamp(added.document_id))
        library.undo(last, by="Li")
        assert len(set(stamps)) == 3
        assert opened.stamp(added.document_id) == stamps[1]
