"""What is due, and by when."""

from __future__ import annotations

import pytest

from docanalyzer.pipeline import analyze_text


def due(text: str, issued_on: str = "2021-06-01") -> list[tuple[str | None, str]]:
    return [(d.period.end_date, d.what.text) for d in analyze_text(text, issued_on=issued_on).deadlines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，用水量下降10%。", [("2025-12-31", "用水量下降10%")]),
        ("2022年6月底前完成排查，建立台账。", [("2022-06-30", "完成排查")]),
        (
            "到2025年，建成水厂3座；到2030年，建成水厂9座。",
            [("2025-12-31", "建成水厂3座"), ("2030-12-31", "建成水厂9座")],
        ),
        ("By 2030, the city will close two plants.", [("2030-12-31", "the city will close two plants")]),
        ("The city will close two plants by 2030.", [("2030-12-31", "The city will close two plants")]),
    ],
)
def test_what_is_due(text, expected):
    assert due(text) == expected


@pytest.mark.parametrize(
    "text", ["2020年，全县建成水厂3座。", "截至2020年底，累计建成水厂3座。", "用水量比2020年下降10%。"]
)
def test_the_past_and_baselines_are_no_deadlines(text):
    assert due(text) == []


def test_links_to_provision_and_targets():
    analysis = analyze_text("到2025年，森林覆盖率达到45%；到2030年，达到48%。", issued_on="2021-06-01")
    assert [d.id for d in analysis.deadlines] == ["d1", "d2"]
    assert {d.provision for d in analysis.deadlines} == {analysis.provisions[0].id}
    assert [len(d.targets) for d in analysis.deadlines] == [1, 1]
