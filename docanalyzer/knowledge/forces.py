"""Cue words of force, outlook and instrument, compiled into one scanner for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, NamedTuple, get_args

from docanalyzer.core.record import Force, Instrument
from docanalyzer.knowledge.scanner import TermScanner
from docanalyzer.knowledge.tables import read_toml

FORCES: Final[tuple[Force, ...]] = get_args(Force)
INSTRUMENTS: Final[tuple[Instrument, ...]] = get_args(Instrument)

BITS: Final[dict[str, int]] = {name: 1 << i for i, name in enumerate((*FORCES, *INSTRUMENTS))}
PLAN: Final = BITS["plan"]
# The other forces, of which any one takes the place of ``plan``.
RULING: Final = sum(BITS[name] for name in FORCES if name != "plan")
_MEANS: Final = sum(BITS[name] for name in INSTRUMENTS)
# An action word that heads its clause; elsewhere it may be a noun (建设, 发展) and leans nowhere.
HEAD: Final = 1 << 20
ENGLISH: Final = 1 << 21


class Cue(NamedTuple):
    """What a word says: forces and instruments as bits of :data:`BITS`, and how far it leans ahead (+) or back (-)."""

    bits: int
    lean: float
    rows: str


class Entry(NamedTuple):
    """What the scanner holds for a surface: the cue, the cue at the head of a clause and elsewhere.

    ``means`` is what is left of it where the words around undo its force: the instruments, or nothing.
    """

    cue: Cue
    head: Cue
    inner: Cue
    means: Cue | None


@dataclass(frozen=True, slots=True)
class CueRow:
    """One row of the tables; ``says`` is a force, an instrument or ``outlook``."""

    id: str
    says: str
    lean: float = 0.0
    zh: tuple[str, ...] = ()
    not_zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    not_en: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    def surfaces(self, language: Literal["zh", "en"]) -> tuple[str, ...]:
        """The words of the row in a language."""
        return self.zh if language == "zh" else self.en

    def vetoes(self, language: Literal["zh", "en"]) -> tuple[str, ...]:
        """Longer words that hold a surface by chance."""
        return self.not_zh if language == "zh" else self.not_en


@cache
def cue_rows(table: str) -> tuple[CueRow, ...]:
    """The rows of ``forces`` or ``instruments``."""
    return tuple(_row(entry) for entry in read_toml(f"{table}.toml")["cue"])


@cache
def cue_scanner(language: Literal["zh", "en"]) -> TermScanner[Entry | None]:
    """All cues of a language; a veto is a term that says nothing (None) and wins by being longer."""
    english = language == "en"
    forces = _entries(cue_rows("forces"), language)
    alone: TermScanner[Cue | None] = TermScanner(forces.items(), words=english)
    both = dict(forces)
    for surface, cue in _entries(cue_rows("instruments"), language).items():
        # The longest term wins, so an instrument (绿色信贷补贴) must say what the force words inside it would say.
        if cue is None:
            both.setdefault(surface, None)
            continue
        inside = _merged([found for _, _, found in alone.scan(surface)])
        both[surface] = Cue(cue.bits | inside.bits, cue.lean + inside.lean, inside.rows or cue.rows)
    return TermScanner(((surface, cue and _entry(cue)) for surface, cue in both.items()), words=english)


def _entry(cue: Cue) -> Entry:
    means = cue.bits & _MEANS
    return Entry(
        cue,
        cue._replace(bits=cue.bits | HEAD),
        cue._replace(lean=0.0),
        Cue(means | cue.bits & ENGLISH, 0.0, cue.rows) if means else None,
    )


def _row(entry: dict[str, Any]) -> CueRow:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return CueRow(**fields)


def _entries(rows: tuple[CueRow, ...], language: Literal["zh", "en"]) -> dict[str, Cue | None]:
    mark = ENGLISH if language == "en" else 0
    found: dict[str, Cue | None] = {surface: None for row in rows for surface in row.vetoes(language)}
    for row in rows:
        cue = Cue(BITS.get(row.says, 0) | mark, row.lean, row.id)
        for surface in row.surfaces(language):
            found[surface] = _merged([found.get(surface), cue])
    return found


def _merged(cues: list[Cue | None]) -> Cue:
    bits, lean = 0, 0.0
    rows: list[str] = []
    for cue in cues:
        if cue is not None:
            bits |= cue.bits
            lean += cue.lean
            rows += [row for row in cue.rows.split() if row not in rows]
    return Cue(bits, lean, " ".join(rows))
