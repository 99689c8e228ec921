"""Numbers that nobody promises: what could come, what nature may do, what experts reckon."""

from __future__ import annotations

import re

from docanalyzer.languages.en.lists import any_of, words
from docanalyzer.languages.en.settled import Case

# Could save 6 billion; a contribution that could be raised to 41% is an offer, and no forecast.
_COULD = re.compile(
    r"\b(?:could|might)\s(?!(?:\w+\s)?(?:increase|raise|lift)\s(?:its|their|the)\s)"
    r"(?!(?:\w+\s)?be\s(?:\w+\s)?(?:increased|raised|lifted|counted)\b)(?:[\w’'-]+\s){1,12}\Z"
)
_MAY = re.compile(
    rf"\bmay\s(?:\w+ly\s|also\s|even\s)?(?:{any_of('may_happen')})\b[^,;.]{{0,60}}\Z"
    r"|\bwould\s(?:\w+ly\s|also\s|still\s)?(?:fall|rise|drop|grow|decline|climb|amount|improve|exceed|worsen|reach)\b"
    r"[^,;.]{0,60}\Z"
    r"|\b(?:can|may|might)\sbe\sas\s(?:low|high|much|little)\sas\s\Z"
)
# Our central estimate of 1,557 TWh, a central range of up to 18 GW.
_ESTIMATE_OF = re.compile(
    r"\b(?:estimates?|forecasts?|central\s(?:range|case|value)|margin\sof\s(?:error|uncertainty))\s"
    r"(?:of|is|was|being)\s(?:at\sleast\s|\+/?-\s?)?\Z"
    r"|\b(?:requires?|equates?\sto|implies|implying|equivalent\sto)"
    r"\san?\s(?:average\s)?(?:annual\s)?growth\srate\sof\s\Z"
)
# Projections show that rainfall will fall by 20%.
_SAYS_WHAT_COMES = re.compile(
    r"\b(?:projections?|models?|modelling|modeling|scenarios?|studies|simulations?|forecasts?|analys[ie]s)\s"
    r"(?:[\w’'&-]+\s){0,5}?"
    r"(?:show|suggest|indicate|predict|estimate|find|foresee)s?\sthat\b"
    r"[^.;]{0,160}?\s(?:will|would|could|may|might)\s[^.;]*\Z"
)
# Were estimated to be 1.8 Gt, was estimated at 5 billion: what is over can only be reckoned.
_WAS_RECKONED = re.compile(
    r"\b(?:was|were|ha(?:s|ve)\sbeen)\s(?:\w+ly\s)?(?:estimated|calculated|reckoned|put)"
    r"(?:\s(?:at|to\s(?:be|have\s\w+)))?\s(?:\w+\s){0,2}\Z"
)
_RECKONED_TO_HAVE = re.compile(r"\b(?:is|are)\sestimated\sto\shave\s(?:\w+\s){0,3}\Z")
_AHEAD = re.compile(
    r"\b(?:scenario|bau|business|will|would|future|needed|required|needs?|costs?|potential|reference|\w*projected"
    r"|by\s20[2-9]\d)\b"
)
_ORDERED = re.compile(
    r"\b(?:targets?|goals?|aims?|aimed|shall|must|commit\w*|pledge\w*|strive\w*|objective|ensur\w*)\b"
)
_MODAL = re.compile(r"\b(?:if|will|would|may|might|could|can|likely)\s")
_OWN = re.compile(r"\b(?:our|its|ndc|pledge\w*|commit\w*|targets?|will)\b")
_TOLD_PAST = re.compile(r"\b(?:was|were|had|has|have|caused|killed|lost)\b")


def possible(case: Case) -> bool:
    """Whether the number is what could or may come."""
    before = case.before
    if "could" in before or "might" in before:
        m = _COULD.search(before)
        if m is not None and not _ORDERED.search(before, m.start()):
            return True
    return (" may " in before or " would " in before or " be as " in before) and _MAY.search(before) is not None


def reckoned(case: Case) -> bool:
    """Whether the number is somebody's estimate of what will come or of how things are."""
    return case.before.rstrip(" -+/").endswith((" of", " is", " was", " being", " least")) and (
        _ESTIMATE_OF.search(case.before) is not None
    )


def said_to_come(case: Case) -> bool:
    """Whether a model or a study says that it will come."""
    return " that " in case.lead and _SAYS_WHAT_COMES.search(case.lead) is not None


def global_path(case: Case) -> bool:
    """What the world's emissions need to do for a limit of warming: nobody's own goal."""
    lead = case.lead
    return (
        "global" in lead
        and ("pathway" in lead or "ipcc" in lead or " need to fall" in lead or "global net" in lead)
        and not _OWN.search(lead)
    )


def was_reckoned(case: Case) -> bool:
    """Whether the number is an estimate of what is over."""
    if "estimated" not in case.before + case.exceeds and " put " not in case.before:
        return False
    told = case.before if "estimated" in case.before else case.before + case.exceeds + " "
    if _RECKONED_TO_HAVE.search(told):
        return True
    return _WAS_RECKONED.search(told) is not None and not _AHEAD.search(case.lead + case.after)


def impact(case: Case) -> bool:
    """Whether the number is what nature does to people and things: if the sea rises by 1 m, a tenth is flooded."""
    around = case.lead + case.rest
    if case.previous is not None and case.previous.why.get("role") == "en:impact":
        return _ORDERED.search(case.before) is None and _TOLD_PAST.search(case.before) is None
    if not any(word in around for word in words("hazards")):
        return False
    if _MODAL.search(around) is None:
        return False
    return _ORDERED.search(around) is None and _TOLD_PAST.search(around) is None
