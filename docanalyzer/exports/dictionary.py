"""What each column of the tables means: the data dictionary of workbooks and data packages, and types of columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docanalyzer.exports.rows import Table

Type = Literal["text", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The type of a column and one line about it in each language; lists are joined by ``; ``."""

    type: Type
    en: str
    zh: str


def meaning(table: Table, column: str) -> Meaning:
    """The row of the dictionary for a column; a table's own row goes before the general one."""
    return _MEANINGS.get(f"{table.name}.{column}") or _MEANINGS[column]


_MEANINGS: dict[str, Meaning] = {
    # document
    "document": Meaning("text", "file name of the document", "文件名"),
    "document_id": Meaning("text", "SHA-256 of the file's bytes", "文件内容的 SHA-256"),
    "title": Meaning("text", "title of the document", "文件标题"),
    "issued_on": Meaning("date", "date of issue", "发文日期"),
    "issuers": Meaning("text", "ids of the issuing bodies", "发文机构代码"),
    "language": Meaning("text", "language: zh-Hans, zh-Hant, en", "语言"),
    "number": Meaning("text", "number of the document as written", "发文字号"),
    "documents.kind": Meaning("text", "kind of document", "文件类型"),
    "jurisdiction": Meaning("text", "code of the region that the issuer governs", "发文机构管辖地区代码"),
    "media_type": Meaning("text", "media type of the file", "媒体类型"),
    "characters": Meaning("integer", "length of the analysed text in characters", "正文字符数"),
    "pages": Meaning("integer", "number of pages, where the file has pages", "页数"),
    "documents.targets": Meaning("integer", "number of targets", "目标数"),
    "figures": Meaning("integer", "number of other figures", "其他数值数"),
    "provisions": Meaning("integer", "number of provisions", "规定数"),
    "deadlines": Meaning("integer", "number of deadlines", "期限数"),
    "unused": Meaning("integer", "number of numbers that no record uses", "未使用数字数"),
    "notices": Meaning("text", "what reading removed or could not do", "读取时的提示"),
    # measures
    "role": Meaning("text", "target, achieved, baseline, threshold or other", "角色：目标、已实现、基期值、门槛、其他"),
    "indicator": Meaning("text", "what is measured, as written", "指标原文"),
    "indicator_id": Meaning("text", "id of the indicator in the catalogue", "指标代码"),
    "quantity": Meaning("text", "the number with its unit, as written", "数值原文"),
    "comparison": Meaning("text", "eq, ge (at least), le (at most) or range", "比较方式"),
    "low": Meaning("number", "lower bound, multipliers worked in", "下限（已换算）"),
    "high": Meaning("number", "upper bound; equal to low unless the text gives a range", "上限（已换算）"),
    "unit": Meaning("text", "unit of low and high", "单位"),
    "counted": Meaning("text", "what is counted, where the unit is count", "计数对象"),
    "approximate": Meaning("boolean", "whether the text says about, around, 左右", "是否为约数"),
    "kind": Meaning("text", "level, relative_change, absolute_change or growth_rate", "水平、相对变化、绝对变化、增速"),
    "direction": Meaning("text", "increase, decrease or maintain", "变化方向"),
    "baseline": Meaning("text", "what a change is measured from, as written", "比较基准原文"),
    "baseline_relation": Meaning("text", "base_year or previous_year", "基准类型：基年或上年同期"),
    "baseline_year": Meaning("integer", "base year", "基年"),
    "baseline_value": Meaning("number", "value in the base year, where given", "基年数值"),
    "baseline_unit": Meaning("text", "unit of that value", "基年数值单位"),
    "period": Meaning("text", "date or period as written", "期限原文"),
    "period_relation": Meaning("text", "by, during, from or each_year", "期限关系"),
    "period_start": Meaning("date", "first day", "起始日"),
    "period_end": Meaning("date", "last day", "截止日"),
    "regions": Meaning("text", "codes of the regions it holds for", "适用地区代码"),
    "industries": Meaning("text", "codes of the industries it holds for (GB/T 4754-2017)", "适用行业代码（国标 4754）"),
    "subject": Meaning("text", "whom or what it holds for, as written", "适用对象原文"),
    "binding": Meaning("text", "binding or expected", "约束性或预期性"),
    "evidence": Meaning("text", "the clause or cell that proves the record", "依据原文"),
    "section": Meaning("text", "heading above it", "所在章节"),
    "table": Meaning("integer", "table of the document, from 0", "表格序号（从 0 起）"),
    "row": Meaning("integer", "row of that table, from 0", "行号（从 0 起）"),
    "column": Meaning("integer", "column of that table, from 0", "列号（从 0 起）"),
    "rule": Meaning("text", "rule that made the record", "生成规则"),
    "why": Meaning("text", "rule or row behind each slot", "各要素的判定依据"),
    "confidence": Meaning("number", "0 to 1", "置信度（0 至 1）"),
    "from_ocr": Meaning("boolean", "read from a picture of the page", "是否由图像识别得来"),
    "id": Meaning("text", "id of the record within its document", "记录编号（文件内唯一）"),
    # position
    "page": Meaning("integer", "page, from 1, where the file has pages", "页码"),
    "start": Meaning("integer", "first character in the text, from 0 (code points)", "起始位置（码位，从 0 起）"),
    "end": Meaning("integer", "character after the last (code points)", "结束位置（码位，不含）"),
    # review
    "review": Meaning("text", "accepted, corrected, rejected or added by a person", "审核结果"),
    "review_by": Meaning("text", "who reviewed it", "审核人"),
    "review_at": Meaning("text", "when (UTC)", "审核时间（UTC）"),
    "review_note": Meaning("text", "why", "审核说明"),
    "machine_values": Meaning("text", "what the machine had found where a person corrected it", "更正前的机器结果"),
    # entities, provisions, deadlines, the rest
    "code": Meaning("text", "code of what is named; empty where the text does not say which", "代码"),
    "name_zh": Meaning("text", "canonical Chinese name", "中文名称"),
    "name_en": Meaning("text", "canonical English name", "英文名称"),
    "text": Meaning("text", "the passage as written", "原文"),
    "force": Meaning("text", "prohibit, restrict, require, encourage, support, permit, plan", "效力（七类）"),
    "instruments": Meaning("text", "policy instruments", "政策工具"),
    "actors": Meaning("text", "who acts: ids of bodies or text", "责任主体"),
    "targets": Meaning("text", "ids of the targets in it", "相关目标编号"),
    "what": Meaning("text", "what is to be done by then", "限期事项原文"),
    "provision": Meaning("text", "id of the provision it stands in", "所在规定编号"),
    "reason": Meaning("text", "why no record uses the number", "未使用原因"),
    "context": Meaning("text", "the text around it", "上下文"),
    "cited_title": Meaning("text", "title of the document that is cited", "引用文件标题"),
    "cited_number": Meaning("text", "number of the document that is cited", "引用文件字号"),
    "notice": Meaning("text", "stable code of the notice", "提示代码"),
    "message": Meaning("text", "what reading removed, repaired or could not do", "提示内容"),
    "count": Meaning("integer", "how often", "次数"),
}  # fmt: skip

ABOUT = {
    "targets": ("numbers that somebody is to reach, keep, add or cut, and goals in words", "目标"),
    "figures": ("all other numbers with their role", "其他数值"),
    "provisions": ("sentences that rule something", "规定"),
    "deadlines": ("dates by which something is to be done", "期限"),
    "periods": ("every date and period named", "日期与时期"),
    "regions": ("regions named", "地区"),
    "industries": ("industries named", "行业"),
    "agencies": ("public bodies named", "机构"),
    "citations": ("other documents named", "引用文件"),
    "unused": ("numbers that no record uses, with the reason", "未使用的数字"),
    "notices": ("what reading removed or could not do", "读取提示"),
    "documents": ("the documents", "文件"),
}
"""One line about each table, in English and Chinese."""
