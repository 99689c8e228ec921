"""Files and pasted text on their way into the library, with the progress of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from docanalyzer.library import default_url
from docanalyzer.ui import links, names, source, words
from docanalyzer.ui.jobs import AddJob, FileState, Source
from docanalyzer.ui.words import t

_JOBS: Final = "_jobs"
_WAYS: Final = ("files", "folder", "text")
_LISTED: Final = 200


def panel(*, expanded: bool) -> None:
    """The forms to add documents, and below them what is on its way."""
    with st.expander(t("adding.title"), icon=":material/upload_file:", expanded=expanded and not busy()):
        way = st.segmented_control(
            t("adding.way"),
            _WAYS,
            default="files",
            required=True,
            format_func=lambda name: t(f"adding.way_{name}"),
            key=f"adding_way_{words.language()}",
            label_visibility="collapsed",
        )
        if way == "text":
            _text_form()
        else:
            _file_form(folder=way == "folder")
    for job in _jobs():
        if not job.finished:
            _running(job)
    _reports()


def busy() -> bool:
    """Whether something is on its way in this session."""
    return any(not job.finished for job in _jobs())


def watch(job: AddJob) -> None:
    """Show the progress of a job on this session's screens."""
    _jobs().append(job)


def _jobs() -> list[AddJob]:
    jobs: list[AddJob] = st.session_state.setdefault(_JOBS, [])
    return jobs


def _file_form(*, folder: bool) -> None:
    # A new key empties the field when its files are on their way.
    key = f"adding_{'folder' if folder else 'files'}_{st.session_state.get('_adding_turn', 0)}"
    accept: Any = "directory" if folder else True
    found = st.file_uploader(
        t("adding.choose_folder") if folder else t("adding.choose_files"),
        accept_multiple_files=accept,
        key=key,
        help=t("adding.kinds"),
    )
    # What lies hidden in a folder is the system's own (.DS_Store).
    files = [file for file in found or () if not file.name.rsplit("/", 1)[-1].startswith(".")]
    collection = _collection_field("files")
    label = t("adding.start", count=len(files)) if files else t("adding.start_none")
    if st.button(label, type="primary", disabled=not files, icon=":material/play_arrow:", key="adding_start"):
        _begin([Source(file.name, file.getvalue()) for file in files], collection)


def _text_form() -> None:
    with st.form("adding_text", border=False, clear_on_submit=True):
        text = st.text_area(t("adding.text"), height=180, placeholder=t("adding.text_hint"), max_chars=2_000_000)
        left, middle, right = st.columns((3, 2, 2))
        title = left.text_input(t("adding.text_title"), max_chars=200)
        issued = middle.date_input(
            t("adding.issued"), value=None, min_value=date(1949, 1, 1), max_value=date(2100, 1, 1), format="YYYY-MM-DD"
        )
        issuer = right.text_input(t("adding.issuer"), max_chars=100)
        collection = _collection_field("text")
        sent = st.form_submit_button(t("adding.start_text"), type="primary", icon=":material/play_arrow:")
    if not sent:
        return
    if not text or not text.strip():
        st.warning(t("adding.no_text"))
        return
    known = {"title": (title or "").strip(), "issuer": (issuer or "").strip()}
    known["issued_on"] = issued.isoformat() if isinstance(issued, date) else ""
    known = {name: value for name, value in known.items() if value}
    name = known.get("title") or " ".join(text.split())[:40]
    _begin([Source(f"{name}.txt", text.encode("utf-8", "replace"), known=known)], collection)


def _collection_field(form: str) -> str | None:
    return st.selectbox(
        t("adding.collection"),
        source.collection_names(),
        index=None,
        accept_new_options=True,
        format_func=source.collection_name,
        placeholder=t("adding.collection_hint"),
        key=f"adding_collection_{form}",
    )


def _begin(sources: Sequence[Source], collection: str | None) -> None:
    name = (collection or "").strip()
    watch(AddJob(sources, default_url(), collections=[name] if name else []))
    st.session_state["_adding_turn"] = st.session_state.get("_adding_turn", 0) + 1
    st.rerun()


@st.fragment(run_every=0.5)
def _running(job: AddJob) -> None:
    if job.finished:
        source.document_labels.clear()
        st.rerun()
    with st.container(border=True):
        done, count = job.done, len(job.files)
        st.progress(done / max(1, count), text=t("adding.progress", done=done, count=count))
        now = next((file for file in job.files if file.status == "running"), None)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(now.name if now else "…", width="stretch")
            if st.button(t("adding.stop"), icon=":material/stop:", key=f"stop_{id(job)}", type="tertiary"):
                job.stop()


def _reports() -> None:
    """What became of the jobs that are through, until somebody puts it away."""
    for number, job in enumerate(_jobs()):
        if not job.finished:
            continue
        with st.container(border=True):
            _report(job, number)


def _report(job: AddJob, number: int) -> None:
    by_status = {status: [file for file in job.files if file.status == status] for status in _SUMMARY}
    parts = [t(f"adding.sum_{status}", count=len(files)) for status, files in by_status.items() if files]
    with st.container(horizontal=True, vertical_alignment="center"):
        icon = ":material/error:" if by_status["failed"] else ":material/check_circle:"
        st.markdown(f"{icon} {' · '.join(parts)}", width="stretch")
        one = job.files[0] if len(job.files) == 1 else None
        if one and one.document_id and st.button(t("library.open"), key=f"open_{number}", type="primary"):
            links.go("read", one.document_id)
        if st.button(t("adding.put_away"), key=f"away_{number}", type="tertiary", icon=":material/close:"):
            _jobs().remove(job)
            st.rerun()
    told = by_status["failed"] + by_status["known"]
    for file in told[:_LISTED]:
        with st.container(gap=None):
            st.text(f"{_MARKS[file.status]} {file.name}")
            st.text(f"     {_why(file)}")
    if len(told) > _LISTED:
        st.caption(t("library.and_more", count=len(told) - _LISTED))


_SUMMARY: Final = ("added", "updated", "known", "failed")
_MARKS: Final = {"failed": "✕", "known": "="}


def _why(file: FileState) -> str:
    if file.status == "known":
        return t("adding.known")
    # The program's own words are English and say more than the code does.
    if file.cause and words.language() == "en":
        return f"{file.cause[:1].upper()}{file.cause[1:]}"
    if file.code and words.known(f"cause.{file.code}"):
        return names.word("cause", file.code)
    return file.cause or t("cause.broken_off")
