"""Build the binary documents of the corpus: one Word file and one PDF.

Run by hand after a change of the texts below, and commit what it writes:

    python corpus/build.py

It needs python-docx and reportlab and, for the PDF, one TrueType font with Chinese glyphs (fonts-wqy-zenhei or
fonts-droid-fallback; another one is named with --font). Only the glyphs in use are embedded. Both files come out the
same, byte for byte, whenever texts, packages and font are the same.

A text is written line by line: ``# `` title, ``## `` and ``### `` headings, ``- `` numbered item, ``| `` table row
(cells parted by ``|``), anything else a paragraph. In the Word file the numbers of headings and items are automatic, so
they do not stand in the text, and ``^`` in a cell continues the cell above (merged). In the PDF the table breaks over a
page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

HERE = Path(__file__).parent / "documents"
FONTS = (
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
)

WORD_TEXT = """\
# “十四五”主要指标和绿色低碳任务述要
## 历程回顾
### 从“十五”到“十二五”
“十五”期间，环境压力明显上升，2005年全国二氧化硫排放量达到2549万吨，比2000年增加27.8%。“十一五”规划提出单位国内生产总值能耗降低20%左右，实际降低19.1%；二氧化硫排放总量的减排目标是10%，实际减排14.29%。
“十二五”期间，单位国内生产总值能耗累计下降18.2%，超出16%的规划目标。
### “十三五”的成绩
2020年，全国能源消费总量为49.8亿吨标准煤，原煤产量39.0亿吨，煤炭消费占能源消费总量的56.8%，按现价计算单位国内生产总值能耗约为0.49吨标准煤/万元。万元国内生产总值用水量为57.2立方米，万元工业增加值用水量为32.9立方米。
五年间，单位国内生产总值二氧化碳排放累计下降18.8%，地级及以上城市优良天数比率达到87%。
## 主要指标
### 指标表
下表列出“十四五”规划中的一部分指标，方括号内的数为五年累计数。
| 类别 | 指标 | 单位 | 2020年 | 2025年 | 年均[累计] | 属性
| 创新驱动 | 全社会研发经费投入增长 | % | — | — | >7 | 预期性
| ^ | 数字经济核心产业增加值占GDP比重 | % | 7.8 | 10 | — | 预期性
| 民生福祉 | 城镇调查失业率 | % | 5.2 | <5.5 | — | 预期性
| ^ | 劳动年龄人口平均受教育年限 | 年 | 10.8 | 11.3 | — | 约束性
| ^ | 基本养老保险参保率 | % | 91 | 95 | — | 预期性
| 绿色生态 | 单位GDP能源消耗降低 | % | — | — | [13.5] | 约束性
| ^ | 单位GDP二氧化碳排放降低 | % | — | — | [18] | 约束性
| ^ | 地级及以上城市空气质量优良天数比率 | % | 87 | 87.5 | — | 约束性
| ^ | 地表水达到或好于Ⅲ类水体比例 | % | 83.4 | 85 | — | 约束性
| ^ | 森林覆盖率 | % | 23.2 | 24.1 | — | 约束性
| 安全保障 | 粮食综合生产能力 | 亿吨 | — | >6.5 | — | 约束性
| ^ | 能源综合生产能力 | 亿吨标准煤 | — | >46 | — | 约束性
### 文字目标
到2025年，常住人口城镇化率由2020年的60.6%提高到65%，人均预期寿命增加1岁。
到2025年，非化石能源占能源消费总量的比重提高到20%左右，万元国内生产总值用水量比2020年下降16%左右，建设用地新增规模控制在2950万亩以内。
## 重点任务
### 能源和工业
- 建设大型清洁能源基地，非化石能源发电成为增量的主体。
- 坚决遏制高耗能、高排放项目盲目发展，钢铁、电解铝、水泥、平板玻璃等行业严禁违规新增产能。
- 规模以上工业单位增加值能耗五年下降13.5%，鼓励企业建设绿色工厂。
### 环境治理
- 基本消除重污染天气，氮氧化物和挥发性有机物排放总量五年分别下降10%以上。
- 地级及以上城市应当消除建成区黑臭水体，不得以填代治。
- 支持京津冀、长三角、汾渭平原和成渝地区开展大气污染联防联控。
## 实施保障
各级政府对约束性指标负责，确保如期完成。预期性指标主要依靠市场主体实现，政府可以运用财政、价格、信贷等手段予以引导。
"""

PDF_TEXT = """\
# “十三五”节能降碳地区目标述要
2016年10月和12月，国家先后公布“十三五”控制温室气体排放的方案和节能减排的方案，把全国目标分到各省、自治区、直辖市。本文转述其中的数字，文件编号分别为国发〔2016〕61号和国发〔2016〕74号。
## 一、全国目标
以2015年为基准，到2020年，全国单位国内生产总值能耗要降低15%，单位国内生产总值二氧化碳排放要降低18%。能源消费总量不突破50亿吨标准煤，其中非化石能源占15%，煤炭占比降到58%以下。
主要污染物也有上限。到2020年，化学需氧量排放不超过2001万吨，氨氮不超过207万吨，二氧化硫不超过1580万吨，氮氧化物不超过1574万吨；与2015年相比，化学需氧量和氨氮都减少10%，二氧化硫、氮氧化物分别减少15%、15%，挥发性有机物减少10%以上。
工业方面，规模以上企业的单位工业增加值能耗到2020年较2015年降低18%以上。电力方面，现役燃煤机组改造后的平均供电煤耗低于310克标准煤/千瓦时，新建燃煤机组的平均供电煤耗低于300克标准煤/千瓦时。
## 二、地区目标
各地区到2020年的降幅（以2015年为基准）见下表。
| 地区 | 单位国内生产总值能耗降低（%） | 单位国内生产总值二氧化碳排放降低（%）
| 北京 | 17 | 20.5
| 天津 | 17 | 20.5
| 河北 | 17 | 20.5
| 山西 | 15 | 18
| 内蒙古 | 14 | 17
| 辽宁 | 15 | 18
| 吉林 | 15 | 18
| 黑龙江 | 15 | 17
| 上海 | 17 | 20.5
| 江苏 | 17 | 20.5
| 浙江 | 17 | 20.5
| 安徽 | 16 | 18
| 福建 | 16 | 19.5
| 江西 | 16 | 19.5
| 山东 | 17 | 20.5
| 河南 | 16 | 19.5
| 湖北 | 16 | 19.5
| 湖南 | 16 | 18
| 广东 | 17 | 20.5
| 广西 | 14 | 17
| 海南 | 10 | 12
| 重庆 | 16 | 19.5
| 四川 | 16 | 19.5
| 贵州 | 14 | 18
| 云南 | 14 | 18
| 西藏 | 10 | 12
| 陕西 | 15 | 18
| 甘肃 | 14 | 17
| 青海 | 10 | 12
| 宁夏 | 14 | 17
| 新疆 | 10 | 12
## 三、落实要求
省一级政府应当把目标逐级落到市县和重点用能单位，并承担总的责任。没有完成能耗强度目标的地区，不得新上高耗能项目，也不得参加有关评奖。
鼓励各地采取高于国家的标准。中央财政继续支持节能改造和资源综合利用，对成效突出的地区优先安排资金。严禁篡改、伪造统计数据，发现后从严处理。
"""


def lines(text: str) -> Iterator[tuple[str, Any]]:
    """Each line as its mark and its words; neighbouring table rows come together as one list of rows."""
    marked = ((line.split(" ", 1) if line.startswith(("#", "-", "|")) else ["", line]) for line in text.splitlines())
    for mark, group in groupby(marked, key=lambda pair: pair[0]):
        words = [pair[1] for pair in group]
        if mark == "|":
            yield mark, [[cell.strip() for cell in row.split("|")] for row in words]
        else:
            yield from ((mark, line) for line in words)


def build_docx(text: str) -> bytes:
    """Make the Word file: headings and items with automatic numbers, tables with merged cells."""
    document = docx.Document()
    numbered, next_list = numbering(document), iter(range(2, 100))
    items = 0
    for mark, words in lines(text):
        items = items if mark == "-" else 0
        if mark == "#":
            document.add_heading(words, level=0)
        elif mark in ("##", "###"):
            level = len(mark) - 1
            number(document.add_heading(words, level=level), numbered["headings"], level - 1)
        elif mark == "-":
            items = items or numbered["list"](next(next_list))
            number(document.add_paragraph(words), items, 0)
        elif mark == "|":
            add_table(document, words)
        else:
            document.add_paragraph(words)
    core = document.core_properties
    core.title, core.author = text.splitlines()[0].removeprefix("# "), "docanalyzer"
    core.created = core.modified = dt.datetime(2021, 3, 15, tzinfo=dt.UTC)
    out = io.BytesIO()
    document.save(out)
    return with_fixed_dates(out.getvalue())


def numbering(document: Any) -> dict[str, Any]:
    """Define 第一章 / 一、 for the headings and 1. for items, and return what numbers a paragraph with them."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)

    def level(index: int, form: str, pattern: str, gap: str) -> str:
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{gap}"/>'
            f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/></w:lvl>'
        )

    headings = level(0, "chineseCounting", "第%1章", "space") + level(1, "chineseCounting", "%2、", "nothing")
    for number_, levels in ((0, headings), (1, level(0, "decimal", "%1.", "nothing"))):
        root.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number_}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            )
        )

    def use(identifier: int, abstract: int) -> int:
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if abstract else ""
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{identifier}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'
            )
        )
        return identifier

    return {"headings": use(1, 0), "list": lambda identifier: use(identifier, 1)}


