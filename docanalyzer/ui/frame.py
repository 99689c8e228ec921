"""What stands around every screen: the style sheet, the language switch, the account."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import streamlit as st

from docanalyzer import __version__
from docanalyzer.ui import account, words
from docanalyzer.ui.words import TONGUES, t


def dress() -> None:
    """Bring in the style sheet (own text of this program; nothing of a document is in it)."""
    limit = t("frame.upload_limit", limit=st.get_option("server.maxUploadSize"))
    # Streamlit's own words on an upload are English whatever the language of the screen.
    own = f'''
        [data-testid="stFileUploaderDropzone"] button p::after {{ content: "{t("frame.upload")}"; }}
        [data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{limit}"; }}
    '''
    st.html(f"<style>{_style()}{own}</style>")


def sidebar() -> None:
    """The name above the navigation, language and account below it."""
    st.logo(_mark(), size="large")
    with st.sidebar:
        _language_switch()
        if account.login_needed():
            st.text(account.current_user())
            if st.button(t("account.logout"), icon=":material/logout:", type="tertiary"):
                st.logout()
        st.caption(f"docanalyzer {__version__}")


def _language_switch() -> None:
    # The key names the language shown, so that a language that came with the address is the one marked.
    now = words.language()
    picked = st.segmented_control(
        t("frame.language"),
        list(TONGUES),
        default=now,
        required=True,
        format_func=TONGUES.__getitem__,
        key=f"language_{now}",
        label_visibility="collapsed",
    )
    if picked != now:
        words.choose(picked)
        st.rerun()


@cache
def _mark() -> str:
    return files("docanalyzer.ui").joinpath("mark.svg").read_text(encoding="utf-8")


@cache
def _style() -> str:
    return files("docanalyzer.ui").joinpath("style.css").read_text(encoding="utf-8")
