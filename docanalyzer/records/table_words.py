"""Goals that a cell of a table tells in words: 完成国家下达指标, 保持稳定, 零增长."""

from __future__ import annotations

import re

from docanalyzer.core.record import Direction

# What is asked of a goal that has no number.
_COURSES: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (
        re.compile(
            r"不降低|不下降|不减少|不增加|零增长|保持|维持|稳定$|maintain|stable|zero growth|no (?:decrease|loss)",
            re.IGNORECASE,
        ),
        "maintain",
    ),
    (re.compile(r"负增长|降低|下降|减少|消除|negative growth|reduc|decreas|eliminat", re.IGNORECASE), "decrease"),
    (re.compile(r"提高|提升|增长|增加|改善|向好|increas|improv", re.IGNORECASE), "increase"),
)
# Words that are a goal whatever the columns of a table are.
_GOAL_IN_WORDS = re.compile(
    r"^(?:[零负]增长|(?:完成|达到).{0,8}(?:下达|要求|目标|任务|标准)|保持稳定|稳中向好|基本消除|持续(?:改善|下降|提升|提高)|不[降减]低|不减少|不增加)"
    r"|^(?:zero|negative) growth\b|^no (?:decrease|increase|net loss)\b",
    re.IGNORECASE,
)


def course_of(written: str) -> Direction | None:
    """Which way a goal in words goes; null where they do not say."""
    return next((way for pattern, way in _COURSES if pattern.search(written)), None)


def is_goal(written: str) -> bool:
    """Whether words are a goal whatever the columns of their table are."""
    return bool(_GOAL_IN_WORDS.search(written))
