"""The filters of lists of records; what is chosen stands in the address, by id, and comes back with the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast

import streamlit as st

from docanalyzer.core.record import Force, Instrument, Role
from docanalyzer.knowledge.industries import industries, letter
from docanalyzer.knowledge.regions import CHINA, parent
from docanalyzer.library import RecordQuery
from docanalyzer.library.model import ReviewFilter
from docanalyzer.ui import address, names, source, words
from docanalyzer.ui.words import t

Field = Literal[
    "text", "indicator", "region", "industry", "role", "force", "instrument", "actor", "due_from", "due_to",
    "reviewed", "collection", "document", "confidence",
]  # fmt: skip

_FIRST: Final[tuple[Field, ...]] = ("text", "indicator", "region", "industry")
_KEPT: Final = "_filters"
_YEARS: Final = [str(year) for year in range(2000, 2071)]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A filter of ids: which there are to choose from, and how one is called."""

    options: Callable[[], Sequence[str]]
    label: Callable[[str], str]
    single: bool = False


def _choice(field: Field) -> _Choice:
    if field == "document":
        # Looked up once, and not once for each of a thousand options.
        labels = source.document_labels(source.library().url)
        return _Choice(lambda: list(labels), lambda one: labels.get(one, one[:12]))
    return _CHOICES[field]


def record_filters(screen: str, fields: Sequence[Field]) -> RecordQuery:
    """Draw the filters of a screen and give the query that they make."""
    kept = _arrived(screen, fields)
    values: dict[str, Any] = {}
    first = [field for field in fields if field in _FIRST]
    rest = [field for field in fields if field not in _FIRST]
    with st.container(key="filters_first"):
        for column, field in zip(st.columns(len(first)), first, strict=True):
            with column:
                values[field] = _widget(screen, field, kept)
    count = sum(bool(kept.get(field)) for field in rest)
    label = t("filter.more_active", count=count) if count else t("filter.more")
    more = st.expander(label, icon=":material/tune:", key=f"{screen}_more", on_change="rerun")
    if more.open:
        with more:
            values |= _more(screen, fields, rest, kept)
    else:
        # Closed, they need not be drawn: a list of a thousand documents would go to the browser with every click.
        values |= {field: kept.get(field) for field in rest}
    chosen = {field: _texts(value) for field, value in values.items() if value}
    _keep(screen, fields, chosen)
    return _query(chosen)


