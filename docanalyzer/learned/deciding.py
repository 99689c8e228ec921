"""When the answer of a model overrules the rules: the same measure of sureness in training and in use."""

from __future__ import annotations

from collections.abc import Mapping

from docanalyzer.linguistics import Tongue

NEVER = 2.0
"""A threshold that nothing reaches."""


def other_role(chances: Mapping[str, float], held: str) -> tuple[str, float]:
    """The likeliest role beside the one that the rules hold, and how sure a model is of it against that one.

    0.9 means that it is nine times as likely. An answer without roles gives the held one and 0.
    """
    others = [(chance, role) for role, chance in chances.items() if role != held]
    if not others:
        return held, 0.0
    chance, role = max(others)
    return role, chance / max(chance + chances.get(held, 0.0), 1e-9)


def threshold(thresholds: Mapping[str, float], language: Tongue, name: str) -> float:
    """How sure a model must be for a change in a language; :data:`NEVER` where it is not told.

    ``zh:add:plan`` holds before ``add:plan``, which holds for both languages.
    """
    return thresholds.get(f"{language}:{name}", thresholds.get(name, NEVER))
