"""Roles that the wording around an English number decides: baselines, thresholds, projections, prices."""

from __future__ import annotations

import re

from docanalyzer.knowledge.tables import read_toml
from docanalyzer.languages.base import Amount, Reading

_FROM = re.compile(
    r"\bfrom\s+(?:an?\s+|the\s+|its\s+|their\s+)?(?:estimated\s+|current\s+|baseline\s+|level\s+of\s+|around\s+|about\s+|approximately\s+|some\s+|nearly\s+|(?:19|20)\d\d\s+(?:level|baseline)\s+of\s+)*$"
)
_TO_AFTER = re.compile(r"[^.;]{0,70}?\bto\b")
_BASELINE = re.compile(
    r"\bbaseline\s+(?:value\s+|level\s+)?(?:of|:|is|was|being)\s*$|\bbase\s+year\s+(?:emissions\s+)?(?:of|:)\s*$"
)
_WHICH_WAS = re.compile(r"\b(?:19|20)\d\d\)?,?\s*(?:\(|which\s+(?:was|were)\s+(?:about\s+)?|\(which\s+were\s+)$")
_QUALIFIED = re.compile(
    r"\b(?:plants?|installations?|facilities|units|vehicles?|buildings?|undertakings|enterprises|manufacturers?|projects?|companies|boilers|cities|towns|municipalities|systems|operators?|"
    r"importers?|producers?|firms|sites|farms|districts|households|areas?|capacity|output|population|inhabitants|premises|ships|vessels|farms|stations|mines|suppliers?|those|loads?|dams?|centres?|generators?|turbines?)"
    r"\s+(?:\([^)]*\)\s+)?(?:(?:with|having|of|that|which|whose|is|are|exceeds?|responsible|for|larger|smaller|rated|weighing|producing|consuming|using|burning|a|an|the|capacity|floor|area|total|"
    r"useful|thermal|input|annual|rated|output|consumption|energy|installed|population|each|sell|selling|more|than|between|at|in|producing|or|and|consume|emit|emitting|serving|housing|employing)\s+)*$"
)
_TRIGGER = re.compile(r"\b(?:upon|until|after|once)\s+(?:the\s+)?(?:attainment|achievement)\s+of\s*\Z")
_CONDITION = re.compile(
    r"\b(?:if|where|when|whose|unless|upon\s+the\s+attainment\s+of|responsible\s+for|provided\s+that|in\s+case|for\s+which|eligible|weighing|rated|applies\s+to|apply\s+to|exempt\w*|covers?|covering|between)\b[^,;.]*$"
)
_PROJECTION = re.compile(
    r"\b(?:project(?:ed|ions?)|forecasts?|business[\s-]as[\s-]usual|bau|estimated|estimates?|scenario|assum(?:ed|es|ption|ptions)|expected\s+to\s+(?:cost|grow)|could\s+(?:reach|be|cost|rise|deliver)|"
    r"on\s+course\s+to|simulations?|modell?ed|modell?ing|anticipated|potential(?:ly)?|would\s+(?:be|cost|require|mean|need))\b"
)
_COMPARISON = re.compile(r"\b(?:compared|relative|against|below|from|than)\s+(?:to\s+|with\s+)?[^,;(]*")
_COMMITMENT = re.compile(
    r"\b(?:targets?|targeted|aims?|goals?|commit(?:s|ted|ment)?|pledge[sd]?|shall|will\s+(?!cost|be\s+(?:needed|required))|objective|plans?\s+to|ambition)\b"
)
_PRICE = re.compile(
    r"\b(?:fines?|penalt(?:y|ies)|premium|fees?|price[ds]?|costs?|levy|levies|grants?|loans?|budget|worth|valued|pays?|paid|outlay|rate|tariff|receives?|tax|lends?)\b"
)
_SPENDING = re.compile(r"\b(?:commit\w*|invest\w*|spend\w*|allocat\w*|mobili[sz]\w*|provide|fund)\b|\b(?:reduc|sav)\w*")
_BYSTANDERS = tuple(read_toml("counts.toml")["en"]["bystanders"])
_HELD = re.compile(r"\b(?:kept?|stay|held?|remain|reach|exceed|maintain|rise|be)\b[^,;]*$")
_FALLS_SHORT = re.compile(
    r"\s*(?:short\s+of|away\s+from|higher\s+than\s+the|lower\s+than\s+the|above\s+the\s+(?!19|20)|below\s+the\s+(?!19|20))"
)
_SETTLED_CURRENCY = re.compile(r"[A-Z]{3}(?:/.*)?")


def settle_role(reading: Reading, previous: Reading | None, amount: Amount, before: str, after: str) -> None:
    """Set ``reading.role`` where the words before and after the number (lower case) leave no choice."""
    role, why = _role(reading, previous, amount, before, after)
    if role:
        reading.role, reading.why["role"] = role, "en:" + why  # type: ignore[assignment]
        if role == "baseline":
            reading.kind, reading.direction = "level", None


def _role(reading: Reading, previous: Reading | None, amount: Amount, before: str, after: str) -> tuple[str, str]:
    if _FROM.search(before) and _TO_AFTER.match(after + " "):
        return "baseline", "from-to"
    if _BASELINE.search(before):
        return "baseline", "baseline"
    if (
        previous is not None
        and previous.kind == "relative_change"
        and reading.kind == "level"
        and _WHICH_WAS.search(before)
    ):
        return "baseline", "which-was"
    if amount.form == "index" and before.rstrip().endswith("="):
        return "other", "factor"
    if amount.unit == "count" and reading.kind == "level" and _is_bystander(amount.counted):
        return "other", "bystander"
    if _TRIGGER.search(before):
        return "threshold", "trigger"
    if amount.unit == "Cel" and re.search(
        r"\bwarming\b|\btemperatures?\b|\bparis\b|\bcelsius\b|goal", before + after[:80]
    ):
        return "other", "warming"
    if _is_threshold(reading, amount, before):
        return "threshold", "qualifier"
    if amount.unit == "pp" and _FALLS_SHORT.match(after):
        return "other", "distance"
    if _is_projection(_COMPARISON.sub(" ", before)):
        return "other", "projection"
    if _SETTLED_CURRENCY.fullmatch(amount.unit) and _PRICE.search(before) and not _SPENDING.search(before):
        return "other", "money"
    return "", ""


def _is_projection(before: str) -> bool:
    """Whether the nearest word that says how firm a number is makes it an estimate and no commitment."""
    estimate = max((m.start() for m in _PROJECTION.finditer(before)), default=-1)
    return estimate > max((m.start() for m in _COMMITMENT.finditer(before)), default=-1)


def _is_bystander(counted: str | None) -> bool:
    """Whether what is counted acts or lists, and measures nothing: 27 Member States, 118 actions."""
    return bool(counted) and (counted or "").lower().endswith(_BYSTANDERS)


def _is_threshold(reading: Reading, amount: Amount, before: str) -> bool:
    if amount.unit in {"%", "tCO2e", "pp"} or amount.comparison == "eq":
        return False
    if _QUALIFIED.search(before):
        return True
    return reading.kind == "level" and bool(_CONDITION.search(before)) and not _HELD.search(before)
