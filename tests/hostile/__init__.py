"""Finders that misbehave as a parser might; they run in the child process, which imports them from here."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def hang(view):
    """Start a further process, as reading old formats does, leave a note where it can be found, and go on for ever."""
    helper = subprocess.Popen(["sleep", "600"])
    folder = Path(tempfile.gettempdir())
    note = folder / "note.part"
    note.write_text(f"{os.getpid()} {helper.pid} {oct(folder.stat().st_mode & 0o777)}")
    note.rename(folder / "note")
    while True:
        time.sleep(0.01)


def crash(view):
    os.kill(os.getpid(), signal.SIGSEGV)


def fill_memory(view):
    return [bytearray(2**26) for _ in range(10_000)]


def call_out(view):
    socket.create_connection(("127.0.0.1", 9))


def tell_secrets(view):
    raise ValueError(sorted(key for key in os.environ if "DOCANALYZER" in key or "TOKEN" in key))


def talk(view):
    """Libraries print what they like."""
    os.write(1, b"A{}" * 1000)
    return []


def lie(view):
    """What a child that was taken over might write: an answer of its own on every pipe that it has."""
    for handle in range(3, 64):
        try:
            os.write(handle, b'A{"schema_version": "1.0", "document": 5}')
        except OSError:
            continue
    os._exit(0)
