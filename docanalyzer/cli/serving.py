"""The app: Streamlit in this process's place, on this machine alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

from docanalyzer.bundled import app_file
from docanalyzer.cli.console import console
from docanalyzer.cli.errors import fail
from docanalyzer.cli.filling import opened
from docanalyzer.library.address import VARIABLE, full_url

HOST = "127.0.0.1"
_FIRST_PORT = 8501
_TRIED = 100
# The look comes from the file beside app.py; these must hold whatever another configuration says.
_SECTIONS = ("server", "browser", "client", "runner")


def serve(port: int | None, database: str | None) -> None:
    """Start the app and stay until it ends."""
    if find_spec("streamlit") is None:
        fail("the app needs Streamlit, which is not installed: pip install streamlit")
    script = app_file()
    # A database that cannot be used is told here, in words, and not in a browser.
    with opened(database) as library:
        name = library.name
    if port is None:
        port = _free_port()
    elif not _is_free(port):
        fail(f"port {port} is taken; name another one with --port")
    environment = dict(os.environ)
    if database is not None:
        environment[VARIABLE] = full_url(database)
    command = [sys.executable, "-m", "streamlit", "run", str(script), *flags(script), f"--server.port={port}"]
    console().print(f"docanalyzer app: http://{HOST}:{port}  (library: {name}; Ctrl-C ends it)", soft_wrap=True)
    sys.stdout.flush()
    _become(command, environment)


def flags(script: Path) -> list[str]:
    """The settings beside the app as arguments, which win over every other configuration of Streamlit."""
    settings = tomllib.loads((script.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    given = {f"{part}.{key}": value for part in _SECTIONS for key, value in settings.get(part, {}).items()}
    given |= {"server.address": HOST, "server.headless": True, "browser.gatherUsageStats": False}
    return [f"--{key}={str(value).lower() if isinstance(value, bool) else value}" for key, value in given.items()]


def _become(command: list[str], environment: dict[str, str]) -> None:
    """Run the server in place of this process, so that whatever ends this one ends the server."""
    if os.name == "posix":
        os.execve(command[0], command, environment)  # noqa: S606 (our interpreter, arguments made here)
    else:
        raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603 (as above)


def _free_port() -> int:
    free = next((port for port in range(_FIRST_PORT, _FIRST_PORT + _TRIED) if _is_free(port)), None)
    if free is None:
        fail(f"no port from {_FIRST_PORT} to {_FIRST_PORT + _TRIED - 1} is free; name one with --port")
    return free


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # A port whose last user has just gone is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
