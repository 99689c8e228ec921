"""Bilingual pairs without documents: names in the package's tables, a glossary, and sentences put together of both."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docanalyzer.knowledge.agencies import agencies
from docanalyzer.knowledge.indicators import indicators
from docanalyzer.knowledge.industries import industries, industry_terms
from docanalyzer.knowledge.plans import plans
from docanalyzer.knowledge.regions import countries, divisions, policy_regions
from docanalyzer.training.encoder_text import Pair, read_pairs

if TYPE_CHECKING:
    from torch import Tensor

_DATA = Path(__file__).parent / "data"
_SLOT = re.compile(r"\{([a-z]+)\d?\}")


def names() -> Iterator[Pair]:
    """Every Chinese name of a row of the tables beside an English one; the canonical ones and the others in turn."""
    for indicator in indicators().values():
        yield from _rows(indicator.zh, indicator.en)
    for term in industry_terms():
        yield from _rows(term.zh, term.en)
    for industry in industries().values():
        yield from _rows((industry.name.zh,), (industry.name.en,))
    for agency in agencies().values():
        yield from _rows(agency.zh, agency.en)
    for plan in plans():
        yield Pair(plan.name.zh, plan.name.en)
    yield from _places()
    for name in ("nouns", "words", "actors", "sentences"):
        # Everyday words come up more often than the names of industries and places, of which there are more.
        yield from glossary(name) * 3
    thing = Pair("工作", "the work")
    for verb in glossary("verbs"):
        yield _filled(verb, lambda _: thing)


@cache
def glossary(name: str) -> tuple[Pair, ...]:
    """The rows of ``data/<name>.tsv``."""
    return tuple(read_pairs(_DATA / f"{name}.tsv"))


def sentence(rng: random.Random) -> Pair:
    """A sentence of policy put together at random, in both languages."""
    return _filled(rng.choice(glossary("patterns")), lambda slot: _filler(slot, rng))


def same_side(pairs: Sequence[Pair]) -> Tensor:
    """Which other pairs of a batch (batch x batch) share a side with a pair: they are no wrong answers for it."""
    import torch

    zh, en = [pair.zh for pair in pairs], [pair.en for pair in pairs]
    return torch.tensor(
        [[i != j and (zh[i] == zh[j] or en[i] == en[j]) for j in range(len(pairs))] for i in range(len(pairs))]
    )


def _filler(slot: str, rng: random.Random) -> Pair:
    if slot == "action":
        return _filled(rng.choice(glossary("verbs")), lambda _: _listed("noun", rng))
    if slot in {"noun", "industry"}:
        return _listed(slot, rng)
    return rng.choice(_table(slot))


def _listed(slot: str, rng: random.Random) -> Pair:
    """One thing, or two or three in a list."""
    things = [rng.choice(_table(slot)) for _ in range(rng.choices((1, 2, 3), (6, 3, 1))[0])]
    if len(things) == 1:
        return things[0]
    mark = rng.choice("、和与") if len(things) == 2 else "、"
    *first, last = things
    return Pair(mark.join(t.zh for t in things), ", ".join(t.en for t in first) + f" and {last.en}")


@cache
def _table(slot: str) -> tuple[Pair, ...]:
    match slot:
        case "indicator":
            return tuple(pair for row in indicators().values() for pair in _rows(row.zh, row.en))
        case "industry":
            return tuple(pair for row in industry_terms() for pair in _rows(row.zh[:4], row.en[:4]))
        case "agency":
            return tuple(Pair(row.zh[0], row.en[0]) for row in agencies().values() if row.zh and row.en)
        case "plan":
            return tuple(Pair(plan.name.zh, plan.name.en) for plan in plans())
        case "country":
            return tuple(Pair(row.zh[0], row.en[0]) for row in countries().values())
        case "region":
            return tuple(_places())
        case _:
            return glossary(f"{slot}s")


def _places() -> Iterator[Pair]:
    for country in countries().values():
        yield from _rows(country.zh, country.en)
    for division in divisions().values():
        if division.level <= 2 and division.en:
            yield from _rows((division.zh, division.short), (division.en,))
    for region in policy_regions().values():
        yield Pair(region.name.zh, region.name.en)


def _rows(zh: tuple[str, ...], en: tuple[str, ...]) -> Iterator[Pair]:
    """As many pairs as the longer side has names; the shorter side begins again."""
    if all(zh) and all(en) and zh and en:
        for place in range(max(len(zh), len(en))):
            yield Pair(zh[place % len(zh)], en[place % len(en)])


def _filled(pattern: Pair, filler: Callable[[str], Pair]) -> Pair:
    """The pattern with each slot filled, the same on both sides; ``{}`` is the one slot of a verb."""
    if "{}" in pattern.zh:
        thing = filler("")
        return Pair(pattern.zh.replace("{}", thing.zh), pattern.en.replace("{}", thing.en))
    things = {m[0]: filler(m[1]) for m in _SLOT.finditer(pattern.zh)}
    zh, en = pattern
    for slot, thing in things.items():
        zh, en = zh.replace(slot, thing.zh), en.replace(slot, thing.en)
    return Pair(zh, en[:1].upper() + en[1:])
