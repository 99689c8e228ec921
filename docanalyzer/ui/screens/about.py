"""The screen About: how records are made, what they cannot say, and which versions made them."""

from __future__ import annotations

import json

import streamlit as st

from docanalyzer import __version__
from docanalyzer.core.record import SCHEMA_VERSION
from docanalyzer.knowledge.agencies import agencies, local_bodies
from docanalyzer.knowledge.indicators import indicators
from docanalyzer.knowledge.industries import industries
from docanalyzer.knowledge.regions import countries, divisions, policy_regions
from docanalyzer.library import Library
from docanalyzer.ui import source
from docanalyzer.ui.words import t
from docanalyzer.version import analysis_version


def show() -> None:
    """Draw the screen."""
    st.title(t("about.title"))
    method, limits, versions = st.tabs([t("about.tab_method"), t("about.tab_limits"), t("about.tab_versions")])
    with method:
        st.markdown(t("about.method"), width=820)
    with limits:
        st.markdown(t("about.limits"), width=820)
    with versions:
        _versions(source.library())


def _versions(library: Library) -> None:
    facts = {
        "about.version": __version__,
        "about.schema_version": SCHEMA_VERSION,
        "about.rules_version": analysis_version(),
        "about.models": t("about.no_models"),
        "about.tables": t(
            "about.tables_count",
            indicators=len(indicators()),
            industries=len(industries()),
            regions=len(divisions()) + len(countries()) + len(policy_regions()),
            agencies=len(agencies()) + len(local_bodies()),
        ),
        "about.database": library.name,
    }
    for key, fact in facts.items():
        name, value = st.columns((1, 3))
        name.markdown(f"**{t(key)}**")
        value.text(fact)
    if outdated := len(library.outdated()):
        name, value = st.columns((1, 3))
        name.markdown("**" + t("about.outdated") + "**")
        value.text(str(outdated))
        value.caption(t("about.outdated_how"))
    st.download_button(
        t("about.schema"),
        data=_schema,
        file_name="docanalyzer.schema.json",
        mime="application/schema+json",
        icon=":material/data_object:",
        on_click="ignore",
    )


def _schema() -> str:
    from docanalyzer.exports import json_schema

    return json.dumps(json_schema(), ensure_ascii=False, indent=1)