def number(paragraph: Any, identifier: int, level: int) -> None:
    """Give a paragraph the automatic number of a level."""
    properties = paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = identifier


def add_table(document: Any, rows: list[list[str]]) -> None:
    """Add a ruled table; a cell ``^`` is merged into the one above before any words are set."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    above = [0] * len(rows[0])
    for i, row in enumerate(rows):
        for j, words in enumerate(row):
            above[j] = above[j] if words == "^" else i
            table.cell(above[j], j).merge(table.cell(i, j))
    for i, row in enumerate(rows):
        for j, words in enumerate(row):
            if words != "^":
                table.cell(i, j).text = words


def with_fixed_dates(data: bytes) -> bytes:
    """Set every date inside the archive to one day, so that the same words give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2021, 3, 15, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def build_pdf(text: str, font: Path) -> bytes:
    """Make the PDF: running head, page numbers, and a ruled table whose head is repeated on the next page."""
    pdfmetrics.registerFont(TTFont("CJK", str(font), subfontIndex=0))
    title = text.splitlines()[0].removeprefix("# ")
    body = ParagraphStyle("body", fontName="CJK", fontSize=12, leading=24, firstLineIndent=24, wordWrap="CJK")
    styles = {
        "#": ParagraphStyle("title", body, fontSize=18, leading=30, alignment=1, firstLineIndent=0),
        "##": ParagraphStyle("heading", body, fontSize=13, leading=26, firstLineIndent=0),
        "": body,
    }
    ruled = [
        ("FONT", (0, 0), (-1, -1), "CJK", 10),
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("ALIGN", (1, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]

    def frame(canvas: Any, document: Any) -> None:
        canvas.setFont("CJK", 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, title)
        canvas.drawCentredString(A4[0] / 2, 34, f"— {document.page} —")

    story: list[Any] = []
    for mark, words in lines(text):
        if mark == "|":
            story += [Table(words, colWidths=[80, 180, 200], rowHeights=32, repeatRows=1, style=ruled), Spacer(1, 10)]
        else:
            story.append(Paragraph(words, styles[mark]))
    out = io.BytesIO()
    template = SimpleDocTemplate(out, pagesize=A4, title=title, author="docanalyzer", invariant=1)
    template.build(story, onFirstPage=frame, onLaterPages=frame)
    return out.getvalue()


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--font", type=Path, default=next((path for path in FONTS if path.exists()), None))
    arguments = parser.parse_args()
    if arguments.font is None:
        parser.error("no font with Chinese glyphs found; name one with --font")
    for name, data in (
        ("zh-14th-plan-indicators.docx", build_docx(WORD_TEXT)),
        ("zh-13th-plan-regions.pdf", build_pdf(PDF_TEXT, arguments.font)),
    ):
        (HERE / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
