"""The app's own components, each a script with a style, whose data are shown in the order in which they were sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_STAMPS = "_component_stamps"


def show(
    name: str,
    data: Mapping[str, Any] | bytes,
    *,
    key: str,
    folder: Path,
    scripts: Sequence[str] | None = None,
    style: str | None = None,
    around: str | None = None,
    isolated: bool = True,
    **options: Any,
) -> Any:
    """Show the component ``name``, an element of the class ``around`` (by default ``da-name``); its state and triggers.

    ``scripts`` are files of ``folder`` without their ending, put together, by default ``name``; they define a function
    ``draw``, which is called as Streamlit calls the script of a component. ``style`` is a file too, by default ``name``
    where there is such a file. ``options`` go to Streamlit. ``isolated``: behind a shadow root.
    """
    part = _part(name, folder, tuple(scripts or (name,)), style or name, around or f"da-{name}", isolated)
    return part(data=_stamped(key, data), key=key, **options)


@cache
def _part(
    name: str, folder: Path, scripts: tuple[str, ...], style: str, around: str, isolated: bool
) -> Callable[..., Any]:
    sheet = folder / f"{style}.css"
    texts = [folder / f"{script}.js" for script in scripts] + [_HERE / "ordered.js"]
    return st.components.v2.component(
        f"docanalyzer_{name}",
        # A text without a line feed is taken for the path of a file.
        html=f'<div class="{around}"></div>\n',
        css=sheet.read_text("utf-8") if sheet.exists() else None,
        js="\n".join(text.read_text("utf-8") for text in texts),
        isolate_styles=isolated,
    )


def _stamped(key: str, data: Mapping[str, Any] | bytes) -> dict[str, Any] | bytes:
    stamp = _stamp(key, data)
    return b"%016d" % stamp + data if isinstance(data, bytes) else {**data, "stamp": stamp}


def _stamp(key: str, data: Mapping[str, Any] | bytes) -> int:
    """A number that grows when the data change; microseconds, so that it grows from session to session too."""
    stamps: dict[str, tuple[Mapping[str, Any] | bytes, int]] = st.session_state.setdefault(_STAMPS, {})
    before, stamp = stamps.get(key, (None, 0))
    if before != data:
        stamp = max(stamp + 1, time.time_ns() // 1000)
        stamps[key] = (data, stamp)
    return stamp
