"""Every text of the screens in Chinese and English, and which of the two is shown.

The texts stand in ``texts/*.toml``, one table for each screen; ``t("library.title")`` finds them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

import streamlit as st

from docanalyzer.ui import address

Tongue = Literal["zh", "en"]

TONGUES: Final[dict[Tongue, str]] = {"zh": "中文", "en": "English"}
_STATE = "_language"
_CHOSEN = "_language_chosen"
_SPOKEN: ContextVar[Tongue | None] = ContextVar("_SPOKEN", default=None)


def t(key: str, **values: object) -> str:
    """The text of a key in the language of the screen, with ``{name}`` filled in from ``values``.

    Values go into text that may be read as Markdown: pass numbers and words of this program, never words of a
    document or names of files. Raises ``KeyError`` for a key that is not in the tables.
    """
    text = texts()[key][language()]
    return text.format(**values) if values else text


def known(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in texts()


def members(closed: Any) -> tuple[str, ...]:
    """The values of a closed list of the record contract (``Role``, ``Force`` …)."""
    return get_args(closed)


@contextmanager
def speaking(tongue: Tongue) -> Iterator[None]:
    """Say everything in this language, also where no screen is drawn: a file is made when somebody asks for it."""
    token = _SPOKEN.set(tongue)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language() -> Tongue:
    """The language of the screen, or of the file that is made."""
    if spoken := _SPOKEN.get():
        return spoken
    found: Tongue = st.session_state.get(_STATE) or _preferred()
    return found


def settle() -> None:
    """Take the language from the address, else from the session, else from the browser.

    The address names it only where somebody chose it, so that links without it follow the browser of their reader.
    """
    asked = address.asked("lang")
    if asked in TONGUES:
        choose(asked)
    elif _CHOSEN in st.session_state:
        address.write(lang=language())
    else:
        st.session_state[_STATE] = _preferred()


def choose(tongue: Tongue) -> None:
    """Show this language from now on and write it into the address."""
    st.session_state[_STATE] = tongue
    st.session_state[_CHOSEN] = True
    address.write(lang=tongue)


@cache
def texts() -> dict[str, dict[Tongue, str]]:
    """Key -> its text in both languages."""
    found: dict[str, dict[Tongue, str]] = {}
    folder = files("docanalyzer.ui").joinpath("texts")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            _collect(tomllib.loads(file.read_text(encoding="utf-8")), "", found)
    return found


def _collect(table: dict[str, Any], prefix: str, found: dict[str, dict[Tongue, str]]) -> None:
    for name, entry in table.items():
        key = f"{prefix}{name}"
        if set(entry) == set(TONGUES) and all(isinstance(text, str) for text in entry.values()):
            if key in found:
                raise ValueError(f"two texts bear the key {key!r}")
            found[key] = entry
        elif isinstance(entry, dict) and all(isinstance(value, dict) for value in entry.values()):
            _collect(entry, f"{key}.", found)
        else:
            raise ValueError(f"the text {key!r} needs zh and en and nothing else")


def _preferred() -> Tongue:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
