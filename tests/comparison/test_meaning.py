"""Provisions of two languages paired by vectors and anchors together."""

import numpy as np
import pytest

from docanalyzer.comparison.provisions import match_provisions
from docanalyzer.comparison.report import compare
from docanalyzer.comparison.words import nearness
from docanalyzer.pipeline import analyze_text

# 标语 and words that give the sentence a direction of its own, the same in both languages.
TOPICS = {"钢铁": 0, "steel": 0, "水泥": 1, "cement": 1, "塑料": 2, "plastic": 2}


def embed(texts):
    vectors = np.full((len(texts), 4), 0.1)
    for row, text in enumerate(texts):
        for word, axis in TOPICS.items():
            if word in text:
                vectors[row, axis] = 1.0
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def texts():
    return (
        analyze_text("严禁新建炼厂和钢铁厂。\n鼓励水泥企业改造。\n禁止销售塑料餐具。\n", issued_on="2021-01-01"),
        analyze_text(
            "The sale of plastic cutlery is prohibited.\nCement firms are encouraged to modernise.\n"
            "New steel plants are prohibited.\n",
            issued_on="2021-01-01",
        ),
    )


def test_vectors_pair_what_order_and_anchors_cannot(texts):
    found = {(m.left.text[:2], m.right.text[:3]): m.why for m in match_provisions(*texts, embed=embed).matches}
    assert set(found) == {("严禁", "New"), ("鼓励", "Cem"), ("禁止", "The")}
    assert set(found.values()) == {("meaning",)}
    report = compare(texts, "provisions", embed)
    assert sum(pair.left is not None and pair.right is not None for pair in report.pairs) == 3


def test_nearness_takes_off_what_is_near_to_everything():
    assert nearness([], ["a"], embed) == []
    near = nearness(["钢铁", "水泥"], ["steel", "cement"], embed, neighbours=1)
    assert near[0][0] == pytest.approx(0)
    assert near[0][1] < -0.5
