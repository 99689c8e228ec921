"""The documents as references, read back by libraries of their formats."""

import json
import re
from dataclasses import replace

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser.bparser import BibTexParser

from docanalyzer.exports.bibtex import latex
from tests.exports.odd import samples, written
from tests.samples import make_analysis

HOSTILE = "100% of {a} & b_c #1 $5 \\cmd ~ ^ }{\nER  - \n@misc{x,"


def document(**changes):
    analysis = make_analysis()
    return replace(analysis, document=replace(analysis.document, **changes))


KINDS = {
    "plan": ("GOVDOC", "techreport", "report"),
    "action_plan": ("GOVDOC", "techreport", "report"),
    "notice": ("GOVDOC", "techreport", "report"),
    "work_report": ("RPRT", "techreport", "report"),
    "ndc": ("RPRT", "techreport", "report"),
    "law": ("STAT", "misc", "legislation"),
    "news": ("NEWS", "misc", "article-newspaper"),
    "other": ("GOVDOC", "techreport", "report"),
}


def read_ris(analyses):
    return rispy.loads(written("ris", analyses).decode())


def read_bib(analyses):
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    return bibtexparser.loads(written("bibtex", analyses).decode(), parser).entries


def read_csl(analyses):
    return json.loads(written("csljson", analyses))


def test_one_document_in_three_formats():
    (ris,), (bib,), (csl,) = (read([make_analysis()]) for read in (read_ris, read_bib, read_csl))
    key = f"miit2018-{make_analysis().document.id[:8]}"
    assert (ris["id"], bib["ID"], csl["id"]) == (key, key, key)
    assert ris["title"] == csl["title"] == "目标"
    assert bib["title"] == "{目标}"
    assert ris["authors"] == ["工业和信息化部"]
    assert csl["author"] == [{"literal": "工业和信息化部"}]
    assert bib["author"] == "{工业和信息化部}"
    assert (ris["year"], ris["date"]) == ("2018", "2018/07/03")
    assert csl["issued"] == {"date-parts": [[2018, 7, 3]]}
    assert (bib["year"], bib["month"], bib["day"]) == ("2018", "July", "3")
    assert ris["issn"] == bib["number"] == csl["number"] == "国发〔2018〕22号"
    assert ris["language"] == csl["language"] == "zh-CN"


@pytest.mark.parametrize(("kind", "types"), KINDS.items())
def test_types(kind, types):
    analyses = [document(kind=kind)]
    assert (read_ris(analyses)[0]["type_of_reference"], read_bib(analyses)[0]["ENTRYTYPE"]) == types[:2]
    assert read_csl(analyses)[0]["type"] == types[2]


def test_a_law_has_its_number_where_zotero_looks_for_it():
    assert b"\r\nM1  - " in written("ris", [document(kind="law")])
    assert b"\r\nSN  - " in written("ris", [document(kind="notice")])


def test_hostile_titles_break_nothing():
    analyses = [document(title=HOSTILE, number="{\n}"), make_analysis()]
    assert len(read_ris(analyses)) == len(read_bib(analyses)) == len(read_csl(analyses)) == 2
    assert read_ris(analyses)[0]["title"] == " ".join(HOSTILE.split())
    raw = written("bibtex", analyses).decode()
    assert raw.count("{") == raw.count("}")


def test_latex_prints_what_was_given():
    words = {r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}"}
    words |= {r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", **{f"\\{sign}": sign for sign in "$&#_%"}}
    written_out = latex(HOSTILE)
    assert re.sub("|".join(map(re.escape, words)), lambda found: words[found[0]], written_out) == HOSTILE
    assert not re.search(r"(?<!\\)[$&#_%]", written_out)


def test_what_is_not_known_is_left_out():
    analyses = [document(title=None, issued_on=None, issuers=(), number=None)]
    (ris,), (bib,), (csl,) = (read(analyses) for read in (read_ris, read_bib, read_csl))
    assert ris["title"] == csl["title"] == "plan"
    assert not {"year", "date", "authors", "issn"} & set(ris)
    assert not {"year", "author", "number", "institution"} & set(bib)
    assert not {"issued", "author", "number", "publisher"} & set(csl)
    assert bib["ENTRYTYPE"] == "misc"  # a report without an institution is none for BibTeX
    assert bib["ID"].startswith("documentnd-")


def test_names_follow_the_language_of_the_document():
    analyses = [document(language="en"), document(issuers=("some body",))]
    assert read_ris(analyses)[0]["authors"] == ["Ministry of Industry and Information Technology"]
    assert read_ris(analyses)[1]["authors"] == ["some body"]


def test_keys_differ_even_for_the_same_document():
    analyses = [make_analysis("a.txt"), make_analysis("b.txt")]
    for read, field in ((read_ris, "id"), (read_bib, "ID"), (read_csl, "id")):
        assert len({entry[field] for entry in read(analyses)}) == 2


CSL = {
    # Written after the published schema of CSL-JSON: the variables that are used here, and no others.
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article-newspaper", "legislation", "report"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                    "required": ["literal"],
                },
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                    }
                },
            },
            **{
                name: {"type": "string", "minLength": 1}
                for name in ("title", "number", "genre", "publisher", "language", "note")
            },
        },
    },
}


def test_csl_json_keeps_to_its_schema():
    jsonschema.validate(read_csl([*samples(), document(title=HOSTILE, kind="law"), document(kind="news")]), CSL)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{"id": "x", "type": "governmentDocument"}], CSL)
