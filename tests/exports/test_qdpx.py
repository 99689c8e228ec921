"""REFI-QDA projects: valid by a schema written after the published one, and true to the records."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from docanalyzer.exports.marks import LABELS, annotate
from tests.exports.odd import reviewed_analysis, samples, written
from tests.samples import make_analysis

NS = {"q": "urn:QDA-XML:project:1.0"}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("refi_qda.rng")))


def project(analyses=None):
    files = zipfile.ZipFile(io.BytesIO(written("qdpx", analyses)))
    return files, etree.fromstring(files.read("project.qde"))


def find(root, path):
    return root.xpath(path, namespaces=NS)


@pytest.mark.parametrize("analyses", [None, [], [make_analysis(), make_analysis("again.txt")]])
def test_project_is_valid(analyses):
    _, root = project(analyses)
    assert SCHEMA.validate(root), SCHEMA.error_log


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ("<Code guid='x' name='n' isCodable='true'/>", "//q:Codes"),
        ("<CodeRef targetGUID='00000000-0000-0000-0000-000000000000'/>", "//q:TextSource"),
        ("<Description/>", "//q:Coding"),
    ],
)
def test_schema_tells_what_is_not_valid(wrong, path):
    _, root = project()
    (element,) = etree.fromstring(f"<x xmlns='{NS['q']}'>{wrong}</x>")
    find(root, path)[0].append(element)
    assert not SCHEMA.validate(root)


def test_every_guid_stands_once_and_every_reference_leads_somewhere():
    _, root = project([*samples(), make_analysis("again.txt")])
    guids = find(root, "//@guid")
    assert len(set(guids)) == len(guids)
    users = set(find(root, "//q:User/@guid"))
    assert set(find(root, "//@creatingUser")) | set(find(root, "//@creatingUserGUID")) <= users
    assert set(find(root, "//q:CodeRef/@targetGUID")) <= set(find(root, "//q:Code[@isCodable='true']/@guid"))
    assert set(find(root, "//q:VariableRef/@targetGUID")) == set(find(root, "//q:Variable/@guid"))


def test_sources_are_the_texts_and_selections_the_marks():
    files, root = project()
    english = {label.en: label.id for label in LABELS}
    # The code of one region, say, stands below the code for regions, and counts as that.
    labels = {
        guid: english[code.get("name").partition(" / ")[0]]
        for code in find(root, "//q:Codes/q:Code/q:Code")
        for guid in find(code, "descendant-or-self::q:Code/@guid")
    }
    sources = find(root, "//q:TextSource")
    for source, analysis in zip(sources, samples(), strict=True):
        path = source.get("plainTextPath")
        assert path == f"internal://{source.get('guid')}.txt"
        text = files.read(path.replace("internal://", "sources/")).decode()
        assert text == analysis.document.text
        found = {
            (int(selection.get("startPosition")), int(selection.get("endPosition")), labels[code])
            for selection in find(source, "q:PlainTextSelection")
            for code in find(selection, "q:Coding/q:CodeRef/@targetGUID")
        }
        assert found == {(mark.start, mark.end, mark.label) for mark in annotate(analysis, "evidence").marks}
    assert len(files.namelist()) == 1 + len(sources)


def test_codes_name_what_was_found():
    _, root = project([make_analysis()])
    names = find(root, "//q:Code/q:Code/q:Code/@name")
    assert "Hebei / 河北省 (130000)" in names
    assert any(name.endswith("(31)") for name in names)
    values = set(find(root, "//q:VariableValue/*[not(self::q:VariableRef)]/text()"))
    assert {"国发〔2018〕22号", "2018-07-03", "miit", "zh-Hans"} <= values


def test_codings_that_people_looked_at_are_theirs():
    _, root = project([reviewed_analysis()])
    assert SCHEMA.validate(root), SCHEMA.error_log
    users = {user.get("guid"): user.get("name") for user in find(root, "//q:User")}
    assert sorted(users.values())[:2] == ["Li", "Wang & Co"]
    codes = {code.get("guid"): code.get("name") for code in find(root, "//q:Code")}
    found = {
        (codes[coding.find("q:CodeRef", NS).get("targetGUID")], users[coding.get("creatingUser")])
        for coding in find(root, "//q:Coding")
    }
    assert {("target / 目标", "Wang & Co"), ("prohibits / 禁止", "Li")} <= found
    assert len([name for _, name in found if name in {"Li", "Wang & Co"}]) == 2


def test_a_selection_tells_what_the_record_says():
    _, root = project([make_analysis()])
    notes = find(root, "//q:PlainTextSelection/q:Description/text()")
    assert any("low: 23; high: 23; unit: %" in note for note in notes)
