import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from docanalyzer import Settings, analyze_text
from docanalyzer.spacy_component import GROUPS, METADATA

ROOT = Path(__file__).parents[1]
ZH = "到2025年，河北省单位工业增加值用水量比2020年下降16%以上。严禁新增钢铁产能，由工业和信息化部负责。"
EN = "By 2030, the share of renewables in electricity shall reach 42.5%. Coal plants must report their emissions."


def pipeline(blank, **config):
    nlp = spacy.blank(blank)
    nlp.add_pipe("docanalyzer", config=config)
    return nlp


def marked(doc, group):
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[group]]


def test_chinese_groups_hold_what_the_analysis_found():
    doc = pipeline("zh", models=["none"])(ZH)
    assert set(doc.spans) == set(GROUPS)
    assert marked(doc, "targets") == [("16%", "target", "ind_water_per_va")]
    assert ("河北省", "region", "130000") in marked(doc, "regions")
    assert ("钢铁产能", "industry", "31") in marked(doc, "industries")
    assert ("到2025年", "by", "../2025-12-31") in marked(doc, "periods")
    assert [span.text for span in doc.spans["agencies"]] == ["工业和信息化部"]
    assert {span.label_ for span in doc.spans["provisions"]} >= {"prohibit"}


def test_the_records_are_those_of_the_analysis_of_the_text():
    for language, text in (("zh", ZH), ("en", EN)):
        doc = pipeline(language, models=["none"])(text)
        assert doc._.docanalyzer == analyze_text(text, settings=Settings(models="none"))
        ids = {target.id for target in doc._.docanalyzer.targets}
        assert {span.id_ for span in doc.spans["targets"]} == ids != set()


def test_spans_cover_the_tokens_that_hold_their_characters():
    doc = pipeline("en", models=["none"])(EN)
    (target,) = doc._.docanalyzer.targets
    (span,) = doc.spans["targets"]
    assert span.start_char <= target.quantity.start < target.quantity.end <= span.end_char
    (indicator,) = [span for span in doc.spans["indicators"] if span.id_ == target.id]
    assert indicator.text == target.indicator.text


def test_line_ends_of_windows_move_nothing():
    text = "目标\r\n\r\n到2025年，能耗下降16%。\r\n到2030年，能耗下降20%。"
    doc = pipeline("zh", models=["none"])(text)
    assert [span.text for span in doc.spans["targets"]] == ["16%", "20%"]


def test_settings_and_what_is_known_of_one_document():
    nlp = pipeline("zh", models=["none"], issued_on="2021-03-01")
    text = "本年能耗下降3%。"
    assert nlp(text)._.docanalyzer.document.issued_on == "2021-03-01"
    doc = nlp.make_doc(text)
    doc.user_data[METADATA] = {"issued_on": "2024-03-01", "title": "工作报告"}
    found = nlp(doc)._.docanalyzer.document
    assert (found.issued_on, found.title) == ("2024-03-01", "工作报告")
    assert pipeline("zh", language="en", models=["none"])(EN)._.docanalyzer.document.language == "en"


def test_a_model_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="docanalyzer: nowhere: there is no such model"):
        pipeline("zh", models=["nowhere"])


def test_documents_travel_as_bytes_with_their_records():
    nlp = pipeline("zh", models=["none"])
    doc = nlp(ZH)
    (back,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert back._.docanalyzer == doc._.docanalyzer
    assert marked(back, "targets") == marked(doc, "targets")


def test_a_document_that_did_not_pass_has_no_records():
    assert spacy.blank("zh")(ZH)._.docanalyzer is None


def test_an_empty_document():
    doc = pipeline("en", models=["none"])("")
    assert not any(doc.spans.values())


def test_spacy_finds_the_component_through_the_entry_point():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["docanalyzer"].partition(":")
    assert callable(getattr(import_module(module), name))
    assert spacy.blank("en").has_factory("docanalyzer")


def test_the_example_of_the_documentation_runs(capsys):
    page = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"^## With spaCy\n(.+?)^## ", page, re.DOTALL | re.MULTILINE)
    (code,) = re.findall(r"```python\n(.+?)```", section, re.DOTALL)
    exec(compile(code, "usage.md", "exec"), {})
    shown = re.findall(r"# → (.+)", code)
    assert shown
    assert capsys.readouterr().out.splitlines() == shown
    for group in GROUPS:
        assert f"`{group}`" in section
