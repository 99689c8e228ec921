"""The Chinese language pack."""

from __future__ import annotations

import re

from docanalyzer.languages.base import Language
from docanalyzer.languages.zh.amounts import find_amounts
from docanalyzer.languages.zh.goals import find_goal
from docanalyzer.languages.zh.periods import find_periods
from docanalyzer.languages.zh.phrases import clause, governing, read
from docanalyzer.languages.zh.tenses import tense

CHINESE = Language(
    code="zh",
    find_periods=find_periods,
    find_amounts=find_amounts,
    read=read,
    governing=governing,
    clause=clause,
    tense=tense,
    find_goal=find_goal,
    growth=re.compile(r"增|涨|升|扩大|提高"),
    goals=re.compile(r"目标(?!责任|考核|.*(?:完成|实现|执行)情况)"),
    subject=re.compile(
        r"(?:规模以上|规上|限额以上|大中型|中小微?|小微|国有|中央|民营|外资|高耗能|重点用能|重点排污|重点)"
        r"(?:重点|工业|服务业|用能|排污|排放|行业|耗能|控排)?(?:企业|单位|机构)"
    ),
    expected=re.compile(r"预期(?:性|目标)"),
    binding=re.compile(r"约束性"),
    rank=re.compile(r"(?:居|位列|名列|排名|排在|位于|跃居|领跑)\Z"),
)
