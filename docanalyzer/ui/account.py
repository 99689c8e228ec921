"""Who is at the screen: nobody asks by default; with ``[auth]`` in the secrets, Streamlit's own login does.

The login is OpenID Connect as Streamlit runs it (https://docs.streamlit.io/develop/concepts/connections/authentication);
it needs the extra ``login``.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from docanalyzer.ui.words import t

_NAME = "_reviewer"


def login_needed() -> bool:
    """Whether this installation lets nobody in without a login.

    Secrets that are there and cannot be read count as a login nobody passes: a slip in them must not open the door.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    return any(Path(file).exists() for file in st.get_option("secrets.files"))


def require() -> None:
    """Stop the run with a login page unless somebody is logged in or no login is needed."""
    if not login_needed() or st.user.get("is_logged_in", False):
        return
    _, middle, _ = st.columns((1, 2, 1))
    with middle:
        st.title("docanalyzer")
        st.write(t("account.needed"))
        if st.button(t("account.login"), type="primary", icon=":material/login:"):
            st.login()
    st.stop()


def current_user() -> str:
    """The name that decisions of this session carry; empty where nobody gave one.

    With a login it is that of the account; without, what was typed on the screen and stays with the session.
    """
    if login_needed():
        return str(st.user.get("name") or st.user.get("email") or st.user.get("sub") or "")
    return str(st.session_state.get(_NAME, ""))


def name_field() -> str:
    """Ask for the name of a reviewer where no login gives it; the name, or an empty one as long as none is typed."""
    if login_needed():
        return current_user()
    typed = st.text_input(
        t("account.name"), value=current_user(), max_chars=80, placeholder=t("account.name_hint"), key="account_name"
    )
    st.session_state[_NAME] = (typed or "").strip()
    return current_user()
