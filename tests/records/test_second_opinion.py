"""Models change what the rules were in doubt about, and nothing else."""

from pathlib import Path

import pytest

from docanalyzer.core.document import Document, Metadata
from docanalyzer.exports import dumps
from docanalyzer.learned.base import Found
from docanalyzer.learned.panel import Panel
from docanalyzer.learned.store import Model
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.records.second_opinion import candidate, has_doubtful_indicator

# The date stands in the sentence before: the role of 40% is weighed.
WEIGHED = "到2025年，钢铁行业能耗下降2%。电炉钢占比为40%。"
SURE = "到2025年，单位工业增加值能耗下降13.5%。"
RULED = "各地应当加强监管。企业要做好台账。"


class Oracle:
    """Gives one answer for each case of a task, and keeps what it was asked."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def score(self, cases):
        self.asked += cases
        answer = self.answers.get(cases[0].task, {})
        if isinstance(answer, Exception):
            raise answer
        return [dict(answer) for _ in cases]


class Finder:
    """Marks each phrase that it is given wherever it stands."""

    def __init__(self, *phrases, probability=0.9):
        self.phrases, self.probability, self.asked = phrases, probability, []

    def score(self, cases):
        return [{} for _ in cases]

    def spans(self, texts):
        self.asked += [text for _, text in texts]
        return [
            [
                Found(text.index(phrase), text.index(phrase) + len(phrase), "INDICATOR", self.probability)
                for phrase in self.phrases
                if phrase in text
            ]
            for _, text in texts
        ]


class OracleOnly(Panel):
    """A panel of one model that is always at hand."""

    def __init__(self, oracle, thresholds):
        super().__init__("none")
        self.models = (
            Model(
                "oracle",
                "any",
                ("zh", "en"),
                ("role", "force"),
                "12ab34cd",
                default=True,
                folder=Path(),
                files={},
                thresholds=thresholds,
            ),
        )
        self.oracle = oracle

    def able(self, task, language):
        yield from ((model, self.oracle) for model in self.models)


THRESHOLDS = {
    "role": {"target": 0.8},
    "force": {"zh:add:require": 0.9, "zh:remove:plan": 0.9},
    "spans": {"fill": 0.6, "replace": 0.8},
}


def analysed(text, oracle, thresholds=THRESHOLDS):
    return analyze_document(document(text), panel=OracleOnly(oracle, thresholds))


def document(text):
    return Document("0" * 64, "text", "text/plain", text, metadata=Metadata(issued_on="2021-03-01"))


def by_rules(text):
    return analyze_document(document(text), settings=Settings(models="none"))


def number(analysis, text):
    (found,) = [m for m in (*analysis.targets, *analysis.figures) if m.quantity and m.quantity.text == text]
    return found


def test_a_weighed_role_gives_way_to_a_sure_model():
    before = number(by_rules(WEIGHED), "40%")
    assert before.role == "target"
    oracle = Oracle(role={"other": 0.85, "target": 0.15})
    analysis = analysed(WEIGHED, oracle)
    after = number(analysis, "40%")
    assert after.role == "other"
    assert after.why["role"] == "oracle@12ab34cd"
    assert after.binding is None
    assert after in analysis.figures
    assert [case.text[case.start : case.end] for case in oracle.asked if case.task == "role"] == ["40%"]


@pytest.mark.parametrize("answer", [{"other": 0.79, "target": 0.21}, {"target": 0.99, "other": 0.01}, {}])
def test_an_unsure_model_changes_nothing(answer):
    rules = by_rules(WEIGHED)
    assert analysed(WEIGHED, Oracle(role=answer)).targets == rules.targets


def test_rules_that_are_sure_are_not_asked_about():
    oracle = Oracle(role={"other": 1.0})
    assert number(analysed(SURE, oracle), "13.5%").role == "target"
    assert not [case for case in oracle.asked if case.task == "role"]


def test_a_model_without_thresholds_changes_nothing():
    rules = by_rules(WEIGHED)
    assert analysed(WEIGHED, Oracle(role={"other": 1.0}, force={"plan": 1.0}), {}).targets == rules.targets


def test_a_date_that_was_handed_on_goes_with_the_goal():
    assert number(by_rules(WEIGHED), "40%").period is not None
    after = number(analysed(WEIGHED, Oracle(role={"threshold": 0.95})), "40%")
    assert after.period is None
    assert "period" not in after.why


def test_a_sentence_of_which_the_rules_said_nothing_gets_a_force():
    text = "有关情况按规定报送主管机关。"
    assert not by_rules(text).provisions
    (provision,) = analysed(text, Oracle(force={"require": 0.95, "plan": 0.3})).provisions
    assert provision.force == ("require",)
    assert provision.why == {"force": "oracle@12ab34cd"}
    assert provision.text == text


def test_weak_forces_are_taken_away_and_strong_ones_stay():
    text = "推进改造，改造稳步推进。各地不得新建。"
    rules = by_rules(text)
    strong = [p for p in rules.provisions if "prohibit" in p.force]
    nothing = dict.fromkeys(("plan", "require", "prohibit", "permit", "support", "encourage", "restrict"), 0.01)
    assert [p.text for p in analysed(text, Oracle(force=nothing)).provisions] == [p.text for p in strong]


def test_a_model_that_fails_leaves_the_rules_and_a_notice():
    rules = by_rules(WEIGHED)
    analysis = analysed(WEIGHED, Oracle(role=RuntimeError("out of range")))
    assert (analysis.targets, analysis.provisions) == (rules.targets, rules.provisions)
    (notice,) = analysis.notices
    assert notice.code == "models_unavailable"
    assert "oracle: it failed (RuntimeError: out of range)" in notice.message


def test_without_models_the_rules_stand_byte_for_byte():
    assert dumps(by_rules(WEIGHED + RULED)) == dumps(analysed(WEIGHED + RULED, Oracle()))


def test_a_missing_model_leaves_the_rules_and_a_notice():
    analysis = analyze_document(document(WEIGHED), settings=Settings(models=("nobody",)))
    rules = by_rules(WEIGHED)
    assert analysis.targets == rules.targets
    assert [notice.code for notice in analysis.notices] == ["models_unavailable"]


# An English list of deeds: whose number 40% is, the rules say with little certainty.
LISTED = "By 2025, we will restore rivers across the whole of the northern uplands to 40%."


def test_a_doubtful_indicator_gives_way_to_a_phrase_that_a_model_is_sure_of():
    before = number(by_rules(LISTED), "40%")
    assert has_doubtful_indicator(before)
    finder = Finder("rivers")
    after = number(analysed(LISTED, finder), "40%")
    assert after.indicator.text == "rivers"
    assert LISTED[after.indicator.start : after.indicator.end] == "rivers"
    assert after.why["indicator"] == "oracle@12ab34cd"
    assert after.evidence.start <= after.indicator.start
    assert after.evidence.end >= after.quantity.end
    assert finder.asked == [LISTED]


def test_a_phrase_of_which_a_model_is_not_sure_changes_nothing():
    rules = by_rules(LISTED)
    assert analysed(LISTED, Finder("rivers", probability=0.5)).targets == rules.targets


def test_sure_indicators_are_not_asked_about():
    finder = Finder("工业")
    assert number(analysed(SURE, finder), "13.5%").indicator.text == "单位工业增加值能耗"
    assert not finder.asked


@pytest.mark.parametrize(
    ("spans", "wanted"),
    [
        ([(0, 4), (8, 12)], (8, 12)),
        ([(30, 34)], (30, 34)),
        ([(44, 48)], None),
        ([(18, 24)], None),
        ([], None),
    ],
    ids=["the last before", "the next behind", "another number between", "holds the number", "none"],
)
def test_the_phrase_of_a_number(spans, wanted):
    found = candidate([Found(start, end, "INDICATOR", 0.9) for start, end in spans], (20, 22), [(20, 22), (40, 42)])
    assert (found and found[:2]) == wanted


def test_scopes_are_no_indicators():
    assert candidate([Found(0, 4, "SCOPE", 0.9)], (20, 22), []) is None
