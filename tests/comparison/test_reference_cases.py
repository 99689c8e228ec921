"""The reference cases of the corpus: planted changes, planted contradictions, a text and its translation."""

from __future__ import annotations

import json

from benchmarks.comparison import CORPUS, score_consistency, score_translations, score_versions
from docanalyzer.comparison.cascade import build_cascade
from docanalyzer.core.document import Metadata
from docanalyzer.pipeline import analyze


def _read(row):
    return analyze(CORPUS / row["file"], metadata=Metadata(issued_on=row["issued_on"], issuers=(row["issuer"],)))


def test_a_national_plan_and_local_ones():
    case = json.loads((CORPUS / "comparison" / "cascade.json").read_text(encoding="utf-8"))
    national, local = _read(case["national"]), [_read(row) for row in case["local"]]
    cascade = build_cascade(national, local)
    found = {}
    for row in cascade.rows:
        for name in case["steps"]:
            if row.left is not None and name in row.left.evidence.text:
                found[name] = [cell.step for cell in row.cells]
    assert found == case["steps"]
    assert list(cascade.lags) == [row["lag"] for row in case["local"]]
    added = [cell.document for row in cascade.rows if row.left is None for cell in row.cells]
    assert [added.count(document.document.id) for document in local] == [row["added"] for row in case["local"]]


def test_planted_changes_are_found_and_nothing_else():
    score = score_versions()
    assert score.wanted >= 30
    assert score.precision >= 0.95, score.deviations
    assert score.recall >= 0.95, score.deviations


def test_planted_contradictions_are_found_and_nothing_else():
    score = score_consistency()
    assert score.wanted >= 20
    assert score.precision >= 0.95, score.deviations
    assert score.recall >= 0.95, score.deviations


def test_a_text_and_its_translation_are_aligned():
    targets, provisions = score_translations()
    assert targets.wanted > 60
    assert targets.f1 >= 0.97, targets.deviations
    assert provisions.f1 >= 0.85, provisions.deviations
