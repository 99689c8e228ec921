"""The English language pack."""

from __future__ import annotations

import re

from docanalyzer.languages.base import Language
from docanalyzer.languages.en.amounts import find_amounts
from docanalyzer.languages.en.clauses import clause
from docanalyzer.languages.en.goals import find_goal
from docanalyzer.languages.en.governing import governing
from docanalyzer.languages.en.heads import head_of
from docanalyzer.languages.en.periods import find_periods
from docanalyzer.languages.en.phrases import read
from docanalyzer.languages.en.tenses import STATES, tense

ENGLISH = Language(
    code="en",
    find_periods=find_periods,
    find_amounts=find_amounts,
    read=read,
    governing=governing,
    clause=clause,
    tense=tense,
    find_goal=find_goal,
    sums_go_on=False,
    listed_below=re.compile(
        r"\b(?:listed|set\s+out|given|shown|presented|summari[sz]ed|outlined)\s+(?:below|in\s+the\s+(?:following\s+)?table)",
        re.IGNORECASE,
    ),
    projections=re.compile(r"\b(?:projections?|forecasts?|projected|scenario)\b[^.;:]{0,60}:\s*\Z", re.IGNORECASE),
    states=STATES,
    head_of=head_of,
    growth=re.compile(r"\bgr(?:ow|ew)"),
    goals=re.compile(r"\b(?:targets?|goals?|objectives?)\b", re.IGNORECASE),
    subject=re.compile(
        r"\b(?:industrial\s+)?(?:enterprises|companies|businesses|industries|firms|units)\s+above\s+(?:the\s+)?designated\s+size"
        r"|\b(?:large|small(?:\s+and\s+medium(?:-sized)?)?|medium-sized|key|state-owned|energy-intensive)\s+"
        r"(?:enterprises|companies|firms|installations|undertakings|emitters)",
        re.IGNORECASE,
    ),
    expected=re.compile(r"\b(?:expected|anticipatory|indicative)\s+targets?\b", re.IGNORECASE),
    binding=re.compile(r"\b(?:legally\s+)?binding\s+(?:target|commitment|objective|indicator)s?\b", re.IGNORECASE),
)
