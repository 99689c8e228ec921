"""Who is to act: bodies that announce a rule or are given a duty."""

import pytest

from docanalyzer import analyze_text


def actors(text):
    return [list(p.actors) for p in analyze_text(text, issued_on="2018-07-25").provisions]


@pytest.mark.parametrize(
    "text",
    [
        "工业和信息化部提出，加快压减产能。",
        "工业和信息化部近日明确，将加大支持力度。",
        "工业和信息化部要求各地加快改造。",
        "The Ministry of Industry and Information Technology proposed to cut capacity in 2019.",
        "The Ministry of Industry and Information Technology has clarified that it will increase support.",
        "The Ministry of Industry and Information Technology (MIIT) requires that all kilns be replaced.",
    ],
)
def test_who_announces_a_rule_is_its_actor(text):
    assert actors(text) == [["miit"]]


def test_a_body_that_is_only_named_is_no_actor():
    assert actors("加强与工业和信息化部的沟通。") == [[]]
    assert actors("Plants will report to the Ministry of Industry and Information Technology.") == [[]]
