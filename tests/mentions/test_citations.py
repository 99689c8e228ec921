"""Titles, numbers and acts."""

from __future__ import annotations

import re

import pytest

from docanalyzer.linguistics import View
from docanalyzer.mentions.citations import find_citations


def cited(text: str) -> list[tuple[str | None, str | None]]:
    view = View("zh" if re.search(r"[一-鿿]", text) else "en", text, text.lower())
    citations = find_citations(view)
    assert all(text[c.start : c.end] == c.text for c in citations)
    return [(c.title, c.number) for c in citations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实《某市节水规划》。", [("某市节水规划", None)]),
        ("《关于加强节水工作的意见》（某政发〔2020〕15号）", [("关于加强节水工作的意见", "某政发〔2020〕15号")]),
        ("根据某政发〔2020〕15号要求", [(None, "某政发〔2020〕15号")]),
        ("《关于印发〈某办法〉的通知》", [("关于印发〈某办法〉的通知", None)]),
        ("执行《锅炉排放标准》（GB 12345-2020）", [("锅炉排放标准", "GB 12345-2020")]),
        ("《某某晚报》刊登了《茶馆》的剧评", []),
        (
            "under Directive 2001/12/EU and Regulation (EU) No 300/2010",
            [(None, "Directive 2001/12/EU"), (None, "Regulation (EU) No 300/2010")],
        ),
        ("see COM(2023) 101 final", [(None, "COM(2023) 101 final")]),
        ("enacted by P.L.2001, c.3 in spring", [(None, "P.L.2001, c.3")]),
        ("in line with the Paris Agreement", [("Paris Agreement", None)]),
        ("set by the Clean Rivers Act 2009, which", [("Clean Rivers Act 2009", None)]),
        ("The Management of Small Boilers Act applies", [("Management of Small Boilers Act", None)]),
        ("in the 14th Five-Year Plan for Water Conservation", [("14th Five-Year Plan for Water Conservation", None)]),
        ("the Act applies to every Agreement", []),
        ("issued the “Plan for Clean Rivers and Lakes” in spring", [("Plan for Clean Rivers and Lakes", None)]),
    ],
)
def test_citations(text, expected):
    assert cited(text) == expected


def test_the_title_is_quoted_from_the_document_and_not_from_its_folded_copy():
    text = "落實《某市節水規劃》。"
    view = View("zh", "落实《某市节水规划》。", "落实《某市节水规划》。")
    assert [c.text for c in find_citations(view, text)] == ["《某市節水規劃》"]
