"""How far two reviewers agree."""

from dataclasses import replace

import pytest

from docanalyzer.review import Anchor, Decision, agreement


def place(number):
    return Anchor("measure", number, number + 2, f"{number}%", "words")


def judged(by, number, action, slot=None, value=None, document="d"):
    return Decision(document, place(number), action, slot, value, by, "2024-05-01T08:00:00Z")


def test_kappa_is_the_agreement_beyond_chance():
    # Of 10 records both accept 4 and both reject 3; ann alone rejects 1, bob alone 2.
    ann = ["accept"] * 4 + ["reject"] * 3 + ["reject"] + ["accept"] * 2
    bob = ["accept"] * 4 + ["reject"] * 3 + ["accept"] + ["reject"] * 2
    decisions = [judged("ann", n, a) for n, a in enumerate(ann)] + [judged("bob", n, a) for n, a in enumerate(bob)]
    found = agreement(decisions, "ann", "bob")
    chance = (6 * 5 + 4 * 5) / 100
    assert (found.items, found.agreed) == (10, 7)
    assert found.kappa == pytest.approx((0.7 - chance) / (1 - chance))
    # Four of ann's six and of bob's five are the same.
    assert found.f1 == pytest.approx(2 * 4 / (6 + 5))
    assert [(d.anchor.start, d.a, d.b) for d in found.disagreements] == [
        (7, "reject", "accept"), (8, "accept", "reject"), (9, "accept", "reject"),
    ]  # fmt: skip


def test_full_agreement_and_full_disagreement():
    same = [judged(by, n, a) for by in ("ann", "bob") for n, a in enumerate(["accept", "reject"])]
    assert agreement(same, "ann", "bob").kappa == pytest.approx(1.0)
    assert agreement(same, "ann", "bob").f1 == pytest.approx(1.0)
    opposite = [
        judged("ann", 0, "accept"),
        judged("ann", 1, "reject"),
        judged("bob", 0, "reject"),
        judged("bob", 1, "accept"),
    ]
    found = agreement(opposite, "ann", "bob")
    assert found.kappa == pytest.approx(-1.0)
    assert found.f1 == pytest.approx(0.0)


def test_where_chance_alone_agrees_kappa_says_nothing():
    found = agreement([judged(by, n, "accept") for by in ("ann", "bob") for n in range(3)], "ann", "bob")
    assert (found.items, found.agreed, found.kappa, found.f1) == (3, 3, None, 1.0)


def test_without_common_records_there_is_no_agreement():
    found = agreement([judged("ann", 0, "accept"), judged("bob", 1, "accept")], "ann", "bob")
    assert (found.items, found.kappa, found.f1, found.disagreements) == (0, None, None, ())


def test_corrections_are_one_judgement_and_differ_in_f1():
    decisions = [
        judged("ann", 0, "correct", "kind", "level"),
        judged("bob", 0, "correct", "kind", "growth_rate"),
        judged("ann", 1, "correct", "kind", "level"),
        judged("bob", 1, "correct", "kind", "level"),
    ]
    found = agreement(decisions, "ann", "bob")
    assert (found.items, found.agreed) == (2, 2)
    assert found.f1 == pytest.approx(0.5)
    assert [d.anchor.start for d in found.disagreements] == [0]


def test_what_was_taken_back_and_what_others_decided_does_not_count():
    undone = replace(judged("bob", 0, "reject"), undone_at="2024-05-02T08:00:00Z")
    decisions = [judged("ann", 0, "accept"), undone, judged("bob", 0, "accept"), judged("eve", 0, "reject")]
    found = agreement(decisions, "ann", "bob")
    assert (found.items, found.agreed) == (1, 1)


def test_the_last_judgement_of_a_person_counts():
    decisions = [judged("ann", 0, "reject"), judged("ann", 0, "accept"), judged("bob", 0, "accept")]
    assert agreement(decisions, "ann", "bob").agreed == 1


def test_additions_of_one_person_lower_f1_and_leave_kappa():
    decisions = [judged(by, n, a) for by in ("ann", "bob") for n, a in enumerate(["accept", "reject"])]
    decisions.append(judged("ann", 7, "add", value={"role": "target"}))
    found = agreement(decisions, "ann", "bob")
    assert found.kappa == pytest.approx(1.0)
    assert found.f1 == pytest.approx(2 * 1 / (2 + 1))
    both = agreement([*decisions, judged("bob", 7, "add", value={"role": "target"})], "ann", "bob")
    assert both.f1 == pytest.approx(1.0)
