"""What other tools find in the test cases of ``suites.py``, in a form that it can score beside ours.

    python -m venv peers
    peers/bin/pip install quantulum3 jionlp cpca recognizers-text-suite "emoji<1.7"
    peers/bin/python benchmarks/peers.py CASES.json > peers.json
    python benchmarks/suites.py CASES.json --peers peers.json

Runs in an environment of the tools' own and imports nothing of docanalyzer. A tool that is not installed is left out.
The output holds for each tool and case what it found: quantities as [start, end, low, high, unit, comparison],
periods as [start, end, first day, end day (exclusive)], regions as [province, county]. Units have the tools' names.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

Case = dict[str, Any]
Found = dict[str, list[list[Any]]]
NUMBERS = {"percent", "dimension", "currency", "quantity", "quantity_span", "money", "money_span", "range"}


def main() -> int:
    """Run every tool that is installed on the cases it is made for; JSON on standard output."""
    cases: list[Case] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["cases"]
    report: dict[str, dict[str, Found]] = {}
    with redirect_stdout(sys.stderr):
        for name, (module, make) in TOOLS.items():
            try:
                import_module(module)
            except ImportError as problem:
                print(f"{name} is left out: {problem}")
                continue
            read = make()
            report[name] = {case["id"]: found for case in cases if (found := _tried(read, case)) is not None}
    json.dump(report, sys.stdout, ensure_ascii=False, indent=0)
    return 0


def _tried(read: Callable[[Case], Found | None], case: Case) -> Found | None:
    """What a tool finds; nothing where it fails, which it then does not count as found."""
    try:
        return read(case)
    except Exception as problem:  # noqa: BLE001 (whatever a tool raises, the case is one that it does not read)
        print(f"{case['id']}: {type(problem).__name__}")
        return {}


def _recognizers() -> Callable[[Case], Found | None]:
    units: Any = import_module("recognizers_number_with_unit")
    numbers: Any = import_module("recognizers_number")
    dates: Any = import_module("recognizers_date_time")
    cultures = {"zh": "zh-cn", "en": "en-us"}
    recognizers = {
        "percent": numbers.recognize_percentage, "dimension": units.recognize_dimension,
        "currency": units.recognize_currency, "money": units.recognize_currency, "money_span": units.recognize_currency,
        "quantity": units.recognize_dimension, "quantity_span": units.recognize_dimension,
    }  # fmt: skip

    def read(case: Case) -> Found | None:
        culture, text = cultures[case["lang"]], case["input"]
        if case["kind"] == "date":
            found = dates.recognize_datetime(text, culture, reference=_reference(case))
            return {"periods": [p for r in found for p in _recognized_periods(r)]}
        recognize = recognizers.get(case["kind"])
        if recognize is None:
            return {"quantities": []} if case["kind"] == "range" else None
        return {"quantities": [q for r in recognize(text, culture) for q in _recognized_number(r)]}

    return read


def _recognized_number(result: Any) -> Iterator[list[Any]]:
    resolution = result.resolution or {}
    value = resolution.get("value")
    if value is not None:
        unit = resolution.get("unit") or ("%" if str(value).endswith("%") else "")
        number = float(str(value).rstrip("%"))
        yield [result.start, result.end + 1, number, number, unit, "eq"]


def _recognized_periods(result: Any) -> Iterator[list[Any]]:
    for value in (result.resolution or {}).get("values", ()):
        if value.get("type") == "date" and "value" in value:
            at = str(value["value"])[:10]
            yield [result.start, result.end + 1, at, (date.fromisoformat(at) + timedelta(days=1)).isoformat()]
        elif "start" in value or "end" in value:
            first, last = (str(value[key])[:10] if key in value else None for key in ("start", "end"))
            yield [result.start, result.end + 1, first, last]


def _quantulum() -> Callable[[Case], Found | None]:
    parser: Any = import_module("quantulum3.parser")

    def read(case: Case) -> Found | None:
        if case["lang"] != "en" or case["kind"] not in NUMBERS:
            return None
        found = parser.parse(case["input"])
        return {"quantities": [
            [*q.span, q.value - (q.uncertainty or 0), q.value + (q.uncertainty or 0), _named(q.unit.name), "eq"]
            for q in found
        ]}  # fmt: skip

    return read


def _named(unit: str) -> str:
    return "%" if unit == "percentage" else unit


def _jionlp() -> Callable[[Case], Found | None]:
    jio: Any = import_module("jionlp")

    def read(case: Case) -> Found | None:
        text, kind = case["input"], case["kind"]
        if case["lang"] != "zh":
            return None
        if kind == "region":
            place = jio.parse_location(text)
            return {"regions": [[place.get("province"), place.get("county")]]}
        if kind in {"money", "money_span", "currency"}:
            if kind == "money":
                return {"quantities": [_sum(jio.parse_money(text), 0, len(text))]}
            return {
                "quantities": [_sum(m["detail"], *m["offset"]) for m in jio.ner.extract_money(text, with_parsing=True)]
            }
        if kind != "date":
            return None
        base = case.get("reference")
        if base is None or isinstance(base, str):
            base = _reference(case).timestamp()
        if case["suite"].startswith("jionlp"):
            return {"periods": [_spell(jio.parse_time(text, time_base=base), 0, len(text))]}
        found = jio.ner.extract_time(text, time_base=base, with_parsing=True)
        return {"periods": [_spell(item["detail"], *item["offset"]) for item in found]}

    return read


def _sum(detail: Any, start: int, end: int) -> list[Any]:
    number = detail["num"]
    low, high = (float(number[0]), float(number[1])) if isinstance(number, list) else (float(number), float(number))
    sense = {"blur-": "le", "blur+": "ge"}.get(detail["definition"], "eq" if low == high else "range")
    return [start, end, low, high, detail["case"], sense]


def _spell(detail: Any, start: int, end: int) -> list[Any]:
    first, last = detail["time"]
    after = datetime.fromisoformat(last) + timedelta(seconds=1)
    return [start, end, first[:10], after.date().isoformat()]


def _cpca() -> Callable[[Case], Found | None]:
    cpca: Any = import_module("cpca")

    def read(case: Case) -> Found | None:
        if case["kind"] != "region":
            return None
        frame = (
            cpca.transform_text_with_addrs(case["input"])
            if len(case["expected"]) > 1
            else cpca.transform([case["input"]])
        )
        rows: Iterable[tuple[Any, Any]] = zip(frame["省"], frame["区"], strict=True)
        return {"regions": [[province, county] for province, county in rows]}

    return read


def _reference(case: Case) -> datetime:
    """What relative dates stand on; any day where the case gives none. The tools take clocks without a zone."""
    given = case.get("reference")
    if isinstance(given, str):
        return datetime.fromisoformat(given).replace(tzinfo=None)
    if isinstance(given, (int, float)):
        return datetime(*time.gmtime(given + 8 * 3600)[:6])  # noqa: DTZ001 (the suites' clock is that of China)
    return datetime(2020, 1, 1)  # noqa: DTZ001 (as above)


TOOLS: dict[str, tuple[str, Callable[[], Callable[[Case], Found | None]]]] = {
    "Recognizers-Text": ("recognizers_suite", _recognizers),
    "quantulum3": ("quantulum3", _quantulum),
    "JioNLP": ("jionlp", _jionlp),
    "cpca": ("cpca", _cpca),
}

if __name__ == "__main__":
    sys.exit(main())
