"""A small analysis made by hand, for tests of what only reads records."""

from __future__ import annotations

import hashlib

from docanalyzer.core.document import Notice
from docanalyzer.core.record import (
    SCHEMA_VERSION,
    Analysis,
    Baseline,
    Deadline,
    DocumentInfo,
    Entity,
    Indicator,
    Measure,
    Name,
    Period,
    Provision,
    Quantity,
    Scope,
    Section,
    TableCell,
    Unused,
)
from docanalyzer.core.span import Quote

TEXT = "一、目标\n到2020年，河北省单位工业增加值用水量比2015年下降23%以上。\n+CO2约12万吨。\n严禁新增钢铁产能。第3条"


def place(text: str, part: str) -> tuple[int, int, str]:
    """Start, end and text of the first occurrence."""
    start = text.index(part)
    return start, start + len(part), part


def make_analysis(name: str = "plan.txt", text: str = TEXT) -> Analysis:
    """Records for ``TEXT``; for any other text, none."""
    document = DocumentInfo(
        id=hashlib.sha256(text.encode()).hexdigest(),
        name=name,
        media_type="text/plain",
        title="目标",
        language="zh-Hans",
        issued_on="2018-07-03",
        issuers=("miit",),
        number="国发〔2018〕22号",
        kind="plan",
        jurisdiction="CN",
        text=text,
        pages=(),
        sections=(Section("s1", 1, "一、", "目标", 0, len(text)),) if text == TEXT else (),
    )
    if text != TEXT:
        return Analysis(SCHEMA_VERSION, document, (), (), (), (), (), (), (), (), (), (), ())
    period = Period(*place(text, "到2020年"), None, "2020-12-31", "by")
    target = Measure(
        id="m1",
        role="target",
        evidence=Quote(*place(text, "河北省单位工业增加值用水量比2015年下降23%以上")),
        indicator=Indicator(*place(text, "单位工业增加值用水量"), "water-per-value-added"),
        quantity=Quantity(*place(text, "23%"), 23.0, 23.0, "%", "ge", approximate=False),
        kind="relative_change",
        direction="decrease",
        baseline=Baseline(2015, "base_year", None, None, *place(text, "比2015年")),
        period=period,
        scope=Scope(regions=("130000",), subject="=HYPERLINK()"),
        binding="binding",
        section="s1",
        table=TableCell(0, 1, 2),
        rule="change",
        why={"quantity": "percent", "period": "carried:5"},
        confidence=0.9,
    )
    figure = Measure(
        id="m2",
        role="other",
        evidence=Quote(*place(text, "+CO2约12万吨")),
        indicator=Indicator(*place(text, "+CO2")),
        quantity=Quantity(*place(text, "12万吨"), 120000.0, 120000.0, "t", "eq", approximate=True),
        kind=None,
        direction=None,
        baseline=None,
        period=None,
        scope=Scope(),
        binding=None,
        section=None,
        table=None,
        rule="plain",
        why={},
        confidence=0.5,
    )
    provision = Provision(
        id="p1",
        start=place(text, "严禁")[0],
        end=place(text, "产能。")[1],
        text="严禁新增钢铁产能。",
        section="s1",
        force=("prohibit",),
        instruments=("command_and_control",),
        actors=("miit",),
        regions=(),
        industries=("31",),
        period=None,
        targets=(),
        why={"force": "严禁"},
        confidence=1.0,
    )
    return Analysis(
        schema_version=SCHEMA_VERSION,
        document=document,
        targets=(target,),
        figures=(figure,),
        provisions=(provision,),
        periods=(period,),
        regions=(Entity(*place(text, "河北省"), "130000", Name("河北省", "Hebei"), "division:130000"),),
        industries=(Entity(*place(text, "钢铁"), "31", Name("黑色金属冶炼和压延加工业", "Steel"), "industry:31"),),
        agencies=(),
        citations=(),
        deadlines=(Deadline("d1", period, target.evidence, None, ("m1",)),),
        unused=(Unused(len(text) - 2, len(text) - 1, "3", "article_number"),),
        notices=(Notice("page_numbers_removed", "page numbers removed", 2),),
    )
