"""Documents for tests of the library, and ways to put them into it."""

from dataclasses import replace

from docanalyzer import analyze_text
from docanalyzer.core.record import Analysis
from docanalyzer.library import Library

STEEL = (
    "河北省钢铁行业行动方案\n\n到2025年，全省钢铁企业单位产品能耗下降5%，粗钢产量控制在2亿吨以内。"
    "严禁新增钢铁产能。2026年6月底前，唐山市完成全部钢铁企业超低排放改造。\n"
)
CEMENT = "水泥行业方案\n\n到2030年，水泥熟料单位产品综合能耗下降10%以上。鼓励水泥企业开展节能改造。\n"
BEIJING = "北京市规划\n\n到2035年，北京市可再生能源消费比重达到30%左右。\n"
ENGLISH = (
    "Clean power plan\n\nThe European Union shall cut greenhouse gas emissions by 55% by 2030 compared to 1990. "
    "Member States must report reductions each year.\n"
)


def analysed(text: str, name: str = "text.txt", issued_on: str | None = "2023-03-01") -> tuple[bytes, Analysis]:
    """The bytes of a text file and what is found in it."""
    found = analyze_text(text, issued_on=issued_on)
    return text.encode(), replace(found, document=replace(found.document, name=name))


def put(library: Library, text: str, name: str = "text.txt", **more: object) -> str:
    """Add a text; its id."""
    content, analysis = analysed(text, name)
    return library.add(content, analysis, filename=name, **more).document_id  # type: ignore[arg-type]
