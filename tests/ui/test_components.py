"""The numbers by which a browser tells older data of a component from newer ones."""

import time

import pytest
import streamlit as st

from docanalyzer.ui.parts import components


@pytest.fixture
def session(monkeypatch):
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def test_data_that_change_get_a_higher_number(session):
    first = components._stamp("card", {"title": "a"})
    second = components._stamp("card", {"title": "b"})
    assert components._stamp("card", {"title": "b"}) == second > first
    # What was shown before is new again.
    assert components._stamp("card", {"title": "a"}) > second


def test_each_component_has_numbers_of_its_own(session):
    card = components._stamp("card", {"title": "a"})
    components._stamp("list", b"rows")
    assert components._stamp("card", {"title": "a"}) == card


def test_the_number_travels_with_the_data(session):
    assert components._stamped("card", {"title": "a"}) == {
        "title": "a",
        "stamp": components._stamp("card", {"title": "a"}),
    }
    assert components._stamped("list", b"rows") == b"%016drows" % components._stamp("list", b"rows")


def test_a_clock_that_stands_still_does_no_harm(session, monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 5_000)
    numbers = [components._stamp("card", {"title": title}) for title in "abc"]
    assert numbers == sorted(set(numbers))
