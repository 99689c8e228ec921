"""Calendar arithmetic shared by the language packs; every function speaks in ISO days."""

from __future__ import annotations

from datetime import date, timedelta

from docanalyzer.core.record import Relation

# First day, last day and how the two bound the time.
Dates = tuple[str | None, str | None, Relation]


def first_day(year: int, month: int = 1) -> str:
    """First day of a year or a month."""
    return f"{year:04d}-{month:02d}-01"


def last_day(year: int, month: int = 12) -> str:
    """Last day of a year or a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - timedelta(days=1)).isoformat()


def iso(year: int, month: int, day: int) -> str | None:
    """An ISO day, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def plus_years(day: date, years: int) -> str:
    """The same day ``years`` later (28 February for a leap day)."""
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()


def shifted(day: date, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The day so much later, or earlier where the numbers are negative; the last of a month that has no such day."""
    index = (day.year + years) * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = date.fromisoformat(last_day(year, month + 1)).day
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def unit_around(day: date, unit: str, offset: int = 0) -> tuple[str, str]:
    """First and last day of the week, month, quarter, year or decade that lies ``offset`` of them from a day."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    year, month = divmod((((day.year * 12 + day.month - 1) // months) + offset) * months, 12)
    end_year, end_month = divmod(year * 12 + month + months - 1, 12)
    return first_day(year, month + 1), last_day(end_year, end_month + 1)


def plan_years(number: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan (the 1st: 1953-1957; from the 3rd on every five years from 1966).

    Source: the plans' own titles; between the 2nd and the 3rd lie three years of adjustment.
    """
    if number <= 2:
        return 1948 + 5 * number, 1952 + 5 * number
    return 1951 + 5 * number, 1955 + 5 * number


def review_span(issued: date, years: int) -> tuple[int, int]:
    """First and last of the ``years`` that "the past N years" covers: those before the issue year."""
    return issued.year - years, issued.year - 1
