"""What people decide on records: applied to an analysis, compared between reviewers, turned into reference answers.

A decision is anchored on the words it was made on, not on a record's id, so that it holds for a new analysis of the
same document too. Nothing here knows a database.
"""

from __future__ import annotations

from docanalyzer.review.agreement import Agreement, Disagreement, agreement
from docanalyzer.review.anchors import Anchor, Finder, anchor_of, find_record
from docanalyzer.review.applying import Reviewed, apply_decisions, reviewed
from docanalyzer.review.decisions import Action, Decision, ReviewError, utc_now
from docanalyzer.review.drafts import draft
from docanalyzer.review.reference import as_reference, reference_files
from docanalyzer.review.slots import MEASURE_SLOTS, PROVISION_SLOTS, slot_value

__all__ = [
    "MEASURE_SLOTS",
    "PROVISION_SLOTS",
    "Action",
    "Agreement",
    "Anchor",
    "Decision",
    "Disagreement",
    "Finder",
    "ReviewError",
    "Reviewed",
    "agreement",
    "anchor_of",
    "apply_decisions",
    "as_reference",
    "draft",
    "find_record",
    "reference_files",
    "reviewed",
    "slot_value",
    "utc_now",
]
