"""The view Citations: which document cites, implements, amends or repeals which, drawn and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from docanalyzer.comparison.genealogy import Edge, Node
from docanalyzer.comparison.report import Report
from docanalyzer.knowledge.relations import Relation
from docanalyzer.present import one_line
from docanalyzer.ui import links, names, words
from docanalyzer.ui.comparing import reports
from docanalyzer.ui.comparing.reports import Stamps
from docanalyzer.ui.parts import charts
from docanalyzer.ui.parts.tables import Column, table
from docanalyzer.ui.words import members, t

_DRAWN: Final = 30
"""So many documents named are drawn, those named most; the table has all."""
_ARCS: Final = 96
"""Pixels from the left within which arcs are drawn."""
_COLOURS: Final[dict[str, str]] = {
    "implements": "#1c6e5a",
    "issues": "#2f6db5",
    "amends": "#d08c1f",
    "repeals": "#b3362b",
    "cites": "#94a29b",
}


def show(state: Stamps) -> Report | None:
    """Draw the view of one or more documents."""
    found = reports.citations(state)
    report = reports.report(state, "targets") if len(state) > 1 else None
    if not found.edges:
        st.info(t("compare.no_citations"), icon=":material/link_off:")
        return report
    counts: Counter[str] = Counter(edge.relation for edge in found.edges)
    there = [relation for relation in members(Relation) if counts[relation]]
    wanted = st.pills(
        t("compare.relations"),
        there,
        selection_mode="multi",
        default=there,
        format_func=lambda one: f"{names.word('citing', one)} {counts[one]}",
        key=f"compare_relations_{words.language()}_{'_'.join(there)}",
        label_visibility="collapsed",
    )
    edges = [edge for edge in found.edges if edge.relation in wanted]
    if not edges:
        st.caption(t("compare.choose_relation"))
        return report
    nodes = {node.key: node for node in found.nodes}
    drawn = _most_named(edges)
    if len({edge.target for edge in edges}) > _DRAWN:
        st.caption(t("compare.drawn", count=_DRAWN))
    charts.show_chart(_chart(drawn, nodes), key="compare_graph")
    edges.sort(key=lambda edge: (_title(nodes[edge.source]), -edge.times))
    picked = table(edges, _columns(nodes), key="compare_citations")
    if picked.clicked is not None and picked.clicked < len(edges):
        links.go("read", nodes[edges[picked.clicked].source].document)
    return report


def _most_named(edges: Sequence[Edge]) -> list[Edge]:
    weight: Counter[str] = Counter()
    for edge in edges:
        # Named by several documents counts for more than named often by one.
        weight[edge.target] += 1000 + edge.times
    most = {key for key, _ in weight.most_common(_DRAWN)}
    return [edge for edge in edges if edge.target in most]


def _title(node: Node) -> str:
    return one_line(node.title or node.number or node.key)


def _chart(edges: Sequence[Edge], nodes: Mapping[str, Node]) -> Any:
    """One list of documents, each of those chosen before what it names, with an arc for each link.

    Everything stands at fixed places from the left, so that a narrow screen shows it as a wide one does.
    """
    import altair as alt

    row = {key: place for place, key in enumerate(_listed(edges, nodes))}
    arcs = [point for number, edge in enumerate(edges) for point in _arc(number, edge, row, nodes)]
    there = list(dict.fromkeys(edge.relation for edge in edges))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], range=[4, _ARCS]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[len(row) - 0.5, -0.5]))
    lines = alt.Chart({"values": arcs}).mark_line(interpolate="basis", strokeWidth=1.7, opacity=0.8)
    lines = lines.encode(
        x=x,
        y=y,
        detail="edge:N",
        order="step:Q",
        color=alt.Color(
            "said:N",
            title=None,
            scale=alt.Scale(
                domain=[names.word("citing", one) for one in there], range=[_COLOURS[one] for one in there]
            ),
            legend=alt.Legend(orient="top", symbolType="stroke", symbolStrokeWidth=3, columns=5, offset=4),
        ),
        tooltip=[alt.Tooltip(f"{name}:N", title=t(f"column.{name}")) for name in ("source", "relation", "target")],
    )
    sources = {edge.source for edge in edges}
    points = [
        {
            "x": 1,
            "y": place,
            "chosen": key in sources,
            "here": nodes[key].document is not None,
            "label": charts.short(_title(nodes[key]), 44),
            "full": f"{_title(nodes[key])} {nodes[key].number or ''}".strip(),
        }
        for key, place in row.items()
    ]
    base = alt.Chart({"values": points}).encode(x=x, y=y, tooltip=[alt.Tooltip("full:N", title=t("column.document"))])
    dots = base.mark_point(filled=True, size=52, opacity=1).encode(
        color=alt.condition("datum.here", alt.value(charts.DARK), alt.value("#a8b5ae"))
    )
    labels = [
        base.transform_filter(f"datum.chosen === {'true' if chosen else 'false'}")
        .mark_text(align="left", dx=10, fontSize=12, fontWeight="bold" if chosen else "normal")
        .encode(text="label:N", color=alt.value(charts.INK if chosen else charts.SOFT))
        for chosen in (True, False)
    ]
    drawn = alt.layer(lines, dots, *labels).properties(height=24 * len(row) + charts.AROUND)
    return charts.dressed(drawn, t("compare.graph_title"), [t("compare.graph_note")])


def _listed(edges: Sequence[Edge], nodes: Mapping[str, Node]) -> list[str]:
    """Documents that name others by date of issue, each before what it is the first to name."""
    sources = sorted({edge.source for edge in edges}, key=lambda key: (nodes[key].issued_on or "9999", key))
    found: dict[str, None] = {}
    for source in sources:
        found[source] = None
        found |= dict.fromkeys(edge.target for edge in edges if edge.source == source and edge.target not in sources)
    return list(found)


def _arc(number: int, edge: Edge, row: Mapping[str, int], nodes: Mapping[str, Node]) -> list[dict[str, Any]]:
    """The three points of a bow to the left, the further the longer it is."""
    start, end = row[edge.source], row[edge.target]
    bow = 1 - min(1.0, 0.22 + 1.6 * abs(end - start) / max(12, len(row)))
    said = names.word("citing", edge.relation)
    words_of = {
        "said": said,
        "relation": said,
        "source": _title(nodes[edge.source]),
        "target": _title(nodes[edge.target]),
    }
    places = ((1.0, start), (bow, start + (end - start) * 0.1), (bow, start + (end - start) * 0.9), (1.0, end))
    return [{"edge": number, "step": step, "x": x, "y": y, **words_of} for step, (x, y) in enumerate(places)]


def _columns(nodes: Mapping[str, Node]) -> tuple[Column, ...]:
    return (
        Column("source", lambda edge: _title(nodes[edge.source]), 260),
        Column("relation", lambda edge: names.word("citing", edge.relation), 80),
        Column("target", lambda edge: _title(nodes[edge.target]), 260),
        Column("number", lambda edge: nodes[edge.target].number or "", 120),
        Column("here", lambda edge: t("compare.yes") if nodes[edge.target].document else t("compare.no"), 90),
        Column("times", lambda edge: edge.times, 60, "number"),
        Column("evidence", lambda edge: one_line(edge.evidence.text), 360),
    )
