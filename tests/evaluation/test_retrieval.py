import numpy as np
import pytest

from docanalyzer.evaluation.retrieval import by_vectors, hide_numbers, less_crowded, rank

PAIRS = [[("甲", "a"), ("乙", "b"), ("丙", "c")]]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("到2025年下降13.5%", "到#年下降#%"),
        ("PM2.5浓度降至３５微克", "PM#浓度降至#微克"),
        ("十二个项目翻一番", "#个项目翻#番"),
        ("统一管理", "统一管理"),
        ("Half of 1,200 plants by 2030", "# of # plants by #"),
        ("twenty years", "# years"),
        ("someone", "someone"),
    ],
)
def test_numbers_are_hidden_in_digits_and_words(text, hidden):
    assert hide_numbers(text) == hidden


def test_the_counterpart_comes_last_among_equals():
    found = rank(PAIRS, lambda left, right: np.zeros((len(left), len(right))))
    assert (found.asked, found.first) == (3, 0)
    assert found.mean_reciprocal == pytest.approx(1 / 3)


def test_ranks_shares_and_intervals():
    found = rank(PAIRS, lambda left, right: np.array([[3, 2, 1], [2, 1, 0], [0, 0, 1]]))
    assert (found.first, found.five, found.candidates) == (2, 3, 3)
    assert found.share == pytest.approx(2 / 3)
    assert found.interval == (found.share, found.share)
    assert rank([], lambda left, right: np.zeros((0, 0))).share == 0


def test_what_is_near_to_everything_no_longer_comes_first():
    scores = np.array([[0.5, 0.6, 0.1], [0.2, 0.9, 0.1], [0.1, 0.7, 0.6]])

    def likeness(left, right):
        return scores

    assert rank(PAIRS, likeness).first == 1
    assert rank(PAIRS, less_crowded(likeness)).first == 3


def test_vectors_are_compared_by_their_cosine():
    vectors = {"甲": [1.0, 0.0], "a": [0.6, 0.8], "乙": [0.0, 1.0], "b": [0.0, 1.0]}
    likeness = by_vectors(lambda texts: np.array([vectors[text] for text in texts]))
    assert likeness(["甲"], ["a", "b"]).tolist() == [[0.6, 0.0]]
