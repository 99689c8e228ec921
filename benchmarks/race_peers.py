"""Times other tools for ``race.py``: runs in their environment and imports nothing of docanalyzer.

Reads lines of JSON from standard input, ``{"tool": NAME, "language": "zh", "texts": [...]}``, and answers each with
``{"seconds": S}``, or ``{"missing": REASON}`` where the tool is not there or does not read the language.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from typing import Any

Read = Callable[[str], object]
CULTURES = {"zh": "zh-cn", "en": "en-us"}


def main() -> int:
    """Answer until standard input ends."""
    answers = sys.stdout
    with redirect_stdout(sys.stderr):  # some of them print
        for line in sys.stdin:
            order = json.loads(line)
            print(json.dumps(_timed(order["tool"], order["language"], order["texts"])), file=answers, flush=True)
    return 0


def _timed(tool: str, language: str, texts: list[str]) -> dict[str, Any]:
    try:
        read = _reader(tool, language)
    except ImportError as problem:
        return {"missing": str(problem)}
    if read is None:
        return {"missing": f"does not read {language}"}
    begin = time.perf_counter()
    for text in texts:
        read(text)
    return {"seconds": time.perf_counter() - begin}


@cache
def _reader(tool: str, language: str) -> Read | None:
    """What reads a text by this tool, warmed up; null for a language that it does not read."""
    read = TOOLS[tool](language)
    if read is not None:
        read(
            "到2025年，能耗下降13.5%，投资3亿元。"
            if language == "zh"
            else "By 2025, energy use falls by 13.5%, or 3 tonnes."
        )
    return read


def _spacy(language: str) -> Read:
    spacy: Any = import_module("spacy")
    nlp: Read = spacy.blank(language)
    return nlp


def _jieba(language: str) -> Read | None:
    cut: Read = import_module("jieba").lcut
    return cut if language == "zh" else None


def _expression(language: str) -> Read:
    """Every number with a sign of per cent or one word behind it: the floor."""
    return re.compile(r"\d+(?:[.,]\d+)*\s?(?:[%％]|[A-Za-z]+|[一-鿿]{1,2})?").findall


def _recognizers(language: str) -> Read:
    numbers, units, dates = (
        import_module(f"recognizers_{part}") for part in ("number", "number_with_unit", "date_time")
    )
    culture = CULTURES[language]

    def read(text: str) -> object:
        return [
            numbers.recognize_percentage(text, culture),
            units.recognize_dimension(text, culture),
            units.recognize_currency(text, culture),
            dates.recognize_datetime(text, culture),
        ]

    return read


def _quantulum(language: str) -> Read | None:
    parse: Read = import_module("quantulum3.parser").parse
    return parse if language == "en" else None


def _jionlp(language: str) -> Read | None:
    ner: Any = import_module("jionlp").ner

    def read(text: str) -> object:
        return ner.extract_time(text, with_parsing=True), ner.extract_money(text, with_parsing=True)

    return read if language == "zh" else None


def _dateparser(language: str) -> Read:
    search: Any = import_module("dateparser.search").search_dates
    return lambda text: search(text, languages=[language])


TOOLS: dict[str, Callable[[str], Read | None]] = {
    "regular expression": _expression,
    "spaCy blank": _spacy,
    "jieba": _jieba,
    "JioNLP time and money": _jionlp,
    "quantulum3": _quantulum,
    "dateparser": _dateparser,
    "Recognizers-Text, four": _recognizers,
}

if __name__ == "__main__":
    sys.exit(main())
