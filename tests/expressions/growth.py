"""How the effort of a pattern grows with the length of a text.

The engine counts no steps, so its processor time is taken instead, and only ever compared with itself: what counts is
the power of the length that it grows with. A search tries every place to begin, so a pattern that has a loop may take
the square of the length; what patterns see are lines and sentences, for which that is little. A pattern that shares a
run out among loops in a row takes the cube, one with a loop in a loop a power of two: both are refused.
"""

from __future__ import annotations

import math
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from types import FrameType

from tests.expressions.attacks import Attack, attacks

# Systems count processor time in ticks while a timer runs: less than one may read as nothing, and what takes less than
# a few is noise, however it grows.
_TICK = 0.004
_NOISE = 5 * _TICK
# A pattern that squares its effort is through the longest text in a fraction of this.
_ENDLESS = 20.0
_LENGTHS = (32, 128, 512, 2048)
MOST = 2.6
"""The highest power that is let through: 2, and room for the noise of measuring."""


class _Endless(Exception):  # noqa: N818 (it is caught here)
    """The engine has not come back."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The power of the length that the effort grows with, and the attack that showed it; infinite for no end."""

    power: float
    attack: Attack
    way: str


def worst(pattern: str, flags: int, ways: Iterable[str] = ("search", "fullmatch")) -> Growth | None:
    """The attack under which the effort grows fastest; null where nothing took a time that can be measured.

    ``ways`` are the methods by which the pattern is asked: ``search``, ``match``, ``fullmatch``.
    """
    expression = re.compile(pattern, flags)
    found: Growth | None = None
    for attack in attacks(pattern, flags):
        for way in ways:
            power = _power(expression, attack, way)
            if power and (found is None or power > found.power):
                found = Growth(power, attack, way)
                if power == math.inf:
                    return found
    return found


def _power(expression: re.Pattern[str], attack: Attack, way: str) -> float:
    """The power between the two longest texts; 0 where none takes a time that can be measured."""
    times = []
    for length in _LENGTHS:
        times.append(_seconds(expression, attack.text(length), way))
        if times[-1] == math.inf:
            return math.inf
    if times[-1] < _NOISE:
        return 0.0
    if _ratio(times[-2], times[-1]) <= MOST:
        return _ratio(times[-2], times[-1])
    # Something else may have had the processor: what comes again in most of several rounds counts.
    rounds = [[_seconds(expression, attack.text(length), way) for length in _LENGTHS[-2:]] for _ in range(7)]
    return median(_ratio(*pair) for pair in rounds)


def _ratio(before: float, after: float) -> float:
    return math.log(max(after, _TICK) / max(before, _TICK), _LENGTHS[-1] / _LENGTHS[-2])


def _seconds(expression: re.Pattern[str], text: str, way: str) -> float:
    run: Callable[[str], object] = getattr(expression, way)
    try:
        with _limit():
            began = time.process_time()
            run(text)
            return time.process_time() - began
    except _Endless:
        return math.inf


@contextmanager
def _limit() -> Iterator[None]:
    """End what does not come back; the engine looks for signals while it tries."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Endless

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
