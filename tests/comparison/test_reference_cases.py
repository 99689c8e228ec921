"""The reference cases of the corpus: planted changes, planted contradictions, a text and its translation."""

from __future__ import annotations

from benchmarks.comparison import score_consistency, score_translations, score_versions


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
