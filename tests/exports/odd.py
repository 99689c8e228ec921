"""Analyses that formats stumble over: wide characters, controls, line ends, markup, names that are none for files."""

from __future__ import annotations

import io
from dataclasses import replace

from docanalyzer import analyze_text
from docanalyzer.core.record import Analysis, Review
from docanalyzer.exports import WRITERS, Format
from tests.samples import make_analysis

ODD_TEXT = (
    '𠮷县<b>&amp;"规划"\f\n'
    "到2025年，𠮷县单位工业增加值用水量比2020年下降16%以上。\n"
    "严禁新增钢铁\x0b产能，\u2028鼓励发展风电。河北省2025年底前\t完成 改造。\n"
    "=1+1 & <script>alert(1)</script> $5 ~6~\n"
)


def odd_analysis(name: str = "../a <&>\"'/规划 :\udcff.txt") -> Analysis:
    """An analysis of ``ODD_TEXT`` under a name that is none for a file."""
    analysis = analyze_text(ODD_TEXT, issued_on="2021-03-04", issuer="工业和信息化部")
    return replace(analysis, document=replace(analysis.document, name=name, title="规划\udcff\0\x1b[31m"))


def reviewed_analysis() -> Analysis:
    """An analysis in which people accepted a provision and corrected a number to one that has no place in the text."""
    analysis = make_analysis()
    (target,), (provision,) = analysis.targets, analysis.provisions
    assert target.quantity
    corrected = replace(
        target,
        quantity=replace(
            target.quantity, start=target.evidence.start, end=target.evidence.start, text="", low=25.0, high=25.0
        ),
        review=Review("corrected", "Wang & Co", "2026-01-02T03:04:05Z", "=misread", {"quantity.low": 23.0}),
    )
    accepted = replace(provision, review=Review("accepted", "Li", "2026-01-02T03:04:06Z", "", {}))
    return replace(analysis, targets=(corrected,), provisions=(accepted,))


def samples() -> list[Analysis]:
    """Three documents, two of them under the same name."""
    english = analyze_text("By 2030, emissions shall fall by 40% below 2005 levels.  The ministry shall report.")
    return [
        make_analysis("plan.txt"),
        odd_analysis(),
        replace(english, document=replace(english.document, name="Plan.txt")),
    ]


def written(form: Format, analyses: list[Analysis] | None = None) -> bytes:
    """The bytes of one export."""
    stream = io.BytesIO()
    WRITERS[form](iter(samples() if analyses is None else analyses), stream)
    return stream.getvalue()
