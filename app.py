"""The app in the browser: ``docanalyzer app``, or ``streamlit run app.py``."""

import streamlit as st

from docanalyzer.ui import account, address, frame, links, words

st.set_page_config(page_title="docanalyzer", page_icon="📑", layout="wide", initial_sidebar_state=250)
address.settle()
words.settle()
frame.dress()
account.require()

sections: dict[str, list[st.Page]] = {}
for screen in links.SCREENS:
    sections.setdefault(words.t(f"section.{screen.section}"), []).append(links.page(screen.id))
sections[words.t(f"section.{links.SCREENS[0].section}")].append(links.by_name())

chosen = st.navigation(sections, expanded=True)
address.arrived()
links.settle()
frame.sidebar()
chosen.run()
