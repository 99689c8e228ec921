"""Matching: one to one, the same from either side, whatever the order of the documents."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from docanalyzer.comparison.bilingual import check_translation
from docanalyzer.comparison.cascade import build_cascade
from docanalyzer.comparison.genealogy import build_genealogy
from docanalyzer.comparison.matching import is_parallel, match_targets
from docanalyzer.comparison.pairs import MIRROR
from docanalyzer.comparison.provisions import match_provisions
from docanalyzer.comparison.report import ComparisonError, compare
from docanalyzer.comparison.verdicts import Place, verdict
from docanalyzer.comparison.versions import edits
from docanalyzer.pipeline import analyze, analyze_text

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
NAMES = (
    "zh-carbon-peak-plan.txt",
    "zh-industry-green-plan.txt",
    "zh-green-transition-opinion.txt",
    "en-carbon-peak-plan.txt",
    "en-cn-energy-saving-plan.txt",
)
PAIRS = list(combinations(NAMES, 2))


@pytest.fixture(scope="module")
def documents():
    return {name: analyze(CORPUS / name) for name in NAMES}


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_exchanging_the_documents_exchanges_the_sides(documents, pair):
    left, right = (documents[name] for name in pair)
    places = Place(left.document.jurisdiction), Place(right.document.jurisdiction)
    there, back = match_targets(left, right), match_targets(right, left)
    assert {(m.left.id, m.right.id) for m in there.matches} == {(m.right.id, m.left.id) for m in back.matches}
    for match in there.matches:
        opinions = verdict(match.left, match.right, *places), verdict(match.right, match.left, *places[::-1])
        assert opinions[1].verdict == MIRROR[opinions[0].verdict]


@pytest.mark.parametrize("order", ["free", "ordered"])
@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_provisions_too(documents, pair, order):
    left, right = (documents[name] for name in pair)
    there, back = match_provisions(left, right, order=order), match_provisions(right, left, order=order)
    assert {(m.left.id, m.right.id) for m in there.matches} == {(m.right.id, m.left.id) for m in back.matches}


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_every_record_is_used_once(documents, pair):
    left, right = (documents[name] for name in pair)
    matching = match_targets(left, right)
    assert sorted([m.left.id for m in matching.matches] + [m.id for m in matching.only_left]) == sorted(
        target.id for target in left.targets
    )
    assert sorted([m.right.id for m in matching.matches] + [m.id for m in matching.only_right]) == sorted(
        target.id for target in right.targets
    )


def test_ordered_provisions_keep_their_order(documents):
    matching = match_provisions(
        documents["zh-carbon-peak-plan.txt"], documents["en-carbon-peak-plan.txt"], order="ordered"
    )
    assert len(matching.matches) > 10
    starts = [(match.left.start, match.right.start) for match in matching.matches]
    assert starts == sorted(starts)
    assert [right for _, right in starts] == sorted(right for _, right in starts)


def test_a_document_matches_itself(documents):
    plan = documents["zh-industry-green-plan.txt"]
    matching = match_targets(plan, plan)
    assert all(match.left == match.right for match in matching.matches)
    assert not matching.only_left
    assert not matching.only_right


def test_a_translation_is_told_from_a_text_on_the_same_matter(documents):
    assert is_parallel(documents["zh-carbon-peak-plan.txt"], documents["en-carbon-peak-plan.txt"])
    assert not is_parallel(documents["zh-industry-green-plan.txt"], documents["en-carbon-peak-plan.txt"])


def test_numbers_that_a_translation_changed_are_named():
    left = analyze_text("到2025年，森林覆盖率达到24%。到2025年，污泥无害化处置率达到90%以上。")
    right = analyze_text(
        "By 2025, the forest coverage rate will reach 42%. By 2025, the harmless sludge disposal rate will exceed 90%."
    )
    check = check_translation(left, right)
    assert [(c.left, c.right) for c in check.conflicts] == [(("24 %",), ("42 %",))]
    assert len(check.matches) == 2


def test_both_languages_in_one_file():
    both = analyze_text(
        "到2025年，森林覆盖率达到24%。\nBy 2025, the forest coverage rate will reach 24%.\n"
        "到2030年，湿地保护率达到60%。\nBy 2030, the wetland protection rate will reach 60%.\n"
    )
    check = check_translation(both, both)
    assert [(m.left.evidence.text, m.right.evidence.text) for m in check.matches] == [
        ("森林覆盖率达到24%", "By 2025, the forest coverage rate will reach 24%."),
        ("湿地保护率达到60%", "By 2030, the wetland protection rate will reach 60%."),
    ]
    assert not check.only_left
    assert not check.only_right


def test_a_lost_base_year_is_named():
    left = analyze_text("到2025年，单位GDP能耗比2020年下降13.5%。", issued_on="2021-06-01")
    right = analyze_text("By 2025, energy consumption per unit of GDP will fall by 13.5%.", issued_on="2021-06-01")
    assert {(loss.what, loss.side) for loss in check_translation(left, right).lost} == {("base_year", "right")}


def test_the_order_of_the_local_documents_only_orders_the_columns(documents):
    plans = [documents[name] for name in NAMES]
    one = build_cascade(plans[0], plans[1:4])
    other = build_cascade(plans[0], plans[3:0:-1])
    cells = [
        {(row.left.id, cell.document, cell.step) for row in cascade.rows if row.left for cell in row.cells}
        for cascade in (one, other)
    ]
    assert cells[0] == cells[1]


def test_lag_in_days():
    national = analyze_text("到2025年，森林覆盖率达到24%。", issued_on="2021-01-01", title="a")
    local = analyze_text("到2025年，我省森林覆盖率达到36%。", issued_on="2021-01-31", title="b")
    undated = replace(local, document=replace(local.document, issued_on=None))
    assert build_cascade(national, [local, undated]).lags == (30, None)


def test_edits_read_in_order_give_both_texts():
    found = edits("到2025年下降13.5%以上。", "到2030年下降15%。")
    assert "".join(e.text for e in found if e.kind != "insert") == "到2025年下降13.5%以上。"
    assert "".join(e.text for e in found if e.kind != "delete") == "到2030年下降15%。"
    assert ("delete", "13.5") in {(e.kind, e.text) for e in found}


def test_documents_that_are_cited():
    law = analyze_text("大气污染防治条例\n本条例自2020年1月1日起施行。", title="大气污染防治条例")
    plan = analyze_text(
        "为贯彻落实《大气污染防治条例》，制定本方案。修订《节能审查办法》。《锅炉管理办法》同时废止。", title="方案"
    )
    graph = build_genealogy([plan, law])
    title = {node.key: node.title for node in graph.nodes}
    relations = {(title[edge.target], edge.relation) for edge in graph.edges}
    assert relations == {("大气污染防治条例", "implements"), ("节能审查办法", "amends"), ("锅炉管理办法", "repeals")}
    (known,) = [edge.target for edge in graph.edges if edge.relation == "implements"]
    assert known == law.document.id
    assert build_genealogy([law, plan]) == graph


@pytest.mark.parametrize(
    ("mode", "count", "words"),
    [("targets", 1, "at least two"), ("versions", 3, "two at a time"), ("bilingual", 3, "its translation")],
)
def test_too_few_or_too_many_documents(documents, mode, count, words):
    with pytest.raises(ComparisonError, match=words):
        compare([documents[name] for name in NAMES[:count]], mode)


def test_versions_in_two_languages_are_refused(documents):
    with pytest.raises(ComparisonError, match="bilingual"):
        compare([documents[NAMES[0]], documents[NAMES[3]]], "versions")