def _more(screen: str, fields: Sequence[Field], rest: Sequence[Field], kept: dict[str, list[str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for start in range(0, len(rest), 4):
        row = rest[start : start + 4]
        for column, field in zip(st.columns(4), row, strict=False):
            with column:
                values[field] = _widget(screen, field, kept)
    st.button(t("filter.clear"), icon=":material/filter_alt_off:", on_click=_clear, args=(screen, fields))
    return values


def kept_query(screen: str) -> RecordQuery | None:
    """The query that the filters of a screen made last in this session; null where they are empty."""
    kept = st.session_state.get(_KEPT, {}).get(screen)
    return _query(kept) if kept else None


def _query(chosen: dict[str, list[str]]) -> RecordQuery:
    query = RecordQuery()
    for field, value in chosen.items():
        if field == "text":
            query = replace(query, text=value[0])
        elif field == "due_from":
            query = replace(query, due_from=f"{value[0]}-01-01")
        elif field == "due_to":
            query = replace(query, due_to=f"{value[0]}-12-31")
        elif field == "confidence":
            query = replace(query, min_confidence=float(value[0]))
        elif field == "reviewed":
            query = replace(query, reviewed=cast("ReviewFilter", value[0]))
        else:
            chosen_ids: dict[str, Any] = {field: tuple(value)}
            query = replace(query, **chosen_ids)
    return query


def _arrived(screen: str, fields: Sequence[Field]) -> dict[str, list[str]]:
    """What the address asks for, else what was chosen on this screen before."""
    asked: dict[str, list[str]] = {}
    for field in fields:
        if given := [value for value in address.asked_all(field) if _fits(field, value)]:
            asked[field] = given
    if asked:
        return asked
    found: dict[str, list[str]] = st.session_state.get(_KEPT, {}).get(screen, {})
    return found


def _fits(field: Field, value: str) -> bool:
    """Whether a value of an address can be one of this filter; others are passed over."""
    if field in {"due_from", "due_to"}:
        return value in _YEARS
    return bool(value) if field != "confidence" else _share([value]) > 0


def _keep(screen: str, fields: Sequence[Field], chosen: dict[str, list[str]]) -> None:
    st.session_state.setdefault(_KEPT, {})[screen] = chosen
    address.write(**{field: chosen.get(field) for field in fields})


def _clear(screen: str, fields: Sequence[Field]) -> None:
    st.session_state.get(_KEPT, {}).pop(screen, None)
    for field in fields:
        st.session_state.pop(_key(screen, field), None)
    address.write(**dict.fromkeys(fields))


def _key(screen: str, field: str) -> str:
    # Labels of options change with the language, and with them what a widget takes for its identity.
    return f"{screen}_{field}_{words.language()}"


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


# -- widgets -----------------------------------------------------------------------------------------------------------


def _widget(screen: str, field: Field, kept: dict[str, list[str]]) -> Any:
    key = _key(screen, field)
    before = kept.get(field, [])
    label = t(f"filter.{field}")
    if field == "text":
        _start(key, before[0] if before else "")
        return (st.text_input(label, key=key, placeholder=t("filter.text_hint"), max_chars=200) or "").strip()
    if field == "confidence":
        _start(key, _share(before))
        return st.slider(label, 0.0, 1.0, step=0.05, key=key)
    if field in {"due_from", "due_to"}:
        _start(key, before[0] if before else None)
        return st.selectbox(label, _YEARS, index=None, key=key, placeholder=t("filter.any"))
    choice = _choice(field)
    # What the address asks for is offered even where no record has it, so that the list is empty and says why.
    options = list(dict.fromkeys((*choice.options(), *(one for one in before if len(one) < 200))))
    if choice.single:
        _start(key, before[0] if before and before[0] in options else None)
        return st.selectbox(label, options, index=None, key=key, format_func=choice.label, placeholder=t("filter.any"))
    _start(key, [one for one in before if one in options])
    return st.multiselect(
        label, options, key=key, format_func=choice.label, placeholder=t("filter.any"), select_all=False
    )


def _start(key: str, value: Any) -> None:
    if key not in st.session_state:
        st.session_state[key] = value


def _share(before: Sequence[str]) -> float:
    try:
        return min(1.0, max(0.0, float(before[0]))) if before else 0.0
    except ValueError:
        return 0.0


@st.cache_data(ttl=20, max_entries=16, show_spinner=False)
def _used(url: str, facet: str) -> list[str]:
    """The codes that some record has; asked anew after a while, for other processes add documents too."""
    del url
    return source.library().used(facet)


def _options(facet: str) -> list[str]:
    return _used(source.library().url, facet)


def _indicators() -> list[str]:
    return sorted(_options("indicator"), key=names.indicator)


def _actors() -> list[str]:
    return sorted(_options("actor"), key=names.agency)


def _regions() -> list[str]:
    """The regions in use and those that hold them, provinces before their cities."""
    found = set()
    for code in _options("region"):
        at: str | None = code
        while at is not None:
            found.add(at)
            at = parent(at)
    return sorted(found, key=lambda code: (code != CHINA, not code.isdigit(), code))


def _industries() -> list[str]:
    """The industries in use and those that hold them."""
    found = set()
    for code in _options("industry"):
        found |= {code, *(code[:length] for length in (2, 3) if code[:length] in industries())}
        if section := letter(code):
            found.add(section)
    return sorted(found, key=lambda code: (letter(code), code[:1].isdigit(), code))


def _industry_label(code: str) -> str:
    name = names.industry(code)
    return name if name == code or f"({code})" in name else f"{code} {name}"


_CHOICES: Final[dict[Field, _Choice]] = {
    "indicator": _Choice(_indicators, names.indicator),
    "region": _Choice(_regions, names.region),
    "industry": _Choice(_industries, _industry_label),
    "role": _Choice(lambda: words.members(Role), lambda one: names.word("role", one)),
    "force": _Choice(lambda: words.members(Force), lambda one: names.word("force", one)),
    "instrument": _Choice(lambda: words.members(Instrument), lambda one: names.word("instrument", one)),
    "actor": _Choice(_actors, names.agency),
    "reviewed": _Choice(
        lambda: ("none", "any", "accepted", "corrected", "added", "rejected"),
        lambda one: names.word("reviewed", one),
        single=True,
    ),
    "collection": _Choice(source.collection_names, source.collection_name),
}
